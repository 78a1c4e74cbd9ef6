import { DAY, known } from '../../../src/domain/account/known';
import { readingNeeds } from '../../../src/domain/behavior/reading-needs';
import { recognizeMetrics } from '../../../src/domain/catalogue/recognize-metrics';
import type { MetricSpec } from '../../build/behavior-account';
import { AT, recognitionInput, shop } from '../../build/behavior-account';
import { allTime, definition, did } from '../../build/definition';
import { aSegment } from '../../build/inventory';

const mail = (id: string, name: string, perMonth: number): MetricSpec => ({
  id,
  name,
  integration: 'Klaviyo',
  lastMonths: [perMonth, perMonth, perMonth, perMonth],
});
function needsOf(
  specs: readonly MetricSpec[],
  settings: Readonly<Record<string, number | string>> = {},
  properties: Parameters<typeof recognitionInput>[1] = {},
) {
  const values = new Map(Object.entries(settings).map(([name, value]) => [name.toLowerCase(), value]));
  return readingNeeds(values, recognizeMetrics(recognitionInput(specs, properties), values), AT, 'UTC');
}
const daysOf = (needs: ReturnType<typeof needsOf>, id: string): number | undefined => {
  const need = needs.events.find((one) => one.metricId === id);
  return need && Math.floor((AT - need.from) / DAY);
};

test.each([
  ['UTC', 24, AT, '2024-11-23T00:00:00.000Z'],
  ['UTC', 3, Date.UTC(2027, 0, 31), '2026-10-28T00:00:00.000Z'],
  // The 24th has begun in Sydney, and in Los Angeles it is still the 22nd.
  ['Australia/Sydney', 24, Date.UTC(2026, 10, 23, 14), '2024-11-23T13:00:00.000Z'],
  ['America/Los_Angeles', 6, Date.UTC(2026, 10, 23, 5), '2026-05-22T07:00:00.000Z'],
])('the look-back begins with a day of the account: in %s %i months before', (zone, months, now, start) => {
  const recognized = recognizeMetrics(recognitionInput([shop('S', 'Placed Order', 'Shopify'), mail('C', 'Clicked Email', 300_000)]), new Map());
  const needs = readingNeeds(new Map([['look-back', months]]), recognized, now, zone);
  expect(new Date(needs.events.find(({ metricId }) => metricId === 'S')!.from).toISOString()).toBe(start);
  // Mail is read for less, from a day's beginning too.
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  expect(needs.events.map(({ from }) => clock.format(from))).toEqual(['00:00', '00:00']);
});

test('a small account is read whole, over the look-back', () => {
  const needs = needsOf([shop('S', 'Placed Order', 'Shopify'), mail('C', 'Clicked Email', 300), mail('O', 'Opened Email', 3000)]);
  expect(needs.events.map((one) => [one.metricId, daysOf(needs, one.metricId)])).toEqual([
    ['S', 730],
    ['C', 730],
    ['O', 730],
  ]);
});

test('where mail would exceed the limit of events it is read for half a year, and orders still for the whole look-back', () => {
  const needs = needsOf([shop('S', 'Placed Order', 'Shopify'), mail('C', 'Clicked Email', 30_000), mail('R', 'Received Email', 270_000)]);
  expect(daysOf(needs, 'S')).toBe(730);
  expect(daysOf(needs, 'C')).toBe(181);
  expect(daysOf(needs, 'R')).toBe(181);
});

test('what exceeds it even so is not read at all: clicks before opens before what was received', () => {
  const needs = needsOf([mail('R', 'Received Email', 20_000_000), mail('O', 'Opened Email', 3_000_000), mail('C', 'Clicked Email', 30_000)]);
  expect(needs.events.map((one) => one.metricId)).toEqual(['C']);
  expect(needsOf([mail('O', 'Opened Email', 2_500_000)], { 'Events at most': 20_000_000 }).events).toHaveLength(1);
});

test('only properties that rules ask for are brought, and codes only by their number', () => {
  const needs = needsOf(
    [shop('S', 'Placed Order', 'Shopify'), shop('I', 'Ordered Product', 'Shopify'), mail('C', 'Clicked Email', 30)],
    {},
    {
      properties: [
        { metricId: 'S', property: 'Discount Codes', type: 'List', samples: ['A'] },
        { metricId: 'S', property: 'Items', type: 'List', samples: ['B'] },
        { metricId: 'I', property: 'Name', type: 'String', samples: ['Serum'] },
        { metricId: 'I', property: 'Collections', type: 'List', samples: ['Skin'] },
      ],
    },
  );
  expect(needs.events).toEqual([
    expect.objectContaining({ metricId: 'S', properties: ['Discount Codes'], keepLengthOf: ['Discount Codes'], value: true }),
    expect.objectContaining({ metricId: 'I', properties: ['Name', 'Collections'], value: true }),
    expect.objectContaining({ metricId: 'C', properties: [] }),
  ]);
});

test('no metric is asked for twice, whatever settings name', () => {
  const needs = needsOf([shop('S', 'Placed Order', 'Shopify')], {
    'Metric for Viewed Product': 'S',
    'Metric for Ordered Product': 'S',
    'Conversion metric': 'S',
  });
  expect(needs.events.map((one) => one.metricId)).toEqual(['S']);
});

test('settings bound profiles, and name a custom property exactly', () => {
  const needs = needsOf([], { 'Profiles read completely up to': 3000, 'Property for birthday': 'geb. am' });
  expect(needs.profilesAtMost).toBe(3000);
  expect(needs.profileProperties).toContain('geb. am');
  expect(needs.profileProperties).not.toContain('Birthday');
  expect(needs.profileProperties).toEqual(expect.arrayContaining(['Skin Type', 'skin_type', 'SkinType']));
});

test('what active segments filter events by is brought too, at most two beyond the catalogue’s own: else nobody could say who is in them', () => {
  const where = (...filters: readonly object[]): unknown => definition(did('V', allTime, 1, filters));
  const is = (property: string): object => ({ property, filter: { type: 'list', operator: 'contains-any', value: ['Serums'] } });
  const over = (property: string): object => ({ property, filter: { type: 'numeric', operator: 'greater-than', value: 3 } });
  const segments = known([
    aSegment('A', where(is('Collections'))),
    aSegment('B', where(is('Collections'), is('Brand'))),
    aSegment('C', where(is('Colour'), over('Price'), over('$value'))),
    aSegment('OFF', where(is('Season')), { isActive: false }),
  ]);
  const needs = needsOf(
    [shop('V', 'Viewed Product', 'API')],
    {},
    { segments, properties: [{ metricId: 'V', property: 'Categories', type: 'List', samples: ['Skin'] }] },
  );
  expect(needs.events[0]!.properties).toEqual(['Categories', 'Collections', 'Brand']);
});
