import { definition, flowStart, inGroup, inTheLast, isTrue, never, number, once, subscribed } from './definition';
import { email, sms, split, wait } from './flow-builder';
import type { FlowSpec } from './flow-spec';
import { eventIs, onList, onMetric, sample } from './flow-spec';
import { segmentId } from './segment-spec';
import { L, M } from './shop';

/** Flows that nobody looks after. */
export const UNTIDY_FLOWS: readonly FlowSpec[] = [
  {
    key: 'oldWelcome',
    name: 'Welcome series OLD (WooCommerce)',
    status: 'live',
    archived: true,
    trigger: onMetric(M.orderWoo),
    age: 720,
    changed: 380,
    steps: [email('Thanks for your order at the old shop'), wait(10), email('We are moving')],
  },
  {
    key: 'oldCheckout',
    name: 'Abandoned checkout – WooCommerce',
    status: 'live',
    trigger: onMetric(M.checkoutWoo),
    age: 710,
    changed: 600,
    profileFilter: definition(never(M.orderWoo, flowStart)),
    steps: [wait(4, 'hours'), email('Finish your order')],
  },
  {
    key: 'deletedList',
    name: 'Giveaway follow-up',
    status: 'live',
    trigger: onList(L.deleted),
    age: 640,
    changed: 520,
    steps: [email('You did not win, but…')],
  },
  {
    key: 'deletedSplit',
    name: 'Newsletter preference split',
    status: 'draft',
    trigger: onList(L.popup),
    age: 300,
    steps: [
      split(definition(inGroup(segmentId('deleted'))), [email('Skin tips')], [email('News')]),
      split(definition(sample(50)), [email('Variant A')], [email('Variant B')]),
    ],
  },
  {
    key: 'copy',
    name: 'Copy of Copy of Abandoned cart',
    status: 'draft',
    trigger: onMetric(M.cart),
    age: 180,
    steps: [wait(1), email('Your cart misses you')],
  },
  {
    key: 'quiz',
    name: 'Quiz results',
    status: 'live',
    trigger: onMetric(M.quiz, eventIs(M.quiz, 'Finished', isTrue(true))),
    age: 190,
    steps: [
      email('Your skin profile'),
      wait(2),
      split(definition(never(M.order, flowStart), subscribed('email')), [email('Your routine, 10% off')], []),
      { do: 'trigger split', when: eventIs(M.quiz, 'Score', number('>=', 7)), yes: [sms('Book a free consultation')], no: [] },
    ],
  },
  { key: 'empty', name: 'Untitled flow', status: 'draft', trigger: onMetric(M.beta), age: 12, changed: 12, steps: [] },
  {
    key: 'loyalty',
    name: 'Points reminder',
    status: 'manual',
    trigger: onMetric(M.points),
    age: 250,
    profileFilter: definition(once(M.order, inTheLast(365))),
    steps: [wait(30), email('You have points to spend')],
  },
];
