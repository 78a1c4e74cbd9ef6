import { BLANK_CELL, STANDARD_STYLE, withMembers, type Cell } from '../workbook/cell';
import { contains, overlaps, type Region } from '../workbook/region';
import { sortRows, type SortKey } from '../workbook/tab-sort';
import { memberName } from '../enumeration';
import { coreOf, maybeCoreOf, signatureError } from '../refusal';
import { bandRows, createBanding } from './banding';
import { createFilter, requireNoFilter } from './filter';
import { createProtection, protect } from './protection';
import { RangeCore } from './range-core';
import { createDeveloperMetadata, addDeveloperMetadata, rangeMetadata } from './developer-metadata';

type Range = GoogleAppsScript.Spreadsheet.Range;
type ClearOptions = NonNullable<Parameters<Range['clear']>[0]>;

function cleared(cell: Cell, options: ClearOptions): Cell {
  const all = !options.contentsOnly && !options.formatOnly && !options.commentsOnly && !options.validationsOnly;
  if (all) return BLANK_CELL;
  return withMembers(cell, {
    ...(options.contentsOnly ? { value: '', formula: undefined, runs: undefined } : {}),
    ...(options.formatOnly ? { style: STANDARD_STYLE } : {}),
    ...(options.commentsOnly ? { note: undefined } : {}),
    ...(options.validationsOnly ? { validation: undefined } : {}),
  });
}

function sortKeys(spec: unknown, region: Region): SortKey[] {
  const specs = Array.isArray(spec) ? spec : [spec];
  return specs.map((one: unknown) => {
    const key = typeof one === 'number' ? { column: one } : (one as { column?: unknown; ascending?: unknown } | null);
    if (typeof key?.column !== 'number') throw signatureError([spec], 'SpreadsheetApp.Range.sort');
    if (key.column < region.column || key.column >= region.column + region.columns) {
      throw new Error(`The sort column ${key.column} is outside the range. Columns count from the sheet's first one.`);
    }
    return { column: key.column, ascending: !('ascending' in key) || key.ascending !== false };
  });
}

function pasted(source: Cell, target: Cell, type: string): Cell {
  switch (type) {
    case 'PASTE_NORMAL':
      return source;
    case 'PASTE_VALUES':
      return withMembers(target, { value: source.value, formula: undefined, runs: source.runs });
    case 'PASTE_FORMULA':
      return withMembers(target, { value: source.value, formula: source.formula, runs: source.runs });
    case 'PASTE_FORMAT':
      return withMembers(target, { style: source.style });
    case 'PASTE_DATA_VALIDATION':
      return withMembers(target, { validation: source.validation });
    default:
      throw new Error(`Range.copyTo with ${type} is not offered by the local host.`);
  }
}

function copy(from: RangeCore, to: RangeCore, type: string): void {
  const cells = from.read((cell) => cell);
  if (cells.flat().some((cell) => cell.formula) && (type === 'PASTE_NORMAL' || type === 'PASTE_FORMULA')) {
    throw new Error('Range.copyTo of formulas is not offered by the local host: set the formulas instead.');
  }
  const { rows, columns } = from.region;
  // A target that is a whole multiple of the source is filled; any other takes the source once, from its first cell.
  const repeats = to.region.rows % rows === 0 && to.region.columns % columns === 0;
  const region = repeats ? to.region : { ...to.region, rows, columns };
  new RangeCore(to.context, to.tab, region).change((target, down, right) => pasted(cells[down % rows]?.[right % columns] as Cell, target, type));
}

/** Clearing, sorting, merging, copying, filters, bandings and protections of a range. */
export function structureMethods(core: RangeCore, self: () => Range) {
  const { context, tab, region } = core;
  const clear = (options: ClearOptions): Range => {
    core.change((cell) => cleared(cell, options));
    return self();
  };
  const mergeAs = (regions: readonly Region[]): Range => {
    core.requireEditable();
    if (tab.merges.some((merge) => overlaps(merge, region) && !contains(region, merge))) {
      throw new Error('You must select all cells in a merged range to merge or unmerge them.');
    }
    tab.merges = tab.merges.filter((merge) => !overlaps(merge, region));
    for (const merged of regions.filter(({ rows, columns }) => rows * columns > 1)) {
      tab.merges.push(merged);
      const inside = new RangeCore(context, tab, merged);
      const kept = inside
        .read((cell) => cell)
        .flat()
        .find((cell) => cell.value !== '' || cell.formula);
      inside.change((cell, down, right) =>
        down === 0 && right === 0
          ? withMembers(cell, { value: kept?.value ?? '', formula: kept?.formula, runs: kept?.runs })
          : withMembers(cell, { value: '', formula: undefined, runs: undefined }),
      );
    }
    return self();
  };
  return {
    clear: (options: ClearOptions = {}) => clear(options),
    clearContent: () => clear({ contentsOnly: true }),
    clearFormat: () => clear({ formatOnly: true }),
    sort: (spec: unknown) => {
      core.requireEditable();
      sortRows(tab, region, sortKeys(spec, region));
      return self();
    },
    merge: () => mergeAs([region]),
    mergeAcross: () => mergeAs(Array.from({ length: region.rows }, (_, down) => ({ ...region, row: region.row + down, rows: 1 }))),
    breakApart: () => {
      core.requireEditable();
      tab.merges = tab.merges.filter((merge) => !overlaps(merge, region));
      return self();
    },
    isPartOfMerge: () => tab.merges.some((merge) => overlaps(merge, region)),
    copyTo: (destination: Range, how?: unknown, transposed?: boolean) => {
      if (transposed) throw new Error('Range.copyTo with transposition is not offered by the local host.');
      const target = coreOf(destination, RangeCore, 'SpreadsheetApp.Range.copyTo');
      const options = how as { formatOnly?: boolean; contentsOnly?: boolean } | undefined;
      const type =
        how === undefined
          ? 'PASTE_NORMAL'
          : options?.formatOnly === true
            ? 'PASTE_FORMAT'
            : options?.contentsOnly === true
              ? 'PASTE_FORMULA'
              : memberName(how, 'CopyPasteType', 'SpreadsheetApp.Range.copyTo');
      copy(core, target, type);
    },
    moveTo: (destination: Range) => {
      const target = coreOf(destination, RangeCore, 'SpreadsheetApp.Range.moveTo');
      const cells = core.read((cell) => cell);
      core.change(() => BLANK_CELL);
      new RangeCore(context, target.tab, { ...target.region, rows: region.rows, columns: region.columns }).change(
        (_, down, right) => cells[down]?.[right] as Cell,
      );
    },
    createFilter: () => {
      core.requireEditable();
      requireNoFilter(tab);
      tab.filter = { region, tests: new Map() };
      return createFilter(context, tab);
    },
    getFilter: () => (tab.filter && overlaps(tab.filter.region, region) ? createFilter(context, tab) : null),
    applyRowBanding: (theme?: unknown, showHeader: boolean = true, showFooter: boolean = false) => bandRows(core, 'rows', theme, showHeader, showFooter),
    getBandings: () => tab.bandings.filter((banding) => overlaps(banding.region, region)).map((banding) => createBanding(context, tab, banding)),
    protect: () => createProtection(context, tab, protect(context, tab, region)),
    canEdit: () => {
      try {
        core.requireEditable();
        return true;
      } catch {
        return false;
      }
    },
    addDeveloperMetadata: (key: string, ...more: unknown[]) => {
      addDeveloperMetadata(context, rangeMetadata(core), key, more);
      return self();
    },
    getDeveloperMetadata: () => {
      const { home, place } = rangeMetadata(core);
      return home.metadata
        .filter((entry) => entry.row === place.row && entry.column === place.column)
        .map((entry) => createDeveloperMetadata(context, home, entry));
    },
    shiftRowGroupDepth: (delta: number) => {
      shiftDepth(core, 'rows', delta);
      return self();
    },
    shiftColumnGroupDepth: (delta: number) => {
      shiftDepth(core, 'columns', delta);
      return self();
    },
  } satisfies Partial<Range>;
}

function shiftDepth(core: RangeCore, axis: 'rows' | 'columns', delta: number): void {
  core.requireEditable();
  const { row, column, rows, columns } = core.region;
  const start = axis === 'rows' ? row : column;
  for (let at = start; at < start + (axis === 'rows' ? rows : columns); at += 1) {
    core.tab.setLine(axis, at, { depth: Math.min(8, Math.max(0, (core.tab.line(axis, at).depth ?? 0) + delta)) });
  }
}

/** What stands behind a range that a script handed over, or null. */
export function rangeCoreOf(range: unknown): RangeCore | null {
  return maybeCoreOf(range, RangeCore);
}
