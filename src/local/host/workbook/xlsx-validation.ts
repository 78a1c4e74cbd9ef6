import type { DataValidation, DataValidationOperator } from '@cj-tech-master/excelts';
import { types } from 'node:util';
import type { ValidationRule } from './cell';
import { readingOfSerial, serialOfReading } from './serial-date';

/** A list of choices that does not fit into a rule's own text stands in cells; this gives the formula for them, and reads them back. */
export interface ChoiceStore {
  keep(choices: readonly string[]): string;
  find(formula: string): readonly string[] | null;
}

/** Characters that Excel takes for a list written into the rule, and for a prompt. */
const LONGEST_LIST = 255;
const LONGEST_PROMPT = 255;
const CHECKBOX = '"TRUE,FALSE"';

const OPERATORS: Readonly<Record<string, { type: 'decimal' | 'date'; operator: DataValidationOperator }>> = {
  NUMBER_BETWEEN: { type: 'decimal', operator: 'between' },
  NUMBER_NOT_BETWEEN: { type: 'decimal', operator: 'notBetween' },
  NUMBER_EQUAL_TO: { type: 'decimal', operator: 'equal' },
  NUMBER_NOT_EQUAL_TO: { type: 'decimal', operator: 'notEqual' },
  NUMBER_GREATER_THAN: { type: 'decimal', operator: 'greaterThan' },
  NUMBER_GREATER_THAN_OR_EQUAL_TO: { type: 'decimal', operator: 'greaterThanOrEqual' },
  NUMBER_LESS_THAN: { type: 'decimal', operator: 'lessThan' },
  NUMBER_LESS_THAN_OR_EQUAL_TO: { type: 'decimal', operator: 'lessThanOrEqual' },
  DATE_AFTER: { type: 'date', operator: 'greaterThan' },
  DATE_BEFORE: { type: 'date', operator: 'lessThan' },
  DATE_ON_OR_AFTER: { type: 'date', operator: 'greaterThanOrEqual' },
  DATE_ON_OR_BEFORE: { type: 'date', operator: 'lessThanOrEqual' },
  DATE_BETWEEN: { type: 'date', operator: 'between' },
  DATE_NOT_BETWEEN: { type: 'date', operator: 'notBetween' },
  DATE_EQUAL_TO: { type: 'date', operator: 'equal' },
};

const quoted = (text: unknown): string => `"${String(text).replace(/"/g, '""')}"`;

/** Criteria that Excel knows only as formulas on the cell, here `@`. */
const FORMULAS: Readonly<Record<string, (value: unknown) => string>> = {
  TEXT_CONTAINS: (text) => `ISNUMBER(SEARCH(${quoted(text)},@))`,
  TEXT_DOES_NOT_CONTAIN: (text) => `NOT(ISNUMBER(SEARCH(${quoted(text)},@)))`,
  TEXT_EQUAL_TO: (text) => `EXACT(@,${quoted(text)})`,
  TEXT_IS_VALID_EMAIL: () => 'ISNUMBER(SEARCH("?*@?*.?*",@))',
  TEXT_IS_VALID_URL: () => 'ISNUMBER(SEARCH("http*://?*",@))',
};

function formulae(rule: ValidationRule, choices: ChoiceStore, topLeft: string): DataValidation | null {
  const { criteria, values } = rule;
  if (criteria === 'VALUE_IN_LIST') {
    const list = values[0] as readonly string[];
    const inline = `"${list.join(',')}"`;
    const fits = inline.length <= LONGEST_LIST && list.every((choice) => !/[,"]/.test(choice) && choice.trim() === choice) && inline !== CHECKBOX;
    return { type: 'list', formulae: [fits ? inline : choices.keep(list)] };
  }
  if (criteria === 'VALUE_IN_RANGE') return { type: 'list', formulae: [String(values[0]).replace(/^=/, '')] };
  if (criteria === 'CHECKBOX') return { type: 'list', formulae: [CHECKBOX] };
  if (criteria === 'CUSTOM_FORMULA') return { type: 'custom', formulae: [String(values[0]).replace(/^=/, '')] };
  if (criteria === 'DATE_IS_VALID_DATE') return { type: 'date', operator: 'greaterThanOrEqual', formulae: [dateOf(0)] };
  const comparison = OPERATORS[criteria];
  if (comparison) return { ...comparison, formulae: values.map((value) => (comparison.type === 'date' ? dateOf(Number(value)) : Number(value))) };
  const formula = FORMULAS[criteria];
  // The mark for the cell stands outside of quotes only.
  return formula ? { type: 'custom', formulae: [formula(values[0]).replace(/"(?:[^"]|"")*"|@/g, (part) => (part === '@' ? topLeft : part))] } : null;
}

/** The rule as Excel has it, for a block whose first cell is `topLeft`; null when Excel has no such rule. */
export function xlsxRule(rule: ValidationRule, choices: ChoiceStore, topLeft: string): DataValidation | null {
  const written = formulae(rule, choices, topLeft);
  return (
    written && {
      ...written,
      allowBlank: true,
      // What Sheets lets through with a warning mark, Excel lets through.
      showErrorMessage: !rule.allowInvalid,
      // A program that turns the message on again then at least only informs.
      ...(rule.allowInvalid
        ? { errorStyle: 'information' }
        : { errorStyle: 'stop', errorTitle: 'Not one of the choices', error: 'Please choose a value from the list.' }),
      ...(rule.helpText ? { showInputMessage: true, prompt: rule.helpText.slice(0, LONGEST_PROMPT) } : {}),
    }
  );
}

/** The library takes days of a rule as Dates that read in UTC. */
function dateOf(serial: number): Date {
  return new Date(readingOfSerial(serial));
}

function serial(value: unknown): number {
  return types.isDate(value) ? serialOfReading(Number(value)) : Number(value);
}

/** A rule of Excel's as one of ours; null for one that has no meaning here. `sheetName` is the rule's own tab, for references without one. */
export function ruleOf(written: DataValidation, choices: ChoiceStore, sheetName: string, topLeft: string): ValidationRule | null {
  if (written.type === 'any') return null;
  const allowInvalid = written.showErrorMessage !== true || written.errorStyle === 'warning' || written.errorStyle === 'information';
  const base = { allowInvalid, helpText: written.prompt ?? null };
  const [first] = written.formulae;
  const text = String(first ?? '').replace(/^=/, '');
  if (written.type === 'list') {
    if (text.toUpperCase() === CHECKBOX) return { ...base, criteria: 'CHECKBOX', values: [] };
    const inline = /^"((?:[^"]|"")*)"$/.exec(text)?.[1];
    if (inline !== undefined)
      return {
        ...base,
        criteria: 'VALUE_IN_LIST',
        values: [
          inline
            .replace(/""/g, '"')
            .split(',')
            .map((choice) => choice.trim()),
          true,
        ],
      };
    const kept = choices.find(text);
    if (kept) return { ...base, criteria: 'VALUE_IN_LIST', values: [kept, true] };
    return { ...base, criteria: 'VALUE_IN_RANGE', values: [`=${text.includes('!') ? text : `'${sheetName.replace(/'/g, "''")}'!${text}`}`, true] };
  }
  if (written.type === 'custom') return { ...base, ...customRule(text, topLeft) };
  const isDay = written.type === 'date' && written.operator === 'greaterThanOrEqual' && serial(first) <= 1;
  // A day given as a formula is not read by the library: any day is let through then.
  const isFormula = written.type === 'date' && written.formulae.some((value) => !types.isDate(value) || Number.isNaN(Number(value)));
  if (isDay || isFormula) return { ...base, criteria: 'DATE_IS_VALID_DATE', values: [] };
  const operator = written.operator ?? 'between';
  const type = written.type === 'date' ? 'date' : 'decimal';
  const criteria = Object.entries(OPERATORS).find(([, one]) => one.type === type && one.operator === operator)?.[0];
  if (!criteria || written.type === 'textLength') return null;
  return { ...base, criteria, values: written.formulae.map(serial) };
}

/** Finds the criterion that the formula was made from, else keeps the formula. */
function customRule(text: string, topLeft: string): Pick<ValidationRule, 'criteria' | 'values'> {
  const inQuotes = /"((?:[^"]|"")*)"/.exec(text)?.[1]?.replace(/""/g, '"');
  for (const [criteria, formula] of Object.entries(FORMULAS)) {
    const made = formula(inQuotes ?? '').replace(/"(?:[^"]|"")*"|@/g, (part) => (part === '@' ? topLeft : part));
    if (made === text) return { criteria, values: criteria.startsWith('TEXT_IS_') ? [] : [inQuotes ?? ''] };
  }
  return { criteria: 'CUSTOM_FORMULA', values: [`=${text}`] };
}
