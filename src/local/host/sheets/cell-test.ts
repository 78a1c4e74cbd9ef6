import { types } from 'node:util';
import type { Cell } from '../workbook/cell';
import { displayText } from '../workbook/display';
import { instantOfSerial, serialOf } from '../workbook/serial-date';
import type { CellTest } from '../workbook/tab-parts';
import { EnumMember, memberName, memberOf } from '../enumeration';
import { signatureError } from '../refusal';
import { SHEET_ENUMS } from './enums';
import type { SheetsContext } from './sheets-context';

/** How many arguments each criteria takes and of which kind. */
const ARGUMENTS: Readonly<Record<string, { count: number; kind: 'number' | 'string' | 'date' | 'relative' }>> = {
  CELL_EMPTY: { count: 0, kind: 'string' },
  CELL_NOT_EMPTY: { count: 0, kind: 'string' },
  CUSTOM_FORMULA: { count: 1, kind: 'string' },
  DATE_AFTER: { count: 1, kind: 'date' },
  DATE_BEFORE: { count: 1, kind: 'date' },
  DATE_EQUAL_TO: { count: 1, kind: 'date' },
  DATE_AFTER_RELATIVE: { count: 1, kind: 'relative' },
  DATE_BEFORE_RELATIVE: { count: 1, kind: 'relative' },
  DATE_EQUAL_TO_RELATIVE: { count: 1, kind: 'relative' },
  NUMBER_BETWEEN: { count: 2, kind: 'number' },
  NUMBER_NOT_BETWEEN: { count: 2, kind: 'number' },
  NUMBER_EQUAL_TO: { count: 1, kind: 'number' },
  NUMBER_NOT_EQUAL_TO: { count: 1, kind: 'number' },
  NUMBER_GREATER_THAN: { count: 1, kind: 'number' },
  NUMBER_LESS_THAN: { count: 1, kind: 'number' },
  NUMBER_GREATER_THAN_OR_EQUAL_TO: { count: 1, kind: 'number' },
  NUMBER_LESS_THAN_OR_EQUAL_TO: { count: 1, kind: 'number' },
  TEXT_CONTAINS: { count: 1, kind: 'string' },
  TEXT_DOES_NOT_CONTAIN: { count: 1, kind: 'string' },
  TEXT_EQUAL_TO: { count: 1, kind: 'string' },
  TEXT_STARTS_WITH: { count: 1, kind: 'string' },
  TEXT_ENDS_WITH: { count: 1, kind: 'string' },
};

/** The test that a builder's method or `withCriteria` asks for; refuses arguments that the platform would refuse. */
export function cellTest(criteria: string, values: readonly unknown[], context: SheetsContext, method: string): CellTest {
  const isRelative = criteria.startsWith('DATE_') && values[0] instanceof EnumMember;
  const name = isRelative && !criteria.endsWith('_RELATIVE') ? `${criteria}_RELATIVE` : criteria;
  const wanted = ARGUMENTS[name];
  if (!wanted || values.length !== wanted.count) throw signatureError(values, method);
  return {
    criteria: name,
    values: values.map((value) => {
      if (wanted.kind === 'relative') return memberName(value, 'RelativeDate', method);
      if (wanted.kind === 'date' && types.isDate(value)) return serialOf(Number(value), context.workbook.timeZone);
      if (typeof value === wanted.kind) return value as string | number;
      throw signatureError(values, method);
    }),
  };
}

/** A test from an enum member and its arguments. */
export function cellTestOf(criteria: unknown, values: readonly unknown[], context: SheetsContext, method: string): CellTest {
  return cellTest(memberName(criteria, 'BooleanCriteria', method), values, context, method);
}

/** The methods `whenCellEmpty`, `whenNumberBetween`… that conditional formats and filters share; each hands its test on. */
export function whenMethods<B>(service: string, context: SheetsContext, take: (test: CellTest) => B) {
  const when =
    (criteria: string, method: string) =>
    (...values: unknown[]): B =>
      take(cellTest(criteria, values, context, `SpreadsheetApp.${service}.${method}`));
  return {
    whenCellNotEmpty: when('CELL_NOT_EMPTY', 'whenCellNotEmpty'),
    whenDateBefore: when('DATE_BEFORE', 'whenDateBefore'),
    whenNumberBetween: when('NUMBER_BETWEEN', 'whenNumberBetween'),
    whenNumberGreaterThan: when('NUMBER_GREATER_THAN', 'whenNumberGreaterThan'),
    whenTextContains: when('TEXT_CONTAINS', 'whenTextContains'),
    whenTextEqualTo: when('TEXT_EQUAL_TO', 'whenTextEqualTo'),
  };
}

/** The test's arguments as a script sees them. */
export function criteriaValues(test: CellTest, context: SheetsContext): unknown[] {
  if (test.criteria.endsWith('_RELATIVE')) return test.values.map((name) => memberOf(SHEET_ENUMS.RelativeDate, String(name)));
  if (!test.criteria.startsWith('DATE_')) return [...test.values];
  return test.values.map((value) => context.makeDate(instantOfSerial(Number(value), context.workbook.timeZone)));
}

/** Whether the cell passes; `today` is the serial number of today in the sheet's zone. A formula cannot be judged here and is refused by name. */
export function passes(test: CellTest, cell: Cell, today: number): boolean {
  const text = displayText(cell).toLowerCase();
  const amount = typeof cell.value === 'number' ? cell.value : Number.NaN;
  const [first, second] = test.values;
  const wanted = String(first ?? '').toLowerCase();
  const day = Math.floor(amount);
  const relative: Record<string, number> = {
    TODAY: today,
    TOMORROW: today + 1,
    YESTERDAY: today - 1,
    PAST_WEEK: today - 7,
    PAST_MONTH: today - 30,
    PAST_YEAR: today - 365,
  };
  const limit = relative[String(first)] ?? Number.NaN;
  switch (test.criteria) {
    case 'CELL_EMPTY':
      return cell.value === '';
    case 'CELL_NOT_EMPTY':
      return cell.value !== '';
    case 'TEXT_CONTAINS':
      return text.includes(wanted);
    case 'TEXT_DOES_NOT_CONTAIN':
      return !text.includes(wanted);
    case 'TEXT_EQUAL_TO':
      return text === wanted;
    case 'TEXT_STARTS_WITH':
      return text.startsWith(wanted);
    case 'TEXT_ENDS_WITH':
      return text.endsWith(wanted);
    case 'NUMBER_BETWEEN':
      return amount >= Number(first) && amount <= Number(second);
    case 'NUMBER_NOT_BETWEEN':
      return amount < Number(first) || amount > Number(second);
    case 'NUMBER_EQUAL_TO':
      return amount === Number(first);
    case 'NUMBER_NOT_EQUAL_TO':
      return !Number.isNaN(amount) && amount !== Number(first);
    case 'NUMBER_GREATER_THAN':
      return amount > Number(first);
    case 'NUMBER_GREATER_THAN_OR_EQUAL_TO':
      return amount >= Number(first);
    case 'NUMBER_LESS_THAN':
      return amount < Number(first);
    case 'NUMBER_LESS_THAN_OR_EQUAL_TO':
      return amount <= Number(first);
    case 'DATE_AFTER':
      return day > Math.floor(Number(first));
    case 'DATE_BEFORE':
      return day < Math.floor(Number(first));
    case 'DATE_EQUAL_TO':
      return day === Math.floor(Number(first));
    case 'DATE_AFTER_RELATIVE':
      return day > limit;
    case 'DATE_BEFORE_RELATIVE':
      return day < limit;
    case 'DATE_EQUAL_TO_RELATIVE':
      return limit < today - 1 ? day >= limit && day <= today : day === limit;
    default:
      throw new Error(`A filter by ${test.criteria} is not offered by the local host.`);
  }
}
