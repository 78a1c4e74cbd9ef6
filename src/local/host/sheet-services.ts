import { newWorkbook, type Workbook } from './workbook/workbook';
import { offer, OPEN_GATE, type Gate } from './refusal';
import { CHART_ENUMS } from './sheets/chart';
import { createRange } from './sheets/range';
import { createSheet } from './sheets/sheet';
import { createSpreadsheet } from './sheets/spreadsheet';
import { createSpreadsheetApp } from './sheets/spreadsheet-app';
import type { Makers, Person, SheetsContext, Shown } from './sheets/sheets-context';

export interface SheetServicesOptions {
  /** The spreadsheet to work on; a new one with the tab `Sheet1` when none is given. */
  readonly workbook?: Workbook;
  readonly gate?: Gate;
  readonly person?: Person;
  readonly now?: () => number;
  readonly makeDate?: (instant: number) => Date;
  readonly beforeEntry?: (tab: string) => void;
  readonly show?: (shown: Shown) => void;
  readonly answer?: SheetsContext['answer'];
  readonly ui?: () => GoogleAppsScript.Base.Ui;
  readonly computeFormulas?: (workbook: Workbook) => void;
}

export interface SheetServices {
  readonly SpreadsheetApp: GoogleAppsScript.Spreadsheet.SpreadsheetApp;
  readonly Charts: GoogleAppsScript.Charts.Charts;
  readonly spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet;
  readonly workbook: Workbook;
  /** Makes these the globals `SpreadsheetApp` and `Charts`, for tests of code that names them; the answer undoes it. */
  install(): () => void;
}

/** SpreadsheetApp over a workbook in memory. Without options it is a fresh spreadsheet of an owner, free of any limit or count. */
export function createSheetServices(options: SheetServicesOptions = {}): SheetServices {
  const workbook = options.workbook ?? newWorkbook();
  const gate = options.gate ?? OPEN_GATE;
  const make: Makers = { range: (tab, region) => createRange(context, tab, region), sheet: (tab) => createSheet(context, tab), spreadsheet: () => spreadsheet };
  const context: SheetsContext = {
    workbook,
    gate,
    make,
    quiet: { enter: () => undefined, failure: (error) => gate.failure(error) },
    person: options.person ?? { email: 'owner@example.com', access: 'owner' },
    now: options.now ?? Date.now,
    makeDate: options.makeDate ?? ((instant) => new Date(instant)),
    beforeEntry: options.beforeEntry ?? (() => undefined),
    show: options.show ?? (() => undefined),
    answer: options.answer ?? (() => ({ button: 'CLOSE', text: '' })),
    computeFormulas: () => {
      if (workbook.formulasStale()) options.computeFormulas?.(workbook);
    },
  };
  const spreadsheet = createSpreadsheet(context);
  const noUi = (): never => {
    throw new Error('Cannot call SpreadsheetApp.getUi() from this context.');
  };
  const services = {
    SpreadsheetApp: createSpreadsheetApp(context, options.ui ?? noUi),
    Charts: offer<object>('Charts', CHART_ENUMS satisfies Partial<GoogleAppsScript.Charts.Charts>, context.quiet) as GoogleAppsScript.Charts.Charts,
    spreadsheet,
    workbook,
  };
  return { ...services, install: () => install({ SpreadsheetApp: services.SpreadsheetApp, Charts: services.Charts }) };
}

function install(globals: Readonly<Record<string, unknown>>): () => void {
  const before = Object.keys(globals).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const);
  for (const [name, value] of Object.entries(globals)) Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  };
}
