import { columnLetters, columnNumber, quotedSheetName, shiftSpan, splitSheetName, type Axis, type Shift } from './region';

const SHEET = String.raw`(?:'(?:[^']|'')+'|[A-Za-z_][\w.]*)!`;
const CELL = String.raw`\$?[A-Za-z]{1,3}\$?\d+`;
const REFERENCE = new RegExp(
  String.raw`"(?:[^"]|"")*"|(?<![\w.$])(${SHEET})?(${CELL}(?::(?:${CELL}|\$?[A-Za-z]{1,3}(?![\w(])|\$?\d+))?|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}|\$?\d+:\$?\d+)(?![\w(.!])`,
  'g',
);

interface Corner {
  readonly letters: string | null;
  readonly row: number | null;
  readonly fixedColumn: string;
  readonly fixedRow: string;
}

function corner(text: string): Corner {
  const match = /^(\$?)([A-Za-z]{1,3})?(\$?)(\d+)?$/.exec(text);
  const letters = match?.[2] ?? null;
  return {
    letters,
    row: match?.[4] ? Number(match[4]) : null,
    fixedColumn: letters ? (match?.[1] ?? '') : '',
    fixedRow: letters ? (match?.[3] ?? '') : (match?.[1] ?? ''),
  };
}

function written(part: Corner): string {
  return `${part.fixedColumn}${part.letters ?? ''}${part.fixedRow}${part.row ?? ''}`;
}

function shiftReference(text: string, axis: Axis, shift: Shift): string {
  const [first = '', second] = text.split(':');
  const from = corner(first);
  const to = second === undefined ? from : corner(second);
  const start = axis === 'rows' ? from.row : from.letters && columnNumber(from.letters);
  const end = axis === 'rows' ? to.row : to.letters && columnNumber(to.letters);
  if (!start) return text;
  const span = shiftSpan({ start, length: end ? Math.max(1, end - start + 1) : 1 }, shift);
  if (!span) return '#REF!';
  const place = (part: Corner, at: number): Corner => (axis === 'rows' ? { ...part, row: at } : { ...part, letters: columnLetters(at) });
  const movedFrom = written(place(from, span.start));
  if (second === undefined) return movedFrom;
  return `${movedFrom}:${end ? written(place(to, span.start + span.length - 1)) : second}`;
}

/** The formula as it reads after rows or columns of `changedSheet` were inserted, deleted or moved. Text in quotes stays. */
export function shiftFormula(formula: string, ownSheet: string, changedSheet: string, axis: Axis, shift: Shift): string {
  return formula.replace(REFERENCE, (whole, sheet: string | undefined, reference: string | undefined) => {
    if (reference === undefined) return whole;
    const name = sheet ? splitSheetName(`${sheet}A1`).sheet : ownSheet;
    if (name?.toLowerCase() !== changedSheet.toLowerCase()) return whole;
    const shifted = shiftReference(reference, axis, shift);
    return shifted === '#REF!' ? shifted : `${sheet ?? ''}${shifted}`;
  });
}

/** The formula after the sheet `before` was given the name `after`. */
export function renameSheetInFormula(formula: string, before: string, after: string): string {
  return formula.replace(REFERENCE, (whole, sheet: string | undefined, reference: string | undefined) => {
    if (reference === undefined || !sheet || splitSheetName(`${sheet}A1`).sheet?.toLowerCase() !== before.toLowerCase()) return whole;
    return `${quotedSheetName(after)}!${reference}`;
  });
}
