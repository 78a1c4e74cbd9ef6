import { BlobCore } from './blob';
import type { DailyQuota } from './limits';
import { coreOf, offer, type Gate } from './refusal';

/** A file that the script made. `html` is what a Google Doc was made from. */
export interface DriveFile { readonly id: string; readonly owner: string; name: string; mimeType: string; html: string; trashed: boolean; parents: string[]; modifiedAt: number }

/** The Google type that Drive makes of a web page. */
const DOCUMENT = 'application/vnd.google-apps.document';

export interface DriveOptions {
  readonly gate: Gate;
  readonly owner: string;
  readonly files: Map<string, DriveFile>;
  readonly freshId: () => string;
  readonly quota: DailyQuota;
  readonly now: () => number;
}

type Resource = { name?: string; mimeType?: string; trashed?: boolean; parents?: string[] };

/** The advanced service `Drive` (v3) under the scope drive.file: a script sees only what it made for this person. */
export function createDrive({ gate, owner, files, freshId, quota, now }: DriveOptions): { readonly Files: object } {
  const resourceOf = (file: DriveFile) => ({
    kind: 'drive#file', id: file.id, name: file.name, mimeType: file.mimeType, trashed: file.trashed,
    webViewLink: `https://docs.google.com/document/d/${file.id}/edit`, modifiedTime: new Date(file.modifiedAt).toISOString(),
  });
  const find = (id: string, method: string): DriveFile => {
    const file = files.get(id);
    if (!file || file.owner !== owner) throw Object.assign(new Error(`API call to drive.files.${method} failed with error: File not found: ${id}.`), { details: { code: 404 } });
    return file;
  };
  const htmlOf = (media: unknown, mimeType: string, method: string): string => {
    const blob = coreOf(media, BlobCore, `Drive.Files.${method}`);
    if (mimeType !== DOCUMENT || blob.type !== 'text/html') throw new Error(`Drive.Files.${method} of ${blob.type ?? 'unknown'} as ${mimeType} is not offered by the local host.`);
    return blob.bytes.toString('utf8');
  };
  const members = {
    create: (resource: Resource, media?: unknown, _options?: object) => {
      const mimeType = resource.mimeType ?? '';
      const html = media === undefined || media === null ? '' : htmlOf(media, mimeType, 'create');
      if (!quota.take(now())) throw new Error('API call to drive.files.create failed with error: User rate limit exceeded.');
      const file: DriveFile = { id: freshId(), owner, name: resource.name ?? 'Untitled', mimeType, html, trashed: false, parents: resource.parents ?? [], modifiedAt: now() };
      files.set(file.id, file);
      return resourceOf(file);
    },
    update: (resource: Resource, id: string, media?: unknown, _options?: object) => {
      const file = find(id, 'update');
      if (media !== undefined && media !== null) file.html = htmlOf(media, resource.mimeType ?? file.mimeType, 'update');
      if (resource.name !== undefined) file.name = resource.name;
      if (resource.trashed !== undefined) file.trashed = resource.trashed;
      file.modifiedAt = now();
      return resourceOf(file);
    },
    get: (id: string, _options?: object) => resourceOf(find(id, 'get')),
  };
  return offer('Drive', { Files: offer('Drive.Files', members, gate) }, gate);
}
