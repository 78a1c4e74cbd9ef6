import {
  ago, alltime, consent, count, definition, flowStart, inGroup, inTheLast, listHas, never, notInGroup, number, once, own, predicted, property, subscribed, sum, text, where,
} from './definition';
import { email, push, sms, split, wait } from './flow-builder';
import type { FlowSpec } from './flow-spec';
import { eventIs, notInFlow, onDate, onList, onMetric, onSegment } from './flow-spec';
import { segmentId } from './segment-spec';
import { L, M } from './shop';

const { order, checkout, cart, viewed, click, open, site, fulfilled, bis, refund, ordered, received } = M;
const notSinceStart = definition(never(order, flowStart));

/** Repeat customers who went quiet but still click: written here, there and elsewhere in other words, and never made a segment. */
const quietClickers = definition(count(order, '>=', 2), never(order, inTheLast(60)), once(click, inTheLast(90)));
const quietClickersInOtherWords = definition(once(click, inTheLast(90)), [never(order, inTheLast(60))], count(order, '>', 1));
const quietClickersDistributed = definition(
  [count(order, '>=', 2)], [never(order, inTheLast(60))], [once(click, inTheLast(90)), once(click, inTheLast(30))], [once(click, inTheLast(90))],
);

/** The flows that every shop has, as this one built them. */
export const LIFECYCLE_FLOWS: readonly FlowSpec[] = [
  {
    key: 'welcome', name: 'Welcome series', status: 'live', trigger: onList(L.newsletter), tags: ['Welcome'], age: 690, profileFilter: definition(never(order)),
    steps: [
      email('Welcome – 10% inside'), wait(2), email('Our story'), wait(3),
      split(definition(once(site, inTheLast(5)), never(order)), [email('Still thinking it over?')], [email('Find your routine', definition(once(open, flowStart)))]),
      { do: 'list', name: 'Add to checkout opt-ins', list: L.checkout, add: false },
    ],
  },
  {
    key: 'smsWelcome', name: 'SMS welcome', status: 'live', trigger: onList(L.sms), tags: ['SMS', 'Welcome'], profileFilter: definition(subscribed('sms')),
    steps: [sms('Hi from Juniper & Salt: 10% off your first order'), wait(2), split(notSinceStart, [sms('Your code ends tonight')], [])],
  },
  {
    key: 'checkout', name: 'Abandoned checkout', status: 'live', trigger: onMetric(checkout), age: 680, profileFilter: definition(never(order, flowStart), notInFlow(inTheLast(7))),
    steps: [
      wait(2, 'hours'), email('You left something behind'), wait(20, 'hours'),
      {
        do: 'trigger split', when: eventIs(checkout, '$value', number('>=', 120)), yes: [email('Free express shipping on your order')],
        no: [split(definition(subscribed('sms')), [sms('Your basket is waiting')], [email('Still yours')])],
      },
    ],
  },
  {
    key: 'cart', name: 'Abandoned cart', status: 'live', trigger: onMetric(cart), age: 430,
    profileFilter: definition(never(checkout, flowStart), never(order, flowStart), notInFlow(inTheLast(5))),
    steps: [wait(4, 'hours'), email('Your picks are in the cart'), wait(1), split(quietClickersInOtherWords, [email('We miss you – here is 15%')], [email('Reviews of what you liked')])],
  },
  {
    key: 'browse', name: 'Browse abandonment', status: 'live', trigger: onMetric(viewed), age: 400,
    profileFilter: definition(never(cart, flowStart), never(order, inTheLast(30)), subscribed('email'), notInFlow(inTheLast(14))),
    steps: [wait(1), email('Seen something you like?')],
  },
  {
    key: 'postPurchase', name: 'Post-purchase', status: 'live', trigger: onMetric(order), age: 650,
    steps: [
      email('Thank you for your order'), wait(7),
      {
        do: 'branches', name: 'Which customer is it?', of: [
          { name: 'First order', when: definition(count(order, '=', 1)), steps: [email('How to use what you bought'), wait(14), email('Meet the rest of the routine')] },
          { name: 'VIP', when: definition(sum(order, '>=', 300, inTheLast(365))), steps: [email('A note from our founder')] },
          { name: 'Quiet but clicking', when: quietClickers, steps: [email('Glad you are back')] },
          { name: 'Everybody else', when: null, steps: [email('Pairs well with')] },
        ],
      },
    ],
  },
  {
    key: 'reviewAsk', name: 'Review request', status: 'live', trigger: onMetric(fulfilled), profileFilter: definition(never(refund, inTheLast(30)), never(M.review, inTheLast(60))),
    steps: [wait(14), email('How is your skin feeling?')],
  },
  {
    key: 'winback', name: 'Win-back', status: 'live', trigger: onMetric(order), age: 610, tags: ['Win-back'], profileFilter: definition(never(order, flowStart), subscribed('email')),
    steps: [
      wait(120), email('It has been a while'), wait(30),
      split(quietClickersDistributed, [email('One refill on us')], [email('Come back for 20% off'), wait(14), sms('20% off, just for you')]),
      { do: 'property', key: 'Win-back', value: 'sent' },
    ],
  },
  {
    key: 'winbackSegment', name: 'Lapsed – segment trigger', status: 'live', trigger: onSegment(segmentId('winback')), tags: ['Win-back'],
    profileFilter: definition(notInGroup(segmentId('unengaged90'))), steps: [email('We made it better'), wait(10), split(notSinceStart, [email('Last call: 25%')], [])],
  },
  {
    key: 'sunset', name: 'Sunset unengaged', status: 'live', trigger: onSegment(segmentId('sunset')),
    steps: [
      email('Do you still want to hear from us?'), wait(10), split(definition(once(click, flowStart)), [], [{ do: 'list', name: 'Leave the newsletter', list: L.newsletter, add: false }]),
    ],
  },
  {
    key: 'vip', name: 'VIP welcome', status: 'live', trigger: onSegment(segmentId('vipSpend')), tags: ['Customers'],
    steps: [email('You are one of our best'), { do: 'list', name: 'VIP early access', list: L.vipClone, add: true }, wait(3), push('Your VIP perks are here')],
  },
  {
    key: 'replenish', name: 'Replenishment – cleanser', status: 'live', trigger: onMetric(ordered, eventIs(ordered, 'Name', text('contains', 'Cleanser'))),
    profileFilter: definition(never(ordered, flowStart, [where('Name', text('contains', 'Cleanser'))])), steps: [wait(40), email('Running low on cleanser?'), wait(8), sms('Time for a refill?')],
  },
  {
    key: 'replenishSerum', name: 'Replenishment – serums', status: 'manual', trigger: onMetric(ordered, eventIs(ordered, 'Collections', { type: 'list', operator: 'contains', value: 'Serums' })),
    profileFilter: definition(never(ordered, flowStart, [where('Collections', listHas('Serums'))])), steps: [wait(55), email('Your serum lasts about two months')],
  },
  {
    key: 'backInStock', name: 'Back in stock', status: 'live', trigger: onMetric(bis),
    steps: [{ do: 'wait for stock' }, email('It is back'), wait(1), split(definition(once(order, flowStart)), [], [email('Going fast')])],
  },
  {
    key: 'priceDrop', name: 'Price drop', status: 'live', profileFilter: definition(subscribed('email'), never(order, inTheLast(14))), steps: [email('A lower price on something you viewed')],
    trigger: {
      type: 'price-drop', trigger_filter: { condition_groups: [{ conditions: [{ type: 'price-drop-property', metric_id: null, field: 'Price', filter: number('>=', 20) }] }] },
      price_drop_amount_value: 10, price_drop_amount_unit: 'percent', audience: ['viewed', 'checkout-started'], timeframe_days: 30, currency_type: 'usd',
    },
  },
  {
    key: 'birthday', name: 'Birthday', status: 'live', trigger: onDate('Birthday', 3), profileFilter: definition([subscribed('email'), subscribed('sms')]),
    steps: [split(definition(once(order, inTheLast(365))), [email('Happy birthday: a gift with your order')], [email('Happy birthday: 15% off')])],
  },
  {
    key: 'second', name: 'First to second order', status: 'live', trigger: onMetric(order), profileFilter: definition(count(order, '=', 1), never(order, flowStart)),
    steps: [
      wait(30), split(definition(predicted('predicted_clv', number('>=', 150))), [email('Picked for you by our esthetician')], [email('Second order: free shipping')]),
      wait(20), email('Two weeks left on your reward', definition(notInGroup(segmentId('recent14')))),
    ],
  },
  {
    key: 'crossSell', name: 'Serum cross-sell', status: 'live', trigger: onMetric(order, eventIs(order, 'Collections', { type: 'list', operator: 'not-contains', value: 'Serums' })),
    profileFilter: quietClickers, steps: [wait(21), email('The missing step in your routine')],
  },
  {
    key: 'unengagedSms', name: 'Cold on email, try SMS', status: 'draft', trigger: onSegment(segmentId('unengaged90')),
    profileFilter: definition(subscribed('sms'), consent('email', true, 'any'), count(received, '>=', 5, alltime)),
    steps: [sms('Prefer texts? Tap here'), wait(7), email('We will write less', definition(own('Skin Type', { type: 'existence', operator: 'is-set' })))],
  },
  {
    key: 'refund', name: 'Refund care', status: 'manual', trigger: onMetric(refund), profileFilter: definition(once(order, ago(0, 60))), steps: [wait(1), email('We are sorry it did not work out')],
  },
  {
    key: 'europe', name: 'EU welcome (GDPR copy)', status: 'draft', trigger: onList(L.newsletter),
    profileFilter: definition({ type: 'profile-region', in_region: true, region: 'european_union' }, property("location['country']", text('not-equals', 'United Kingdom'))),
    steps: [email('Welcome from Berlin'), wait(3), email('Shipping to Europe')],
  },
  {
    key: 'engagedPerks', name: 'Engaged perks', status: 'live', trigger: onSegment(segmentId('engaged30')), profileFilter: definition(notInGroup(segmentId('recent14'), segmentId('care'))),
    steps: [wait(2), email('A small thank you', definition(inGroup(segmentId('potential')))), wait(5), email('Early look')],
  },
];
