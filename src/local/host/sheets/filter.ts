import { contains } from '../workbook/region';
import { displayText } from '../workbook/display';
import { serialOf } from '../workbook/serial-date';
import { sortRows } from '../workbook/tab-sort';
import type { Tab } from '../workbook/tab';
import type { CellTest, FilterTest } from '../workbook/tab-parts';
import { coreOf, offer } from '../refusal';
import { criteriaValues, passes, whenMethods } from './cell-test';
import { refuseChange, type SheetsContext } from './sheets-context';

type Filter = GoogleAppsScript.Spreadsheet.Filter;
type Criteria = GoogleAppsScript.Spreadsheet.FilterCriteria;
type Builder = GoogleAppsScript.Spreadsheet.FilterCriteriaBuilder;

/** The test behind a `FilterCriteria`. */
export class FilterCore {
  constructor(readonly test: FilterTest) {}
}

function readers(test: () => FilterTest, context: SheetsContext) {
  return {
    copy: (): Builder => createFilterCriteriaBuilder(context, test()),
    getCriteriaValues: () => {
      const condition = test().test;
      return condition ? criteriaValues(condition, context) : [];
    },
  };
}

/** What `SpreadsheetApp.newFilterCriteria()` gives. */
export function createFilterCriteriaBuilder(context: SheetsContext, start: FilterTest = { hiddenValues: [], test: null }): Builder {
  let test = start;
  const take = (next: CellTest): Builder => {
    test = { ...test, test: next };
    return builder;
  };
  const members = {
    ...readers(() => test, context),
    ...whenMethods<Builder>('FilterCriteriaBuilder', context, take),
    setHiddenValues: (values: string[]) => {
      if (values.some((value) => value === '')) throw new Error('Hidden values may not be empty: use whenCellNotEmpty().');
      test = { ...test, hiddenValues: values.map(String) };
      return builder;
    },
    build: () => createFilterCriteria(context, test),
  } satisfies Partial<Builder>;
  const builder: Builder = offer<object>('FilterCriteriaBuilder', members, context.quiet) as Builder;
  return builder;
}

function createFilterCriteria(context: SheetsContext, test: FilterTest): Criteria {
  return offer<object>('FilterCriteria', readers(() => test, context) satisfies Partial<Criteria>, context.quiet, new FilterCore(test)) as Criteria;
}

/** Throws when the tab has its one filter already. */
export function requireNoFilter(tab: Tab): void {
  if (tab.filter) throw new Error("You can't create a filter in a sheet that already has a filter.");
}

/** True when the filter of the tab lets the row through (or has nothing to say about it). */
export function filterShows(context: Pick<SheetsContext, 'now' | 'workbook'>, tab: Tab, row: number): boolean {
  const { filter } = tab;
  if (!filter || row <= filter.region.row || row >= filter.region.row + filter.region.rows) return true;
  const today = Math.floor(serialOf(context.now(), context.workbook.timeZone));
  return [...filter.tests].every(([column, { hiddenValues, test }]) => {
    const cell = tab.cell(row, column);
    return !hiddenValues.includes(displayText(cell)) && (test === null || passes(test, cell, today));
  });
}

/** The `Filter` of a tab that has one. */
export function createFilter(context: SheetsContext, tab: Tab): Filter {
  const part = () => {
    if (!tab.filter) throw new Error('The filter has been removed.');
    return tab.filter;
  };
  const requireColumn = (column: number): void => {
    const { region } = part();
    if (!Number.isInteger(column) || column < region.column || column >= region.column + region.columns)
      throw new Error(`Column ${column} is outside the filter's range.`);
  };
  const change = (work: () => void): Filter => {
    refuseChange(context, tab, () => false);
    work();
    return filter;
  };
  const members = {
    getRange: () => context.make.range(tab, part().region),
    setColumnFilterCriteria: (column: number, criteria: Criteria | null) =>
      change(() => {
        requireColumn(column);
        if (criteria === null) part().tests.delete(column);
        else part().tests.set(column, coreOf(criteria, FilterCore, 'SpreadsheetApp.Filter.setColumnFilterCriteria').test);
      }),
    remove: () => {
      change(() => {
        tab.filter = null;
      });
    },
    sort: (column: number, ascending: boolean) =>
      change(() => {
        requireColumn(column);
        const { region } = part();
        const body = { ...region, row: region.row + 1, rows: region.rows - 1 };
        if (contains(region, body) && body.rows > 0) sortRows(tab, body, [{ column, ascending }]);
      }),
  } satisfies Partial<Filter>;
  const filter: Filter = offer<object>('Filter', members, context.gate) as Filter;
  return filter;
}
