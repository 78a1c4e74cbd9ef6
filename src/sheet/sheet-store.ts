import type { Store } from '../refresh/store';
import { CALL_CHARACTERS } from './enter-block';
import { packText, unpackText, type Codec } from './packed-text';
import { patiently, softly } from './patience';
import type { Entry, Manifest, Run } from './store-manifest';
import { allocate, EMPTY_MANIFEST, FIRST_ROW, manifestText, parseManifest, parseRoot, ROOT_MARK, rootText, runsOf, usedRows } from './store-manifest';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** The store over a hidden tab; `damaged` says in a sentence that something could not be read and counts as missing. */
export interface SheetStore extends Store {
  readonly damaged: string | null;
  /** Empties every cell that holds nothing live, and gives the rows below back: freed cells keep their text until then. */
  wipe(): void;
}

/**
 * Why a hidden tab: document properties hold 500 KB in values of 9 KB, the cache may be emptied at any time, and a file in Drive would neither travel
 * with a copy of the sheet nor be readable by the next person who refreshes. Whoever may view the sheet can read the tab, so nothing of people is in it.
 */
export const STORE_TAB = '_Segment Coverage data';

/** Excel takes 32,767 characters in a cell; one goes to the mark that keeps a piece from being read as a formula or a number. */
const PIECE = 30_000;
const MARK = '~';
/** Rows that one call reads or writes: at most a million characters. */
const STRETCH = Math.floor(CALL_CHARACTERS / PIECE);
/** Who reads more keys than this reads most of them: from there on whole stretches are read instead of a call for each key. */
const SINGLY = 4;

/**
 * Keeps text by key in a hidden tab. A commit writes its pieces and a new manifest to free cells first and then one root cell that names the manifest, so
 * after a failure at any call every key reads as before. Freed cells are used again. A damaged store counts as empty, a damaged key as missing.
 */
export function createSheetStore(spreadsheet: Spreadsheet, codec: Codec): SheetStore {
  let tab: Sheet | null | undefined;
  let loaded: Manifest | null = null;
  /** Stretches of the column that were read since the last commit. */
  const stretches = new Map<number, readonly string[]>();
  let readSingly = 0;
  const damagedKeys = new Set<string>();
  let damaged: string | null = null;

  const findTab = (): Sheet | null => {
    if (tab === undefined) tab = spreadsheet.getSheetByName(STORE_TAB) ?? renamedTab(spreadsheet);
    return tab;
  };
  const readRun = (sheet: Sheet, [start, count]: Run, rows?: number): string[] => {
    if (count === 0 || start + count - 1 > (rows ?? sheet.getMaxRows())) return [];
    const cells: string[] = [];
    for (let first = start; first < start + count; first += STRETCH) {
      const many = Math.min(STRETCH, start + count - first);
      cells.push(...patiently(() => sheet.getRange(first, 1, many, 1).getValues()).map(([value]) => String(value)));
    }
    return cells;
  };
  const load = (sheet: Sheet): Manifest => {
    const root = String(patiently(() => sheet.getRange(1, 1).getValue()));
    if (root === '') return EMPTY_MANIFEST;
    const named = parseRoot(root);
    const entries = named && parseManifest(joined(readRun(sheet, named.own)), named.check);
    if (!named || !entries) {
      damaged = 'What the add-on had saved in this sheet was damaged and is read anew; what you typed is kept.';
      return EMPTY_MANIFEST;
    }
    return { generation: named.generation, own: named.own, entries };
  };
  const manifest = (): Manifest => {
    const sheet = findTab();
    return (loaded ??= sheet ? load(sheet) : EMPTY_MANIFEST);
  };
  const cellAt = (sheet: Sheet, row: number): string => {
    const place = Math.floor((row - 1) / STRETCH);
    let cells = stretches.get(place);
    if (cells === undefined) {
      const start = place * STRETCH + 1;
      const rows = sheet.getMaxRows();
      cells = readRun(sheet, [start, Math.max(0, Math.min(STRETCH, rows - start + 1))], rows);
      stretches.set(place, cells);
    }
    return cells[row - 1 - place * STRETCH] ?? '';
  };
  const pieces = (sheet: Sheet, entry: Entry): string => {
    readSingly += 1;
    if (readSingly <= SINGLY) return joined(entry.runs.flatMap((run) => readRun(sheet, run)));
    return joined(entry.runs.flatMap(([start, count]) => Array.from({ length: count }, (_, place) => cellAt(sheet, start + place))));
  };
  return {
    get damaged() {
      manifest();
      return damaged;
    },
    keys: (prefix) => [...manifest().entries.keys()].filter((key) => key.startsWith(prefix)).sort(),
    bytes: () => [...manifest().entries.values()].reduce((sum, { chars }) => sum + chars, 0),
    read: (key) => {
      const entry = manifest().entries.get(key);
      const sheet = findTab();
      if (!entry || !sheet) return null;
      // Read outside of the attempt to unpack: a service that fails is no damage.
      const plain = unpackText({ ...entry, text: pieces(sheet, entry) }, codec);
      if (plain !== null) return plain;
      damagedKeys.add(key);
      damaged = 'A part of what the add-on had saved in this sheet was damaged and is read anew; what you typed is kept.';
      return null;
    },
    commit: (changes) => {
      const sheet = findTab() ?? (tab = createTab(spreadsheet));
      // Somebody else may have committed since this one was loaded.
      const now = parseRoot(String(patiently(() => sheet.getRange(1, 1).getValue())));
      if (loaded === null || (now?.generation ?? 0) !== loaded.generation) loaded = load(sheet);
      stretches.clear();
      loaded = write(sheet, loaded, changes, codec, damagedKeys);
      changes.forEach((_, key) => damagedKeys.delete(key));
    },
    wipe: () => {
      const sheet = findTab();
      if (sheet === null) return;
      const used = usedRows(manifest());
      stretches.clear();
      patiently(() => {
        emptyRows(sheet, used);
      });
    },
  };
}

function joined(cells: readonly string[]): string {
  return cells.map((cell) => (cell.startsWith(MARK) ? cell.slice(1) : cell)).join('');
}

function cut(text: string): readonly string[] {
  const cells: string[] = [];
  for (let at = 0; at < text.length || cells.length === 0; at += PIECE) cells.push(MARK + text.slice(at, at + PIECE));
  return cells;
}

interface Piece {
  readonly key: string;
  readonly cells: readonly string[];
  readonly chars: number;
  readonly packed: boolean;
  readonly check: string;
}

function pieceOf(key: string, text: string, codec: Codec): Piece {
  const { text: stored, ...rest } = packText(text, codec);
  return { key, cells: cut(stored), ...rest };
}

/** What lies there already is not written again. */
function isSame(entry: Entry | undefined, { chars, packed, check }: Piece): boolean {
  return entry !== undefined && entry.chars === chars && entry.packed === packed && entry.check === check;
}

function write(sheet: Sheet, before: Manifest, changes: ReadonlyMap<string, string | null>, codec: Codec, damaged: ReadonlySet<string>): Manifest {
  const entries = new Map(before.entries);
  const added: Piece[] = [];
  for (const [key, text] of changes) {
    const piece = text === null ? null : pieceOf(key, text, codec);
    if (piece !== null && !damaged.has(key) && isSame(entries.get(key), piece)) continue;
    entries.delete(key);
    if (piece !== null) added.push(piece);
  }
  const used = usedRows(before);
  const rows = allocate(
    used,
    added.reduce((sum, { cells }) => sum + cells.length, 0),
  );
  const contents = new Map<number, string>();
  let next = 0;
  for (const { key, cells, chars, packed, check } of added) {
    const own = rows.slice(next, next + cells.length);
    own.forEach((row, index) => contents.set(row, cells[index] ?? ''));
    next += cells.length;
    entries.set(key, { runs: runsOf(own), chars, packed, check });
  }
  const text = manifestText(entries);
  const own = placeManifest(new Set([...used, ...rows]), cut(text), contents);
  const after: Manifest = { generation: before.generation + 1, own, entries };
  const written = [...contents.keys()].sort((a, b) => a - b);
  patiently(() => {
    makeRoom(sheet, written[written.length - 1] ?? 1);
    for (const [start, count] of runsOf(written)) {
      for (let first = start; first < start + count; first += STRETCH) {
        const many = Math.min(STRETCH, start + count - first);
        sheet.getRange(first, 1, many, 1).setValues(Array.from({ length: many }, (_, index) => [contents.get(first + index) ?? '']));
      }
    }
    SpreadsheetApp.flush();
  });
  patiently(() => {
    sheet.getRange(1, 1).setValue(rootText(after, text));
    SpreadsheetApp.flush();
  });
  return after;
}

/** The manifest's cells lie side by side: behind the new pieces, or in the first free run that is long enough. */
function placeManifest(used: ReadonlySet<number>, cells: readonly string[], contents: Map<number, string>): Run {
  let start = 2;
  for (let row = start; row < start + cells.length; row += 1) if (used.has(row)) start = row + 1;
  cells.forEach((cell, index) => contents.set(start + index, cell));
  return [start, cells.length];
}

function emptyRows(sheet: Sheet, used: ReadonlySet<number>): void {
  const top = Math.max(1, ...used);
  const free: number[] = [];
  for (let row = FIRST_ROW; row < top; row += 1) if (!used.has(row)) free.push(row);
  for (const [start, count] of runsOf(free)) sheet.getRange(start, 1, count, 1).clearContent();
  if (sheet.getMaxRows() > top) sheet.deleteRows(top + 1, sheet.getMaxRows() - top);
  SpreadsheetApp.flush();
}

function makeRoom(sheet: Sheet, last: number): void {
  const rows = sheet.getMaxRows();
  if (last > rows) sheet.insertRowsAfter(rows, Math.max(last - rows, 100));
}

function createTab(spreadsheet: Spreadsheet): Sheet {
  const active = spreadsheet.getActiveSheet();
  const sheet = spreadsheet.insertSheet(STORE_TAB, spreadsheet.getNumSheets());
  softly('hiding the store', () => {
    sheet.hideSheet();
  });
  softly('the warning before changes', () => {
    sheet
      .protect()
      .setDescription('Kept by Segment Coverage. Without it your edits are still yours, but the next refresh reads everything anew.')
      .setWarningOnly(true);
  });
  spreadsheet.setActiveSheet(active);
  return sheet;
}

/** A store whose tab a person renamed: it is one of the tabs that begin with the root's mark. */
function renamedTab(spreadsheet: Spreadsheet): Sheet | null {
  return spreadsheet.getSheets().find((sheet) => sheet.isSheetHidden() && String(sheet.getRange(1, 1).getValue()).startsWith(ROOT_MARK)) ?? null;
}
