import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DriveFile } from './drive';

/** What the list in the folder tells of each file; its contents lie beside it under its id. */
type Listed = Omit<DriveFile, 'html' | 'bytes'> & { readonly page: boolean };

const LIST = 'files.json';

/** A person's Drive from the folder it was kept in; empty when there is none or it cannot be read. A file whose contents are missing is as if deleted. */
export function readDriveFolder(folder: string): readonly DriveFile[] {
  try {
    const listed = JSON.parse(readFileSync(join(folder, LIST), 'utf8')) as readonly Listed[];
    return listed.flatMap(({ page, ...file }) => {
      const bytes = contentsOf(join(folder, file.id));
      return bytes === null ? [] : [{ ...file, html: page ? bytes.toString('utf8') : '', bytes: page ? new Uint8Array() : bytes }];
    });
  } catch {
    return [];
  }
}

/** The files to write, so that the folder holds that Drive. */
export function driveFolderFiles(folder: string, files: Iterable<DriveFile>): readonly { readonly path: string; readonly content: Uint8Array | string }[] {
  const all = [...files];
  if (all.length === 0) return [];
  const listed = all.map(({ html, bytes: _bytes, ...file }): Listed => ({ ...file, page: html !== '' }));
  return [
    ...all.map(({ id, html, bytes }) => ({ path: join(folder, id), content: html === '' ? bytes : html })),
    { path: join(folder, LIST), content: JSON.stringify(listed, null, 1) },
  ];
}

/** Removes what lies in the folder and is none of these files. */
export function tidyDriveFolder(folder: string, files: Iterable<DriveFile>): void {
  if (!existsSync(folder)) return;
  const kept = new Set([...files].map(({ id }) => id));
  const ours = readdirSync(folder).filter((name) => /^local-\d+$/.test(name) || (name === LIST && kept.size === 0));
  for (const name of ours) if (!kept.has(name)) rmSync(join(folder, name), { force: true });
}

function contentsOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch {
    return null;
  }
}
