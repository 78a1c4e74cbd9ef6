import { Tab } from '../../src/local/host/workbook/tab';
import { Workbook } from '../../src/local/host/workbook/workbook';

/** A workbook of its own with the same contents: tests that begin a hundred times from one state need not write it a hundred times. */
export function cloneWorkbook(workbook: Workbook): Workbook {
  const copy = Object.assign(Object.create(Workbook.prototype) as Workbook, workbook);
  copy.tabs = workbook.tabs.map(cloneTab);
  copy.namedRanges = new Map([...workbook.namedRanges].map(([name, { tab, region }]) => [name, { tab: copy.tabById(tab.id)!, region }]));
  copy.metadata = workbook.metadata.map((part) => ({ ...part }));
  copy.documentProperties = new Map(workbook.documentProperties);
  return copy;
}

function cloneTab(tab: Tab): Tab {
  const copy = Object.assign(Object.create(Tab.prototype) as Tab, tab);
  // Cells and line parts are never changed in place, so their rows are all that has to be copied.
  const inner = copy as unknown as { cells: unknown[][]; rowParts: unknown[]; columnParts: unknown[] };
  inner.cells = inner.cells.map((line) => line?.slice());
  inner.rowParts = inner.rowParts.slice();
  inner.columnParts = inner.columnParts.slice();
  copy.filter = tab.filter && { region: tab.filter.region, tests: new Map(tab.filter.tests) };
  copy.bandings = tab.bandings.map((part) => ({ ...part }));
  copy.protections = tab.protections.map((part) => ({ ...part }));
  copy.conditionalRules = tab.conditionalRules.slice();
  copy.charts = tab.charts.slice();
  copy.merges = tab.merges.slice();
  copy.metadata = tab.metadata.map((part) => ({ ...part }));
  return copy;
}
