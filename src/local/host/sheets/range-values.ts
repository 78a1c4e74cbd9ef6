import { withMembers, type Cell, type TextRun } from '../workbook/cell';
import { displayText } from '../workbook/display';
import { instantOfSerial } from '../workbook/serial-date';
import { maybeCoreOf, signatureError, type Moved } from '../refusal';
import { enterValue, requireValid, scriptValue } from './enter-value';
import type { RangeCore } from './range-core';
import { createRichText, RichTextCore } from './rich-text';
import { cellName, createValidation, ruleOf } from './validation';

type Range = GoogleAppsScript.Spreadsheet.Range;

/** Longest note of a cell, as the Sheets API says. */
const LONGEST_NOTE = 50_000;

/** Changes cells together: every new cell is made and checked before the first is written, so a refusal leaves the range as it was. */
function changeChecked(core: RangeCore, to: (cell: Cell, down: number, right: number) => Cell): void {
  core.requireEditable();
  core.context.beforeEntry(core.tab.name);
  const { row, column } = core.region;
  const next = core.read((cell, atRow, atColumn) => {
    const changed = to(cell, atRow - row, atColumn - column);
    requireValid(changed, cellName(atRow, atColumn));
    return changed;
  });
  core.change((_, down, right) => next[down]?.[right] as Cell);
}

function requireText(value: unknown, method: string): string {
  if (typeof value !== 'string') throw signatureError([value], `SpreadsheetApp.Range.${method}`);
  return value;
}

/** Letters of all texts. */
function lettersOf(rows: readonly (readonly unknown[])[]): number {
  let letters = 0;
  for (const row of rows) for (const value of row) if (typeof value === 'string') letters += value.length;
  return letters;
}

/** Values, formulas, notes, links and dropdowns of a range. */
export function valueMethods(core: RangeCore, self: () => Range) {
  const { context } = core;
  const { gate } = context;
  const moved = <Rows extends readonly (readonly unknown[])[]>(what: Moved, rows: Rows): Rows => {
    gate.moved?.(what, lettersOf(rows));
    return rows;
  };
  const toDate = (serial: number): Date => context.makeDate(instantOfSerial(serial, context.workbook.timeZone));
  const value = (cell: Cell): unknown => scriptValue(cell, toDate);
  const withFormula = (cell: Cell, formula: string): Cell => {
    if (formula === '') return withMembers(cell, { value: '', formula: undefined, runs: undefined });
    return withMembers(cell, { value: '', formula: formula.startsWith('=') ? formula : `=${formula}`, runs: undefined });
  };
  const withNote = (cell: Cell, note: unknown, method: string): Cell => {
    if (note !== null && note !== undefined && typeof note !== 'string') throw signatureError([note], `SpreadsheetApp.Range.${method}`);
    if (note && note.length > LONGEST_NOTE) throw new Error(`The note has ${note.length} characters; a cell takes ${LONGEST_NOTE}.`);
    return withMembers(cell, { note: note || undefined });
  };
  const withRichText = (cell: Cell, rich: unknown, method: string): Cell => {
    const found = maybeCoreOf(rich, RichTextCore);
    if (!found) throw signatureError([rich], `SpreadsheetApp.Range.${method}`);
    if (found.text.length > LONGEST_NOTE) throw new Error(`Your input contains more than the maximum of ${LONGEST_NOTE} characters in a single cell.`);
    const runs: readonly TextRun[] = found.runs;
    return withMembers(cell, { value: found.text, formula: undefined, runs: runs.length > 0 ? runs : undefined });
  };
  const rich = (cell: Cell) => (typeof cell.value === 'string' && !cell.formula ? createRichText(context, cell.value, cell.runs ?? []) : null);
  const validation = (cell: Cell) => (cell.validation ? createValidation(context, cell.validation) : null);
  const read = <T>(of: (cell: Cell) => T): T[][] => {
    context.computeFormulas();
    return core.read(of);
  };
  const first = <T>(of: (cell: Cell) => T): T => {
    context.computeFormulas();
    return core.first(of);
  };
  return {
    getValue: () => first(value),
    getValues: () => moved('letters read', read(value)),
    getDisplayValue: () => first(displayText),
    getDisplayValues: () => moved('letters read', read(displayText)),
    setValue: (next: unknown) => {
      changeChecked(core, (cell) => enterValue(cell, next, context, 'setValue'));
      return self();
    },
    setValues: (next: unknown[][]) => {
      core.requireShape(next, 'setValues');
      moved('letters written', next);
      changeChecked(core, (cell, down, right) => enterValue(cell, next[down]?.[right], context, 'setValues'));
      return self();
    },
    isBlank: () => {
      core.requirePresent();
      return core
        .read((cell) => cell.value === '' && !cell.formula)
        .flat()
        .every(Boolean);
    },
    getFormula: () => core.first((cell) => cell.formula ?? ''),
    getFormulas: () => core.read((cell) => cell.formula ?? ''),
    setFormula: (formula: string) => {
      const text = requireText(formula, 'setFormula');
      core.change((cell) => withFormula(cell, text));
      return self();
    },
    setFormulas: (formulas: string[][]) => {
      core.requireShape(formulas, 'setFormulas');
      core.change((cell, down, right) => withFormula(cell, requireText(formulas[down]?.[right], 'setFormulas')));
      return self();
    },
    getNote: () => core.first((cell) => cell.note ?? ''),
    getNotes: () =>
      moved(
        'letters read',
        core.read((cell) => cell.note ?? ''),
      ),
    setNote: (note: string | null) => {
      core.change((cell) => withNote(cell, note, 'setNote'));
      return self();
    },
    setNotes: (notes: (string | null)[][]) => {
      core.requireShape(notes, 'setNotes');
      moved('letters written', notes);
      core.change((cell, down, right) => withNote(cell, notes[down]?.[right], 'setNotes'));
      return self();
    },
    getRichTextValue: () => core.first(rich),
    setRichTextValue: (next: unknown) => {
      changeChecked(core, (cell) => withRichText(cell, next, 'setRichTextValue'));
      return self();
    },
    setRichTextValues: (next: unknown[][]) => {
      core.requireShape(next, 'setRichTextValues');
      changeChecked(core, (cell, down, right) => withRichText(cell, next[down]?.[right], 'setRichTextValues'));
      return self();
    },
    getDataValidation: () => core.first(validation),
    getDataValidations: () => core.read(validation),
    setDataValidation: (next: unknown) => {
      const rule = ruleOf(next, 'SpreadsheetApp.Range.setDataValidation');
      core.change((cell) => withMembers(cell, { validation: rule }));
      return self();
    },
    setDataValidations: (next: unknown[][]) => {
      core.requireShape(next, 'setDataValidations');
      const rules = next.map((line) => line.map((offered) => ruleOf(offered, 'SpreadsheetApp.Range.setDataValidations')));
      core.change((cell, down, right) => withMembers(cell, { validation: rules[down]?.[right] }));
      return self();
    },
    clearDataValidations: () => {
      core.change((cell) => withMembers(cell, { validation: undefined }));
      return self();
    },
  } satisfies Partial<Range>;
}
