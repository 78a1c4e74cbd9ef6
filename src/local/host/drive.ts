import { assumed } from './assumptions';
import { BlobCore } from './blob';
import type { DailyQuota } from './limits';
import { coreOf, offer, type Gate } from './refusal';
import type { Wire, WireRequest, WireResponse } from './wire';

/** A file that the script made. `html` is what a Google Doc was made from; `bytes` are the contents of any other file. */
export interface DriveFile {
  readonly id: string;
  readonly owner: string;
  name: string;
  mimeType: string;
  html: string;
  bytes: Uint8Array;
  trashed: boolean;
  parents: string[];
  appProperties: Readonly<Record<string, string>>;
  modifiedAt: number;
  /** What people wrote beside it. */
  comments?: readonly { readonly resolved: boolean; readonly deleted: boolean }[];
}

/** The Google type that Drive makes of a web page. */
const DOCUMENT = 'application/vnd.google-apps.document';
/** Where contents are fetched: the advanced service has no way to hand them over. */
const CONTENTS = 'https://www.googleapis.com/drive/v3/files/';

export interface DriveOptions {
  readonly gate: Gate;
  readonly owner: string;
  readonly files: Map<string, DriveFile>;
  readonly freshId: () => string;
  readonly quota: DailyQuota;
  readonly now: () => number;
  /** Lets an upload take its time. */
  readonly spend: (milliseconds: number) => void;
}

type Resource = { name?: string; mimeType?: string; trashed?: boolean; parents?: string[]; description?: string; appProperties?: Record<string, string> };

/** The advanced service `Drive` (v3) under the scope drive.file: a script sees only what it made for this person. */
export function createDrive({ gate, owner, files, freshId, quota, now, spend }: DriveOptions): { readonly Files: object; readonly Comments: object } {
  const resourceOf = (file: DriveFile) => ({
    kind: 'drive#file',
    id: file.id,
    name: file.name,
    mimeType: file.mimeType,
    trashed: file.trashed,
    webViewLink: `https://docs.google.com/document/d/${file.id}/edit`,
    modifiedTime: new Date(file.modifiedAt).toISOString(),
  });
  const find = (id: string, method: string): DriveFile => {
    const file = files.get(id);
    if (!file || file.owner !== owner)
      throw Object.assign(new Error(`API call to drive.files.${method} failed with error: File not found: ${id}.`), { details: { code: 404 } });
    return file;
  };
  /** What an upload becomes: a page becomes a Google document where that is asked for, anything else stays as it is. */
  const contentsOf = (media: unknown, mimeType: string, method: string): Pick<DriveFile, 'html' | 'bytes'> => {
    const blob = coreOf(media, BlobCore, `Drive.Files.${method}`);
    if (blob.bytes.length > assumed('driveUploadBytes')) throw new Error(`API call to drive.files.${method} failed with error: Request Entity Too Large`);
    spend((blob.bytes.length / 1e6) * assumed('driveUploadMs'));
    if (mimeType !== DOCUMENT) return { html: '', bytes: Uint8Array.from(blob.bytes) };
    if (blob.type !== 'text/html') throw new Error(`Drive.Files.${method} of ${blob.type ?? 'unknown'} as ${mimeType} is not offered by the local host.`);
    return { html: blob.bytes.toString('utf8'), bytes: new Uint8Array() };
  };
  const members = {
    create: (resource: Resource, media?: unknown, _options?: object) => {
      const mimeType = resource.mimeType ?? '';
      const contents = media === undefined || media === null ? { html: '', bytes: new Uint8Array() } : contentsOf(media, mimeType, 'create');
      if (mimeType === DOCUMENT && !quota.take(now())) throw new Error('API call to drive.files.create failed with error: User rate limit exceeded.');
      let id = freshId();
      while (files.has(id)) id = freshId();
      const file: DriveFile = {
        id,
        owner,
        name: resource.name ?? 'Untitled',
        mimeType,
        ...contents,
        trashed: false,
        parents: resource.parents ?? [],
        appProperties: { ...resource.appProperties },
        modifiedAt: now(),
      };
      files.set(file.id, file);
      return resourceOf(file);
    },
    update: (resource: Resource, id: string, media?: unknown, _options?: object) => {
      const file = find(id, 'update');
      if (media !== undefined && media !== null) Object.assign(file, contentsOf(media, resource.mimeType ?? file.mimeType, 'update'));
      if (resource.name !== undefined) file.name = resource.name;
      if (resource.trashed !== undefined) file.trashed = resource.trashed;
      file.modifiedAt = now();
      return resourceOf(file);
    },
    get: (id: string, options: { alt?: string } = {}) => {
      // Public threads tell of an error with the words "Response Code: 200" where contents are asked for.
      if (options.alt !== undefined) throw new Error('API call to drive.files.get failed with error: Response Code: 200.');
      return resourceOf(find(id, 'get'));
    },
    remove: (id: string) => {
      files.delete(find(id, 'delete').id);
    },
    list: ({ q = '' }: { q?: string; fields?: string; orderBy?: string } = {}) => {
      const asked = /^appProperties has \{ key='([^']+)' and value='([^']+)' \} and trashed=false$/.exec(q);
      if (asked === null) throw new Error(`Drive.Files.list with q ${q} is not offered by the local host.`);
      const [, key = '', value = ''] = asked;
      const found = [...files.values()].filter((file) => file.owner === owner && !file.trashed && file.appProperties[key] === value);
      return { kind: 'drive#fileList', files: found.sort((one, other) => other.modifiedAt - one.modifiedAt).map(resourceOf) };
    },
  };
  const comments = {
    list: (id: string, { fields }: { fields?: string; pageSize?: number } = {}) => {
      if (fields === undefined) throw new Error("API call to drive.comments.list failed with error: The 'fields' parameter is required for this method.");
      return { kind: 'drive#commentList', comments: [...(find(id, 'get').comments ?? [])] };
    },
  };
  return offer('Drive', { Files: offer('Drive.Files', members, gate), Comments: offer('Drive.Comments', comments, gate) }, gate);
}

/** The token that a script gets for a person; without the scope for Drive it opens no file. */
export function tokenOf(owner: string): string {
  return `token-of-${owner}`;
}

/** A wire on which Drive answers for the contents of its files, to the token of their owner only; everything else goes its way. */
export function withDriveContents(wire: Wire, files: ReadonlyMap<string, DriveFile>, leftOut: ReadonlySet<string>, spend: DriveOptions['spend']): Wire {
  const answer = ({ url, headers }: WireRequest): WireResponse => {
    const id = decodeURIComponent(url.slice(CONTENTS.length).replace(/\?.*$/, ''));
    const file = files.get(id);
    const token = headers['Authorization'] ?? headers['authorization'] ?? '';
    const said = (status: number, words: string): WireResponse => ({ status, headers: {}, body: Buffer.from(words) });
    if (leftOut.has('https://www.googleapis.com/auth/drive.file')) return said(403, 'Request had insufficient authentication scopes.');
    if (file === undefined || token !== `Bearer ${tokenOf(file.owner)}`) return said(404, `File not found: ${id}.`);
    spend(assumed('driveMs') + (file.bytes.length / 1e6) * assumed('driveDownloadMs'));
    return url.endsWith('?alt=media')
      ? { status: 200, headers: { 'content-type': file.mimeType }, body: file.bytes }
      : said(400, 'Only contents are served here.');
  };
  return {
    exchange: (requests) => {
      const others = requests.filter(({ url }) => !url.startsWith(CONTENTS));
      const answers = others.length === 0 ? [] : [...wire.exchange(others)];
      return requests.map((request) => (request.url.startsWith(CONTENTS) ? answer(request) : answers.shift()!));
    },
    close: () => wire.close(),
  };
}
