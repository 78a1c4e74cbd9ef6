import type { StoredCampaign, StoredFlow, Tally } from './account-data';
import type { Call } from './document';
import { isoDate } from './document';
import type { Comparison } from './filter';
import { messagesOf } from './flows';
import { badBody } from './refusal';
import type { Row } from './report-request';
import { conversionMetric, namesOf, reportAttributes, reportDocument, reportFilter, seriesStarts, timeframeOf } from './report-request';
import type { Route } from './routes';
import { addTallies, NO_TALLY, SEND_STATISTICS } from './statistics';

const SCALAR = ['equals', 'contains-any'];
const TAGS = ['contains-any', 'contains-all'];
const CAMPAIGN_GROUPS = [
  'campaign_id',
  'campaign_message_id',
  'campaign_message_name',
  'group',
  'group_name',
  'send_channel',
  'tag_id',
  'tag_name',
  'text_message_format',
  'variation',
  'variation_name',
];
const FLOW_GROUPS = [
  'flow_id',
  'flow_message_id',
  'flow_message_name',
  'flow_name',
  'send_channel',
  'tag_id',
  'tag_name',
  'text_message_format',
  'variation',
  'variation_name',
];
/** Reports write the push channel in another way than campaigns. */
const CHANNELS: Readonly<Record<string, string>> = { email: 'email', sms: 'sms', mobile_push: 'push-notification' };

/** One message to one audience, with every name that a report can group or filter by. */
interface Send {
  readonly names: Readonly<Record<string, string | readonly string[]>>;
  readonly tally: Tally;
}

function matches(send: Send, comparisons: readonly Comparison[]): boolean {
  return comparisons.every(({ field, operator, values }) => {
    const actual = send.names[field] ?? '';
    const has = (wanted: unknown): boolean => (typeof actual === 'string' ? actual === wanted : actual.includes(String(wanted)));
    return operator === 'contains-all' ? values.every(({ value }) => has(value)) : values.some(({ value }) => has(value));
  });
}

function groupBy(
  attributes: Readonly<Record<string, unknown>>,
  allowed: readonly string[],
  required: readonly string[],
  fallback: readonly string[],
): readonly string[] {
  const names = namesOf(attributes, 'group_by', allowed, fallback);
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) throw badBody('/data/attributes/group_by', `group_by must contain ${missing.join(' and ')}.`);
  return names;
}

/** Sends added up by what they are grouped by, in the order in which groups appear. */
function grouped(sends: readonly Send[], names: readonly string[]): ReadonlyMap<string, { readonly groupings: Row['groupings']; tally: Tally }> {
  const groups = new Map<string, { readonly groupings: Row['groupings']; tally: Tally }>();
  for (const send of sends) {
    const groupings = Object.fromEntries(names.map((name) => [name, send.names[name] ?? null]));
    const key = JSON.stringify(groupings);
    const before = groups.get(key);
    if (before) before.tally = addTallies(before.tally, send.tally);
    else groups.set(key, { groupings, tally: send.tally });
  }
  return groups;
}

function statisticsOf(tally: Tally, names: readonly string[]): Row['statistics'] {
  return Object.fromEntries(names.map((name) => [name, SEND_STATISTICS[name]?.(tally) ?? 0]));
}

function tagNames(tagIds: readonly string[], call: Call): Readonly<Record<string, readonly string[]>> {
  return { tag_id: tagIds, tag_name: tagIds.flatMap((id) => call.index.tags.get(id)?.name ?? []) };
}

function campaignSends(campaign: StoredCampaign, metricId: string, call: Call): readonly Send[] {
  return call.account.results.campaign(campaign.id, metricId).map(({ messageId, groupId, tally }) => {
    const message = campaign.messages.find((item) => item.id === messageId);
    const several = campaign.messages.length > 1;
    return {
      tally,
      names: {
        campaign_id: campaign.id,
        campaign_message_id: messageId,
        campaign_message_name: message?.label ?? '',
        group: groupId,
        group_name: call.index.lists.get(groupId)?.name ?? call.index.segments.get(groupId)?.name ?? '',
        send_channel: CHANNELS[campaign.channel] ?? campaign.channel,
        variation: several ? messageId : '',
        variation_name: several ? (message?.label ?? '') : '',
        text_message_format: campaign.channel === 'sms' ? 'SMS' : '',
        ...tagNames(campaign.tagIds, call),
      },
    };
  });
}

const campaignValues: Route = (call) => {
  const type = 'campaign-values-report';
  const attributes = reportAttributes(call, type);
  const statistics = namesOf(attributes, 'statistics', Object.keys(SEND_STATISTICS), null);
  const { from, to } = timeframeOf(attributes, call);
  const metricId = conversionMetric(attributes, call);
  const names = groupBy(attributes, CAMPAIGN_GROUPS, ['campaign_id', 'campaign_message_id'], ['campaign_id', 'campaign_message_id', 'send_channel']);
  const comparisons = reportFilter(attributes, {
    campaign_id: SCALAR,
    campaign_message_id: SCALAR,
    campaign_message_name: SCALAR,
    send_channel: SCALAR,
    variation: SCALAR,
    variation_name: SCALAR,
    text_message_format: SCALAR,
    tag_id: TAGS,
    tag_name: TAGS,
  });
  const sent = call.account.campaigns.filter(({ sendTime }) => sendTime !== null && sendTime >= from && sendTime < to && sendTime <= call.now);
  const sends = sent.flatMap((campaign) => campaignSends(campaign, metricId, call)).filter((send) => matches(send, comparisons));
  const rows = [...grouped(sends, names).values()].map(({ groupings, tally }): Row => ({ groupings, statistics: statisticsOf(tally, statistics) }));
  return reportDocument(type, rows, call, null, true);
};

function flowSends(flow: StoredFlow, metricId: string, from: number, to: number, call: Call): readonly Send[] {
  const names = new Map(flow.definition.actions.flatMap((action) => messagesOf(action).map((message) => [message.id, message.name] as const)));
  return call.account.results
    .flow(flow.id, metricId, from, to)
    .map(({ messageId, channel, tally }) => ({
      tally,
      names: {
        flow_id: flow.id,
        flow_name: flow.name,
        flow_message_id: messageId,
        flow_message_name: names.get(messageId) ?? '',
        send_channel: CHANNELS[channel] ?? channel,
        variation: '',
        variation_name: '',
        text_message_format: channel === 'sms' ? 'SMS' : '',
        ...tagNames(flow.tagIds, call),
      },
    }));
}

const FLOW_FILTERS = {
  flow_id: SCALAR,
  flow_name: SCALAR,
  flow_message_id: SCALAR,
  flow_message_name: SCALAR,
  send_channel: SCALAR,
  variation: SCALAR,
  variation_name: SCALAR,
  text_message_format: SCALAR,
  tag_id: TAGS,
  tag_name: TAGS,
};

const flowValues: Route = (call) => {
  const type = 'flow-values-report';
  const attributes = reportAttributes(call, type);
  const statistics = namesOf(attributes, 'statistics', Object.keys(SEND_STATISTICS), null);
  const { from, to } = timeframeOf(attributes, call);
  const metricId = conversionMetric(attributes, call);
  const names = groupBy(attributes, FLOW_GROUPS, ['flow_id', 'flow_message_id'], ['flow_id', 'flow_message_id', 'send_channel']);
  const comparisons = reportFilter(attributes, FLOW_FILTERS);
  const sends = call.account.flows.flatMap((flow) => flowSends(flow, metricId, from, to, call)).filter((send) => matches(send, comparisons));
  const rows = [...grouped(sends, names).values()].map(({ groupings, tally }): Row => ({ groupings, statistics: statisticsOf(tally, statistics) }));
  return reportDocument(type, rows, call, null, true);
};

const flowSeries: Route = (call) => {
  const type = 'flow-series-report';
  const attributes = reportAttributes(call, type);
  const statistics = namesOf(attributes, 'statistics', Object.keys(SEND_STATISTICS), null);
  const timeframe = timeframeOf(attributes, call);
  const metricId = conversionMetric(attributes, call);
  const names = groupBy(attributes, FLOW_GROUPS, ['flow_id', 'flow_message_id'], ['flow_id', 'flow_message_id', 'send_channel']);
  const comparisons = reportFilter(attributes, FLOW_FILTERS);
  const starts = seriesStarts(attributes, timeframe, call);
  const rows = new Map<string, { groupings: Row['groupings']; tallies: Tally[] }>();
  starts.forEach((start, place) => {
    const to = starts[place + 1] ?? timeframe.to;
    const sends = call.account.flows
      .flatMap((flow) => flowSends(flow, metricId, Math.max(start, timeframe.from), to, call))
      .filter((send) => matches(send, comparisons));
    for (const [key, { groupings, tally }] of grouped(sends, names)) {
      const row = rows.get(key) ?? { groupings, tallies: starts.map(() => NO_TALLY) };
      row.tallies[place] = tally;
      rows.set(key, row);
    }
  });
  const shown = [...rows.values()].map(({ groupings, tallies }): Row => ({
    groupings,
    statistics: Object.fromEntries(statistics.map((name) => [name, tallies.map((tally) => SEND_STATISTICS[name]?.(tally) ?? 0)])),
  }));
  return reportDocument(type, shown, call, starts.map(isoDate), true);
};

/** Answers of campaign and flow reports. */
export const SEND_REPORT_ROUTES: Readonly<Record<string, Route>> = {
  'POST campaign-values-reports': campaignValues,
  'POST flow-values-reports': flowValues,
  'POST flow-series-reports': flowSeries,
};
