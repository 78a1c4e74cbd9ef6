import type { Members, StoredProfile, StoredSegment } from '../../../src/local/klaviyo/account-data';
import { seriesOf } from '../../../src/local/klaviyo/event-series';
import { createMembership } from '../../../src/local/klaviyo/membership';
import { profileStoreOf } from '../../../src/local/klaviyo/profile-store';
import {
  ago,
  alltime,
  atLeastAgo,
  between,
  consent,
  count,
  definition,
  inGroup,
  inTheLast,
  isSet,
  listHas,
  never,
  notInGroup,
  once,
  own,
  predicted,
  number,
  subscribed,
  sum,
  where,
} from '../../../src/local/demo/sample/definition';

const NOW = Date.UTC(2026, 5, 15, 12);
const DAY = 86_400_000;
const ORDER = 'OrdeR1';

function profile(name: string, change: Partial<StoredProfile> = {}): StoredProfile {
  return {
    id: name,
    email: `${name}@mail.example`,
    phone: null,
    externalId: null,
    firstName: name,
    lastName: null,
    locale: null,
    created: NOW - 500 * DAY,
    updated: NOW,
    lastEvent: null,
    location: { city: null, region: null, country: null, zip: null, timezone: null, latitude: null, longitude: null },
    properties: {},
    emailConsent: { status: 'SUBSCRIBED', at: NOW - 100 * DAY, method: 'FORM', methodDetail: '', doubleOptIn: false, suppressions: [], listSuppressions: [] },
    smsConsent: { status: 'NEVER_SUBSCRIBED', at: null, method: null },
    pushSince: null,
    predictions: null,
    ...change,
  };
}

const base = profile('base').emailConsent;
const people = [
  profile('twice', { properties: { 'Loyalty Tier': 'Gold' } }),
  profile('lately'),
  profile('nobody', { created: NOW - 3 * DAY }),
  profile('left', { emailConsent: { ...base, status: 'UNSUBSCRIBED', at: NOW - 10 * DAY, suppressions: [{ reason: 'UNSUBSCRIBE', at: NOW - 10 * DAY }] } }),
  profile('bounced', { emailConsent: { ...base, suppressions: [{ reason: 'HARD_BOUNCE', at: NOW - 5 * DAY }] } }),
  profile('texter', {
    email: null,
    phone: '+15035550100',
    smsConsent: { status: 'SUBSCRIBED', at: NOW - 20 * DAY, method: 'FORM' },
    emailConsent: { ...base, status: 'NEVER_SUBSCRIBED', at: null, method: null },
  }),
];
const event = (profileIndex: number, daysAgo: number, value: number, collections: readonly string[]) => ({
  profile: profileIndex,
  at: NOW - daysAgo * DAY,
  value,
  properties: { Collections: collections },
  attributed: null,
});
const series = seriesOf(ORDER, [event(0, 200, 40, ['Masks']), event(0, 40, 60, ['Serums']), event(1, 5, 90, ['Serums', 'Gifts']), event(3, 95, 10, [])]);
const LIST: Members = { profiles: Uint32Array.from([0, 2]), joinedAt: Float64Array.from([NOW - 90 * DAY, NOW - 2 * DAY]) };

function members(rule: unknown, change: Partial<StoredSegment> = {}, others: readonly StoredSegment[] = []): readonly string[] {
  const segment: StoredSegment = {
    id: 'one',
    name: 'One',
    created: NOW - 400 * DAY,
    updated: NOW,
    isActive: true,
    isProcessing: false,
    isStarred: false,
    definition: rule,
    tagIds: [],
    ...change,
  };
  const membership = createMembership({
    asOf: NOW,
    timezone: 'America/New_York',
    profiles: profileStoreOf(people),
    events: new Map([[ORDER, series]]),
    lists: new Map([['list', LIST]]),
    segments: [segment, ...others],
  });
  const found = [...membership.segment('one').profiles].map((index) => people[index]?.id ?? '').sort();
  expect(membership.size('one')).toBe(found.length);
  return found;
}

describe('the meaning of conditions', () => {
  test.each<readonly [string, unknown, readonly string[]]>([
    ['counts over all time', definition(count(ORDER, '>=', 2)), ['twice']],
    ['none is a count too', definition(never(ORDER)), ['bounced', 'nobody', 'texter']],
    ['a window back from now', definition(once(ORDER, inTheLast(50))), ['lately', 'twice']],
    ['weeks are seven days', definition(once(ORDER, inTheLast(14, 'week'))), ['lately', 'left', 'twice']],
    ['between so many days ago', definition(once(ORDER, ago(90, 210))), ['left', 'twice']],
    ['at least so long ago', definition(once(ORDER, atLeastAgo(100))), ['twice']],
    ['fixed dates', definition(once(ORDER, between(NOW - 41 * DAY, NOW - 39 * DAY))), ['twice']],
    ['sums of value', definition(sum(ORDER, '>=', 90, inTheLast(365))), ['lately', 'twice']],
    ['filters on events', definition(once(ORDER, alltime, [where('Collections', listHas('Gifts'))])), ['lately']],
    ['a metric that never was counts none', definition(never('Nowhere')), ['bounced', 'lately', 'left', 'nobody', 'texter', 'twice']],
    ['opted in and reachable', definition(subscribed('email')), ['lately', 'nobody', 'twice']],
    ['opted in by when', definition(subscribed('email', inTheLast(50))), []],
    ['by text', definition(subscribed('sms')), ['texter']],
    ['cannot be mailed', definition(consent('email', false, 'any')), ['bounced', 'left']],
    ['own properties', definition(own('Loyalty Tier', isSet)), ['twice']],
    ['members of a list', definition(inGroup('list')), ['nobody', 'twice']],
    ['members of nothing that is there', definition(inGroup('gone')), []],
    ['everybody outside what is gone', definition(notInGroup('gone'), never(ORDER)), ['bounced', 'nobody', 'texter']],
    ['predictions that are missing hold for nobody', definition(predicted('churn_probability', number('<', 1))), []],
    [
      'custom objects, which nobody has',
      definition(
        { type: 'profile-has-custom-object', object_type_id: 'T', object_type_relationship_id: 'R', filter: number('=', 0), filters: [] },
        inGroup('list'),
      ),
      ['nobody', 'twice'],
    ],
    [
      'a WhatsApp permission, which nobody gave',
      definition({ type: 'profile-permissions', channel: 'whatsapp_marketing', permission: { reachable_status: 'implicitly_or_explicitly_reachable' } }),
      [],
    ],
    [
      'no WhatsApp permission',
      definition({ type: 'profile-permissions', channel: 'whatsapp_marketing', permission: { reachable_status: 'implicitly_unreachable' } }, inGroup('list')),
      ['nobody', 'twice'],
    ],
    ['a condition of the future holds for nobody', definition({ type: 'profile-horoscope' }), []],
    ['any within a group, all groups', definition([once(ORDER, inTheLast(10)), inGroup('list')], subscribed('email')), ['lately', 'nobody', 'twice']],
  ])('%s', (_, rule, wanted) => {
    expect(members(rule)).toEqual(wanted);
  });

  test('an inactive segment stays as it was when it was last updated', () => {
    expect(members(definition(once(ORDER, inTheLast(50))), { isActive: false, updated: NOW - 20 * DAY })).toEqual(['twice']);
  });

  test('segments refer to segments, and a circle ends', () => {
    const other: StoredSegment = {
      id: 'two',
      name: 'Two',
      created: NOW - 400 * DAY,
      updated: NOW,
      isActive: true,
      isProcessing: false,
      isStarred: false,
      tagIds: [],
      definition: definition([inGroup('one'), once(ORDER, inTheLast(10))]),
    };
    expect(members(definition(inGroup('two')), {}, [{ ...other, definition: definition(once(ORDER, inTheLast(10))) }])).toEqual(['lately']);
    expect(members(definition([inGroup('two'), inGroup('list')]), {}, [other])).toEqual(['lately', 'nobody', 'twice']);
  });

  test('movement counts who came and who went', () => {
    const segments: readonly StoredSegment[] = [
      {
        id: 'one',
        name: 'One',
        created: NOW - 400 * DAY,
        updated: NOW,
        isActive: true,
        isProcessing: false,
        isStarred: false,
        tagIds: [],
        definition: definition(once(ORDER, inTheLast(30))),
      },
    ];
    const membership = createMembership({
      asOf: NOW,
      timezone: 'UTC',
      profiles: profileStoreOf(people),
      events: new Map([[ORDER, series]]),
      lists: new Map(),
      segments,
    });
    expect(membership.movement('one', NOW - 20 * DAY, NOW)).toEqual({ total: 1, added: 1, removed: 1 });
  });
});
