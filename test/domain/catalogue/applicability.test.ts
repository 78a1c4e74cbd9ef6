import { known, unknown } from '../../../src/domain/account/known';
import type { AccountTraits } from '../../../src/domain/catalogue/applicability';
import { reasonNotApplicable } from '../../../src/domain/catalogue/applicability';
import { CATALOGUE, audienceOf } from '../../../src/domain/catalogue/catalogue';
import { proposeRule } from '../../../src/domain/catalogue/proposed-rule';
import { recognizeMetrics } from '../../../src/domain/catalogue/recognize-metrics';
import { conditionsOf } from '../../../src/domain/rule/rule';
import { PROPERTY_ROLES } from '../../../src/domain/catalogue/catalogue-settings';
import type { MetricSpec } from '../../build/behavior-account';
import { createFormats } from '../../../src/domain/text/format';
import { recognitionInput, shop } from '../../build/behavior-account';

const SHOP: readonly MetricSpec[] = [
  ...['Placed Order', 'Ordered Product', 'Checkout Started', 'Fulfilled Order', 'Refunded Order', 'Cancelled Order', 'Submitted Search'].map((name, at) =>
    shop(`S${at}`, name, 'Shopify'),
  ),
  ...['Added to Cart', 'Viewed Product', 'Active on Site'].map((name, at): MetricSpec => ({ id: `W${at}`, name, integration: 'API' })),
  ...['Received Email', 'Opened Email', 'Clicked Email', 'Clicked SMS', 'Subscribed to Back in Stock'].map((name, at): MetricSpec => ({
    id: `K${at}`,
    name,
    integration: 'Klaviyo',
  })),
  { id: 'R', name: 'Submitted Review', integration: 'Okendo' },
];
const FORMATS = createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' });
const of = (specs: readonly MetricSpec[]) => recognizeMetrics(recognitionInput(specs), new Map());
const everything: AccountTraits = {
  profilesSeen: 1200,
  emailSubscribers: known(900),
  smsSubscribers: known(100),
  pushReachable: known(5),
  predicted: known(400),
  withAffinity: known(400),
  withCountry: known(1000),
  european: known(30),
  withPostalCode: known(800),
  categories: known(6),
  noSeasonAhead: known(null),
  withProperty: new Map(PROPERTY_ROLES.map((role) => [role, known(50)])),
  propertyNames: new Map(),
};
const missing = (specs: readonly MetricSpec[], traits: Partial<AccountTraits> = {}): Readonly<Record<string, string>> =>
  Object.fromEntries(
    CATALOGUE.flatMap((audience) => {
      const reason = reasonNotApplicable(audience, of(specs), { ...everything, ...traits }, FORMATS);
      return reason === null ? [] : [[audience.id, reason]];
    }),
  );

test('a shop that has everything can have every audience', () => {
  expect(missing(SHOP)).toEqual({});
});

test('without orders no audience of buyers applies, each with the reason from the record', () => {
  const reasons = missing(SHOP.filter((one) => one.name !== 'Placed Order'));
  for (const id of ['A2', 'B3', 'C1', 'D1', 'E1', 'H1', 'I1', 'K6', 'G6']) expect(reasons[id]).toBe('The account has no Placed Order metric.');
  for (const id of ['A1', 'J4', 'K4', 'L2', 'J7']) expect(reasons[id]).toBeUndefined();
});

test('a shop that went silent is told as the reason', () => {
  const reasons = missing([...SHOP.filter((one) => one.name !== 'Placed Order'), shop('OLD', 'Placed Order', 'WooCommerce', [30, 0, 0, 0, 0, 0])]);
  expect(reasons.C1).toBe('No live Placed Order metric: Placed Order (WooCommerce) has had no event since June 2026.');
});

test('without SMS the SMS audiences do not apply', () => {
  const reasons = missing(SHOP, { smsSubscribers: known(0) });
  expect(Object.keys(reasons)).toEqual(['J9', 'K1', 'K2', 'K3', 'M3']);
  expect(reasons.K2).toBe('None of the 1,200 profiles read is subscribed to SMS.');
});

test('without predictive figures the predicted audiences do not apply, and it is said what Klaviyo needs for them', () => {
  const reasons = missing(SHOP, { predicted: known(0), withAffinity: known(0) });
  expect(Object.keys(reasons)).toEqual(['E4', 'F2', 'F3', 'H2', 'H3', 'M1', 'M2', 'M3']);
  expect(reasons.M1).toContain('500 customers');
});

test('a property that no profile has makes its audience not applicable, and says where it was looked for', () => {
  const reasons = missing(SHOP, { withProperty: new Map([['birthday', known(0)]]), propertyNames: new Map([['birthday', ['Birthday', 'DOB']]]) });
  expect(Object.keys(reasons)).toEqual(['G7']);
  expect(reasons.G7).toContain('“Birthday”, “DOB”');
});

test('what was not read is no reason', () => {
  expect(
    missing(SHOP, {
      profilesSeen: 0,
      emailSubscribers: unknown('x'),
      smsSubscribers: unknown('x'),
      pushReachable: unknown('x'),
      predicted: unknown('x'),
      withAffinity: unknown('x'),
      withCountry: unknown('x'),
      european: unknown('x'),
      withPostalCode: unknown('x'),
      withProperty: new Map(PROPERTY_ROLES.map((role) => [role, unknown<number>('x')])),
    }),
  ).toEqual({});
});

test('an order property that the account’s events lack makes the discount audiences not applicable', () => {
  const recognized = recognizeMetrics(recognitionInput(SHOP, { properties: [{ metricId: 'S0', property: 'Items', type: 'List', samples: ['x'] }] }), new Map());
  expect(reasonNotApplicable(audienceOf('G3')!, recognized, everything, FORMATS)).toBe('Placed Order events carry no discount property.');
});

describe('a proposed rule', () => {
  const recognized = of(SHOP);

  test('carries this account’s numbers and metric ids, and the reason of each parameter', () => {
    const proposed = proposeRule(audienceOf('H1')!, [{ name: 'p80', value: 118, because: '118 days: 80 % of repeat buyers come back sooner' }], recognized);
    if (proposed.kind !== 'rule') throw new Error(proposed.reason);
    expect(JSON.stringify(proposed.definition)).toMatch(/"quantity":240.*"quantity":118/);
    expect(conditionsOf(proposed.core)).toHaveLength(3);
    expect(conditionsOf(proposed.rule)).toHaveLength(4);
    // Windows by number of orders are parameters too; without them one number stands for all.
    const said = proposed.parameters.filter(({ name }) => !name.endsWith('_by_orders'));
    expect(said.map((one) => one.because)).toEqual(['118 days: 80 % of repeat buyers come back sooner', 'the catalogue’s usual value']);
    expect(proposed.guesses).toEqual([]);
  });

  test('says what a person has to confirm where the account does not tell', () => {
    const proposed = proposeRule(audienceOf('F1')!, [], recognized);
    if (proposed.kind !== 'rule') throw new Error(proposed.reason);
    expect(proposed.guesses).toEqual(['Confirm product that is used up and bought again: “Refill” (the catalogue’s usual value).']);
  });

  test('says what was left out because the account does not record it', () => {
    const proposed = proposeRule(audienceOf('A4')!, [], of(SHOP.filter((one) => one.name !== 'Active on Site')));
    if (proposed.kind !== 'rule') throw new Error(proposed.reason);
    expect(proposed.approximations).toEqual(['Active on Site is left out of the rule: the account does not record it.']);
  });

  test('does not exist where a needed metric is missing', () => {
    expect(proposeRule(audienceOf('C1')!, [], of([]))).toEqual({ kind: 'not applicable', reason: 'The account has no Placed Order metric.' });
  });
});
