import {
  after,
  between,
  count,
  definition,
  humanOpen,
  inGroup,
  inTheLast,
  isSet,
  joined,
  never,
  notInGroup,
  once,
  own,
  property,
  subscribed,
  sum,
  text,
} from './definition';
import type { SegmentSpec } from './segment-spec';
import { segmentId } from './segment-spec';
import { L, M } from './shop';

const { order, orderWoo, open, click, site, viewed, cart, received, points } = M;

/** What years of several people's work leave behind. `year` is the current one. */
export function untidySegments(year: number): readonly SegmentSpec[] {
  return [
    // The same meaning under other names.
    { key: 'bigSpenders', name: 'Big spenders', definition: definition(sum(order, '>=', 300, inTheLast(365))), age: 270 },
    {
      key: 'engaged90b',
      name: '90 day engaged (new)',
      age: 150,
      definition: definition([once(open, inTheLast(90), humanOpen), once(click, inTheLast(90))], subscribed('email')),
    },
    { key: 'clickers12w', name: 'Clicked in 12 weeks', definition: definition(subscribed('email'), once(click, inTheLast(12, 'week'))), age: 260 },
    { key: 'clickers84', name: 'Clickers 84d', definition: definition(once(click, inTheLast(84)), subscribed('email')), age: 130 },
    {
      key: 'cartAgain',
      name: 'Cart abandoners – campaign',
      age: 140,
      // A group that another already implies, and 'less than one' for 'none'.
      definition: definition(once(cart, inTheLast(7)), count(M.checkout, '<', 1, inTheLast(1, 'week')), never(order, inTheLast(7)), [
        never(order, inTheLast(7)),
        once(viewed, inTheLast(7)),
      ]),
    },
    // Almost the same: thresholds drifted apart.
    {
      key: 'engaged95',
      name: 'Engaged 95 days',
      definition: definition(subscribed('email'), [once(click, inTheLast(95)), once(open, inTheLast(95), humanOpen)]),
      age: 90,
    },
    {
      key: 'engaged13w',
      name: 'Engaged 13 weeks',
      definition: definition(subscribed('email'), [once(click, inTheLast(13, 'week')), once(open, inTheLast(13, 'week'), humanOpen)]),
      age: 85,
    },
    { key: 'repeat3', name: 'Repeat buyers 3+', definition: definition(count(order, '>=', 3)), age: 310 },
    { key: 'vip1500', name: 'VIP 2023 threshold', definition: definition(sum(order, '>=', 1500, inTheLast(365))), age: 710, changed: 650 },
    // Dates that have passed.
    {
      key: 'bfcm2',
      name: `BFCM ${year - 2} buyers`,
      age: 690,
      changed: 688,
      definition: definition(once(order, between(Date.UTC(year - 2, 10, 25, 8), Date.UTC(year - 2, 11, 4, 8)))),
    },
    {
      key: 'bfcm1',
      name: `BFCM ${year - 1} buyers`,
      age: 355,
      changed: 350,
      definition: definition(once(order, between(Date.UTC(year - 1, 10, 24, 8), Date.UTC(year - 1, 11, 3, 8)))),
    },
    {
      key: 'holiday1',
      name: `Holiday ${year - 1} openers`,
      age: 330,
      changed: 330,
      definition: definition(once(open, between(Date.UTC(year - 1, 10, 20, 8), Date.UTC(year - 1, 11, 26, 8)))),
    },
    {
      key: 'since',
      name: `Ordered since January ${year - 1}`,
      definition: definition(once(order, after(Date.UTC(year - 1, 0, 1, 8)))),
      age: 600,
      changed: 600,
    },
    // Metrics that no longer arrive.
    { key: 'oldShop', name: 'Old shop customers', definition: definition(once(orderWoo, inTheLast(180))), age: 680, changed: 660 },
    {
      key: 'noOldShop',
      name: 'Subscribers without an order in 90 days',
      definition: definition(subscribed('email'), never(orderWoo, inTheLast(90))),
      age: 670,
      changed: 665,
    },
    // Things that are gone.
    { key: 'exGiveaway', name: 'Giveaway 2024 entrants', definition: definition(inGroup(L.deleted)), age: 660, changed: 500 },
    {
      key: 'vipGone',
      name: 'VIP without wholesale',
      definition: definition(sum(order, '>=', 300, inTheLast(365)), notInGroup(segmentId('deleted'))),
      age: 440,
      changed: 420,
    },
    // Rules that cannot hold, or always do.
    { key: 'contradiction', name: 'First order this quarter', definition: definition(never(order), once(order, inTheLast(90))), age: 250 },
    { key: 'trivial', name: 'All customers', definition: definition(count(order, '>=', 0)), age: 240 },
    { key: 'empty', name: 'Wholesale accounts', definition: definition(own('Channel', text('equals', 'Wholesale'))), age: 400 },
    { key: 'tiny', name: 'Beta testers', definition: definition(once(M.beta)), age: 120 },
    { key: 'broad', name: 'Everyone with an email', definition: definition(property('email', isSet)), age: 680, tags: ['Base'] },
    {
      key: 'broad2',
      name: 'All contacts – newsletter',
      definition: definition([inGroup(L.newsletter), inGroup(L.popup), inGroup(L.checkout), once(received)]),
      age: 580,
    },
    // Engagement that Apple's proxy can fake.
    { key: 'openers', name: 'Openers 60', definition: definition(once(open, inTheLast(60))), age: 380, tags: ['Engagement'] },
    { key: 'openers5', name: 'Super openers', definition: definition(count(open, '>=', 5, inTheLast(90))), age: 360 },
    // Frozen, unused, or only ever excluded.
    {
      key: 'teaser',
      name: 'Spring teaser – do not use',
      definition: definition(inGroup(L.newsletter), once(site, inTheLast(60))),
      age: 610,
      changed: 240,
      inactive: true,
    },
    { key: 'teaser2', name: 'Early access wave 2', definition: definition(joined(L.popup, inTheLast(45))), age: 520, changed: 130, inactive: true },
    { key: 'pointsRich', name: 'Points balance test', definition: definition(count(points, '>=', 3, inTheLast(365))), age: 160 },
    {
      key: 'newsletterOnly',
      name: 'On newsletter list, not engaged',
      definition: definition(inGroup(L.newsletter), notInGroup(segmentId('engaged90'))),
      age: 230,
    },
    // Segments made of segments, two of them of each other.
    {
      key: 'engagedVip',
      name: 'Engaged VIPs',
      definition: definition(inGroup(segmentId('engaged90')), inGroup(segmentId('vipSpend'))),
      age: 300,
      tags: ['Customers'],
    },
    { key: 'core', name: 'Core audience', definition: definition([inGroup(segmentId('coreExtended')), once(order, inTheLast(60))]), age: 410 },
    { key: 'coreExtended', name: 'Core audience extended', definition: definition([inGroup(segmentId('core')), once(click, inTheLast(60))]), age: 405 },
    // One name, two rules.
    { key: 'loyalA', name: 'Loyal customers', definition: definition(count(order, '>=', 4, inTheLast(365))), age: 340 },
    { key: 'loyalB', name: 'Loyal customers', definition: definition(count(order, '>=', 3, inTheLast(365)), subscribed('email')), age: 110 },
  ];
}
