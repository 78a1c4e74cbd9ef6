/** What a cell holds. Days and moments are serial numbers, as in every spreadsheet: the number format makes them dates. `''` is blank. */
export type CellContent = string | number | boolean;

/** How a cell looks; an absent member means the sheet's standard. Instances are shared between cells and never changed. */
export interface CellStyle {
  readonly numberFormat?: string;
  /** `#rrggbb` in lower case. */
  readonly background?: string;
  readonly fontColor?: string;
  readonly fontWeight?: 'bold';
  readonly fontStyle?: 'italic';
  readonly fontLine?: 'underline' | 'line-through';
  /** Points. */
  readonly fontSize?: number;
  readonly fontFamily?: string;
  readonly wrap?: 'OVERFLOW' | 'WRAP' | 'CLIP';
  readonly horizontal?: 'left' | 'center' | 'right';
  readonly vertical?: 'top' | 'middle' | 'bottom';
  readonly borders?: CellBorders;
}

export interface BorderLine {
  readonly style: string;
  readonly color: string;
}
export interface CellBorders {
  readonly top?: BorderLine;
  readonly left?: BorderLine;
  readonly bottom?: BorderLine;
  readonly right?: BorderLine;
}

/** The looks of a piece of a cell's text. */
export interface TextLooks {
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strikethrough?: boolean;
  readonly fontColor?: string;
  readonly fontSize?: number;
  readonly fontFamily?: string;
}

/** Characters `start` up to, not including, `end` of the cell's text, with a link or looks of their own. */
export interface TextRun extends TextLooks {
  readonly start: number;
  readonly end: number;
  readonly link?: string;
}

/** A data validation rule; `criteria` is the name of the platform's enum member, `values` are plain data (a range is A1 text with its sheet). */
export interface ValidationRule {
  readonly criteria: string;
  readonly values: readonly (string | number | boolean | readonly string[])[];
  readonly allowInvalid: boolean;
  readonly helpText: string | null;
}

/** One cell. `value` of a formula cell is the last computed one. */
export interface Cell {
  readonly value: CellContent;
  readonly formula?: string;
  readonly note?: string;
  readonly runs?: readonly TextRun[];
  readonly style: CellStyle;
  readonly validation?: ValidationRule;
}

export const STANDARD_STYLE: CellStyle = Object.freeze({});
export const BLANK_CELL: Cell = Object.freeze({ value: '', style: STANDARD_STYLE });

const styles = new Map<string, CellStyle>();

/** The shared style with these members; members that are undefined are left out. */
export function sharedStyle(style: CellStyle): CellStyle {
  const entries = Object.entries(style)
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return STANDARD_STYLE;
  const key = JSON.stringify(entries);
  let found = styles.get(key);
  if (!found) styles.set(key, (found = Object.freeze(Object.fromEntries(entries) as CellStyle)));
  return found;
}

const bare = new WeakMap<CellStyle, Cell>();

/** The cell with another look. Cells that are nothing but a look are shared: a tab has thousands of them. */
export function withStyle(cell: Cell, style: CellStyle): Cell {
  if (style === cell.style) return cell;
  if (cell.value !== '' || cell.formula || cell.note || cell.validation || cell.runs) return { ...cell, style };
  let shared = bare.get(style);
  if (!shared) bare.set(style, (shared = style === STANDARD_STYLE ? BLANK_CELL : Object.freeze({ value: '', style })));
  return shared;
}

const changed = new WeakMap<CellStyle, Map<string, CellStyle>>();

/** A shared style with some members replaced; undefined removes one. Sheets are styled member by member, range after range: each step is worked out once. */
export function changedStyle(style: CellStyle, members: { [K in keyof CellStyle]?: CellStyle[K] | undefined }): CellStyle {
  let steps = changed.get(style);
  if (!steps) changed.set(style, (steps = new Map()));
  let step = '';
  for (const name in members) {
    const value = members[name as keyof CellStyle];
    if (typeof value === 'object') return sharedStyle({ ...style, ...members } as CellStyle);
    step += `${name}=${typeof value} ${value};`;
  }
  let result = steps.get(step);
  if (!result) steps.set(step, (result = sharedStyle({ ...style, ...members } as CellStyle)));
  return result;
}

/** True when nothing distinguishes the cell from one never touched. */
export function isUntouched(cell: Cell): boolean {
  return cell.value === '' && !cell.formula && !cell.note && !cell.validation && cell.style === STANDARD_STYLE;
}

/** True when the cell counts for the last row and column: a value or a formula. */
export function hasContent(cell: Cell): boolean {
  return cell.value !== '' || cell.formula !== undefined;
}

/** The cell with some members replaced; a member given as undefined is removed. */
export function withMembers(cell: Cell, members: { [K in keyof Cell]?: Cell[K] | undefined }): Cell {
  const merged: Record<string, unknown> = { ...cell, ...members };
  for (const key of Object.keys(merged)) if (merged[key] === undefined) delete merged[key];
  return merged as unknown as Cell;
}
