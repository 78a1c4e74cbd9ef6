import type { Campaign, Flow, Inventory, Segment, SubscriberList } from '../../domain/account/inventory';
import { known, unknown, type Known } from '../../domain/account/known';
import type { ReadingSettings } from '../schedule/reading-options';
import { wasSent, type Head, type Records } from './head';

/** The domain's inventory of what was read; what could not be read is unknown with its reason. */
export function inventoryOf(head: Head, records: Records, settings: ReadingSettings): Inventory {
  if (head.account === null) throw new Error('The account was not read.');
  const collection = <T>(name: string, values: () => readonly T[]): Known<readonly T[]> => {
    const reason = head.unknown[name];
    return reason === undefined ? known(values()) : unknown(reason);
  };
  return {
    account: head.account,
    readAt: head.readAt,
    metrics: head.unknown.metrics === undefined ? records.metrics.values() : [],
    mappedMetrics: collection('mappedMetrics', () => head.mappedMetrics),
    activity: collection('activity', () => records.activity.values()),
    metricProperties: records.properties.values().flat(),
    lists: collection('lists', () => records.lists.values().map((list) => listOf(list.id, records))),
    segments: collection('segments', () => records.segments.values().map((segment) => segmentOf(segment, records))),
    campaigns: collection('campaigns', () => records.campaigns.values().map((campaign) => campaignOf(campaign, head, records))),
    flows: collection('flows', () => records.flows.values().map((flow) => flowOf(flow, head, records))),
    forms: collection('forms', () => head.forms),
    audienceResults: collection('audienceResults', () => records.audienceResults.values()),
    resultsDays: settings.resultsDays,
    memberOverlaps: records.overlaps.values().map(({ updated: _updated, ...overlap }) => overlap),
    unread: head.unread,
    ...incompleteOf(head),
  };
}

/** Listings of which something is missing. Metrics are a plain list, so that none were read is said here as well. */
export function incompleteOf({ incomplete, unknown: unread }: Pick<Head, 'incomplete' | 'unknown'>): Pick<Inventory, 'incomplete'> {
  const all = unread.metrics === undefined ? incomplete : { ...incomplete, metrics: unread.metrics };
  return all === undefined ? {} : { incomplete: all };
}

function listOf(id: string, records: Records): SubscriberList {
  const list = records.lists.get(id);
  if (list === undefined) throw new Error('The list is not among those read.');
  const size = records.listSizes.get(id);
  const joined = records.listJoins.get(id);
  return {
    ...list,
    members: size?.members === undefined || size.members === null ? unknown(size?.failed ?? 'its size was not read') : known(size.members),
    membersAsOf: size?.members === undefined || size.members === null ? null : size.asOf,
    joinedRecently: joined === undefined ? unknown('Klaviyo does not tell who joined this list') : known(joined),
  };
}

function segmentOf(segment: Omit<Segment, 'members'>, records: Records): Segment {
  const members = records.segmentMembers.get(segment.id);
  return { ...segment, members: members === undefined ? unknown('its size could not be read') : known(members) };
}

function campaignOf(campaign: Omit<Campaign, 'results'>, head: Head, records: Records): Campaign {
  return { ...campaign, results: resultsOf(records.campaignResults.get(campaign.id), head.unknown.campaignResults, wasSent(campaign) ? 'it was not sent in the period' : 'it has not been sent') };
}

function flowOf(flow: Omit<Flow, 'definition' | 'results'>, head: Head, records: Records): Flow {
  const stored = records.flowDefinitions.get(flow.id);
  const definition: Known<unknown> = stored === undefined ? unknown('its rules could not be read') : stored.failed === null ? known(stored.definition) : unknown(stored.failed);
  return { ...flow, definition, results: resultsOf(records.flowResults.get(flow.id), head.unknown.flowResults, 'it sent nothing in the period') };
}

function resultsOf(results: Campaign['results'] extends Known<infer Results> ? Results | undefined : never, reason: string | undefined, none: string): Campaign['results'] {
  // Results of an earlier reading stand in where this one could not ask (the daily limit, for example).
  if (results !== undefined) return known(results);
  return unknown(reason ?? none);
}
