import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { isEmpty, readXlsx, UnreadableWorkbook, type ReadOptions } from './read-xlsx';
import type { Workbook } from './workbook';

/** A file that cannot serve as the spreadsheet; the message says what is wrong and what to do. */
export class WorkbookFileError extends Error {
  override readonly name = 'WorkbookFileError';
}

export interface OpenOptions extends ReadOptions {
  /** True for a workbook of ours that lacks the hidden tab, by its tabs alone. */
  readonly looksLikeOurs: (workbook: Workbook) => boolean;
}

/** Opens an .xlsx that this program wrote (or an empty one). Null when there is no file. Throws `WorkbookFileError`; the file is never touched. */
export async function openWorkbook(path: string, options: OpenOptions): Promise<Workbook | null> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'ENOENT') return null;
    throw new WorkbookFileError(`${path} cannot be read (${code ?? 'unknown reason'}); check that it is a file you may open.`);
  }
  const read = await readXlsx(bytes, options).catch((error: unknown) => {
    if (!(error instanceof UnreadableWorkbook)) throw error;
    throw new WorkbookFileError(`${path} is not a workbook that can be read; move it away or choose another folder with --out, and start again.`);
  });
  const { workbook, marked } = read;
  if (!marked && !isEmpty(workbook) && !options.looksLikeOurs(workbook)) {
    throw new WorkbookFileError(`${path} is a workbook of something else; move it away or choose another folder with --out, and start again.`);
  }
  if (workbook.tabs.length === 0) workbook.addTab('Sheet1');
  return workbook;
}

/** Puts whole files in place, one after the other, once all of them lie complete on the disk: a failure leaves every file as it was. */
export function writeWhole(files: readonly { readonly path: string; readonly content: Uint8Array | string }[]): void {
  const pending = files.map(({ path, content }) => ({ path, content, temporary: `${path}.${process.pid}.tmp` }));
  try {
    for (const { temporary, content } of pending) {
      mkdirSync(dirname(temporary), { recursive: true });
      const file = openSync(temporary, 'w');
      try {
        const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
        for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
        fsyncSync(file);
      } finally {
        closeSync(file);
      }
    }
    for (const { temporary, path } of pending) renameSync(temporary, path);
  } finally {
    for (const { temporary } of pending) rmSync(temporary, { force: true });
  }
}
