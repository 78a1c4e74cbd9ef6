import { types } from 'node:util';
import { type Cell, type CellContent, sharedStyle, withMembers } from '../workbook/cell';
import { displayText, isDateFormat } from '../workbook/display';
import { serialOf, wallClock } from '../workbook/serial-date';
import { readLocalEntry } from '../workbook/locale-entry';
import type { Entry } from '../workbook/typed-entry';
import { signatureError } from '../refusal';
import type { SheetsContext } from './sheets-context';

/** Characters that one cell takes. */
const LONGEST_TEXT = 50_000;

function entryOf(value: unknown, format: string | undefined, context: SheetsContext, method: string): Entry {
  if (value === null || value === undefined) return { value: '' };
  if (typeof value === 'boolean') return { value };
  if (typeof value === 'number') return { value: Number.isFinite(value) ? value : '#NUM!' };
  if (types.isDate(value)) return dateEntry(Number(value), context);
  if (typeof value !== 'string') throw signatureError([value], `SpreadsheetApp.Range.${method}`);
  if (value.length > LONGEST_TEXT) throw new Error(`Your input contains more than the maximum of ${LONGEST_TEXT} characters in a single cell.`);
  // A plain-text cell keeps what is entered, apostrophe and all. The documentation makes a formula of every value that begins with "=".
  if (format === '@' && !(value.startsWith('=') && value.length > 1)) return { value };
  return readLocalEntry(value, new Date(wallClock(context.now(), context.workbook.timeZone)).getUTCFullYear(), context.workbook.locale);
}

function dateEntry(instant: number, context: SheetsContext): Entry {
  if (Number.isNaN(instant)) return { value: '#NUM!' };
  const value = serialOf(instant, context.workbook.timeZone);
  return { value, format: Number.isInteger(value) ? 'm/d/yyyy' : 'm/d/yyyy h:mm:ss' };
}

/** The cell after a script put a value into it. An automatic format gives way to the one that the value brings; note, looks and dropdown stay. */
export function enterValue(cell: Cell, value: unknown, context: SheetsContext, method: string): Cell {
  const own = cell.style.numberFormat;
  const entry = entryOf(value, own, context, method);
  const takesFormat = entry.format !== undefined && (own === undefined || own === 'General');
  return withMembers(cell, {
    value: entry.value,
    formula: entry.formula,
    runs: undefined,
    ...(takesFormat ? { style: sharedStyle({ ...cell.style, numberFormat: entry.format } as Cell['style']) } : {}),
  });
}

/** What `getValue` gives for the cell: a Date where the format shows the number as a day or time. */
export function scriptValue(cell: Cell, toDate: (serial: number) => Date): CellContent | Date {
  return typeof cell.value === 'number' && isDateFormat(cell.style.numberFormat) ? toDate(cell.value) : cell.value;
}

/** Throws the platform's refusal when a dropdown or rule that rejects input does not take the cell's value. */
export function requireValid(cell: Cell, a1: string): void {
  const rule = cell.validation;
  if (!rule || rule.allowInvalid || cell.value === '' || cell.formula) return;
  const { value } = cell;
  const [first, second] = rule.values.map(Number) as [number?, number?];
  const amount = typeof value === 'number' ? value : Number.NaN;
  const numeric: Record<string, () => boolean> = {
    NUMBER_BETWEEN: () => amount >= first! && amount <= second!,
    NUMBER_NOT_BETWEEN: () => amount < first! || amount > second!,
    NUMBER_EQUAL_TO: () => amount === first,
    NUMBER_NOT_EQUAL_TO: () => !Number.isNaN(amount) && amount !== first,
    NUMBER_GREATER_THAN: () => amount > first!,
    NUMBER_GREATER_THAN_OR_EQUAL_TO: () => amount >= first!,
    NUMBER_LESS_THAN: () => amount < first!,
    NUMBER_LESS_THAN_OR_EQUAL_TO: () => amount <= first!,
    DATE_AFTER: () => amount > first!,
    DATE_BEFORE: () => amount < first!,
    DATE_ON_OR_AFTER: () => amount >= first!,
    DATE_ON_OR_BEFORE: () => amount <= first!,
    DATE_BETWEEN: () => amount >= first! && amount <= second!,
    DATE_EQUAL_TO: () => amount === first,
    DATE_IS_VALID_DATE: () => isDateFormat(cell.style.numberFormat) && !Number.isNaN(amount),
    CHECKBOX: () => (rule.values.length > 0 ? rule.values.map(String).includes(String(value)) : typeof value === 'boolean'),
    VALUE_IN_LIST: () => (rule.values[0] as readonly string[]).includes(displayText(cell)) || (rule.values[0] as readonly string[]).includes(String(value)),
  };
  if (numeric[rule.criteria]?.() === false) throw new Error(`The data you entered in cell ${a1} violates the data validation rules set on this cell.`);
}
