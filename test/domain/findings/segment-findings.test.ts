import { known, unknown } from '../../../src/domain/account/known';
import { analyzed, findingOn, found, settings } from '../../build/analysis';
import {
  afterDate,
  allTime,
  betweenDates,
  canReceive,
  definition,
  did,
  inGroup,
  inTheLast,
  never,
  neverSubscribed,
  notInGroup,
  property,
  subscribed,
} from '../../build/definition';
import {
  METRICS,
  aBehavior,
  aCampaign,
  aFigure,
  aFlow,
  aList,
  aScheduledCampaign,
  aSegment,
  activityOf,
  anInventory,
  daysAgo,
  movement,
} from '../../build/inventory';
import { flowDefinition } from '../../build/definition';

const engaged = definition(subscribed(), did('CLICK', inTheLast(60)));

describe('deactivated segments', () => {
  test('are a defect when something live still uses them, a warning otherwise', () => {
    const coverage = analyzed(
      anInventory({
        segments: [aSegment('USED', engaged, { isActive: false }), aSegment('IDLE', engaged, { isActive: false }), aSegment('ON', engaged)],
        campaigns: [aCampaign('C', ['USED'], 5)],
      }),
    );
    expect(found(coverage, 'inactive')).toEqual(['segment USED', 'segment IDLE']);
    expect(findingOn(coverage, 'inactive', 'USED')).toMatchObject({ severity: 'defect', evidence: expect.stringContaining('members are frozen') });
    expect(findingOn(coverage, 'inactive', 'IDLE').severity).toBe('warning');
  });
});

describe('empty and small segments', () => {
  test('a segment without members is empty, unless it is new, still processing or was filled lately', () => {
    const coverage = analyzed(
      anInventory({
        segments: [
          aSegment('EMPTY', engaged, { members: 0 }),
          aSegment('NEW', engaged, { members: 0, created: daysAgo(13) }),
          aSegment('BUSY', engaged, { members: 0, isProcessing: true }),
          aSegment('WAVES', engaged, { members: known(movement(0, { max: 40 })) }),
          aSegment('UNREAD', engaged, { members: unknown('the key lacks segments:read') }),
        ],
        lists: [aList('NOBODY', { members: known(0) }), aList('FULL')],
      }),
    );
    expect(found(coverage, 'empty')).toEqual(['segment EMPTY', 'list NOBODY']);
    expect(found(coverage, 'unread')).toEqual(['segment UNREAD']);
  });

  test('too small counts from the setting, and weighs more where a campaign was sent to it', () => {
    const inventory = anInventory({
      segments: [
        aSegment('S49', engaged, { members: 49 }),
        aSegment('S50', engaged, { members: 50 }),
        aSegment('SENT', definition(did('CART')), { members: 10 }),
      ],
      campaigns: [aCampaign('C', ['SENT'], 5)],
    });
    expect(found(analyzed(inventory), 'near-empty')).toEqual(['segment S49', 'segment SENT']);
    expect(findingOn(analyzed(inventory), 'near-empty', 'S49')).toMatchObject({ severity: 'note', threshold: { setting: 'Too small below', value: '50' } });
    expect(findingOn(analyzed(inventory), 'near-empty', 'SENT').severity).toBe('warning');
    expect(found(analyzed(inventory, aBehavior(), settings({ 'Too small below': 200 })), 'near-empty')).toEqual(['segment S49', 'segment S50', 'segment SENT']);
  });

  test('in a large account the share decides', () => {
    const coverage = analyzed(anInventory({ segments: [aSegment('S', engaged, { members: 400 })] }), aBehavior({ reachableBase: aFigure(500_000) }));
    expect(findingOn(coverage, 'near-empty', 'S')).toMatchObject({ threshold: { setting: 'Too small below share (%)', value: '0.1' } });
  });
});

describe('fixed dates', () => {
  const at = (days: number): string => new Date(daysAgo(days)).toISOString().slice(0, 10);
  test('a range over for longer than the setting is a defect, an open one drifts, a future one is fine', () => {
    const coverage = analyzed(
      anInventory({
        segments: [
          aSegment('OVER', definition(did('ORDER', betweenDates('2024-11-20', '2024-12-02'))), { name: 'BFCM 2024 buyers' }),
          aSegment('LATE', definition(did('ORDER', betweenDates(at(120), at(30))))),
          aSegment('OPEN', definition(did('ORDER', afterDate('2023-01-01')))),
          aSegment('AHEAD', definition(did('ORDER', betweenDates(at(20), at(-20))))),
          aSegment('MOVING', definition(did('ORDER', inTheLast(30)))),
        ],
      }),
    );
    expect(found(coverage, 'fixed-dates')).toEqual(['segment OVER', 'segment LATE', 'segment OPEN']);
    expect(findingOn(coverage, 'fixed-dates', 'OVER')).toMatchObject({
      severity: 'defect',
      threshold: { setting: 'Fixed dates stale after', value: '90' },
      evidence: 'The rule is tied to “Nov 20, 2024 to Dec 2, 2024”, over for more than 90 days; its name says “BFCM”.',
    });
    expect(findingOn(coverage, 'fixed-dates', 'LATE').severity).toBe('note');
    expect(findingOn(coverage, 'fixed-dates', 'OPEN')).toMatchObject({ severity: 'warning', evidence: expect.stringContaining('grows wider each day') });
  });
});

describe('metrics that no longer arrive', () => {
  const old = { ...METRICS[0]!, id: 'OLDORDER', integration: { name: 'WooCommerce', category: 'eCommerce' } };
  const metrics = [...METRICS, old];
  const activity = known([...METRICS.map((metric) => activityOf(metric.id)), activityOf('OLDORDER', 300, 6)]);
  const inventory = anInventory({
    metrics,
    activity,
    segments: [
      aSegment('WANTS', definition(did('OLDORDER', inTheLast(90)))),
      aSegment('LACKS', definition(subscribed(), never('OLDORDER'))),
      aSegment('GONE', definition(did('NOSUCH'))),
      aSegment('FINE', definition(did('ORDER', inTheLast(90)))),
    ],
    flows: [
      aFlow('F', flowDefinition({ profileFilter: definition(never('OLDORDER')) })),
      aFlow('OFF', flowDefinition({ profileFilter: definition(never('OLDORDER')) }), { status: 'draft' }),
    ],
  });

  test('are reported wherever a segment or live flow counts them, with the one that took over', () => {
    const coverage = analyzed(inventory);
    expect(found(coverage, 'dead-metric')).toEqual(['segment WANTS', 'segment LACKS', 'segment GONE', 'flow F']);
    expect(findingOn(coverage, 'dead-metric', 'WANTS').evidence).toContain('the events now arrive as Placed Order (Shopify).');
    expect(findingOn(coverage, 'dead-metric', 'GONE').evidence).toContain('a metric that is not in the account (ending UCH)');
  });

  test('a rule that asks for zero of them silently lets everybody in: always a defect', () => {
    expect(findingOn(analyzed(inventory), 'dead-metric', 'LACKS')).toMatchObject({
      severity: 'defect',
      evidence: expect.stringContaining('silently lets in too many'),
    });
  });

  test('one that was never heard of is said in both directions, with how far was looked; one made lately is left alone', () => {
    const quiet = anInventory({
      metrics: [
        ...METRICS,
        { ...old, id: 'QUIET', name: 'Quiz Taken', created: daysAgo(2000) },
        { ...old, id: 'NEW', name: 'Quiz Begun', created: daysAgo(20) },
      ],
      activity: known([...METRICS.map((metric) => activityOf(metric.id)), activityOf('QUIET', 0), activityOf('NEW', 0)]),
      segments: [
        aSegment('WANTS', definition(did('QUIET', inTheLast(90)))),
        aSegment('LACKS', definition(subscribed(), never('QUIET'))),
        aSegment('FRESH', definition(did('NEW', inTheLast(90)))),
      ],
    });
    const coverage = analyzed(quiet);
    expect(found(coverage, 'dead-metric')).toEqual(['segment WANTS', 'segment LACKS']);
    expect(findingOn(coverage, 'dead-metric', 'WANTS')).toMatchObject({
      severity: 'warning',
      evidence: 'Quiz Taken has had no event in the last 24 months; older ones were not looked at. Nobody can meet the rule while that is so.',
    });
    expect(findingOn(coverage, 'dead-metric', 'LACKS')).toMatchObject({
      severity: 'note',
      evidence: expect.stringContaining('true of everybody: the condition leaves nobody out'),
    });
  });

  test('nothing is said where activity was not read, or the metrics themselves were not', () => {
    expect(found(analyzed({ ...inventory, activity: unknown('the key lacks metrics:read') }), 'dead-metric')).toEqual(['segment GONE']);
    expect(found(analyzed({ ...inventory, metrics: [], activity: unknown('not read') }), 'dead-metric')).toEqual([]);
  });

  test('the setting decides how long silence may last', () => {
    expect(found(analyzed(inventory, aBehavior(), settings({ 'Metric silent after': 365 })), 'dead-metric')).toEqual(['segment GONE']);
  });
});

describe('references', () => {
  test('to something deleted are a defect; to something deactivated or empty a warning', () => {
    const coverage = analyzed(
      anInventory({
        segments: [
          aSegment('A', definition(inGroup('DELETED'))),
          aSegment('B', definition(inGroup('OFF'))),
          aSegment('C', definition(inGroup('NOBODY'))),
          aSegment('D', definition(notInGroup('NOBODY'), subscribed())),
          aSegment('OFF', engaged, { isActive: false }),
          aSegment('E', definition(inGroup('L'), did('ORDER'))),
        ],
        lists: [aList('NOBODY', { members: known(0) }), aList('L')],
        flows: [aFlow('F', flowDefinition({ splits: [definition(inGroup('DELETED'))] }))],
        campaigns: [aScheduledCampaign('NEXT', ['DELETED']), aCampaign('PAST', ['DELETED'], 20)],
      }),
    );
    expect(found(coverage, 'dead-reference')).toEqual(['segment A', 'segment B', 'segment C', 'flow F', 'campaign NEXT']);
    expect(['A', 'B', 'C'].map((id) => findingOn(coverage, 'dead-reference', id).severity)).toEqual(['defect', 'warning', 'warning']);
  });

  test('are not called deleted while the lists could not be read', () => {
    const inventory = { ...anInventory({ segments: [aSegment('A', definition(inGroup('L')))] }), lists: unknown<never>('the key lacks lists:read') };
    expect(found(analyzed(inventory), 'dead-reference')).toEqual([]);
  });

  test('in a circle are a defect of each segment in it', () => {
    const coverage = analyzed(
      anInventory({ segments: [aSegment('A', definition(inGroup('B'))), aSegment('B', definition(inGroup('A'))), aSegment('C', definition(inGroup('A')))] }),
    );
    expect([...found(coverage, 'circular')].sort()).toEqual(['segment A', 'segment B']);
    expect(findingOn(coverage, 'circular', 'A').evidence).toBe('The rule refers to “Segment B”, which in turn refers back to it.');
  });
});

describe('use', () => {
  const inventory = anInventory({
    segments: [
      aSegment('NOW', engaged),
      aSegment('OUT', definition(did('ORDER', inTheLast(14)))),
      aSegment('LONGAGO', definition(did('CART'))),
      aSegment('NEVER', definition(did('VIEWED'))),
      aSegment('STAR', definition(did('SITE')), { isStarred: true }),
      aSegment('YOUNG', definition(did('OPEN'), did('CLICK')), { created: daysAgo(3) }),
      aSegment('DRAFT', definition(did('SMSCLICK'))),
    ],
    campaigns: [
      aCampaign('C1', ['NOW'], 10, { excluded: ['OUT'] }),
      aCampaign('C2', ['LONGAGO'], 200),
      aCampaign('C3', ['DRAFT'], 1, { status: 'Draft', sendTime: null, scheduledAt: null }),
    ],
  });

  test('excluding counts as using; what was used long ago is unused, what never was has no action behind it', () => {
    const coverage = analyzed(inventory);
    expect(found(coverage, 'unused')).toEqual(['segment LONGAGO', 'segment DRAFT']);
    expect(found(coverage, 'no-action')).toEqual(['segment NEVER']);
    expect(findingOn(coverage, 'unused', 'LONGAGO')).toMatchObject({
      severity: 'warning',
      threshold: { setting: 'Retire unused after', value: '180' },
      evidence: expect.stringContaining('200 days ago'),
    });
    expect(findingOn(coverage, 'unused', 'DRAFT').severity).toBe('note');
  });

  test('is not judged at all while a part of the account could not be read', () => {
    const coverage = analyzed({ ...inventory, flows: unknown('the key lacks flows:read') });
    expect([...found(coverage, 'unused'), ...found(coverage, 'no-action')]).toEqual([]);
    expect(coverage.dataLimits.join(' ')).toContain('Nothing is proposed for retirement');
  });
});

describe('movement', () => {
  const still = { added: 0, removed: 0, net: 0 };
  test('a rule that moves with time and a segment that does not are told; a rule without time may stand still', () => {
    const coverage = analyzed(
      anInventory({
        segments: [
          aSegment('STILL', engaged, { members: known(movement(500, still)) }),
          aSegment('SHORT', engaged, { members: known(movement(500, { ...still, days: 7 })) }),
          aSegment('EVER', definition(did('ORDER')), { members: known(movement(500, still)) }),
          aSegment('MOVES', engaged),
        ],
      }),
    );
    expect(found(coverage, 'not-moving')).toEqual(['segment STILL']);
  });

  test('half as many again within 30 days is sudden; the same over a year is not', () => {
    const coverage = analyzed(
      anInventory({
        segments: [
          aSegment('FAST', engaged, { members: known(movement(1_500, { net: 500 })) }),
          aSegment('FALL', engaged, { members: known(movement(500, { net: -500 })) }),
          aSegment('SLOW', engaged, { members: known(movement(1_500, { net: 500, days: 365 })) }),
          aSegment('UNTOLD', engaged, { members: known(movement(1_500, { net: null })) }),
        ],
      }),
    );
    expect(found(coverage, 'ballooning')).toEqual(['segment FAST', 'segment FALL']);
    expect(findingOn(coverage, 'ballooning', 'FALL').evidence).toBe('Members went from 1,000 to 500 in 30 days (−50%).');
  });
});

describe('breadth and consent', () => {
  test('too broad asks for size, no time and no consent; the base of all subscribers is exempt', () => {
    const coverage = analyzed(
      anInventory({
        segments: [
          aSegment('BROAD', definition(property("location['country']", 'US')), { members: 6_500 }),
          aSegment('BASE', definition(subscribed()), { members: 9_900 }),
          aSegment('TIMED', definition(did('SITE', inTheLast(365))), { members: 8_000 }),
          aSegment('SMALL', definition(property("location['country']", 'DE')), { members: 5_000 }),
        ],
      }),
    );
    expect(found(coverage, 'too-broad')).toEqual(['segment BROAD']);
    expect(findingOn(coverage, 'too-broad', 'BROAD').evidence).toContain('6,500 members, against 10,000 people reachable by email (65%)');
  });

  test('nothing is too broad while the base is unknown', () => {
    const inventory = anInventory({ segments: [aSegment('BROAD', definition(property('city', 'X')), { members: 9_000 })] });
    expect(found(analyzed(inventory, aBehavior({ reachableBase: aFigure(null) })), 'too-broad')).toEqual([]);
  });

  test('a campaign without consent anywhere is a defect; "can receive" alone a warning; a list, a subscribed condition or the right exclusion is enough', () => {
    const noOptIn = definition([
      neverSubscribed(),
      {
        type: 'profile-marketing-consent',
        consent: { channel: 'email', can_receive_marketing: false, consent_status: { subscription: 'any', filters: null } },
      },
    ]);
    const coverage = analyzed(
      anInventory({
        segments: [
          aSegment('NONE', definition(did('ORDER'))),
          aSegment('CAN', definition(canReceive(), did('CART'))),
          aSegment('SUB', definition(subscribed(), did('VIEWED'))),
          aSegment('ONLIST', definition(inGroup('L'), did('SITE'))),
          aSegment('GUARDED', definition(did('CHECKOUT'))),
          aSegment('EXCL', noOptIn),
          aSegment('ORED', definition([subscribed(), did('OPEN')])),
          aSegment('VIA', definition(inGroup('SUB'))),
          aSegment('TEXT', definition(did('RECEIVED'))),
        ],
        lists: [aList('L')],
        campaigns: [
          ...['NONE', 'CAN', 'SUB', 'ONLIST', 'ORED', 'VIA'].map((id) => aCampaign(`C${id}`, [id], 10)),
          aCampaign('CG', ['GUARDED'], 10, { excluded: ['EXCL'] }),
          aCampaign('CS', ['TEXT'], 10, { channel: 'sms' }),
          aCampaign('COLD', ['NONE'], 400),
        ],
      }),
    );
    expect(found(coverage, 'no-consent')).toEqual(['segment NONE', 'segment CAN', 'segment ORED']);
    expect(['NONE', 'CAN', 'ORED'].map((id) => findingOn(coverage, 'no-consent', id).severity)).toEqual(['defect', 'warning', 'defect']);
    expect(findingOn(coverage, 'no-consent', 'NONE').evidence).toContain('“Campaign CNONE”');
  });

  test('opens alone are told; with clicks as an alternative or without Apple’s opens they are not', () => {
    const honest = [{ property: 'Apple Privacy Open', filter: { type: 'boolean', operator: 'equals', value: false } }];
    const coverage = analyzed(
      anInventory({
        segments: [
          aSegment('OPENS', definition(subscribed(), did('OPEN', inTheLast(60)))),
          aSegment('BOTH', definition([did('OPEN', inTheLast(60)), did('CLICK', inTheLast(60))])),
          aSegment('HONEST', definition(did('OPEN', inTheLast(60), 1, honest))),
          aSegment('NONE', definition(never('OPEN', inTheLast(60)))),
        ],
      }),
    );
    expect(found(coverage, 'opens-only')).toEqual(['segment OPENS']);
  });
});

describe('rules that say nothing', () => {
  test('a contradiction is a defect and is told with its reason', () => {
    const coverage = analyzed(anInventory({ segments: [aSegment('S', definition(never('ORDER', allTime), did('ORDER', inTheLast(365))))] }));
    expect(found(coverage, 'contradictory')).toEqual(['segment S']);
    expect(findingOn(coverage, 'contradictory', 'S').severity).toBe('defect');
  });

  test('a rule true of everybody is told', () => {
    const coverage = analyzed(anInventory({ segments: [aSegment('S', definition([did('ORDER'), never('ORDER')]))] }));
    expect(found(coverage, 'trivial')).toEqual(['segment S']);
  });

  test('a condition of a kind unknown to this version is told and concludes nothing', () => {
    const coverage = analyzed(anInventory({ segments: [aSegment('S', definition({ type: 'profile-astrology', sign: 'leo' }))] }));
    expect(found(coverage, 'unknown-condition')).toEqual(['segment S']);
    expect([...found(coverage, 'contradictory'), ...found(coverage, 'trivial')]).toEqual([]);
  });

  test('a rule too large to be compared is told, with what that leaves unknown, and the other segments are judged', () => {
    const products = (set: number): string[] => Array.from({ length: 2600 }, (_, at) => `Product ${set}-${at}`);
    const groups = Array.from({ length: 30 }, (_, set) => ({
      type: 'profile-property',
      property: 'Bought',
      filter: { type: 'string', operator: 'in', value: products(set) },
    }));
    const large = { condition_groups: [{ conditions: groups }] };
    const coverage = analyzed(
      anInventory({ segments: [aSegment('LARGE', large), aSegment('LARGER', large), aSegment('TWIN', engaged), aSegment('OTHER', engaged)] }),
    );
    expect(found(coverage, 'too-large')).toEqual(['segment LARGE', 'segment LARGER']);
    expect(findingOn(coverage, 'too-large', 'LARGE').evidence).toContain(
      'too large to be compared: whether another segment says the same, or lies in it, is unknown',
    );
    expect(found(coverage, 'duplicate')).toEqual(expect.arrayContaining(['segment TWIN']));
  });
});
