import { type CellBorders, type CellStyle, sharedStyle, withMembers } from '../workbook/cell';
import { memberName, memberOf } from '../enumeration';
import { signatureError } from '../refusal';
import { cssColor } from './color';
import { SHEET_ENUMS } from './enums';
import type { RangeCore } from './range-core';

type Range = GoogleAppsScript.Spreadsheet.Range;
type Wrap = GoogleAppsScript.Spreadsheet.WrapStrategy;

/** One look of a cell: how a script writes it, how the cell keeps it, and what stands where there is none. */
interface Look<K extends keyof CellStyle, S> {
  readonly member: K;
  readonly method: string;
  keep(given: unknown, method: string): CellStyle[K] | undefined;
  show(kept: CellStyle[K] | undefined): S;
}

function oneOf<K extends keyof CellStyle>(member: K, method: string, values: readonly string[], standard: string): Look<K, never> {
  return {
    member,
    method,
    keep: (given, name) => {
      if (given === null || given === undefined || given === standard) return undefined;
      if (typeof given === 'string' && values.includes(given.toLowerCase())) return given.toLowerCase() as CellStyle[K];
      throw signatureError([given], `SpreadsheetApp.Range.${name}`);
    },
    show: (kept) => (kept ?? standard) as never,
  };
}

function color(member: 'background' | 'fontColor', method: string, standard: string): Look<'background' | 'fontColor', string> {
  return { member, method, keep: (given) => cssColor(given) ?? undefined, show: (kept) => kept ?? standard };
}

function wrapMember(kept: CellStyle['wrap']): Wrap {
  return memberOf(SHEET_ENUMS.WrapStrategy, kept ?? 'OVERFLOW') as Wrap;
}

const numberFormat: Look<'numberFormat', string> = {
  member: 'numberFormat',
  method: 'setNumberFormat',
  keep: (given, name) => {
    if (typeof given !== 'string') throw signatureError([given], `SpreadsheetApp.Range.${name}`);
    return given === 'General' || given === '' ? undefined : given;
  },
  show: (kept) => kept ?? '0.###############',
};

const fontSize: Look<'fontSize', number> = {
  member: 'fontSize',
  method: 'setFontSize',
  keep: (given, name) => {
    if (typeof given !== 'number' || !(given >= 1 && given <= 400)) throw signatureError([given], `SpreadsheetApp.Range.${name}`);
    return given === 10 ? undefined : given;
  },
  show: (kept) => kept ?? 10,
};

const fontFamily: Look<'fontFamily', string> = {
  member: 'fontFamily',
  method: 'setFontFamily',
  keep: (given) => (typeof given === 'string' ? given : undefined),
  show: (kept) => kept ?? 'Arial',
};

const wrap: Look<'wrap', Wrap> = {
  member: 'wrap',
  method: 'setWrapStrategy',
  show: wrapMember,
  keep: (given, name) => {
    const kept = memberName(given, 'WrapStrategy', `SpreadsheetApp.Range.${name}`) as CellStyle['wrap'];
    return kept === 'OVERFLOW' ? undefined : kept;
  },
};

const wrapped: Look<'wrap', boolean> = {
  member: 'wrap',
  method: 'setWrap',
  show: (kept) => kept === 'WRAP',
  keep: (given, name) => {
    if (typeof given !== 'boolean') throw signatureError([given], `SpreadsheetApp.Range.${name}`);
    return given ? 'WRAP' : undefined;
  },
};

const fontWeight = oneOf('fontWeight', 'setFontWeight', ['bold'], 'normal');
const fontStyle = oneOf('fontStyle', 'setFontStyle', ['italic'], 'normal');
const vertical = oneOf('vertical', 'setVerticalAlignment', ['top', 'middle', 'bottom'], 'bottom');
const horizontal = oneOf('horizontal', 'setHorizontalAlignment', ['left', 'center', 'right'], 'general');

/** A new horizontal alignment: `normal` is the platform's word for none. */
const given = (alignment: unknown): unknown => (alignment === 'normal' ? null : alignment);

/** Colors, fonts, formats, alignment, wrapping and borders of a range. */
export function styleMethods(core: RangeCore, self: () => Range) {
  const one =
    <K extends keyof CellStyle, S>(look: Look<K, S>) =>
    (value: unknown): Range => {
      const kept = look.keep(value, look.method);
      core.restyle({ [look.member]: kept });
      return self();
    };
  const many =
    <K extends keyof CellStyle, S>(look: Look<K, S>, method: string) =>
    (values: unknown): Range => {
      core.requireShape(values, method);
      const kept = values.map((line) => line.map((value) => look.keep(value, method)));
      core.changeStyle((down, right) => ({ [look.member]: kept[down]?.[right] }));
      return self();
    };
  const first =
    <K extends keyof CellStyle, S>(look: Look<K, S>) =>
    (): S =>
      core.first((cell) => look.show(cell.style[look.member]));
  const every =
    <K extends keyof CellStyle, S>(look: Look<K, S>) =>
    (): S[][] =>
      core.read((cell) => look.show(cell.style[look.member]));
  const background = color('background', 'setBackground', '#ffffff');
  const fontColor = color('fontColor', 'setFontColor', '#000000');
  return {
    setBackground: one(background),
    setBackgrounds: many(background, 'setBackgrounds'),
    getBackground: first(background),
    setFontColor: one(fontColor),
    setFontColors: many(fontColor, 'setFontColors'),
    setFontWeight: one(fontWeight),
    setFontWeights: many(fontWeight, 'setFontWeights'),
    setFontStyle: one(fontStyle),
    setFontStyles: many(fontStyle, 'setFontStyles'),
    setFontSize: one(fontSize),
    setFontSizes: many(fontSize, 'setFontSizes'),
    setFontFamily: one(fontFamily),
    setNumberFormat: one(numberFormat),
    setNumberFormats: many(numberFormat, 'setNumberFormats'),
    getNumberFormats: every(numberFormat),
    setWraps: many(wrapped, 'setWraps'),
    setWrapStrategy: one(wrap),
    getWrapStrategies: every(wrap),
    setVerticalAlignment: one(vertical),
    setVerticalAlignments: many(vertical, 'setVerticalAlignments'),
    setHorizontalAlignment: (value: unknown) => one(horizontal)(given(value)),
    setHorizontalAlignments: (values: unknown[][]) => {
      core.requireShape(values, 'setHorizontalAlignments');
      return many(horizontal, 'setHorizontalAlignments')(values.map((line) => line.map(given)));
    },
    setBorder: (
      top: boolean | null,
      left: boolean | null,
      bottom: boolean | null,
      right: boolean | null,
      between: boolean | null,
      under: boolean | null,
      lineColor: string | null = null,
      style: unknown = null,
    ) => {
      const line = {
        style: style === null ? 'SOLID' : memberName(style, 'BorderStyle', 'SpreadsheetApp.Range.setBorder'),
        color: cssColor(lineColor) ?? '#000000',
      };
      const { rows, columns } = core.region;
      core.change((cell, down, at) => {
        const borders: Record<string, unknown> = { ...cell.style.borders };
        const draw = (side: keyof CellBorders, wanted: boolean | null): void => {
          if (wanted === null) return;
          if (wanted) borders[side] = line;
          else delete borders[side];
        };
        draw('top', down === 0 ? top : under);
        draw('bottom', down === rows - 1 ? bottom : under);
        draw('left', at === 0 ? left : between);
        draw('right', at === columns - 1 ? right : between);
        const next = Object.keys(borders).length > 0 ? { borders: borders as CellBorders } : { borders: undefined };
        return withMembers(cell, { style: sharedStyle({ ...cell.style, ...next } as CellStyle) });
      });
      return self();
    },
  } satisfies Partial<Range>;
}
