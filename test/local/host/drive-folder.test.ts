import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DriveFile } from '../../../src/local/host/drive';
import { driveFolderFiles, readDriveFolder, tidyDriveFolder } from '../../../src/local/host/drive-folder';
import { writeWhole } from '../../../src/local/host/workbook/workbook-file';

const file = (id: string, html: string, bytes: readonly number[]): DriveFile => ({
  id,
  owner: 'owner@example.com',
  name: id,
  mimeType: 'text/plain',
  html,
  bytes: Uint8Array.from(bytes),
  trashed: false,
  parents: [],
  appProperties: { sheet: 's' },
  modifiedAt: 5,
});

describe('[U] a person’s Drive in a folder', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'drive-')), 'drive');
  const put = (files: readonly DriveFile[]): void => {
    writeWhole(driveFolderFiles(folder, files));
    tidyDriveFolder(folder, files);
  };
  const read = () => readDriveFolder(folder).map((one) => ({ ...one, bytes: [...one.bytes] }));

  test('nothing is written for an empty one, and an absent folder is an empty one', () => {
    put([]);
    expect([existsSync(folder), read()]).toEqual([false, []]);
  });
  test('comes back as it was, bytes and pages, without files that are gone', () => {
    put([file('local-1', '', [0, 255, 10]), file('local-2', '<p>Ä</p>', [])]);
    expect(read()).toMatchObject([
      { id: 'local-1', bytes: [0, 255, 10], html: '' },
      { id: 'local-2', html: '<p>Ä</p>', bytes: [] },
    ]);
    put([file('local-3', '', [7])]);
    expect(readdirSync(folder).sort()).toEqual(['files.json', 'local-3']);
    put([]);
    expect(readdirSync(folder)).toEqual([]);
  });
  test('a file whose contents were deleted, and a broken list, are as if deleted; another’s files stay', () => {
    put([file('local-1', '', [1]), file('local-2', '', [2])]);
    writeFileSync(join(folder, 'mine.txt'), 'mine');
    rmSync(join(folder, 'local-1'));
    expect(read().map(({ id }) => id)).toEqual(['local-2']);
    put([file('local-2', '', [2])]);
    expect(existsSync(join(folder, 'mine.txt'))).toBe(true);
    writeFileSync(join(folder, 'files.json'), '{');
    expect(read()).toEqual([]);
  });
});
