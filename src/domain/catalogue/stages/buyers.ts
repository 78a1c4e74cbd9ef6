import type { Clause } from '../clause';
import { ALL_TIME, ago, atLeast, custom, discounted, equalsText, exactly, last, none } from '../condition';
import { activeByOrders, activeWindow, days, discountProperty, discountShape, eventProperty, property, propertyName, stage, usual } from '../declare';
import { byOrders, readWindows } from '../windows-by-orders';

const secondOrder = days('p80_12', 90, 'days in which most second orders come', 'second-order window');

/** One order ever, at least `from` and at most `to` days ago. Said by two counts rather than a range, so that neighbours share no day however Klaviyo rounds. */
function oneOrderBetween(from: number, to: number): readonly Clause[] {
  return [[exactly('order', 1, ALL_TIME)], [atLeast('order', 1, last(to))], [none('order', last(from))]];
}

/** C. Bought once. */
export const FIRST_BUYERS = stage('First-time buyer', 'Retention manager', [
  {
    id: 'C1',
    flowTriggers: ['order'],
    name: 'New customers',
    uses: 'CFP',
    cadence: 'Monthly',
    valueClass: 'RT',
    needs: ['order'],
    turnoverDays: 30,
    meaning: 'Exactly one order ever, and it is recent.',
    note: 'Leave out of promotions while onboarding runs.',
    parameters: [days('d', 30, 'days since the first order')],
    clauses: (value) => [[exactly('order', 1, ALL_TIME)], [atLeast('order', 1, last(value.number('d')))]],
  },
  {
    id: 'C2',
    name: 'One-time buyers due for a second order',
    uses: 'CF',
    cadence: 'Monthly',
    valueClass: 'RT',
    needs: ['order'],
    meaning: 'One order, at an age at which most second orders come.',
    note: 'The best-paying retention target: the chance of a second order is highest early.',
    parameters: [days('d', 30, 'days since the first order'), secondOrder],
    clauses: (value) => oneOrderBetween(value.number('d'), value.number('p80_12')),
    usualForms: (value) => [[[exactly('order', 1, ALL_TIME)], [atLeast('order', 1, ago(value.number('d'), value.number('p80_12')))]]],
  },
  {
    id: 'C3',
    name: 'One-time buyers late for a second order',
    uses: 'CFR',
    cadence: 'Quarterly',
    valueClass: 'RT',
    needs: ['order'],
    meaning: 'One order, older than most second orders take, not yet lapsed.',
    note: 'Typically the largest block of customers.',
    parameters: [secondOrder, days('lapse', 365, 'days after which a one-time buyer counts as lapsed', 'one-time lapse')],
    clauses: (value) => oneOrderBetween(value.number('p80_12'), value.number('lapse')),
    usualForms: (value) => [[[exactly('order', 1, ALL_TIME)], [atLeast('order', 1, ago(value.number('p80_12'), value.number('lapse')))]]],
  },
  {
    id: 'C4',
    name: 'One-time buyers, order discounted',
    uses: 'FP',
    cadence: 'Quarterly',
    valueClass: 'PE',
    needs: ['order'],
    capabilities: [eventProperty('order', 'discount')],
    meaning: 'One-time buyers whose order was discounted.',
    note: 'The property’s name differs by shop.',
    parameters: [discountProperty, discountShape],
    clauses: (value) => [
      [exactly('order', 1, ALL_TIME)],
      [atLeast('order', 1, ALL_TIME, discounted(value.text('discount'), value.text('discount_shape'), true))],
    ],
  },
]);

/** D. Came back. */
export const REPEAT_BUYERS = stage('Repeat buyer', 'Retention manager', [
  {
    id: 'D1',
    name: 'Active repeat customers',
    uses: 'CFPB',
    cadence: 'Monthly',
    valueClass: 'RT',
    needs: ['order'],
    meaning: 'Two or more orders, the last one inside the usual gap.',
    note: 'An existing “repeat buyers” segment without a time bound covers this only in part.',
    parameters: [activeWindow, activeByOrders],
    clauses: (value) => [
      [atLeast('order', 2, ALL_TIME)],
      ...byOrders(readWindows(value.text('at_risk_by_orders')), value.number('p80'), (days) => atLeast('order', 1, last(days))),
    ],
    usualForms: (value) =>
      readWindows(value.text('at_risk_by_orders')).length === 0 ? [] : [[[atLeast('order', 2, ALL_TIME)], [atLeast('order', 1, last(value.number('p80')))]]],
  },
  {
    id: 'D2',
    name: 'Second-order customers',
    uses: 'CF',
    cadence: 'Quarterly',
    valueClass: 'RT',
    needs: ['order'],
    meaning: 'Exactly two orders: the ones to bring to a third.',
    parameters: [activeWindow, activeByOrders],
    clauses: (value) => {
      const [fewest] = readWindows(value.text('at_risk_by_orders'));
      return [[exactly('order', 2, ALL_TIME)], [atLeast('order', 1, last(fewest?.days ?? value.number('p80')))]];
    },
  },
  {
    id: 'D3',
    name: 'Recent buyers (exclusion)',
    uses: 'CF',
    usedAs: 'exclusion',
    cadence: 'Quarterly',
    valueClass: 'RO',
    needs: ['order'],
    meaning: 'Bought in the last days: keep out of promotions.',
    note: 'Used as a campaign exclusion, so not being included anywhere does not make it unused.',
    owner: 'Lifecycle marketer',
    parameters: [days('d', 14, 'days since the last order')],
    clauses: (value) => [[atLeast('order', 1, last(value.number('d')))]],
  },
  {
    id: 'D4',
    name: 'Active product subscription',
    uses: 'CFP',
    usedAs: 'exclusion',
    cadence: 'Monthly',
    valueClass: 'RO',
    capabilities: [property('product subscription')],
    meaning: 'The subscription app says that a product subscription is running.',
    note: 'They are served already: keep them out of campaigns that ask for an order. The property depends on the app (Recharge, Skio, Shopify …).',
    parameters: [
      propertyName('sub_key', 'Subscription Status', 'product subscription'),
      { ...usual('sub_value', 'active', 'value of a running subscription', 'profile value'), role: 'product subscription' },
    ],
    clauses: (value) => [[custom(value.text('sub_key'), equalsText(value.text('sub_value')))]],
  },
]);
