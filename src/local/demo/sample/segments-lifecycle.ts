import {
  ago, alltime, atLeastAgo, consent, count, definition, humanOpen, inEurope, inTheLast, listHas, listLength, never, number, once, own, predicted, property, subscribed, sum,
  text, where,
} from './definition';
import type { SegmentSpec } from './segment-spec';
import { M } from './shop';

const { order, checkout, cart, viewed, site, click, open, received, clickedSms, bis, ordered, review, refund, cancel } = M;
const withCode = [where('Discount Codes', listLength('greater-than-or-equal', 1))];
const inSerums = [where('Collections', listHas('Serums'))];
const refill = [where('Name', text('contains', 'Refill'))];

/** Segments that a team meant well with: some fit a lifecycle audience exactly, some with other thresholds, some in part, some are wider. */
export const LIFECYCLE_SEGMENTS: readonly SegmentSpec[] = [
  { key: 'subscribers', name: 'Email subscribers', definition: definition(subscribed('email')), age: 700, starred: true, tags: ['Base'] },
  { key: 'new14', name: 'New Subscribers', definition: definition(subscribed('email', inTheLast(14)), never(order)), age: 690, tags: ['Welcome'] },
  {
    key: 'engaged30', name: 'Engaged 30 days', age: 560, starred: true, tags: ['Engagement'],
    definition: definition(subscribed('email'), [
      once(click, inTheLast(30)), once(open, inTheLast(30), humanOpen), once(site, inTheLast(30)), subscribed('email', inTheLast(15)),
    ]),
  },
  {
    key: 'engaged90', name: 'Engaged 90 days', age: 560, starred: true, tags: ['Engagement'],
    definition: definition(subscribed('email'), [once(click, inTheLast(90)), once(open, inTheLast(90), humanOpen)]),
  },
  {
    key: 'engaged180', name: 'Engaged 6 months', age: 540, tags: ['Engagement'],
    definition: definition(subscribed('email'), [once(click, inTheLast(180)), once(open, inTheLast(180), humanOpen), once(order, inTheLast(180))]),
  },
  {
    key: 'potential', name: 'Potential Purchasers', age: 690,
    definition: definition(subscribed('email'), never(order), [once(click, inTheLast(30)), once(site, inTheLast(30)), once(viewed, inTheLast(30))]),
  },
  { key: 'cart7', name: 'Abandoned cart – last 7 days', definition: definition(once(cart, inTheLast(7)), never(checkout, inTheLast(7)), never(order, inTheLast(7))), age: 430 },
  { key: 'checkout14', name: 'Started checkout, did not buy', definition: definition(once(checkout, inTheLast(14)), never(order, inTheLast(14))), age: 430 },
  { key: 'browse', name: 'Browse abandoners', definition: definition(once(viewed, inTheLast(7)), never(cart, inTheLast(7)), never(order, inTheLast(7))), age: 410 },
  { key: 'newCustomers', name: 'New customers', definition: definition(count(order, '=', 1), once(order, inTheLast(30))), age: 600, tags: ['Customers'] },
  { key: 'firstTime', name: 'First-time buyers', definition: definition(count(order, '=', 1)), age: 620, tags: ['Customers'] },
  { key: 'repeat', name: 'Repeat buyers', definition: definition(count(order, '>=', 2)), age: 620, starred: true, tags: ['Customers'] },
  { key: 'activeRepeat', name: 'Active repeat customers', definition: definition(count(order, '>=', 2), once(order, inTheLast(120))), age: 220, tags: ['Customers'] },
  { key: 'vipSpend', name: 'VIP – spent $300 in a year', definition: definition(sum(order, '>=', 300, inTheLast(365))), age: 500, starred: true, tags: ['Customers'] },
  { key: 'vipOrders', name: 'VIP Customers', definition: definition(count(order, '>', 5)), age: 690, tags: ['Customers'] },
  { key: 'nearVip', name: 'Almost VIP', definition: definition(sum(order, '>=', 180, inTheLast(365)), sum(order, '<', 300, inTheLast(365))), age: 180 },
  { key: 'winback', name: 'Win-back 180–365', definition: definition(once(order, ago(180, 365)), never(order, inTheLast(180))), age: 480, tags: ['Win-back'] },
  { key: 'lapsed', name: 'Lapsed customers', definition: definition(once(order), never(order, inTheLast(180))), age: 660, tags: ['Win-back'] },
  {
    key: 'atRisk', name: 'At risk – repeat customers', age: 300, tags: ['Win-back'],
    definition: definition(count(order, '>=', 2), once(order, ago(90, 180)), never(order, inTheLast(90))),
  },
  { key: 'recent14', name: 'Recent buyers – 14 days', definition: definition(once(order, inTheLast(14))), age: 520, tags: ['Exclusions'] },
  {
    key: 'notOptedIn', name: 'Not opted in', age: 520, tags: ['Exclusions'],
    definition: definition([consent('email', false, 'any'), consent('email', true, 'never_subscribed')]),
  },
  {
    key: 'unengaged90', name: 'Unengaged 90', age: 450, tags: ['Exclusions'],
    definition: definition(consent('email', true, 'any'), count(received, '>=', 5), never(open, inTheLast(90)), never(click, inTheLast(90))),
  },
  {
    key: 'sunset', name: 'Sunset candidates', age: 330, tags: ['Exclusions'],
    definition: definition(
      consent('email', true, 'any'), property('created', atLeastAgo(180)), count(received, '>=', 5, inTheLast(180)), never(open, inTheLast(180)), never(click, inTheLast(180)),
    ),
  },
  { key: 'smsEngaged', name: 'SMS engaged', definition: definition(subscribed('sms'), once(clickedSms, inTheLast(90))), age: 280, tags: ['SMS'] },
  { key: 'smsSubscribers', name: 'SMS subscribers', definition: definition(subscribed('sms')), age: 600, tags: ['SMS'] },
  { key: 'discount', name: 'Discount shoppers', definition: definition(count(order, '>=', 2, inTheLast(730), withCode)), age: 390 },
  { key: 'fullPrice', name: 'Full-price buyers', definition: definition(once(order, inTheLast(730)), never(order, inTheLast(730), withCode)), age: 390 },
  {
    key: 'serums', name: 'Serum browsers, not buyers', age: 260,
    definition: definition(count(viewed, '>=', 2, inTheLast(30), inSerums), never(ordered, alltime, inSerums)),
  },
  { key: 'refillDue', name: 'Refill due', definition: definition(once(ordered, ago(35, 60), refill), never(ordered, inTheLast(35), refill)), age: 240 },
  { key: 'birthday', name: 'Birthday this month', definition: definition(own('Birthday', { type: 'date', operator: 'anniversary-month' })), age: 500 },
  { key: 'reviewers', name: 'Reviewers', definition: definition(once(review, inTheLast(365))), age: 350 },
  { key: 'gold', name: 'Loyalty: Gold', definition: definition(own('Loyalty Tier', text('equals', 'Gold'))), age: 470 },
  { key: 'europe', name: 'EU residents', definition: definition(inEurope(true)), age: 360 },
  { key: 'clv', name: 'High predicted CLV', definition: definition(predicted('predicted_clv', number('>=', 150))), age: 210 },
  { key: 'churn', name: 'High churn risk', definition: definition(predicted('churn_probability', number('>=', 0.7))), age: 210 },
  {
    key: 'portland', name: 'Around the Portland store', age: 320,
    definition: definition({
      type: 'profile-postal-code-distance', country_code: 'US', postal_code: '97209', unit: 'kilometers', filter: { type: 'numeric', operator: 'less-than', value: 40 },
    }),
  },
  { key: 'waiters', name: 'Back-in-stock waiters', definition: definition(once(bis, inTheLast(60)), never(order, inTheLast(30))), age: 200 },
  { key: 'care', name: 'Refund or cancellation – 30 days', definition: definition([once(refund, inTheLast(30)), once(cancel, inTheLast(30))]), age: 310, tags: ['Exclusions'] },
  {
    key: 'due', name: 'Predicted to order within 2 weeks', age: 190,
    definition: definition(predicted('expected_date_of_next_purchase', { type: 'date', operator: 'in-the-next', unit: 'day', quantity: 14 })),
  },
];
