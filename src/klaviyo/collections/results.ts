import type { AudienceResults, SendResults } from '../../domain/account/inventory';
import { DAY, unknown } from '../../domain/account/known';
import { NOT_YET } from '../../domain/account/unread-part';
import { post, REPORT } from '../http/endpoint';
import { arrayOf, objectOf, textOf } from '../http/json';
import { after, type Collection } from '../schedule/collection';
import type { Handler, ReadingContext } from '../schedule/context';
import { reasonFor } from '../schedule/failure';
import { isToCome } from '../schedule/so-far';
import type { Pieces } from '../state/pieces';
import { STAND_IN } from './metrics';
import { mergeResults, sendResults, STATISTICS } from './send-results';
import { unlessUnread } from './unless-unread';
import { wallText } from './zone-time';

declare module '../schedule/work-item' {
  interface WorkKinds {
    readonly 'flow-report': object;
    readonly 'campaign-report': { readonly by: 'campaign' | 'audience' };
  }
}
declare module '../state/records' {
  interface Records {
    readonly flowResults: Pieces<SendResults>;
    readonly campaignResults: Pieces<SendResults>;
    readonly audienceResults: Pieces<AudienceResults>;
  }
}

const FLOW_REPORT = post('flowReport', '/api/flow-values-reports', REPORT, ['flows:read'], 'the results of flows', 'One call gives the results of all flows.');
const CAMPAIGN_REPORT = post(
  'campaignReport',
  '/api/campaign-values-reports',
  REPORT,
  ['campaigns:read'],
  'the results of campaigns',
  'Two calls a reading: by campaign, and by audience (group), which no other endpoint tells.',
);

/** Periods that Klaviyo has a word for; others are said by their two ends. */
const KEYS: Readonly<Record<number, string>> = { 7: 'last_7_days', 30: 'last_30_days', 90: 'last_90_days', 365: 'last_365_days' };

function timeframe(context: ReadingContext): unknown {
  const days = context.settings.resultsDays;
  const zone = context.head.account?.timezone ?? 'UTC';
  const { readAt } = context.head;
  const key = KEYS[days];
  return key !== undefined ? { key } : { start: wallText(zone, readAt - days * DAY), end: wallText(zone, readAt) };
}

function resultsOf(
  answer: unknown,
): readonly { readonly groupings: Readonly<Record<string, unknown>>; readonly statistics: Readonly<Record<string, unknown>> }[] {
  return arrayOf(objectOf(objectOf(objectOf(answer).data).attributes).results).map((result) => ({
    groupings: objectOf(objectOf(result).groupings),
    statistics: objectOf(objectOf(result).statistics),
  }));
}

/** True where the report's conversion metric is what the account counts as revenue, not a stand-in that the API requires. */
function conversionsCount(context: ReadingContext): boolean {
  return context.head.conversionMetricId !== null && !context.head.conversionMetricId.startsWith(STAND_IN);
}

function conversionMetric(context: ReadingContext): string {
  const id = context.head.conversionMetricId ?? '';
  return id.startsWith(STAND_IN) ? id.slice(STAND_IN.length) : id;
}

const readCampaignReport: Handler<'campaign-report'> = {
  endpoint: () => CAMPAIGN_REPORT,
  shape: (work, context) => ({
    path: CAMPAIGN_REPORT.path,
    body: {
      data: {
        type: 'campaign-values-report',
        attributes: {
          statistics: STATISTICS,
          timeframe: timeframe(context),
          conversion_metric_id: conversionMetric(context),
          group_by: work.by === 'campaign' ? ['campaign_id', 'campaign_message_id'] : ['campaign_id', 'campaign_message_id', 'group', 'group_name'],
        },
      },
    },
  }),
  answer: (work, answer, next, context) => {
    const sends = new Set<string>();
    for (const { groupings, statistics } of resultsOf(answer)) {
      const results = sendResults(statistics, conversionsCount(context));
      const id = textOf(groupings.campaign_id);
      if (work.by === 'audience') {
        const group = textOf(groupings.group);
        // Variations of one campaign are one send.
        const send = `${id ?? ''} ${group ?? ''}`;
        noteAudience(group, textOf(groupings.group_name), results, sends.has(send) ? 0 : 1, context);
        sends.add(send);
        continue;
      }
      const { campaignResults } = context.records;
      if (id === null) continue;
      const before = campaignResults.isFrom(id, context.head.reading) ? campaignResults.get(id) : undefined;
      campaignResults.set(id, before === undefined ? results : mergeResults(before, results), context.head.reading);
    }
    if (next !== null) return work;
    (work.by === 'audience' ? context.records.audienceResults : context.records.campaignResults).sweep(context.head.reading);
    return null;
  },
  failed: (work, failure, context) => {
    const name = work.by === 'audience' ? 'audienceResults' : 'campaignResults';
    context.head.unknown = { ...context.head.unknown, [name]: reasonFor(failure) };
    context.unread(work.by === 'audience' ? 'results by list and segment' : 'results of campaigns', failure);
    return null;
  },
  essential: false,
};

function noteAudience(groupId: string | null, groupName: string | null, results: SendResults, sends: 0 | 1, context: ReadingContext): void {
  if (groupId === null || groupId === '') return;
  const { audienceResults } = context.records;
  const before = audienceResults.isFrom(groupId, context.head.reading) ? audienceResults.get(groupId) : undefined;
  audienceResults.set(
    groupId,
    {
      groupId,
      groupName: groupName ?? before?.groupName ?? null,
      sends: (before?.sends ?? 0) + sends,
      results: before === undefined ? results : mergeResults(before.results, results),
    },
    context.head.reading,
  );
}

const readFlowReport: Handler<'flow-report'> = {
  endpoint: () => FLOW_REPORT,
  shape: (_work, context) => ({
    path: FLOW_REPORT.path,
    body: {
      data: {
        type: 'flow-values-report',
        attributes: {
          statistics: STATISTICS,
          timeframe: timeframe(context),
          conversion_metric_id: conversionMetric(context),
          group_by: ['flow_id', 'flow_message_id'],
        },
      },
    },
  }),
  answer: (work, answer, next, context) => {
    const { flowResults } = context.records;
    for (const { groupings, statistics } of resultsOf(answer)) {
      const id = textOf(groupings.flow_id);
      if (id === null) continue;
      const results = sendResults(statistics, conversionsCount(context));
      const before = flowResults.isFrom(id, context.head.reading) ? flowResults.get(id) : undefined;
      flowResults.set(id, before === undefined ? results : mergeResults(before, results), context.head.reading);
    }
    if (next !== null) return work;
    flowResults.sweep(context.head.reading);
    return null;
  },
  failed: (_work, failure, context) => {
    context.head.unknown = { ...context.head.unknown, flowResults: reasonFor(failure) };
    context.unread('results of flows', failure);
    return null;
  },
  essential: false,
};

/** Queues the three reports; without any metric there is nothing that they could be asked with. */
function askReports(context: ReadingContext): void {
  if (context.head.conversionMetricId === null) {
    const reason = 'the account has no metric to count conversions by';
    context.head.unknown = { ...context.head.unknown, campaignResults: reason, audienceResults: reason, flowResults: reason };
    return;
  }
  context.add({ kind: 'campaign-report', by: 'campaign' });
  context.add({ kind: 'campaign-report', by: 'audience' });
  context.add({ kind: 'flow-report' });
}

export const results = {
  endpoints: [FLOW_REPORT, CAMPAIGN_REPORT],
  work: { 'flow-report': readFlowReport, 'campaign-report': readCampaignReport },
  records: { flowResults: 'flow-results', campaignResults: 'campaign-results', audienceResults: 'audience-results' },
  steps: [{ name: 'reports', label: 'Reading results of campaigns and flows', stage: 2, after: after('metrics'), begin: askReports }],
  inventory: ({ head, records, settings }) => ({
    audienceResults: isToCome(head, 'reports') ? unknown(NOT_YET) : unlessUnread(head, 'audienceResults', () => records.audienceResults.values()),
    resultsDays: settings.resultsDays,
  }),
} satisfies Collection;
