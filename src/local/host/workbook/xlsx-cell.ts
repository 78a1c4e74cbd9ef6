import { types } from 'node:util';
import type { Cell as XlsxCell, CellValue, RichText, Style } from '@cj-tech-master/excelts';
import { sharedStyle, STANDARD_STYLE, type Cell, type CellContent, type CellStyle, type TextRun } from './cell';
import { serialOfReading } from './serial-date';
import { argb, fontOf, LINK_COLOR, looksOf, styleOf, xlsxStyle } from './xlsx-style';

/** Characters that a cell of an .xlsx takes; a sheet's cell takes more. */
const XLSX_TEXT = 32_767;
const MARK = /…\[more:(\d+)\]$/;

/** Where text that an .xlsx cell cannot hold goes meanwhile. */
export interface Overflow {
  keep(text: string): number;
  find(number: number): string | null;
}

function shortened(text: string, overflow: Overflow): string {
  if (text.length <= XLSX_TEXT) return text;
  const mark = `…[more:${overflow.keep(text)}]`;
  return text.slice(0, XLSX_TEXT - mark.length) + mark;
}

function lengthened(text: string, overflow: Overflow): string {
  const number = MARK.exec(text)?.[1];
  const full = number === undefined ? null : overflow.find(Number(number));
  // The mark counts only while the visible part still is the beginning of the whole: whoever changed it meant the change.
  return full !== null && full.startsWith(text.replace(MARK, '')) ? full : text;
}

function pieces(text: string, runs: readonly TextRun[]): RichText[] {
  const edges = [...new Set([0, text.length, ...runs.flatMap(({ start, end }) => [start, end])])].filter((at) => at <= text.length).sort((a, b) => a - b);
  return edges.slice(0, -1).map((start, index) => {
    const run = runs.find((one) => one.start <= start && one.end > start);
    return { text: text.slice(start, edges[index + 1]), ...(run ? { font: fontOf(run) } : {}) };
  });
}

const hasLooks = ({ start: _start, end: _end, link: _link, ...looks }: TextRun): boolean => Object.keys(looks).length > 0;

/** Puts a cell into an .xlsx. Text that begins with "=" stays text, as it is stored by type. */
export function writeCell(target: XlsxCell, cell: Cell, overflow: Overflow): void {
  const { value, runs = [] } = cell;
  const link = runs.find((run) => run.link)?.link;
  const style: Partial<Style> = cell.style === STANDARD_STYLE && !link ? {} : xlsxStyle(cell.style);
  if (link && !cell.style.fontColor) style.font = { ...style.font, color: { argb: argb(LINK_COLOR) }, underline: true };
  if (Object.keys(style).length > 0) target.style = style;
  if (cell.formula) {
    const error = typeof value === 'string' && /^#(N\/A|REF!|NAME\?|DIV\/0!|NULL!|VALUE!|NUM!)$/.test(value);
    target.value = { formula: cell.formula.slice(1), result: error ? { error: value as '#N/A' } : value };
  } else if (typeof value !== 'string') target.value = value;
  else if (value !== '') {
    const text = shortened(value, overflow);
    const rich = runs.some(hasLooks) && text === value ? pieces(text, runs) : null;
    if (link) target.value = rich ? { richText: rich, hyperlink: link } : { text, hyperlink: link };
    else target.value = rich ? { richText: rich } : text;
  }
  if (cell.note) target.note = cell.note;
}

interface Read {
  readonly value: CellContent;
  readonly formula?: string;
  readonly runs?: TextRun[];
}

function plainResult(result: unknown): CellContent {
  if (types.isDate(result)) return serialOfReading(Number(result));
  if (typeof result === 'string' || typeof result === 'number' || typeof result === 'boolean') return result;
  return typeof result === 'object' && result !== null && 'error' in result ? String(result.error) : '';
}

function richRuns(rich: readonly RichText[], base: CellStyle): TextRun[] {
  let at = 0;
  const runs = rich.flatMap(({ text, font }): TextRun[] => {
    const start = at;
    at += text.length;
    const looks = font ? looksOf(font) : {};
    const differs =
      (looks.bold ?? false) !== (base.fontWeight === 'bold') ||
      looks.italic ||
      looks.strikethrough ||
      looks.underline ||
      looks.fontColor !== base.fontColor ||
      looks.fontSize !== base.fontSize;
    return font && differs && Object.keys(looks).length > 0 && at > start ? [{ start, end: at, ...looks }] : [];
  });
  return runs;
}

function readValue(target: XlsxCell, style: CellStyle, overflow: Overflow): Read {
  const value = target.value as CellValue;
  if (value === null || value === undefined) return { value: '' };
  if (typeof value === 'string') return { value: lengthened(value, overflow) };
  if (typeof value === 'number' || typeof value === 'boolean') return { value };
  if (types.isDate(value)) return { value: serialOfReading(Number(value)) };
  if (target.formula) return { value: plainResult(target.result), formula: `=${target.formula}` };
  if ('error' in value) return { value: value.error };
  const rich = 'richText' in value && value.richText ? value.richText : null;
  const text = rich ? rich.map((run) => run.text).join('') : 'text' in value ? String(value.text) : '';
  if ('checkbox' in value) return { value: value.checkbox };
  const runs = rich ? richRuns(rich, style) : [];
  const link = 'hyperlink' in value ? value.hyperlink : undefined;
  if (link) return { value: text, runs: [{ start: 0, end: text.length, link }] };
  return { value: lengthened(text, overflow), ...(runs.length > 0 ? { runs } : {}) };
}

/** The note's text; a name that Excel puts in front of a person's note in bold is not part of it. */
function readNote(note: XlsxCell['note']): string | undefined {
  if (!note) return undefined;
  const texts = typeof note === 'string' ? [{ text: note, font: undefined }] : (note.texts ?? []);
  const [first] = texts;
  const named = texts.length > 1 && first?.font?.bold === true && /:\s*$/.test(first.text);
  const text = (named ? texts.slice(1) : texts)
    .map((piece) => piece.text)
    .join('')
    .replace(/\r\n/g, '\n');
  return (named ? text.replace(/^\n/, '') : text) || undefined;
}

/** A cell of an .xlsx as a cell of ours, without its validation. */
export function readCell(target: XlsxCell, overflow: Overflow): Cell {
  let style = styleOf(target.style);
  const { value, formula, runs } = readValue(target, style, overflow);
  // Looks that a link brings along are not the cell's own.
  if (runs?.[0]?.link && style.fontColor === LINK_COLOR) style = sharedStyle({ ...style, fontColor: undefined, fontLine: undefined } as unknown as CellStyle);
  const note = readNote(target.note);
  return { value, style, ...(formula ? { formula } : {}), ...(runs ? { runs } : {}), ...(note ? { note } : {}) };
}
