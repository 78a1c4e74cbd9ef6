import { types } from 'node:util';
import type { ValidationRule } from '../workbook/cell';
import { instantOfSerial, serialOf } from '../workbook/serial-date';
import { a1Notation, parseA1, splitSheetName } from '../workbook/region';
import { coreOf, offer, signatureError } from '../refusal';
import type { SheetsContext } from './sheets-context';

type Validation = GoogleAppsScript.Spreadsheet.DataValidation;
type Builder = GoogleAppsScript.Spreadsheet.DataValidationBuilder;

/** The rule behind a `DataValidation`. */
export class ValidationCore {
  constructor(readonly rule: ValidationRule) {}
}

const SERVICE = 'SpreadsheetApp.DataValidationBuilder';

/** The arguments as plain data: days as serial numbers, a range as the formula that names it. */
function plainValue(value: unknown, context: SheetsContext, method: string): ValidationRule['values'][number] {
  if (types.isDate(value)) return serialOf(Number(value), context.workbook.timeZone);
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(String);
  throw signatureError([value], `${SERVICE}.${method}`);
}

function scriptValues(rule: ValidationRule, context: SheetsContext): unknown[] {
  return rule.values.map((value) => {
    if (rule.criteria.startsWith('DATE_') && typeof value === 'number') return context.makeDate(instantOfSerial(value, context.workbook.timeZone));
    if (rule.criteria === 'VALUE_IN_RANGE' && typeof value === 'string') return rangeOf(value, context) ?? value;
    return Array.isArray(value) ? [...value] : value;
  });
}

function rangeOf(formula: string, context: SheetsContext): GoogleAppsScript.Spreadsheet.Range | null {
  const { sheet, rest } = splitSheetName(formula.replace(/^=/, ''));
  const tab = sheet === null ? null : context.workbook.tabByName(sheet);
  const region = tab && parseA1(rest, { rows: tab.rows, columns: tab.columns });
  return tab && region ? context.make.range(tab, region) : null;
}

function readers(rule: () => ValidationRule, context: SheetsContext) {
  return {
    copy: (): Builder => createValidationBuilder(context, rule()),
    getAllowInvalid: () => rule().allowInvalid,
    getCriteriaValues: () => scriptValues(rule(), context),
  };
}

/** A `DataValidation` over a rule. */
export function createValidation(context: SheetsContext, rule: ValidationRule): Validation {
  const members = readers(() => rule, context) satisfies Partial<Validation>;
  return offer<object>('DataValidation', members, context.quiet, new ValidationCore(rule)) as Validation;
}

/** The rule that a script handed over; null clears. */
export function ruleOf(validation: unknown, method: string): ValidationRule | undefined {
  return validation === null || validation === undefined ? undefined : coreOf(validation, ValidationCore, method).rule;
}

/** What `SpreadsheetApp.newDataValidation()` gives. */
export function createValidationBuilder(context: SheetsContext, start?: ValidationRule): Builder {
  let rule: ValidationRule = start ?? { criteria: '', values: [], allowInvalid: true, helpText: null };
  const require =
    (criteria: string, method: string, count: number) =>
    (...values: unknown[]): Builder => {
      if (values.length !== count) throw signatureError(values, `${SERVICE}.${method}`);
      const text = criteria.startsWith('TEXT_') || criteria === 'CUSTOM_FORMULA';
      const fits = values.every((value) => (criteria.startsWith('DATE_') ? types.isDate(value) : typeof value === (text ? 'string' : 'number')));
      if (!fits) throw signatureError(values, `${SERVICE}.${method}`);
      rule = { ...rule, criteria, values: values.map((value) => plainValue(value, context, method)) };
      return builder;
    };
  const valueInList = (values: unknown, showDropdown: boolean = true): Builder => {
    if (!Array.isArray(values)) throw signatureError([values], `${SERVICE}.requireValueInList`);
    if (values.length === 0 || values.length > 500) throw new Error(`A dropdown takes 1 to 500 values; ${values.length} were given.`);
    rule = { ...rule, criteria: 'VALUE_IN_LIST', values: [values.map(String), showDropdown] };
    return builder;
  };
  const members = {
    ...readers(() => rule, context),
    build: () => {
      if (rule.criteria === '') throw new Error('A data validation rule needs a criteria before it is built.');
      return createValidation(context, Object.freeze({ ...rule }));
    },
    requireDate: require('DATE_IS_VALID_DATE', 'requireDate', 0),
    requireValueInList: valueInList,
    setAllowInvalid: (allowInvalid: boolean) => {
      rule = { ...rule, allowInvalid };
      return builder;
    },
    setHelpText: (helpText: string) => {
      rule = { ...rule, helpText };
      return builder;
    },
  } satisfies Partial<Builder>;
  const builder: Builder = offer<object>('DataValidationBuilder', members, context.quiet) as Builder;
  return builder;
}

/** The A1 text of a region, for messages. */
export function cellName(row: number, column: number): string {
  return a1Notation({ row, column, rows: 1, columns: 1 });
}
