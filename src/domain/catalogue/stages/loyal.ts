import type { Clause } from '../clause';
import {
  ALL_TIME,
  ago,
  atLeast,
  custom,
  equalsText,
  expectedOrder,
  last,
  next,
  none,
  older,
  oneOf,
  predicted,
  spentAtLeast,
  spentBelow,
  textContains,
} from '../condition';
import {
  PREDICTIONS,
  activeWindow,
  count,
  days,
  eventProperty,
  lapsedAfter,
  money,
  property,
  propertyName,
  propertyValue,
  stage,
  text,
  usual,
  vipSpend,
} from '../declare';

/** Spent like a VIP in the year that ended `from` days ago, the last order between `from` and `to` days ago: the same span of spend as the cut's own. */
export function silentVip(spend: number, from: number, to: number): readonly Clause[] {
  return [[spentAtLeast('order', spend, ago(from, from + 365))], [atLeast('order', 1, last(to))], [none('order', last(from))]];
}

/** E. The best customers. */
export const LOYAL = stage('VIP or loyal', 'Loyalty manager', [
  {
    id: 'E1',
    name: 'VIP by spend',
    uses: 'CFPB',
    cadence: 'Quarterly',
    valueClass: 'RT',
    needs: ['order'],
    vip: true,
    meaning: 'Two orders or more in the last year, and spend at or above the cut that makes a VIP.',
    note: 'Derive the cut anew each quarter.',
    parameters: [vipSpend],
    clauses: (value) => [[spentAtLeast('order', value.number('vip_spend'), last(365))], [atLeast('order', 2, last(365))]],
    usualForms: (value) => [[[spentAtLeast('order', value.number('vip_spend'), last(365))]], [[spentAtLeast('order', value.number('vip_spend'), ALL_TIME)]]],
  },
  {
    id: 'E2',
    name: 'VIP by frequency',
    uses: 'CFP',
    cadence: 'Quarterly',
    valueClass: 'RT',
    needs: ['order'],
    vip: true,
    meaning: 'As many orders in the last year as the most frequent buyers place.',
    note: 'Klaviyo’s default “VIP Customers” is more than five orders of all time, without a time bound.',
    parameters: [count('vip_orders', 4, 'orders in a year that make a VIP', 'vip orders')],
    clauses: (value) => [[atLeast('order', value.number('vip_orders'), last(365))]],
  },
  {
    id: 'E3',
    name: 'Near-VIP',
    uses: 'CFP',
    cadence: 'Quarterly',
    valueClass: 'RT',
    needs: ['order'],
    meaning: 'Spend between 60% of the VIP cut and the cut itself.',
    parameters: [money('near', 300, 'spend in a year from which somebody is close to a VIP', 'near-vip spend'), vipSpend],
    clauses: (value) => [[spentAtLeast('order', value.number('near'), last(365))], [spentBelow('order', value.number('vip_spend'), last(365))]],
  },
  {
    id: 'E4',
    name: 'High average order value',
    uses: 'CP',
    cadence: 'Quarterly',
    valueClass: 'PE',
    capabilities: [PREDICTIONS],
    meaning: 'Average order value in the top fifth.',
    note: 'Needs Klaviyo’s predictive figures; without them use VIP by spend.',
    parameters: [money('aov_p80', 120, 'average order value of the top fifth', 'order value')],
    clauses: (value) => [
      [predicted('average_order_value', 'greater-than-or-equal', value.number('aov_p80'))],
      [predicted('historic_number_of_orders', 'greater-than-or-equal', 1)],
    ],
  },
  {
    id: 'E5',
    name: 'Slipping VIP',
    uses: 'CFR',
    cadence: 'Monthly',
    valueClass: 'RR',
    needs: ['order'],
    meaning: 'Spent like a VIP in the year before they went silent, silent beyond the usual gap, not yet lapsed.',
    note: 'Small, and the highest value per head.',
    parameters: [vipSpend, activeWindow, lapsedAfter(180)],
    clauses: (value) => silentVip(value.number('vip_spend'), value.number('p80'), value.number('p95')),
    usualForms: (value) => [[[spentAtLeast('order', value.number('vip_spend'), last(730))], [none('order', last(value.number('p80')))]]],
  },
  {
    id: 'E6',
    name: 'Loyalty tier',
    uses: 'CFPB',
    cadence: 'Quarterly',
    valueClass: 'PE',
    capabilities: [property('loyalty tier')],
    meaning: 'Holds the top tier of the loyalty programme.',
    segmentName: (value) => `Loyalty tier ${value.text('tier')}`,
    note: 'Stale when the loyalty app has stopped writing.',
    parameters: [propertyName('tier_key', 'Loyalty Tier', 'loyalty tier'), propertyValue('tier', 'Gold', 'loyalty tier')],
    clauses: (value) => [[custom(value.text('tier_key'), oneOf(value.text('tier')))]],
  },
  {
    id: 'E7',
    name: 'RFM group',
    uses: 'CFB',
    cadence: 'Monthly',
    valueClass: 'RT',
    capabilities: [property('RFM group')],
    meaning: 'Klaviyo’s best group by recency, frequency and spend; the other groups are made the same way.',
    paidProduct: 'Advanced KDP or Marketing Analytics',
    segmentName: (value) => `RFM ${value.text('group')}`,
    note: 'Only with Klaviyo’s advanced data or analytics plans.',
    parameters: [propertyName('rfm_key', 'Current RFM group', 'RFM group'), propertyValue('group', 'Champions', 'RFM group')],
    clauses: (value) => [[custom(value.text('rfm_key'), equalsText(value.text('group')))]],
  },
]);

const itemName = usual('item_property', 'Name', 'product name property of ordered products', 'product property');
const product = text('sku', 'Refill', 'product that is used up and bought again', 'replenished product');
const cycleStart = days('lo', 25, 'days after which it begins to run out', 'replenishment from');

/** F. Due for the next order. */
export const REPLENISHMENT = stage('Replenishment', 'E-commerce manager', [
  {
    id: 'F1',
    name: 'Replenishment due',
    uses: 'CF',
    cadence: 'Monthly',
    valueClass: 'RR',
    needs: ['ordered'],
    capabilities: [eventProperty('ordered', 'product')],
    meaning: 'Bought something that runs out about one cycle ago, not again since.',
    segmentName: (value) => `Due for ${value.text('sku')}`,
    parameters: [cycleStart, days('hi', 45, 'days by which most have bought it again', 'replenishment to'), product, itemName],
    clauses: (value) => {
      const same = textContains(value.text('item_property'), value.text('sku'));
      return [[atLeast('ordered', 1, ago(value.number('lo'), value.number('hi')), same)], [none('ordered', last(value.number('lo')), same)]];
    },
  },
  {
    id: 'F2',
    name: 'Expected to order soon',
    uses: 'CF',
    cadence: 'Monthly',
    valueClass: 'RR',
    capabilities: [PREDICTIONS],
    turnoverDays: 14,
    meaning: 'Klaviyo predicts their next order within the coming days.',
    note: 'The predicted date is made at the latest order and does not move on.',
    parameters: [days('d', 14, 'days until the predicted order')],
    clauses: (value) => [[expectedOrder(next(value.number('d')))]],
  },
  {
    id: 'F3',
    name: 'Overdue against prediction',
    uses: 'CFR',
    cadence: 'Monthly',
    valueClass: 'RR',
    needs: ['order'],
    capabilities: [PREDICTIONS],
    meaning: 'The predicted date of their next order has passed without an order; not yet lapsed.',
    parameters: [days('d', 14, 'days since the predicted order'), lapsedAfter(180)],
    // It ends where lapsed begins: longer silence is for the win-back, and one person has one of the two.
    clauses: (value) => [[expectedOrder(older(value.number('d')))], [none('order', last(30))], [atLeast('order', 1, last(value.number('p95')))]],
    usualForms: (value) => [
      [[expectedOrder(older(value.number('d')))], [none('order', last(30))], [atLeast('order', 1, last(2 * value.number('p95')))]],
      [[expectedOrder(older(value.number('d')))], [none('order', last(30))]],
    ],
  },
]);
