import type { ConditionalFormattingOptions, ConditionalFormattingRule, Cvfo, Style } from '@cj-tech-master/excelts';
import { a1Notation, parseA1, type Region } from './region';
import type { CellTest, ConditionalRule, GradientPoint, RuleLooks } from './tab-parts';
import { argb, cssOf } from './xlsx-style';

/** Tests as formulas on a block's first cell, here `@`; `#` stands for a number, `"` for a text. All are expressions, which every program shows right. */
const TEMPLATES: readonly (readonly [string, string])[] = [
  ['CELL_EMPTY', 'LEN(@)=0'],
  ['CELL_NOT_EMPTY', 'LEN(@)>0'],
  ['TEXT_CONTAINS', 'ISNUMBER(SEARCH(",@))'],
  ['TEXT_DOES_NOT_CONTAIN', 'NOT(ISNUMBER(SEARCH(",@)))'],
  ['TEXT_EQUAL_TO', 'UPPER(@)=UPPER(")'],
  ['TEXT_STARTS_WITH', 'LEFT(@,LEN("))="'],
  ['TEXT_ENDS_WITH', 'RIGHT(@,LEN("))="'],
  ['NUMBER_BETWEEN', 'AND(ISNUMBER(@),@>=#,@<=#)'],
  ['NUMBER_NOT_BETWEEN', 'AND(ISNUMBER(@),OR(@<#,@>#))'],
  ['NUMBER_EQUAL_TO', 'AND(ISNUMBER(@),@=#)'],
  ['NUMBER_NOT_EQUAL_TO', 'AND(ISNUMBER(@),@<>#)'],
  ['NUMBER_GREATER_THAN', 'AND(ISNUMBER(@),@>#)'],
  ['NUMBER_GREATER_THAN_OR_EQUAL_TO', 'AND(ISNUMBER(@),@>=#)'],
  ['NUMBER_LESS_THAN', 'AND(ISNUMBER(@),@<#)'],
  ['NUMBER_LESS_THAN_OR_EQUAL_TO', 'AND(ISNUMBER(@),@<=#)'],
  ['DATE_AFTER', 'AND(ISNUMBER(@),INT(@)>#)'],
  ['DATE_BEFORE', 'AND(ISNUMBER(@),INT(@)<#)'],
  ['DATE_EQUAL_TO', 'AND(ISNUMBER(@),INT(@)=#)'],
  ['DATE_AFTER_RELATIVE', 'AND(ISNUMBER(@),INT(@)>TODAY()~)'],
  ['DATE_BEFORE_RELATIVE', 'AND(ISNUMBER(@),INT(@)<TODAY()~)'],
  ['DATE_EQUAL_TO_RELATIVE', 'AND(ISNUMBER(@),INT(@)=TODAY()~)'],
];
const RELATIVE: readonly (readonly [string, string])[] = [
  ['TOMORROW', '+1'],
  ['YESTERDAY', '-1'],
  ['PAST_WEEK', '-7'],
  ['PAST_MONTH', '-30'],
  ['PAST_YEAR', '-365'],
  ['TODAY', ''],
];

/** The test as a formula for a block that begins at `topLeft`. */
export function testFormula(test: CellTest, topLeft: string): string {
  if (test.criteria === 'CUSTOM_FORMULA') return String(test.values[0]).replace(/^=/, '');
  const template = TEMPLATES.find(([criteria]) => criteria === test.criteria)?.[1];
  if (template === undefined) throw new Error(`A conditional format by ${test.criteria} cannot be kept in a workbook file.`);
  let next = 0;
  const texts = template.split('"').length - 1;
  return template.replace(/[@#"~]/g, (sign) => {
    if (sign === '@') return topLeft;
    if (sign === '~') return RELATIVE.find(([name]) => name === test.values[0])?.[1] ?? '';
    const value = texts > 1 ? test.values[0] : test.values[next++];
    return sign === '#' ? String(value) : `"${String(value).replace(/"/g, '""')}"`;
  });
}

const escape = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** The test that a formula was made from; any other formula is a test of its own. */
export function testOf(formula: string, topLeft: string): CellTest {
  const text = formula
    .replace(/^=/, '')
    .replace(/\$/g, '')
    .replace(/\s*([(),=<>])\s*/g, '$1');
  for (const [criteria, template] of TEMPLATES) {
    const pattern = template
      .split(/([@#"~])/)
      .map((part) => {
        switch (part) {
          case '@':
            return escape(topLeft);
          case '#':
            return '(-?[\\d.]+(?:[eE][-+]?\\d+)?)';
          case '"':
            return '"((?:[^"]|"")*)"';
          case '~':
            return `(${RELATIVE.map(([, days]) => escape(days)).join('|')})`;
          default:
            return escape(part);
        }
      })
      .join('');
    const match = new RegExp(`^${pattern}$`, 'i').exec(text);
    if (!match) continue;
    const groups = match.slice(1);
    if (criteria.endsWith('_RELATIVE')) return { criteria, values: [RELATIVE.find(([, days]) => days === groups[0])?.[0] ?? 'TODAY'] };
    if (criteria.startsWith('TEXT_')) return { criteria, values: [(groups[0] ?? '').replace(/""/g, '"')] };
    return { criteria, values: groups.map(Number) };
  }
  return { criteria: 'CUSTOM_FORMULA', values: [`=${formula.replace(/^=/, '')}`] };
}

/** Looks of a rule as a style of its own kind: fills of rules carry their color as background. */
export function ruleStyle(looks: RuleLooks): Partial<Style> {
  const font = {
    ...(looks.bold !== undefined ? { bold: looks.bold } : {}),
    ...(looks.italic !== undefined ? { italic: looks.italic } : {}),
    ...(looks.underline ? { underline: true } : {}),
    ...(looks.strikethrough ? { strike: true } : {}),
    ...(looks.fontColor ? { color: { argb: argb(looks.fontColor) } } : {}),
  };
  return {
    ...(Object.keys(font).length > 0 ? { font } : {}),
    ...(looks.background
      ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: argb(looks.background) }, bgColor: { argb: argb(looks.background) } } }
      : {}),
  };
}

function looksOfRule(style: Partial<Style> | undefined): RuleLooks {
  const { font, fill } = style ?? {};
  const background = fill?.type === 'pattern' ? (cssOf(fill.bgColor) ?? cssOf(fill.fgColor)) : undefined;
  const fontColor = cssOf(font?.color);
  return {
    ...(background ? { background } : {}),
    ...(fontColor ? { fontColor } : {}),
    ...(font?.bold !== undefined ? { bold: font.bold } : {}),
    ...(font?.italic !== undefined ? { italic: font.italic } : {}),
    ...(font?.underline && font.underline !== 'none' ? { underline: true } : {}),
    ...(font?.strike ? { strikethrough: true } : {}),
  };
}

const POINTS: Readonly<Record<string, Cvfo['type']>> = { MIN: 'min', MAX: 'max', NUMBER: 'num', PERCENT: 'percent', PERCENTILE: 'percentile' };

function cvfo(point: GradientPoint): Cvfo {
  const type = POINTS[point.type] ?? 'num';
  return type === 'min' || type === 'max' ? { type } : { type, value: Number(point.value) };
}

function pointOf(cvfo: Cvfo | undefined, color: { argb?: string } | undefined): GradientPoint {
  const type = Object.entries(POINTS).find(([, name]) => name === cvfo?.type)?.[0] ?? 'NUMBER';
  return { type, value: cvfo?.value === undefined || type === 'MIN' || type === 'MAX' ? '' : String(cvfo.value), color: cssOf(color) ?? '#ffffff' };
}

/** A tab's rules for an .xlsx, in their order; `priority` is that of the first. */
export function xlsxConditional(rules: readonly ConditionalRule[], priority: number): ConditionalFormattingOptions[] {
  return rules.flatMap((rule, index): ConditionalFormattingOptions[] => {
    const order = priority + index;
    if (rule.kind === 'gradient') {
      const points = [rule.low, ...(rule.middle ? [rule.middle] : []), rule.high];
      const scale: ConditionalFormattingRule = {
        type: 'colorScale',
        priority: order,
        cfvo: points.map(cvfo),
        color: points.map(({ color }) => ({ argb: argb(color) })),
      };
      return [{ ref: rule.regions.map(a1Notation).join(' '), rules: [scale] }];
    }
    // A formula is relative to the first cell of its block: blocks with a test of ours stand each for themselves.
    const blocks = rule.test.criteria === 'CUSTOM_FORMULA' ? [rule.regions] : rule.regions.map((region) => [region]);
    return blocks.map((regions) => ({
      ref: regions.map(a1Notation).join(' '),
      rules: [{ type: 'expression' as const, priority: order, formulae: [testFormula(rule.test, firstCell(regions))], style: ruleStyle(rule.looks) }],
    }));
  });
}

function firstCell(regions: readonly Region[]): string {
  const [first] = regions;
  return first ? a1Notation({ ...first, rows: 1, columns: 1 }) : 'A1';
}

const OPERATORS: Readonly<Record<string, string>> = {
  equal: 'NUMBER_EQUAL_TO',
  notEqual: 'NUMBER_NOT_EQUAL_TO',
  greaterThan: 'NUMBER_GREATER_THAN',
  greaterThanOrEqual: 'NUMBER_GREATER_THAN_OR_EQUAL_TO',
  lessThan: 'NUMBER_LESS_THAN',
  lessThanOrEqual: 'NUMBER_LESS_THAN_OR_EQUAL_TO',
  between: 'NUMBER_BETWEEN',
  notBetween: 'NUMBER_NOT_BETWEEN',
};

function ruleFrom(written: ConditionalFormattingRule, regions: readonly Region[]): ConditionalRule | null {
  if (written.type === 'colorScale') {
    const { cfvo: points = [], color: colors = [] } = written;
    const last = points.length - 1;
    if (last < 1) return null;
    return {
      kind: 'gradient',
      regions,
      low: pointOf(points[0], colors[0]),
      middle: last === 2 ? pointOf(points[1], colors[1]) : null,
      high: pointOf(points[last], colors[last]),
    };
  }
  const looks = looksOfRule(written.style);
  if (written.type === 'expression') return { kind: 'test', regions, looks, test: testOf(String(written.formulae?.[0] ?? ''), firstCell(regions)) };
  if (written.type !== 'cellIs') return null;
  const criteria = OPERATORS[written.operator ?? ''];
  const values = (written.formulae ?? []).map((value) => Number(value));
  if (criteria && values.every((value) => !Number.isNaN(value))) return { kind: 'test', regions, looks, test: { criteria, values } };
  const text = /^"((?:[^"]|"")*)"$/.exec(String(written.formulae?.[0] ?? ''))?.[1];
  return criteria === 'NUMBER_EQUAL_TO' && text !== undefined
    ? { kind: 'test', regions, looks, test: { criteria: 'TEXT_EQUAL_TO', values: [text.replace(/""/g, '"')] } }
    : null;
}

/** Rules of an .xlsx as ours, in order of priority; blocks that one rule was split into are joined again. */
export function conditionalOf(written: readonly ConditionalFormattingOptions[], bounds: { rows: number; columns: number }): ConditionalRule[] {
  const all = written
    .flatMap(({ ref, rules }) => {
      const regions = ref
        .split(' ')
        .map((one) => parseA1(one, bounds))
        .filter((region) => region !== null);
      return rules.map((rule) => ({ priority: rule.priority ?? 0, rule: regions.length > 0 ? ruleFrom(rule, regions) : null }));
    })
    .sort((a, b) => a.priority - b.priority);
  const joined: ConditionalRule[] = [];
  for (const { rule } of all) {
    if (!rule) continue;
    const before = joined[joined.length - 1];
    const same =
      before &&
      rule.kind === 'test' &&
      rule.test.criteria !== 'CUSTOM_FORMULA' &&
      JSON.stringify({ ...before, regions: [] }) === JSON.stringify({ ...rule, regions: [] });
    if (same) joined[joined.length - 1] = { ...before, regions: [...before.regions, ...rule.regions] };
    else joined.push(rule);
  }
  return joined;
}
