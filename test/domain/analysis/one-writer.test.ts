import { analyze } from '../../../src/domain/analysis/analyze';
import { describeRule } from '../../../src/domain/rule/describe';
import { collectCrowd, crowdInventory, crowdOf, ORDER } from '../../build/behavior-crowd';
import { aSegment } from '../../build/inventory';

const BOUGHT = {
  condition_groups: [
    {
      conditions: [
        {
          type: 'profile-metric',
          metric_id: ORDER,
          measurement: 'count',
          measurement_filter: { type: 'numeric', operator: 'greater-than-or-equal', value: 1 },
          timeframe_filter: { type: 'date', operator: 'alltime' },
          metric_filters: null,
        },
      ],
    },
  ],
};

const SPENT = {
  condition_groups: [
    {
      conditions: [
        {
          type: 'profile-metric',
          metric_id: ORDER,
          measurement: 'sum',
          measurement_filter: { type: 'numeric', operator: 'greater-than', value: 1250.5 },
          timeframe_filter: { type: 'date', operator: 'after', date: '2024-03-05T00:00:00Z' },
          metric_filters: null,
        },
      ],
    },
  ],
};

/** Every sentence of an analysis: evidence, reasons, periods, samples, explanations, whatever an object of it holds. */
function texts(value: unknown, found: string[] = [], seen = new Set<unknown>()): readonly string[] {
  if (typeof value === 'string') found.push(value);
  if (typeof value !== 'object' || value === null || seen.has(value) || ArrayBuffer.isView(value)) return found;
  seen.add(value);
  for (const part of value instanceof Map ? value.values() : Object.values(value)) texts(part, found, seen);
  return found;
}

const crowd = crowdOf(41, 1_500, 0.5);
function said(locale: string, currency: string): readonly string[] {
  const empty = crowdInventory();
  const inventory = {
    ...empty,
    account: { ...empty.account, locale, currency, timezone: 'Europe/Berlin' },
    segments: { value: [aSegment('S', BOUGHT, { name: 'Buyers', members: 1_234 }), aSegment('L', SPENT, { name: 'Big spenders', members: 12 })] },
  };
  const { account, behavior, coverage } = analyze(inventory, collectCrowd(crowd), []);
  const rules = account.segments.map(({ rule }) => describeRule(rule, account.names));
  return [
    ...rules,
    ...texts([behavior.figures, behavior.parameters, behavior.populations]),
    ...texts([
      coverage.gaps,
      coverage.verdicts,
      coverage.findings.map(({ evidence }) => evidence),
      coverage.recommendations.map(({ evidence, why, readinessReason }) => [evidence, why, readinessReason]),
    ]),
  ];
}

test('a German account is written the German way in behavior, evidence and reasons alike', () => {
  const german = said('de-DE', 'EUR');
  expect(german.length).toBeGreaterThan(300);
  expect(german.filter((text) => /€\d|[1-9]\d{0,2},\d{3}(?!\d)|\d\.\d{1,2}\s?%|\d%/.test(text))).toEqual([]);
  expect(german.filter((text) => text.includes('1.250,5') && text.includes('after 5 Mar 2024')).length).toBeGreaterThan(0);
  expect(german.some((text) => /\d \u20ac/.test(text))).toBe(true);
  expect(german.some((text) => /\d %/.test(text))).toBe(true);
});

test('an American one the American way', () => {
  const american = said('en-US', 'USD');
  expect(american.filter((text) => /\d \$|\d %|\b\d{4}-\d\d-\d\d to \d{4}/.test(text))).toEqual([]);
  expect(american.filter((text) => text.includes('1,250.5') && text.includes('after Mar 5, 2024')).length).toBeGreaterThan(0);
  expect(american.some((text) => /\$\d/.test(text))).toBe(true);
  expect(american.some((text) => /[A-Z][a-z]{2} \d{1,2}, 20\d\d to /.test(text))).toBe(true);
});
