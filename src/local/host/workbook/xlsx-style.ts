import type { Border, Borders, BorderStyle, Font, Style } from '@cj-tech-master/excelts';
import { sharedStyle, type BorderLine, type CellBorders, type CellStyle, type TextLooks } from './cell';

/** A sheet's standard font; a program that made the file from nothing has Calibri 11 instead, which counts as standard too. */
const FONT = { name: 'Arial', size: 10 } as const;
/** How a link looks where the cell says nothing of its own. */
export const LINK_COLOR = '#1155cc';

const LINES: Readonly<Record<string, BorderStyle>> = {
  SOLID: 'thin',
  SOLID_MEDIUM: 'medium',
  SOLID_THICK: 'thick',
  DOTTED: 'dotted',
  DASHED: 'dashed',
  DOUBLE: 'double',
};
const LINE_NAMES: Readonly<Record<string, string>> = {
  thin: 'SOLID',
  hair: 'SOLID',
  medium: 'SOLID_MEDIUM',
  thick: 'SOLID_THICK',
  dotted: 'DOTTED',
  dashed: 'DASHED',
  mediumDashed: 'DASHED',
  double: 'DOUBLE',
};

/** `FFrrggbb` for `#rrggbb`. */
export function argb(color: string): string {
  return `FF${color.slice(1).toUpperCase()}`;
}

/** `#rrggbb` of an xlsx color; undefined for a theme or automatic one. */
export function cssOf(color: { argb?: string } | undefined): string | undefined {
  const text = color?.argb;
  return text && /^[0-9a-f]{6,8}$/i.test(text) ? `#${text.slice(-6).toLowerCase()}` : undefined;
}

/** The looks of a piece of text as an xlsx font. */
export function fontOf(looks: TextLooks): Partial<Font> {
  return {
    name: looks.fontFamily ?? FONT.name,
    size: looks.fontSize ?? FONT.size,
    ...(looks.bold ? { bold: true } : {}),
    ...(looks.italic ? { italic: true } : {}),
    ...(looks.underline ? { underline: true } : {}),
    ...(looks.strikethrough ? { strike: true } : {}),
    ...(looks.fontColor ? { color: { argb: argb(looks.fontColor) } } : {}),
  };
}

/** The looks that an xlsx font gives, without what is standard. */
export function looksOf(font: Partial<Font> | undefined): TextLooks {
  if (!font) return {};
  const foreign = font.name === 'Calibri' && font.size === 11;
  const color = cssOf(font.color);
  return {
    ...(font.bold ? { bold: true } : {}),
    ...(font.italic ? { italic: true } : {}),
    ...(font.underline && font.underline !== 'none' ? { underline: true } : {}),
    ...(font.strike ? { strikethrough: true } : {}),
    ...(color && color !== '#000000' ? { fontColor: color } : {}),
    ...(!foreign && font.size !== undefined && font.size !== FONT.size ? { fontSize: font.size } : {}),
    ...(!foreign && font.name !== undefined && font.name !== FONT.name && font.name !== 'Calibri' ? { fontFamily: font.name } : {}),
  };
}

function borderOf(line: BorderLine | undefined): Partial<Border> | undefined {
  return line && { style: LINES[line.style] ?? 'thin', color: { argb: argb(line.color) } };
}

function lineOf(border: Partial<Border> | undefined): BorderLine | undefined {
  return border?.style ? { style: LINE_NAMES[border.style] ?? 'SOLID', color: cssOf(border.color) ?? '#000000' } : undefined;
}

/** The style for a cell in an .xlsx. Clipping has no place there: the cell is marked as hiding its formula, which shows nowhere. */
export function xlsxStyle(style: CellStyle): Partial<Style> {
  const { borders } = style;
  const border: Record<string, unknown> = {};
  for (const side of ['top', 'left', 'bottom', 'right'] as const) {
    const line = borderOf(borders?.[side]);
    if (line) border[side] = line;
  }
  return {
    font: fontOf({
      ...(style.fontWeight ? { bold: true } : {}),
      ...(style.fontStyle ? { italic: true } : {}),
      ...(style.fontLine === 'underline' ? { underline: true } : {}),
      ...(style.fontLine === 'line-through' ? { strikethrough: true } : {}),
      ...(style.fontColor ? { fontColor: style.fontColor } : {}),
      ...(style.fontSize ? { fontSize: style.fontSize } : {}),
      ...(style.fontFamily ? { fontFamily: style.fontFamily } : {}),
    }),
    ...(style.numberFormat ? { numFmt: style.numberFormat } : {}),
    ...(style.background ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: argb(style.background) } } } : {}),
    ...(style.wrap || style.horizontal || style.vertical
      ? {
          alignment: {
            ...(style.wrap === 'WRAP' ? { wrapText: true } : {}),
            ...(style.horizontal ? { horizontal: style.horizontal } : {}),
            ...(style.vertical ? { vertical: style.vertical } : {}),
          },
        }
      : {}),
    ...(style.wrap === 'CLIP' ? { protection: { locked: true, hidden: true } } : {}),
    ...(Object.keys(border).length > 0 ? { border: border as Partial<Borders> } : {}),
  };
}

const seen = new WeakMap<object, CellStyle>();

/** The style of a cell of an .xlsx. Cells that share a style object share the result. */
export function styleOf(style: Partial<Style>): CellStyle {
  const known = seen.get(style);
  if (known) return known;
  const read = readStyle(style);
  seen.set(style, read);
  return read;
}

function readStyle(style: Partial<Style>): CellStyle {
  const { bold, italic, underline, strikethrough, ...font } = looksOf(style.font);
  const { alignment, fill } = style;
  const format = typeof style.numFmt === 'string' ? style.numFmt : style.numFmt?.formatCode;
  const background = fill?.type === 'pattern' && fill.pattern === 'solid' ? cssOf(fill.fgColor) : undefined;
  const borders: { -readonly [K in keyof CellBorders]: CellBorders[K] } = {};
  for (const side of ['top', 'left', 'bottom', 'right'] as const) {
    const line = lineOf(style.border?.[side]);
    if (line) borders[side] = line;
  }
  const { horizontal, vertical } = alignment ?? {};
  const members: { -readonly [K in keyof CellStyle]: CellStyle[K] } = { ...font };
  if (format && format !== 'General') members.numberFormat = format;
  if (background) members.background = background;
  if (bold) members.fontWeight = 'bold';
  if (italic) members.fontStyle = 'italic';
  if (strikethrough) members.fontLine = 'line-through';
  if (underline) members.fontLine = 'underline';
  if (alignment?.wrapText) members.wrap = 'WRAP';
  else if (style.protection?.hidden) members.wrap = 'CLIP';
  if (horizontal === 'left' || horizontal === 'center' || horizontal === 'right') members.horizontal = horizontal;
  // Bottom is the standard, which some programs write out.
  if (vertical === 'top' || vertical === 'middle') members.vertical = vertical;
  if (Object.keys(borders).length > 0) members.borders = borders;
  return sharedStyle(members);
}
