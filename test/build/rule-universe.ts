import type { Instant } from '../../src/domain/account/known';
import { DAY } from '../../src/domain/account/known';
import type { GroupKind } from '../../src/domain/account/inventory';
import type { DateFilter, EventFilter, Filter, NumericOperator, TimeUnit } from '../../src/domain/rule/filter';
import type { ObjectFilter } from '../../src/domain/rule/conditions/custom-object';
import type { Condition, ConsentChannel, ConsentFilter, Rule, Subscription } from '../../src/domain/rule/rule';
import type { Chance } from './rule-random';
import type { RawEvent, RawProfile } from './rule-profile';
import { EMPTY_PROFILE } from './rule-profile';

/** The moment of the test universe. */
export const NOW: Instant = Date.UTC(2026, 10, 23, 12);
const HOUR = DAY / 24;

const last = (quantity: number, unit: TimeUnit = 'day'): DateFilter => ({ type: 'date', operator: 'in-the-last', unit, quantity });
const older = (quantity: number, unit: TimeUnit = 'day'): DateFilter => ({ type: 'date', operator: 'at-least', unit, quantity });
const ago = (start: number, end: number): DateFilter => ({ type: 'date', operator: 'between', start, end, unit: 'day' });
const alltime: DateFilter = { type: 'date', operator: 'alltime' };
const numeric = (operator: NumericOperator, value: number): Extract<Filter, { type: 'numeric' }> & { operator: NumericOperator } => ({
  type: 'numeric',
  operator,
  value,
});

const SPRING = '2026-04-01T00:00:00Z';
const AUTUMN = '2026-10-01T00:00:00Z';
const WINDOWS: readonly DateFilter[] = [
  alltime,
  alltime,
  last(7),
  last(30),
  last(90),
  last(1, 'week'),
  last(168, 'hour'),
  last(24, 'hour'),
  last(1),
  older(30),
  ago(90, 365),
  ago(1, 7),
  older(90),
  ago(7, 30),
  ago(30, 90),
  ago(0, 30),
  { type: 'date', operator: 'in-the-next', unit: 'day', quantity: 7 },
  { type: 'date', operator: 'after', date: SPRING },
  { type: 'date', operator: 'before', date: AUTUMN },
  { type: 'date', operator: 'between-static', start: SPRING, end: AUTUMN },
];
const WHERE: readonly (readonly EventFilter[] | null)[] = [
  null,
  null,
  null,
  null,
  [{ property: 'Price', filter: numeric('greater-than-or-equal', 50) }],
  [{ property: 'Price', filter: numeric('greater-than-or-equal', 100) }],
  [{ property: 'Price', filter: numeric('less-than', 50) }],
  [{ property: 'Price', filter: numeric('not-equals', 50) }],
  [{ property: 'Name', filter: { type: 'string', operator: 'equals', value: 'Tea' } }],
  [{ property: 'Name', filter: { type: 'string', operator: 'not-equals', value: 'Tea' } }],
  [{ property: 'Name', filter: { type: 'string', operator: 'contains', value: 'e' } }],
  [{ property: 'Tags', filter: { type: 'list', operator: 'contains-any', value: ['a', 'b'] } }],
  [{ property: 'Tags', filter: { type: 'list', operator: 'contains-any', value: ['a'] } }],
  [{ property: 'Name', filter: { type: 'existence', operator: 'is-set' } }],
  [
    { property: 'Price', filter: numeric('greater-than-or-equal', 50) },
    { property: 'Name', filter: { type: 'string', operator: 'equals', value: 'Tea' } },
  ],
  [{ property: 'Items', filter: { type: 'string', operator: 'equals', value: 'Tea' } }],
  [{ property: 'Items', filter: { type: 'string', operator: 'equals', value: 'Milk' } }],
  [{ property: 'Items', filter: { type: 'string', operator: 'in', value: ['Tea', 'Milk'] } }],
  [{ property: 'Items', filter: { type: 'string', operator: 'not-equals', value: 'Tea' } }],
  [{ property: 'Items', filter: { type: 'string', operator: 'starts-with', value: 'Te' } }],
  [{ property: 'Name', filter: { type: 'string', operator: 'in', value: ['Tea', 'Milk', 'Coffee'] } }],
  [{ property: 'Name', filter: { type: 'string', operator: 'not-in', value: ['Tea'] } }],
  [{ property: 'Tags', filter: { type: 'list', operator: 'contains-all', value: ['a', 'b'] } }],
  [
    { property: 'Items', filter: { type: 'string', operator: 'equals', value: 'Tea' } },
    { property: 'Items', filter: { type: 'string', operator: 'equals', value: 'Milk' } },
  ],
  [
    { property: 'Price', filter: numeric('greater-than-or-equal', 50) },
    { property: 'Price', filter: numeric('less-than', 100) },
  ],
];
const COUNTS: readonly (readonly [NumericOperator, number])[] = [
  ['equals', 0],
  ['equals', 0],
  ['greater-than-or-equal', 1],
  ['greater-than-or-equal', 1],
  ['greater-than-or-equal', 2],
  ['equals', 1],
  ['equals', 2],
  ['greater-than', 0],
  ['greater-than', 1],
  ['less-than', 2],
  ['less-than-or-equal', 1],
  ['not-equals', 0],
  ['not-equals', 1],
];
const SUMS: readonly (readonly [NumericOperator, number])[] = [
  ['greater-than-or-equal', 100],
  ['greater-than', 50],
  ['less-than', 100],
  ['equals', 0],
  ['not-equals', 0],
  ['less-than-or-equal', -10],
];
const PROPERTY_FILTERS: Readonly<Record<string, readonly Filter[]>> = {
  Tier: [
    ...(['equals', 'not-equals', 'contains', 'not-contains', 'starts-with', 'not-starts-with', 'ends-with'] as const).flatMap((operator) =>
      ['Gold', 'Go', 'gold', 'Silver', 'ld'].map((value): Filter => ({ type: 'string', operator, value })),
    ),
    { type: 'string', operator: 'in', value: ['Gold', 'Silver'] },
    { type: 'string', operator: 'in', value: ['Gold'] },
    { type: 'string', operator: 'not-in', value: ['Gold', 'Silver'] },
    { type: 'string', operator: 'not-in', value: ['Gold'] },
    { type: 'string', operator: 'not-in', value: ['Silver', 'Bronze', 'Gold'] },
    { type: 'string', operator: 'regex', value: 'G.*' },
    { type: 'existence', operator: 'is-set' },
    { type: 'existence', operator: 'not-set' },
  ],
  Points: [
    ...(['equals', 'not-equals', 'greater-than', 'greater-than-or-equal', 'less-than', 'less-than-or-equal'] as const).flatMap((operator) =>
      [10, 20].map((value): Filter => numeric(operator, value)),
    ),
    { type: 'numeric', operator: 'between', start: 10, end: 20 },
    { type: 'existence', operator: 'is-set' },
    { type: 'existence', operator: 'not-set' },
  ],
  Vip: [
    { type: 'boolean', operator: 'equals', value: true },
    { type: 'boolean', operator: 'equals', value: false },
    { type: 'existence', operator: 'is-set' },
  ],
  Birthday: [
    ...WINDOWS.filter(({ operator }) => operator !== 'alltime'),
    { type: 'date', operator: 'calendar-month', value: 11 },
    { type: 'date', operator: 'calendar-month', value: 6 },
    { type: 'date', operator: 'anniversary-month' },
    { type: 'date', operator: 'anniversary-next', unit: 'day', quantity: 14 },
    { type: 'date', operator: 'anniversary-next', unit: 'week', quantity: 2 },
    { type: 'existence', operator: 'not-set' },
  ],
  Interests: [
    { type: 'list', operator: 'contains', value: 'run' },
    { type: 'list', operator: 'contains', value: 'swim' },
    { type: 'list', operator: 'not-contains', value: 'run' },
    { type: 'list', operator: 'contains-any', value: ['run', 'swim'] },
    { type: 'list', operator: 'contains-all', value: ['run', 'swim'] },
    { type: 'list', operator: 'not-contains-any', value: ['run', 'swim'] },
    { type: 'list', operator: 'length-greater-than', value: 1 },
    { type: 'list', operator: 'length-equals', value: 0 },
    { type: 'list', operator: 'contains-substring', value: 'ru' },
    { type: 'existence', operator: 'is-set' },
  ],
};
const CONSENT_FILTERS: readonly (readonly ConsentFilter[] | null)[] = [
  null,
  null,
  null,
  [{ field: 'status_date', filter: last(30) }],
  [{ field: 'status_date', filter: last(7) }],
  [{ field: 'method', method: 'form' }],
  [{ field: 'method', method: 'form', filter: { type: 'string', operator: 'in', value: ['F1'] } }],
  [{ field: 'is_double_opt_in', filter: { type: 'boolean', operator: 'equals', value: true } }],
  [
    { field: 'status_date', filter: last(30) },
    { field: 'method', method: 'form' },
  ],
];

/** Groups of the universe: two lists, segments with rules (one inside another), a frozen segment and two that refer to each other. */
export const GROUPS: ReadonlyMap<string, { readonly kind: GroupKind; readonly rule: Rule | null }> = new Map(
  Object.entries({
    L1: { kind: 'list', rule: null },
    L2: { kind: 'list', rule: null },
    FROZEN: { kind: 'segment', rule: null },
    S1: { kind: 'segment', rule: { kind: 'metric', metricId: 'M1', measurement: 'count', measure: numeric('greater-than-or-equal', 1), timeframe: last(30) } },
    S2: {
      kind: 'segment',
      rule: {
        kind: 'all',
        of: [
          { kind: 'membership', isMember: true, groupIds: ['S1'] },
          { kind: 'consent', channel: 'email', canReceive: true, subscription: 'subscribed' },
        ],
      },
    },
    C1: { kind: 'segment', rule: { kind: 'membership', isMember: true, groupIds: ['C2'] } },
    C2: {
      kind: 'segment',
      rule: {
        kind: 'any',
        of: [
          { kind: 'membership', isMember: false, groupIds: ['C1'] },
          { kind: 'region', inRegion: true, region: 'united_states' },
        ],
      },
    },
  }),
);
/** Rules of the segments whose members are decided by them (not the frozen and not the circular ones). */
export const SEGMENT_RULES: Readonly<Record<string, Rule>> = { S1: GROUPS.get('S1')!.rule!, S2: GROUPS.get('S2')!.rule! };

/** Families of conditions that bear on one another; rules of a pair are made of few families, so that relations really occur. */
export type Family = (chance: Chance) => Condition;

const metric =
  (metricId: string): Family =>
  (chance) => {
    const sum = chance.often(0.12);
    const [operator, value] = chance.pick(sum ? SUMS : COUNTS);
    const where = chance.pick(WHERE);
    return {
      kind: 'metric',
      metricId,
      measurement: sum ? 'sum' : 'count',
      measure: { type: 'numeric', operator, value },
      timeframe: chance.pick(WINDOWS),
      ...(where === null && chance.often(0.5) ? {} : { where }),
    };
  };
const property =
  (name: string): Family =>
  (chance) => ({ kind: 'property', property: `properties['${name}']`, filter: chance.pick(PROPERTY_FILTERS[name]!) });
const consent =
  (channel: ConsentChannel): Family =>
  (chance) => ({
    kind: 'consent',
    channel,
    canReceive: chance.often(0.7),
    subscription: chance.pick<Subscription>(['any', 'subscribed', 'subscribed', 'unsubscribed', 'never_subscribed']),
    filters: chance.pick(CONSENT_FILTERS),
  });
const membership: Family = (chance) => {
  const timeframe = chance.often(0.15) ? { timeframe: chance.pick([last(30), last(7), older(30)]) } : {};
  const groupIds = chance.often(0.1) ? ['L1', 'L2'] : [chance.pick(['L1', 'L1', 'L2', 'S1', 'S2', 'FROZEN', 'C1', 'C2', 'GONE'])];
  return chance.often(0.65) ? { kind: 'membership', isMember: true, groupIds, ...timeframe } : { kind: 'membership', isMember: false, groupIds };
};
const predicted: Family = (chance) =>
  chance.pick<Family>([
    () => ({
      kind: 'predicted-number',
      dimension: 'total_clv',
      filter: numeric(chance.pick(['greater-than', 'greater-than-or-equal', 'less-than', 'not-equals', 'equals']), chance.pick([100, 200])),
    }),
    () => ({
      kind: 'predicted-date',
      filter: chance.pick([last(30), older(30), { type: 'date', operator: 'in-the-next', unit: 'day', quantity: 14 } as const]),
    }),
    () => ({ kind: 'predicted-gender', operator: chance.pick(['equals', 'not-equals']), value: chance.pick(['likely_female', 'likely_male']) }),
    () => ({ kind: 'affinity-rank', channel: 'sms', operator: chance.pick(['equals', 'not-equals']), value: chance.pick(['high', 'low']) }),
    () => ({ kind: 'affinity-priority', channel: 'sms', filter: numeric('equals', chance.pick([1, 2])) }),
  ])(chance);
const place: Family = (chance) =>
  chance.often(0.5)
    ? { kind: 'region', inRegion: chance.often(0.5), region: chance.pick(['european_union', 'united_states']) }
    : {
        kind: 'distance',
        countryCode: 'US',
        postalCode: '10001',
        unit: chance.pick(['kilometers', 'miles']),
        filter: numeric(chance.pick(['less-than', 'greater-than']), chance.pick([10, 50])),
      };
const flow: Family = (chance) =>
  chance.pick<Family>([
    () => ({ kind: 'not-sent', channel: 'email', timeframe: chance.pick([alltime, last(7), last(30)]) }),
    () => ({ kind: 'not-in-flow', timeframe: chance.pick([alltime, last(30)]) }),
    () => ({
      kind: 'trigger-property',
      trigger: 'metric',
      metricId: 'M1',
      field: 'Price',
      filter: numeric(chance.pick(['greater-than', 'less-than']), chance.pick([50, 100])),
    }),
    () => ({
      kind: 'metric',
      metricId: 'M1',
      measurement: 'count',
      measure: numeric(chance.pick(['equals', 'greater-than']), 0),
      timeframe: { type: 'date', operator: 'flow-start' },
    }),
    () => ({ kind: 'sample', percentage: 50 }),
  ])(chance);
const OBJECT_FILTERS: readonly (readonly ObjectFilter[])[] = [
  [],
  [{ propertyId: 41, filter: { type: 'string', operator: 'equals', value: 'dog' } }],
  [{ propertyId: 41, filter: { type: 'string', operator: 'in', value: ['dog', 'cat'] } }],
  [{ propertyId: 42, filter: numeric('greater-than', 3) }],
  [
    { propertyId: 42, filter: numeric('greater-than', 5) },
    { propertyId: 41, filter: { type: 'string', operator: 'equals', value: 'dog' } },
  ],
  [{ propertyId: 43, filter: last(1, 'week') }],
  [{ propertyId: 43, filter: last(30) }],
  [{ propertyId: 43, filter: last(7) }],
];
const odd: Family = (chance) =>
  chance.pick<Family>([
    () => ({
      kind: 'funnel',
      timeframe: chance.pick([last(28), last(90)]),
      window: chance.pick(['DAYS_3', null] as const),
      steps: [
        { exists: true, metricId: 'M1', ...(chance.often(0.5) ? { where: chance.pick(WHERE) } : {}) },
        { exists: chance.often(0.5), metricId: 'M2' },
      ],
    }),
    () => ({
      kind: 'metric',
      metricId: 'M1',
      measurement: 'count',
      measure: numeric('greater-than-or-equal', chance.pick([1, 2])),
      timeframe: { type: 'date', operator: 'anniversary-next', unit: 'day', quantity: 30 },
    }),
    () => ({
      kind: 'custom-object',
      objectTypeId: 'O',
      relationshipId: 'R',
      filter: { type: 'numeric', operator: 'greater-than-or-equal', value: chance.pick([1, 2]) },
      filters: chance.pick(OBJECT_FILTERS),
    }),
    () => ({
      kind: 'permission',
      channel: 'whatsapp_marketing',
      status: chance.pick(['explicitly_reachable', 'implicitly_reachable', 'implicitly_or_explicitly_reachable', 'implicitly_unreachable']),
      filters: null,
    }),
    () => ({ kind: 'unknown', level: 'condition', source: { type: 'profile-mood', mood: chance.pick(['good', 'bad']) } }),
  ])(chance);

export const FAMILIES: readonly Family[] = [
  metric('M1'),
  metric('M1'),
  metric('M1'),
  metric('M2'),
  property('Tier'),
  property('Points'),
  property('Vip'),
  property('Birthday'),
  property('Interests'),
  consent('email'),
  consent('email'),
  consent('sms'),
  membership,
  membership,
  predicted,
  place,
  flow,
  odd,
];

const AGES: readonly number[] = [
  0,
  HOUR,
  23 * HOUR,
  25 * HOUR,
  6 * DAY,
  7 * DAY - 1,
  7 * DAY,
  7 * DAY + 1,
  8 * DAY,
  20 * DAY,
  30 * DAY - 1,
  30 * DAY,
  30 * DAY + 1,
  31 * DAY,
  60 * DAY,
  90 * DAY,
  90 * DAY + 1,
  91 * DAY,
  200 * DAY,
  240 * DAY,
  700 * DAY,
  -3 * DAY,
  -10 * DAY,
  NOW - Date.parse(SPRING),
  NOW - Date.parse(AUTUMN),
];

/** A profile whose figures sit on and around the thresholds of the universe. */
export function randomProfile(chance: Chance): RawProfile {
  const events: RawEvent[] = [];
  for (const name of ['M1', 'M2', 'sent email', 'entered flow']) {
    for (let left = chance.pick([0, 0, 1, 1, 2, 3]); left > 0; left -= 1) {
      const properties: Record<string, unknown> = {};
      if (chance.often(0.8)) properties['Price'] = chance.pick([30, 49, 50, 51, 99, 100, 150]);
      if (chance.often(0.8)) properties['Name'] = chance.pick(['Tea', 'Tea', 'tea', 'Coffee', 'Milk']);
      if (chance.often(0.7)) properties['Items'] = chance.pick([['Tea', 'Milk'], ['Tea'], ['Milk', 'Coffee'], [], 'Tea', 'Milk']);
      if (chance.often(0.7)) properties['Tags'] = chance.pick([[], ['a'], ['b'], ['a', 'b'], ['c']]);
      events.push({ metric: name, at: NOW - chance.pick(AGES), value: chance.pick([-60, 0, 20, 50, 51, 100, 120]), properties });
    }
  }
  const at = (): Instant => NOW - chance.pick(AGES);
  const maybe = <T>(share: number, value: T): T | undefined => (chance.often(share) ? value : undefined);
  const channel = (): RawProfile['consent'][string] => ({
    canReceive: chance.often(0.6),
    subscription: chance.pick(['subscribed', 'subscribed', 'unsubscribed', 'never_subscribed']),
    statusDate: { value: at() },
    method: { value: chance.pick(['form', 'api']) },
    methodDetail: { value: chance.pick(['F1', 'F2']) },
    doubleOptIn: { value: chance.often(0.5) },
  });
  return {
    ...EMPTY_PROFILE,
    events,
    properties: {
      "properties['Tier']": maybe(0.85, chance.pick(['Gold', 'Gold', 'Silver', 'gold', 'Bronze', 'Go', 'Marigold'])),
      "properties['Points']": maybe(0.85, chance.pick([5, 10, 15, 20, 25])),
      "properties['Vip']": maybe(0.8, chance.often(0.5)),
      "properties['Birthday']": maybe(0.8, new Date(at()).toISOString()),
      "properties['Interests']": maybe(0.8, chance.pick([[], ['run'], ['swim'], ['run', 'swim'], ['ski']])),
    },
    consent: { email: channel(), sms: channel(), push: channel() },
    permission: {
      status: chance.pick(['explicitly_reachable', 'implicitly_reachable', 'explicitly_unreachable', 'implicitly_unreachable']),
      effectiveDate: { value: null },
      recordedDate: { value: null },
      method: { value: null },
      methodDetail: { value: null },
    },
    memberOf: ['L1', 'L2', 'FROZEN', 'C1', 'C2', 'GONE'].filter(() => chance.often(0.5)),
    joined: { L1: at(), L2: at(), S1: at(), S2: at(), FROZEN: at(), C1: at(), C2: at(), GONE: at() },
    predicted: { total_clv: chance.pick([null, 50, 100, 150, 200, 250]) },
    nextPurchase: chance.pick([null, at()]),
    gender: chance.pick([null, 'likely_female', 'likely_male', 'uncertain']),
    rank: chance.pick([null, 'high', 'medium', 'low']),
    priority: chance.pick([null, 1, 2, 3]),
    region: { european_union: chance.often(0.5), united_states: chance.often(0.5) },
    kilometers: chance.pick([null, 5, 10, 12, 16.2, 50, 70, 90]),
    objects: Array.from({ length: chance.below(3) }, () => ({
      41: chance.pick(['dog', 'cat', 'Dog', undefined]),
      42: chance.pick([3, 4, 6]),
      43: new Date(at()).toISOString(),
    })),
    flowStart: chance.pick([NOW - 5 * DAY, NOW - 40 * DAY]),
    sampled: chance.often(0.5),
    trigger: { Price: chance.pick([30, 50, 75, 100, 120]) },
  };
}
