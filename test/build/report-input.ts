import type { BehaviorReading, Figure, Population } from '../../src/domain/behavior/figure';
import type { Account, Campaign, Flow, Inventory, Segment, SendResults, SubscriberList } from '../../src/domain/account/inventory';
import { DAY, known, unknown } from '../../src/domain/account/known';
import { klaviyoAddress } from '../../src/domain/account/klaviyo-address';
import type { HiddenRule } from '../../src/domain/comparison/hidden-rules';
import type { Coverage, Gap, Recommendation, Verdict } from '../../src/domain/coverage/recommendation';
import type { GroupUse } from '../../src/domain/model/group-use';
import type { Finding } from '../../src/domain/findings/all-findings';
import type { AccountNews } from '../../src/domain/history/account-news';
import { NO_HISTORY } from '../../src/domain/report/history';
import type { ReportInput } from '../../src/domain/report/report-input';
import { unknownReach } from '../../src/domain/reach/reach';
import type { TrackerLine } from '../../src/domain/table/tracker-line';

/** 23 November 2026, 19:20 in New York. */
export const NOW = Date.UTC(2026, 10, 24, 0, 20);

export function anAccount(change: Partial<Account> = {}): Account {
  return { id: 'AcCt01', name: 'Fern & Fig', timezone: 'America/New_York', currency: 'USD', locale: 'en-US', testAccount: false, ...change };
}

export function aFigure(value: number | string, change: Partial<Figure> = {}): Figure {
  return {
    value: typeof value === 'number' ? known(value) : unknown(value),
    low: null,
    high: null,
    unit: 'profiles',
    method: 'measured',
    period: '2024-11-23 to 2026-11-23 (24 months)',
    sample: '18,204 buyers',
    explanation: 'Every order was read.',
    ...change,
  };
}

export function aSegment(change: Partial<Segment> = {}): Segment {
  return {
    id: 'SegA01',
    name: 'Engaged 90 days',
    created: NOW - 400 * DAY,
    updated: NOW - 30 * DAY,
    isActive: true,
    isProcessing: false,
    isStarred: false,
    definition: { condition_groups: [] },
    tags: ['core'],
    triggersFlowIds: [],
    members: known({ total: 1040, added: 60, removed: 20, net: 40, days: 30, asOf: NOW - DAY, max: null }),
    ...change,
  };
}

export function aList(change: Partial<SubscriberList> = {}): SubscriberList {
  return {
    id: 'LstA01',
    name: 'Newsletter',
    created: NOW - 700 * DAY,
    updated: NOW - 10 * DAY,
    optInProcess: 'double_opt_in',
    members: known(5200),
    membersAsOf: NOW - DAY,
    joinedRecently: known(310),
    tags: [],
    triggersFlowIds: [],
    ...change,
  };
}

export function results(change: Partial<SendResults> = {}): SendResults {
  return {
    recipients: 1000,
    delivered: 990,
    openRate: 0.4,
    clickRate: 0.021,
    conversions: 12,
    conversionRate: 0.0121,
    revenue: 640.5,
    revenuePerRecipient: 0.6405,
    spamComplaintRate: 0.0002,
    unsubscribeRate: 0.003,
    ...change,
  };
}

export function aCampaign(change: Partial<Campaign> = {}): Campaign {
  return {
    id: '01CAMP',
    name: 'Autumn sale',
    channel: 'email',
    status: 'Sent',
    archived: false,
    included: ['LstA01'],
    excluded: ['SegA01'],
    createdAt: NOW - 20 * DAY,
    scheduledAt: NOW - 12 * DAY,
    updatedAt: NOW - 11 * DAY,
    sendTime: NOW - 12 * DAY,
    smartSending: true,
    results: known(results()),
    ...change,
  };
}

export function aFlow(change: Partial<Flow> = {}): Flow {
  return {
    id: 'FlwA01',
    name: 'Welcome series',
    status: 'live',
    archived: false,
    created: NOW - 300 * DAY,
    updated: NOW - 60 * DAY,
    triggerType: 'Added to List',
    definition: known({}),
    results: known(results({ recipients: 300 })),
    ...change,
  };
}

export function aGap(change: Partial<Gap> = {}): Gap {
  return {
    audienceId: 'A2',
    name: 'New subscribers',
    stage: 'Subscriber or lead',
    uses: ['Campaign targeting', 'Flow branching'],
    state: 'Missing',
    why: 'No segment holds people who opted in lately and have not bought.',
    nearest: known(null),
    servedBy: [],
    matches: [],
    rule: 'Subscribed to email in the last 30 days and has never ordered.',
    size: known(aFigure(420)),
    reachable: known(aFigure(400)),
    ...change,
  };
}

export function aUse(change: Partial<GroupUse> = {}): GroupUse {
  return { by: { type: 'campaign', id: '01CAMP', name: 'Autumn sale' }, how: 'campaign include', live: true, indirect: false, at: NOW - 12 * DAY, ...change };
}

export function aFinding(change: Partial<Finding> = {}): Finding {
  return {
    kind: 'unused',
    subject: { type: 'segment', id: 'SegA01' },
    severity: 'warning',
    evidence: 'Not used for 120 days.',
    threshold: { setting: 'Unused after', value: '90' },
    related: [],
    ...change,
  };
}

export function aVerdict(change: Partial<Verdict> = {}): Verdict {
  return {
    subject: { type: 'segment', id: 'SegA01' },
    verdict: 'Keep',
    reason: 'In use and without findings.',
    into: null,
    repoint: [],
    findings: [],
    uses: [aUse()],
    lastUsed: NOW - 12 * DAY,
    ...change,
  };
}

export function aHiddenRule(change: Partial<HiddenRule> = {}): HiddenRule {
  return {
    key: 'k1',
    rule: 'Has ordered at least twice.',
    suggestedName: 'Repeat buyers',
    existingSegmentId: null,
    definition: '{"condition_groups":[]}',
    places: [
      { type: 'flow', id: 'FlwA01', name: 'Welcome series', where: 'profile filter' },
      { type: 'flow', id: 'FlwA02', name: 'Win-back', where: 'branch “Buyers?”' },
    ],
    ...change,
  };
}

export function aRecommendation(change: Partial<Recommendation> = {}): Recommendation {
  return {
    key: 'create:A2',
    action: 'Create',
    segment: 'New subscribers',
    stage: 'Subscriber or lead',
    rule: 'Subscribed to email in the last 30 days and has never ordered.',
    evidence: '420 people opted in within 30 days and have not bought; no segment holds them.',
    why: 'No segment has these people; 400 of them can be reached.',
    when: 'Now',
    gain: 3400,
    dueInDays: 12,
    use: 'Campaign targeting',
    uses: ['Campaign targeting'],
    priority: 'P1',
    score: 81,
    scoreReason: 'High value.',
    size: known(aFigure(420)),
    reachable: known(aFigure(400)),
    value: known(aFigure(3400, { unit: 'money', method: 'estimated' })),
    owner: 'Lifecycle marketer',
    cadence: 'Monthly',
    link: null,
    definition: '{}',
    readiness: 'ready',
    readinessReason: '',
    audienceId: 'A2',
    touches: [],
    steps: [],
    ...change,
  };
}

export function aLine(change: Partial<TrackerLine> = {}): TrackerLine {
  return {
    key: 'create:A2',
    action: 'Create',
    segment: 'New subscribers',
    stage: 'Subscriber or lead',
    rule: 'Subscribed to email in the last 30 days and has never ordered.',
    evidence: '420 people opted in within 30 days and have not bought; no segment holds them.',
    when: 'Now',
    why: 'No segment has these people; 400 of them can be reached.',
    due: '2026-12-05',
    use: 'Campaign targeting',
    priority: 'P1',
    score: 81,
    size: 420,
    reachable: 400,
    value: 3400,
    owner: 'Lifecycle marketer',
    status: 'Proposed',
    cadence: 'Monthly',
    nextReview: '2026-12-23',
    notes: '',
    link: null,
    firstFound: '2026-08-23',
    lastFound: '2026-11-23',
    ...change,
  };
}

/** The row that a recommendation leaves in the tracker when nobody has touched it. */
export function lineOf(recommendation: Recommendation, change: Partial<TrackerLine> = {}): TrackerLine {
  const number = (fact: Recommendation['size']): number | null => ('value' in fact && 'value' in fact.value.value ? fact.value.value.value : null);
  return aLine({
    key: recommendation.key,
    action: recommendation.action,
    segment: recommendation.segment,
    stage: recommendation.stage,
    rule: recommendation.rule,
    evidence: recommendation.evidence,
    when: recommendation.when,
    why: recommendation.why,
    use: recommendation.use,
    priority: recommendation.priority,
    score: recommendation.score,
    size: number(recommendation.size),
    reachable: number(recommendation.reachable),
    value: number(recommendation.value),
    owner: recommendation.owner,
    cadence: recommendation.cadence,
    link: recommendation.link,
    ...change,
  });
}

export function aPopulation(change: Partial<Population> = {}): Population {
  return {
    audienceId: 'A2',
    profiles: aFigure(420),
    reachableByEmail: aFigure(390),
    reachableBySms: aFigure(80),
    reachable: aFigure(400),
    channel: 'email',
    valueAtStake: aFigure(3400, { unit: 'money', method: 'estimated', low: 1700, high: 5100 }),
    valueInputs: '400 reachable, 5% lift, $48 an order.',
    ...change,
  };
}

export function anInventory(change: Partial<Inventory> = {}): Inventory {
  return {
    account: anAccount(),
    readAt: NOW,
    metrics: [],
    mappedMetrics: known([]),
    activity: known([]),
    metricProperties: [],
    lists: known([aList()]),
    segments: known([aSegment()]),
    campaigns: known([aCampaign()]),
    flows: known([aFlow()]),
    forms: known([]),
    audienceResults: known([]),
    resultsDays: 90,
    unread: [],
    ...change,
  };
}

export function aBehavior(change: Partial<BehaviorReading> = {}): BehaviorReading {
  return {
    at: NOW,
    state: null,
    customers: null,
    figures: [{ id: 'orders', topic: 'Orders', name: 'Orders in the look-back', figure: aFigure(24310, { unit: 'orders' }) }],
    parameters: new Map([
      [
        'A2',
        [
          {
            name: 'new_days',
            meaning: 'days since opting in',
            value: 30,
            figure: aFigure(30, { unit: 'days', method: 'fallback' }),
            because: 'Usual figure: too few first orders to measure.',
          },
        ],
      ],
    ]),
    populations: new Map([['A2', aPopulation()]]),
    reachableBase: aFigure(4100),
    profilesTotal: aFigure(9000),
    windowRevenue: aFigure(182400.256, { unit: 'money' }),
    averageOrderValue: aFigure(48.2, { unit: 'money per order' }),
    segmentPopulations: new Map(),
    ...change,
  };
}

export function aCoverage(change: Partial<Coverage> = {}): Coverage {
  const recommendations = change.recommendations ?? [aRecommendation()];
  return {
    gaps: [
      aGap(),
      aGap({
        audienceId: 'J1',
        name: 'Engaged',
        stage: 'Engagement',
        uses: ['Campaign targeting'],
        state: 'Covered',
        why: 'Covered by “Engaged 90 days”.',
        matches: [{ segmentId: 'SegA01', fit: 'other thresholds', difference: 'uses 90 days instead of 60 days', usable: true, people: null }],
      }),
    ],
    verdicts: [aVerdict(), aVerdict({ subject: { type: 'list', id: 'LstA01' } })],
    findings: [],
    hiddenRules: [aHiddenRule()],
    segmentRules: new Map([['SegA01', 'Has opened or clicked an email in the last 90 days.']]),
    flowTexts: new Map([
      [
        'FlwA01',
        {
          trigger: 'Joins the list “Newsletter”.',
          triggerFilter: '',
          profileFilter: 'Has never ordered.',
          branches: ['“Clicked?”: has clicked an email.'],
          hides: '',
        },
      ],
    ]),
    dataLimits: ['Ad audience syncs cannot be seen.'],
    assumptions: ['Orders without a value count as orders.'],
    ...change,
    recommendations,
  };
}

/** As at the first refresh. */
export const NO_NEWS: AccountNews = {
  since: null,
  items: [],
  unknown: [],
  changes: [],
  memory: { version: 1, accountId: 'AcCt01', at: NOW, segments: null, flows: null, findings: [], changes: [] },
};

/** A small account with one of everything. */
export function aReport(change: Partial<ReportInput> = {}): ReportInput {
  const coverage = change.coverage ?? aCoverage();
  return {
    inventory: anInventory(),
    behavior: aBehavior(),
    reach: unknownReach('people were not counted'),
    news: NO_NEWS,
    settings: new Map(),
    settingProblems: [],
    automatic: new Map(),
    history: NO_HISTORY,
    now: NOW,
    tracker: coverage.recommendations.map((recommendation) => lineOf(recommendation)),
    ...change,
    coverage,
  };
}

/** Address of a segment, as recommendations carry it. */
export function segmentLink(id: string): string {
  return klaviyoAddress('segment', id);
}
