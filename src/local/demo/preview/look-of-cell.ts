import { passes } from '../../host/sheets/cell-test';
import type { Cell, CellStyle } from '../../host/workbook/cell';
import { contains, type Region } from '../../host/workbook/region';
import type { Tab } from '../../host/workbook/tab';
import type { ConditionalRule, GradientPoint, RuleLooks } from '../../host/workbook/tab-parts';
import type { Look } from './view';

/** Style properties of a cell: its own looks over its banding, conditional formats over both (`band` is the color beneath them). `today` is a serial number in the sheet's zone. */
export function lookOf(tab: Tab, cell: Cell, row: number, column: number, today: number): Look {
  const look: Record<string, string> = {};
  const banding = bandColor(tab, row, column);
  if (banding !== null) look.background = banding;
  Object.assign(look, ownLook(cell.style, typeof cell.value === 'number'));
  for (const rule of tab.conditionalRules) {
    if (!rule.regions.some((region) => contains(region, oneCell(row, column)))) continue;
    const given = rule.kind === 'gradient' ? gradientLook(rule, cell) : isMet(rule, tab, cell, row, today) ? ruleLook(rule.looks) : null;
    if (given === null) continue;
    // The first rule that holds decides, as in the sheet.
    // A chip wears the rule's color and lies on the cell's own.
    Object.assign(look, { band: look.background ?? '#ffffff' }, given);
    break;
  }
  return look;
}

/** The block of one cell. */
export function oneCell(row: number, column: number): Region {
  return { row, column, rows: 1, columns: 1 };
}

function bandColor(tab: Tab, row: number, column: number): string | null {
  for (const band of tab.bandings) {
    if (!contains(band.region, oneCell(row, column))) continue;
    const place = band.by === 'rows' ? row - band.region.row : column - band.region.column;
    if (place === 0 && band.header !== null) return band.header;
    return (place - (band.header === null ? 0 : 1)) % 2 === 0 ? band.first : band.second;
  }
  return null;
}

function ownLook(style: CellStyle, isNumber: boolean): Record<string, string> {
  const look: Record<string, string> = {};
  if (style.background) look.background = style.background;
  if (style.fontColor) look.color = style.fontColor;
  if (style.fontWeight) look.fontWeight = style.fontWeight;
  if (style.fontStyle) look.fontStyle = style.fontStyle;
  if (style.fontLine) look.textDecoration = style.fontLine;
  if (style.fontSize && style.fontSize !== 10) look.fontSize = `${style.fontSize * 1.3}px`;
  const side = style.horizontal ?? (isNumber ? 'right' : undefined);
  if (side) look.textAlign = side;
  if (style.vertical) look.verticalAlign = style.vertical;
  look.whiteSpace = style.wrap === 'WRAP' ? 'pre-wrap' : 'nowrap';
  if (style.wrap !== 'WRAP') look.overflow = style.wrap === 'CLIP' ? 'hidden' : 'visible';
  return look;
}

function ruleLook(looks: RuleLooks): Record<string, string> {
  return {
    ...(looks.background ? { background: looks.background } : {}),
    ...(looks.fontColor ? { color: looks.fontColor } : {}),
    ...(looks.bold ? { fontWeight: 'bold' } : {}),
    ...(looks.italic ? { fontStyle: 'italic' } : {}),
    ...(looks.strikethrough ? { textDecoration: 'line-through' } : {}),
  };
}

/** `=AND(ISNUMBER($P2),$P2<TODAY(),$N2<>"Done"…)`: the one formula that this view reads by itself; any other shows nothing. */
const OVERDUE = /^=AND\(ISNUMBER\(\$([A-Z]+)\d+\),\$\1\d+<TODAY\(\)((?:,\$[A-Z]+\d+<>"[^"]*")*)\)$/;

function isMet(rule: Extract<ConditionalRule, { kind: 'test' }>, tab: Tab, cell: Cell, row: number, today: number): boolean {
  if (rule.test.criteria !== 'CUSTOM_FORMULA') return passes(rule.test, cell, today);
  const parts = OVERDUE.exec(String(rule.test.values[0] ?? ''));
  if (parts === null) return false;
  const day = tab.cell(row, columnNumber(parts[1] ?? '')).value;
  const differs = [...(parts[2] ?? '').matchAll(/\$([A-Z]+)\d+<>"([^"]*)"/g)].every(
    ([, letters, word]) => tab.cell(row, columnNumber(letters ?? '')).value !== word,
  );
  return typeof day === 'number' && day < today && differs;
}

function columnNumber(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function gradientLook(rule: Extract<ConditionalRule, { kind: 'gradient' }>, cell: Cell): Record<string, string> | null {
  if (typeof cell.value !== 'number') return null;
  const points = [rule.low, rule.middle, rule.high].filter((point): point is GradientPoint => point !== null);
  const values = points.map((point) => Number(point.value));
  const value = Math.min(Math.max(cell.value, values[0] ?? 0), values[values.length - 1] ?? 1);
  const upper = Math.max(
    1,
    values.findIndex((at) => value <= at),
  );
  const [from, to] = [points[upper - 1], points[upper]];
  if (from === undefined || to === undefined) return null;
  const span = (values[upper] ?? 1) - (values[upper - 1] ?? 0);
  return { background: mixed(from.color, to.color, span === 0 ? 0 : (value - (values[upper - 1] ?? 0)) / span) };
}

function mixed(from: string, to: string, share: number): string {
  const part = (color: string, place: number): number => parseInt(color.slice(1 + 2 * place, 3 + 2 * place), 16);
  const hex = [0, 1, 2].map((place) =>
    Math.round(part(from, place) + (part(to, place) - part(from, place)) * share)
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${hex.join('')}`;
}
