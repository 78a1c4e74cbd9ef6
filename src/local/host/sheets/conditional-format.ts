import type { ConditionalRule, GradientPoint, RuleLooks } from '../workbook/tab-parts';
import type { Region } from '../workbook/region';
import type { Tab } from '../workbook/tab';
import { memberName } from '../enumeration';
import { coreOf, offer, signatureError } from '../refusal';
import { cellTest, whenMethods } from './cell-test';
import { cssColor } from './color';
import { requireLocalSeparators } from './locale-formula';
import { RangeCore } from './range-core';
import type { SheetsContext } from './sheets-context';

type Rule = GoogleAppsScript.Spreadsheet.ConditionalFormatRule;
type Builder = GoogleAppsScript.Spreadsheet.ConditionalFormatRuleBuilder;

/** The rule behind a `ConditionalFormatRule`, with the tab of its ranges. */
export class ConditionalCore {
  constructor(
    readonly rule: ConditionalRule,
    readonly tab: Tab | null,
  ) {}
}

const SERVICE = 'SpreadsheetApp.ConditionalFormatRuleBuilder';

function readers(rule: () => ConditionalRule, tab: () => Tab | null, context: SheetsContext) {
  return {
    copy: (): Builder => createConditionalBuilder(context, rule(), tab()),
    getRanges: () => {
      const home = tab();
      return home ? rule().regions.map((region) => context.make.range(home, region)) : [];
    },
  };
}

/** A `ConditionalFormatRule` over a rule of a tab. */
export function createConditionalRule(context: SheetsContext, rule: ConditionalRule, tab: Tab | null): Rule {
  return offer<object>(
    'ConditionalFormatRule',
    readers(
      () => rule,
      () => tab,
      context,
    ) satisfies Partial<Rule>,
    context.quiet,
    new ConditionalCore(rule, tab),
  ) as Rule;
}

/** The rules that a script hands to `setConditionalFormatRules` for a tab. */
export function rulesOf(rules: unknown, tab: Tab): ConditionalRule[] {
  if (!Array.isArray(rules)) throw signatureError([rules], 'SpreadsheetApp.Sheet.setConditionalFormatRules');
  return rules.map((offered) => {
    const core = coreOf(offered, ConditionalCore, 'SpreadsheetApp.Sheet.setConditionalFormatRules');
    if (core.tab !== tab) throw new Error('Conditional format rule cannot reference a different sheet.');
    return core.rule;
  });
}

/** What `SpreadsheetApp.newConditionalFormatRule()` gives. */
export function createConditionalBuilder(context: SheetsContext, start?: ConditionalRule, startTab: Tab | null = null): Builder {
  let regions: readonly Region[] = start?.regions ?? [];
  let tab = startTab;
  let test = start?.kind === 'test' ? start.test : null;
  let looks: RuleLooks = start?.kind === 'test' ? start.looks : {};
  let low = start?.kind === 'gradient' ? start.low : null;
  let middle = start?.kind === 'gradient' ? start.middle : null;
  let high = start?.kind === 'gradient' ? start.high : null;
  const current = (): ConditionalRule =>
    low || high
      ? {
          kind: 'gradient',
          regions,
          low: low ?? { color: '#ffffff', type: 'MIN', value: '' },
          middle,
          high: high ?? { color: '#ffffff', type: 'MAX', value: '' },
        }
      : { kind: 'test', regions, test: test ?? { criteria: '', values: [] }, looks };
  const setLooks = (members: { [K in keyof RuleLooks]: RuleLooks[K] | undefined | null }): Builder => {
    looks = Object.fromEntries(Object.entries({ ...looks, ...members }).filter(([, value]) => value !== null && value !== undefined)) as RuleLooks;
    return builder;
  };
  const point = (method: string, color: string, type: unknown, value: string): GradientPoint => ({
    color: cssColor(color) ?? '#ffffff',
    type: memberName(type, 'InterpolationType', `${SERVICE}.${method}`),
    value: String(value),
  });
  const members = {
    ...readers(current, () => tab, context),
    ...whenMethods<Builder>('ConditionalFormatRuleBuilder', context, (next) => {
      test = next;
      low = middle = high = null;
      return builder;
    }),
    whenFormulaSatisfied: (formula: string) => {
      requireLocalSeparators(formula, context.workbook.locale);
      test = cellTest('CUSTOM_FORMULA', [formula], context, `${SERVICE}.whenFormulaSatisfied`);
      return builder;
    },
    build: () => {
      if (regions.length === 0) throw new Error('A conditional format rule must have at least one range.');
      const rule = current();
      if (rule.kind === 'test' && rule.test.criteria === '') throw new Error('A conditional format rule must have a condition.');
      return createConditionalRule(context, rule, tab);
    },
    setRanges: (ranges: GoogleAppsScript.Spreadsheet.Range[]) => {
      const cores = ranges.map((range) => coreOf(range, RangeCore, `${SERVICE}.setRanges`));
      if (cores.some((core) => core.tab !== cores[0]?.tab)) throw new Error('The ranges of a conditional format rule must be on one sheet.');
      regions = cores.map((core) => core.region);
      tab = cores[0]?.tab ?? null;
      return builder;
    },
    setBackground: (color: string | null) => setLooks({ background: cssColor(color) }),
    setFontColor: (color: string | null) => setLooks({ fontColor: cssColor(color) }),
    setBold: (bold: boolean | null) => setLooks({ bold }),
    setItalic: (italic: boolean | null) => setLooks({ italic }),
    setGradientMinpoint: (color: string) => {
      low = { color: cssColor(color) ?? '#ffffff', type: 'MIN', value: '' };
      return builder;
    },
    setGradientMaxpoint: (color: string) => {
      high = { color: cssColor(color) ?? '#ffffff', type: 'MAX', value: '' };
      return builder;
    },
    setGradientMinpointWithValue: (color: string, type: unknown, value: string) => {
      low = point('setGradientMinpointWithValue', color, type, value);
      return builder;
    },
    setGradientMidpointWithValue: (color: string, type: unknown, value: string) => {
      middle = point('setGradientMidpointWithValue', color, type, value);
      return builder;
    },
    setGradientMaxpointWithValue: (color: string, type: unknown, value: string) => {
      high = point('setGradientMaxpointWithValue', color, type, value);
      return builder;
    },
  } satisfies Partial<Builder>;
  const builder: Builder = offer<object>('ConditionalFormatRuleBuilder', members, context.quiet) as Builder;
  return builder;
}
