import { assumed } from './assumptions';

/** One call of a service: the object's name and the method's. `index` counts the calls of an execution from 0. */
export interface ServiceCall {
  readonly service: string;
  readonly method: string;
  readonly index: number;
}

const SHEET_SERVICES = new Set([
  'SpreadsheetApp',
  'Spreadsheet',
  'Sheet',
  'Range',
  'Filter',
  'Protection',
  'Banding',
  'NamedRange',
  'Group',
  'DeveloperMetadata',
  'DeveloperMetadataLocation',
]);
/** Methods that only address cells or make a builder: no data moves. */
const ADDRESSING = new Set([
  'getRange',
  'getSheetByName',
  'getSheetById',
  'getSheets',
  'getActive',
  'getActiveSpreadsheet',
  'getActiveSheet',
  'getParent',
  'getSheet',
  'offset',
  'getCell',
  'getRow',
  'getRowIndex',
  'getColumn',
  'getNumRows',
  'getNumColumns',
  'getHeight',
  'getWidth',
  'getA1Notation',
  'getId',
  'getUrl',
  'getSheetId',
  'getGridId',
  'getUi',
  'newChart',
  'newDataValidation',
  'newConditionalFormatRule',
  'newRichTextValue',
  'newTextStyle',
  'newFilterCriteria',
  'flush',
]);
const READING = /^(get|is|has|can)/;

export type CallKind = 'sheet read' | 'sheet write' | 'sheet address' | 'fetch' | 'properties' | 'cache' | 'lock' | 'trigger' | 'drive' | 'other';

/** What a call is for the bill. A `fetchAll` is counted by its requests where they are made. */
export function kindOf(service: string, method: string): CallKind {
  if (SHEET_SERVICES.has(service)) return ADDRESSING.has(method) ? 'sheet address' : READING.test(method) ? 'sheet read' : 'sheet write';
  switch (service) {
    case 'UrlFetchApp':
      return 'fetch';
    case 'Properties':
      return 'properties';
    case 'Cache':
      return 'cache';
    case 'Lock':
      return 'lock';
    case 'ScriptApp':
    case 'ClockTriggerBuilder':
      return 'trigger';
    case 'Drive.Files':
    case 'Drive.Comments':
      return 'drive';
    default:
      return 'other';
  }
}

/** Counts service calls by full name and by kind, and requests over the network. */
export class Meter {
  readonly byName = new Map<string, number>();
  readonly byKind = new Map<CallKind, number>();
  requests = 0;
  calls = 0;

  add(service: string, method: string): void {
    const name = `${service}.${method}`;
    const kind = kindOf(service, method);
    this.calls += 1;
    this.byName.set(name, (this.byName.get(name) ?? 0) + 1);
    this.byKind.set(kind, (this.byKind.get(kind) ?? 0) + 1);
  }

  count(kind: CallKind): number {
    return this.byKind.get(kind) ?? 0;
  }
}

/** Milliseconds that a call takes on a virtual clock, beside what it waits for: orders of magnitude, set to show up waste of calls. */
export function standardCost(service: string, method: string): number {
  switch (kindOf(service, method)) {
    case 'sheet read':
      return assumed('sheetReadMs');
    case 'sheet write':
      return assumed('sheetWriteMs');
    case 'properties':
      return assumed('propertiesMs');
    case 'cache':
      return assumed('cacheMs');
    case 'lock':
      return assumed('lockMs');
    case 'trigger':
      return assumed('triggerMs');
    case 'drive':
      return assumed('driveMs');
    default:
      return 0;
  }
}
