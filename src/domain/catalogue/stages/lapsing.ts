import { ALL_TIME, ago, atLeast, last, none, older, predicted, spentAtLeast } from '../condition';
import { PREDICTIONS, activeByOrders, activeWindow, days, lapsedAfter, lapsedByOrders, lostAfter, money, probability, stage, vipSpend } from '../declare';
import { byOrders, readWindows } from '../windows-by-orders';
import { silentVip } from './loyal';

/** H. Late, but not gone: each ends where lapsed begins, so that nobody is at risk and up for a win-back at once. */
export const AT_RISK = stage('At risk', 'Retention manager', [
  {
    id: 'H1',
    name: 'At-risk repeat customers',
    uses: 'CFR',
    cadence: 'Monthly',
    valueClass: 'RT',
    needs: ['order'],
    meaning: 'Two or more orders, the last one longer ago than most gaps last.',
    note: 'Klaviyo’s rule of thumb where data is thin: “not recent” is 4 to 13 months.',
    parameters: [activeWindow, lapsedAfter(240), activeByOrders, lapsedByOrders],
    clauses: (value) => [
      [atLeast('order', 2, ALL_TIME)],
      ...byOrders(readWindows(value.text('lapsed_by_orders')), value.number('p95'), (days) => atLeast('order', 1, last(days))),
      ...byOrders(readWindows(value.text('at_risk_by_orders')), value.number('p80'), (days) => none('order', last(days))),
    ],
    usualForms: (value) => [
      ...(readWindows(value.text('at_risk_by_orders')).length === 0
        ? []
        : [[[atLeast('order', 2, ALL_TIME)], [atLeast('order', 1, last(value.number('p95')))], [none('order', last(value.number('p80')))]]]),
      [[atLeast('order', 2, ALL_TIME)], [atLeast('order', 1, ago(value.number('p80'), value.number('p95')))], [none('order', last(value.number('p80')))]],
      [[atLeast('order', 2, ALL_TIME)], [none('order', last(value.number('p80')))]],
    ],
  },
  {
    id: 'H2',
    name: 'High predicted churn',
    uses: 'CFR',
    cadence: 'Monthly',
    valueClass: 'RT',
    needs: ['order'],
    capabilities: [PREDICTIONS],
    meaning: 'Repeat buyers, not yet lapsed, of whom Klaviyo predicts that they will not be back.',
    note: 'Nearly every one-time buyer scores high, so only repeat buyers are taken.',
    parameters: [probability('churn', 0.66, 'predicted chance of never buying again', 'churn probability'), lapsedAfter(240)],
    clauses: (value) => [
      [predicted('churn_probability', 'greater-than-or-equal', value.number('churn'))],
      [predicted('historic_number_of_orders', 'greater-than-or-equal', 2)],
      [atLeast('order', 1, last(value.number('p95')))],
    ],
    usualForms: (value) => [
      [[predicted('churn_probability', 'greater-than-or-equal', value.number('churn'))], [predicted('historic_number_of_orders', 'greater-than-or-equal', 2)]],
    ],
  },
  {
    id: 'H3',
    name: 'High value and at risk',
    uses: 'CFR',
    cadence: 'Monthly',
    valueClass: 'RR',
    needs: ['order'],
    capabilities: [PREDICTIONS],
    meaning: 'Among the top fifth by spend so far, silent beyond the usual gap, not yet lapsed.',
    parameters: [money('clv_p80', 300, 'spend so far of the top fifth', 'historic value'), activeWindow, lapsedAfter(240)],
    clauses: (value) => [
      [predicted('historic_clv', 'greater-than-or-equal', value.number('clv_p80'))],
      [none('order', last(value.number('p80')))],
      [atLeast('order', 1, last(value.number('p95')))],
    ],
    usualForms: (value) => [[[predicted('historic_clv', 'greater-than-or-equal', value.number('clv_p80'))], [none('order', last(value.number('p80')))]]],
  },
  {
    id: 'H4',
    name: 'Customers losing engagement',
    uses: 'CF',
    cadence: 'Monthly',
    valueClass: 'RT',
    needs: ['click', 'order', 'received'],
    meaning: 'Bought in the last year, were mailed, have not clicked in two months.',
    note: 'Clicks, not opens: privacy proxies open mail on their own.',
    clauses: () => [[atLeast('order', 1, last(365))], [atLeast('received', 5, last(60))], [none('click', last(60))]],
  },
]);

/** I. Stopped buying; came back. */
export const LAPSED = stage('Lapsed or win-back', 'Retention manager', [
  {
    id: 'I1',
    name: 'Lapsed customers (win-back)',
    uses: 'CFR',
    cadence: 'Quarterly',
    valueClass: 'RR',
    needs: ['order'],
    meaning: 'Last order longer ago than nearly all gaps last, not yet lost.',
    note: 'Practitioners’ bands: soft from 90 days, hard from 180.',
    parameters: [lapsedAfter(180), lostAfter, lapsedByOrders],
    clauses: (value) => {
      const windows = readWindows(value.text('lapsed_by_orders'));
      // One order has no gap of its own: its buyers lapse as all together do.
      const once = windows.length === 0 ? [] : [{ from: 1, to: 1, days: value.number('p95') }];
      return [[atLeast('order', 1, last(value.number('lost')))], ...byOrders([...once, ...windows], value.number('p95'), (days) => none('order', last(days)))];
    },
    usualForms: (value) => [
      ...(readWindows(value.text('lapsed_by_orders')).length === 0
        ? []
        : [[[atLeast('order', 1, last(value.number('lost')))], [none('order', last(value.number('p95')))]]]),
      [[atLeast('order', 1, ago(value.number('p95'), value.number('lost')))], [none('order', last(value.number('p95')))]],
      [[atLeast('order', 1, ALL_TIME)], [none('order', last(value.number('p95')))]],
    ],
  },
  {
    id: 'I2',
    name: 'Lapsed VIP',
    uses: 'CFR',
    cadence: 'Quarterly',
    valueClass: 'RR',
    needs: ['order'],
    meaning: 'Spent like a VIP in the year before they went silent, silent longer than nearly all gaps last, not yet lost.',
    note: 'Deserves another offer than the lapsed in general.',
    parameters: [vipSpend, lapsedAfter(180), lostAfter],
    clauses: (value) => silentVip(value.number('vip_spend'), value.number('p95'), value.number('lost')),
    usualForms: (value) => [[[spentAtLeast('order', value.number('vip_spend'), ALL_TIME)], [none('order', last(value.number('p95')))]]],
  },
  {
    id: 'I3',
    name: 'Lost customers',
    uses: 'CRB',
    usedAs: 'exclusion',
    cadence: 'Yearly',
    valueClass: 'RT',
    needs: ['order'],
    meaning: 'No order for longer than anyone usually stays away.',
    note: 'Few come back: suppress, or ads only.',
    parameters: [lostAfter],
    clauses: (value) => [[atLeast('order', 1, older(value.number('lost')))], [none('order', last(value.number('lost')))]],
  },
  {
    id: 'I4',
    name: 'Reactivated customers',
    uses: 'FPB',
    cadence: 'Monthly',
    valueClass: 'RT',
    needs: ['order'],
    turnoverDays: 30,
    rarelyFilled: true,
    meaning: 'Came back in the last month after a lapse.',
    note: 'The success count of win-back.',
    parameters: [days('gap', 210, 'days since the order before the lapse', 'reactivation gap')],
    clauses: (value) => [[atLeast('order', 1, last(30))], [none('order', ago(30, value.number('gap')))], [atLeast('order', 1, older(value.number('gap')))]],
  },
]);
