import fc from 'fast-check';
import { known, unknown } from '../../../src/domain/account/known';
import { ALIASES, METRIC_ALIASES } from '../../../src/domain/catalogue/metric-alias';
import type { MetricAlias } from '../../../src/domain/catalogue/metric-alias';
import { nameKey } from '../../../src/domain/catalogue/metric-name';
import { metricIdsOf, recognizeMetrics, shownMetrics } from '../../../src/domain/catalogue/recognize-metrics';
import type { RecognizedMetrics } from '../../../src/domain/catalogue/recognize-metrics';
import { createFormats } from '../../../src/domain/text/format';
import { metricSettings } from '../../../src/domain/catalogue/catalogue-settings';
import type { MetricSpec } from '../../build/behavior-account';
import { recognitionInput, shop } from '../../build/behavior-account';

const NO_SETTINGS = new Map<string, string>();
const set = (name: string, value: string): ReadonlyMap<string, string> => new Map([[name.toLowerCase(), value]]);
const recognized = (
  specs: readonly MetricSpec[],
  settings: ReadonlyMap<string, string> = NO_SETTINGS,
  more: Parameters<typeof recognitionInput>[1] = {},
): RecognizedMetrics => recognizeMetrics(recognitionInput(specs, more), settings);
const ids = (result: RecognizedMetrics, alias: MetricAlias): readonly string[] => result.byAlias.get(alias)!.metricIds;

const KLAVIYO: readonly MetricSpec[] = ['Received Email', 'Opened Email', 'Clicked Email', 'Clicked SMS', 'Subscribed to Back in Stock'].map((name, at) => ({
  id: `K${at}`,
  name,
  integration: 'Klaviyo',
  category: 'Internal',
}));

describe('each shop system', () => {
  test.each([
    ['Shopify', ['Placed Order', 'Ordered Product', 'Checkout Started', 'Fulfilled Order', 'Refunded Order', 'Cancelled Order', 'Submitted Search']],
    ['WooCommerce', ['Placed Order', 'Ordered Product', 'Started Checkout', 'Fulfilled Order', 'Refunded Order', 'Cancelled Order']],
    ['Magento 2', ['Placed Order', 'Ordered Product', 'Started Checkout', 'Fulfilled Order', 'Refunded Order', 'Canceled Order']],
    ['BigCommerce', ['Placed Order', 'Ordered Product', 'Started Checkout', 'Fulfilled Order', 'Refunded Order', 'Cancelled Order']],
  ])('%s is recognized by its own names', (integration, names) => {
    const result = recognized([...names.map((name, at) => shop(`S${at}`, name, integration)), ...KLAVIYO]);
    expect(ids(result, 'order')).toEqual(['S0']);
    expect(ids(result, 'ordered')).toEqual(['S1']);
    expect(ids(result, 'checkout')).toEqual(['S2']);
    expect(ids(result, 'fulfilled')).toEqual(['S3']);
    expect(ids(result, 'refund')).toEqual(['S4']);
    expect(ids(result, 'cancel')).toEqual(['S5']);
    expect(ids(result, 'click')).toEqual(['K2']);
    expect(result.conversionMetricId).toBe('S0');
    expect(result.problems).toEqual([]);
  });

  test('orders of custom code are found under other names, without an integration', () => {
    const result = recognized([{ id: 'X', name: 'Order Completed', lastMonths: [10, 10, 10], valueEach: 30 }, ...KLAVIYO]);
    expect(ids(result, 'order')).toEqual(['X']);
    expect(result.byAlias.get('order')!.evidence).toBe('Placed Order is Order Completed with 30 events since Aug 1, 2026.');
  });

  test('a custom event beside a live shop is not counted as well: it may repeat the same orders', () => {
    expect(ids(recognized([shop('S', 'Placed Order', 'Shopify'), { id: 'X', name: 'Purchase', lastMonths: [50, 50, 50] }]), 'order')).toEqual(['S']);
  });

  test('two live shops are both taken, and told apart by the ends of their ids', () => {
    const result = recognized([shop('US', 'Placed Order', 'Shopify'), shop('EU', 'Placed Order', 'Shopify', [5, 5, 5, 5])]);
    expect([...ids(result, 'order')].sort()).toEqual(['EU', 'US']);
    expect(result.byAlias.get('order')!.evidence).toContain('Placed Order (Shopify) ending EU with 20 events');
    expect(result.conversionMetricId).toBe('US');
  });

  test('a second one with less than a tenth of the events stays out of the rules, is told, and comes in when a person names it', () => {
    const specs = [shop('US', 'Placed Order', 'Shopify', [900, 900, 900]), shop('TILL', 'Placed Order', 'Square POS', [9, 9, 9])];
    const result = recognized(specs);
    expect(ids(result, 'order')).toEqual(['US']);
    expect(result.problems).toEqual([expect.stringContaining('Placed Order (Square POS) also counts Placed Order')]);
    expect(ids(recognized(specs, set('Metric for Placed Order', 'US, TILL')), 'order')).toHaveLength(2);
  });

  test('several custom events that could be the order are a choice for a person', () => {
    const result = recognized([
      { id: 'X', name: 'Purchase' },
      { id: 'Y', name: 'Order Created' },
    ]);
    expect(ids(result, 'order')).toHaveLength(1);
    expect(result.problems[0]).toContain('Several metrics could mean Placed Order');
  });
});

describe('a shop that was replaced', () => {
  const result = recognized([shop('NEW', 'Placed Order', 'Shopify'), shop('OLD', 'Placed Order', 'WooCommerce', [30, 30, 0, 0, 0, 0, 0, 0, 0])]);

  test('no longer enters rules, and is told as dead with what replaced it', () => {
    expect(ids(result, 'order')).toEqual(['NEW']);
    expect(result.dead).toEqual([expect.objectContaining({ metricId: 'OLD', alias: 'order', replacedBy: ['NEW'] })]);
    expect(result.dead[0]!.evidence).toBe('Placed Order (WooCommerce) has had no event since April 2026, while Placed Order (Shopify) has.');
  });

  test('alone it is evidence for what the account lacks', () => {
    const alone = recognized([shop('OLD', 'Placed Order', 'WooCommerce', [30, 30, 0, 0, 0, 0, 0])]);
    expect(ids(alone, 'order')).toEqual([]);
    expect(alone.dead).toEqual([]);
    expect(alone.byAlias.get('order')!.evidence).toBe('No live Placed Order metric: Placed Order (WooCommerce) has had no event since June 2026.');
    expect(alone.problems[0]).toContain('Conversion metric');
  });

  test('a live custom event steps in for a silent shop', () => {
    expect(ids(recognized([shop('OLD', 'Placed Order', 'WooCommerce', [30, 0, 0, 0, 0, 0]), { id: 'X', name: 'Order Completed' }]), 'order')).toEqual(['X']);
  });
});

test('Klaviyo’s own mapping counts, whatever the metric is called', () => {
  const result = recognized([{ id: 'M', name: 'Bestellung abgeschlossen', lastMonths: [9, 9, 9] }], NO_SETTINGS, {
    mappedMetrics: known([{ role: 'revenue', metricIds: ['M'], viaCustomMetric: true }]),
  });
  expect(ids(result, 'order')).toEqual(['M']);
  expect(result.byAlias.get('order')!.confidence).toBe('mapped in Klaviyo');
});

test('a metric whose activity was not read is taken, without a figure', () => {
  const result = recognized([shop('S', 'Placed Order', 'Shopify', null)]);
  expect(ids(result, 'order')).toEqual(['S']);
  expect(result.byAlias.get('order')!.count90).toEqual(unknown('the metrics’ activity was not read'));
  expect(result.byAlias.get('order')!.confidence).toBe('uncertain');
});

describe('a person’s setting decides', () => {
  const specs = [
    shop('S', 'Placed Order', 'Shopify'),
    shop('P', 'Placed Order', 'Square POS'),
    { id: 'B', name: 'Booked, paid', lastMonths: [3, 3, 3], valueEach: 90 },
  ];

  test.each([
    ['an id', 'P', ['P']],
    ['a name and integration', 'placed order (shopify)', ['S']],
    ['a name that two share', 'Placed Order', ['S', 'P']],
    ['several', 'P, Booked, paid', ['P']],
    ['a name with a comma in it', 'Booked, paid', ['B']],
  ])('by %s', (_, text, wanted) => {
    const result = recognized(specs, set('Metric for Placed Order', text));
    expect([...ids(result, 'order')].sort()).toEqual([...wanted].sort());
    expect(result.byAlias.get('order')!.confidence).toBe('set by a person');
  });

  test('a name that is no metric gives one clear sentence, and recognition goes on', () => {
    const result = recognized(specs, set('Metric for Placed Order', 'Placd Order'));
    expect(result.problems).toEqual([
      'The setting “Metric for Placed Order” names “Placd Order”, which is no metric of this account. Copy its name from Klaviyo under Analytics › Metrics, or clear the cell to have it recognized.',
    ]);
    expect([...ids(result, 'order')].sort()).toEqual(['P', 'S']);
  });

  test('the conversion metric may be any event; where there are no orders and it carries money, it is the order too', () => {
    const lead = recognized([specs[2]!], set('Conversion metric', 'Booked, paid'));
    expect([ids(lead, 'conversion'), ids(lead, 'order')]).toEqual([['B'], ['B']]);
    const quote = recognized([{ id: 'Q', name: 'Requested Quote' }], set('Conversion metric', 'Requested Quote'));
    expect([ids(quote, 'conversion'), ids(quote, 'order')]).toEqual([['Q'], []]);
    const both = recognized(specs, set('Conversion metric', 'B'));
    expect([ids(both, 'conversion'), [...ids(both, 'order')].sort()]).toEqual([['B'], ['P', 'S']]);
  });
});

test('an account without metrics is recognized as having none, each with its sentence', () => {
  const result = recognized([]);
  expect(metricIdsOf(result)).toEqual({});
  for (const alias of ALIASES) expect(result.byAlias.get(alias)!.evidence).toMatch(/^The account has no .+ metric\.$/);
  expect(result.conversionMetricId).toBeNull();
});

test('each metric setting shows what was recognized', () => {
  const result = recognized([shop('S', 'Placed Order', 'Shopify', [100, 100, 100, 1100])]);
  const formats = createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' });
  // Whole months reach beyond the 90 days: they are said as what they are, and events that were read are counted by day.
  const months = shownMetrics(result, () => null, formats);
  expect([...months.keys()]).toEqual([...metricSettings.values()].map((setting) => setting.name));
  expect(months.get('Metric for Placed Order')).toBe('Placed Order (Shopify), 1,400 events since Aug 1, 2026');
  expect(months.get('Metric for Review')).toBe('not found');
  expect(shownMetrics(result, (id) => (id === 'S' ? 1290 : null), formats).get('Metric for Placed Order')).toBe(
    'Placed Order (Shopify), 1,290 events in the last 90 days',
  );
});

test('names are equal without regard to case, punctuation, word order and spelling', () => {
  expect(nameKey('Checkout Started')).toBe(nameKey('started-checkout!'));
  expect(nameKey('Canceled Order')).toBe(nameKey('cancelled   order'));
  expect(nameKey('Placed Order')).not.toBe(nameKey('Ordered Product'));
});

test('no name means two things', () => {
  const seen = new Map<string, string>();
  for (const alias of ALIASES) {
    for (const name of new Set([...METRIC_ALIASES[alias].names, ...METRIC_ALIASES[alias].synonyms].map(nameKey))) {
      expect([name, seen.get(name) ?? alias]).toEqual([name, alias]);
      seen.set(name, alias);
    }
  }
});

test('whatever the metrics are called, recognition ends without a throw and only names metrics that exist', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ id: fc.string(), name: fc.oneof(fc.string(), fc.constantFrom('Placed Order', '=Placed Order', 'Clicked Email')) })),
      (specs) => {
        const result = recognized(specs.map((spec, at) => ({ ...spec, id: `${at}${spec.id}` })));
        for (const one of result.byAlias.values()) for (const id of one.metricIds) expect(specs.some((spec, at) => `${at}${spec.id}` === id)).toBe(true);
      },
    ),
  );
});

describe('the events’ own properties', () => {
  const specs = [shop('S', 'Placed Order', 'Shopify'), shop('I', 'Ordered Product', 'Shopify'), shop('V', 'Viewed Product', 'API')];
  const property = (metricId: string, name: string, type: string | null, ...samples: unknown[]) => ({ metricId, property: name, type, samples });
  const found = (...properties: ReturnType<typeof property>[]) => recognized(specs, NO_SETTINGS, { properties }).properties;

  test('a list of codes, an amount, a yes or no, a code as text: each shop’s way of telling a discount', () => {
    expect(found(property('S', 'Discount Codes', 'List', 'SAVE10')).discount).toEqual({ property: 'Discount Codes', shape: 'list' });
    expect(found(property('S', 'Total Discounts', 'Numeric', 5)).discount).toEqual({ property: 'Total Discounts', shape: 'amount' });
    expect(found(property('S', 'Discounted', null, true)).discount).toEqual({ property: 'Discounted', shape: 'yes or no' });
    expect(found(property('S', 'coupon_code', null, 'SAVE10')).discount).toEqual({ property: 'coupon_code', shape: 'text' });
  });

  test('an amount written as text cannot be compared and is passed over', () => {
    expect(found(property('S', 'Total Discounts', 'String', '0.00')).discount).toBeNull();
  });

  test('categories have to be lists, names texts; another metric’s properties do not count', () => {
    const names = found(
      property('I', 'Categories', null, ['A']),
      property('I', 'ProductName', null, 'Serum'),
      property('V', 'Categories', 'String', 'A'),
      property('S', 'Name', null, 'x'),
    );
    expect([names.orderedCategory, names.productName, names.viewedCategory]).toEqual(['Categories', 'ProductName', null]);
  });

  test('where none were read, nothing is claimed to be missing', () => {
    expect([...found().readOf]).toEqual([]);
    expect([...found(property('I', 'Categories', null, ['A'])).readOf]).toEqual(['ordered']);
  });
});

test('custom profile properties are gathered from existing segments, however deep', () => {
  const segment = {
    definition: {
      condition_groups: [{ conditions: [{ type: 'profile-property', property: "properties['Kid's size']" }, { nested: [{ property: 'email' }] }] }],
    },
  };
  const result = recognized([], NO_SETTINGS, { segments: known([segment as never]) });
  expect(result.profileProperties).toEqual(["Kid's size"]);
});
