import * as v from 'valibot';
import type { Instant } from '../../domain/account/known';
import type { Account, Campaign, Flow, Form, Metric, MetricProperty, Segment, SubscriberList } from '../../domain/account/inventory';
import { booleanOf, instantOf, objectOf, relatedIds, textOf, type Resource } from '../http/json';
import type {
  AccountAttributes, CampaignAttributes, EntriesOf, FlowAttributes, FormAttributes, ListAttributes, MetricAttributes, MetricPropertyAttributes, SegmentAttributes,
} from '../http/wire';

/** Text or nothing: Klaviyo's models make almost every attribute nullable. */
const text = v.nullish(v.string(), null);
const flag = v.fallback(v.boolean(), false);
const anything = v.nullish(v.unknown(), null);
const time = v.pipe(anything, v.transform(instantOf));
const ids = v.fallback(v.pipe(v.nullish(v.array(v.unknown()), []), v.transform((values) => values.filter((value): value is string => typeof value === 'string'))), []);

/** The record, or null when it lacks what makes it one: callers count those as unread. */
function parsed<Entries extends v.ObjectEntries>(entries: Entries, resource: Resource): v.InferOutput<v.LooseObjectSchema<Entries, undefined>> | null {
  const result = v.safeParse(v.looseObject(entries), resource.attributes);
  return result.success ? result.output : null;
}

const ACCOUNT = {
  contact_information: v.fallback(v.looseObject({ organization_name: text }), { organization_name: null }),
  timezone: v.string(), preferred_currency: v.string(), locale: text, test_account: flag,
} satisfies EntriesOf<AccountAttributes>;

export function parseAccount(resource: Resource): Account | null {
  const found = parsed(ACCOUNT, resource);
  return found && {
    id: resource.id, name: found.contact_information.organization_name ?? resource.id, timezone: found.timezone, currency: found.preferred_currency,
    locale: found.locale, testAccount: found.test_account,
  };
}

const LIST = { name: text, created: time, updated: time, opt_in_process: text } satisfies EntriesOf<ListAttributes>;

/** A list without its size, which no listing tells. */
export type ListedList = Omit<SubscriberList, 'members' | 'membersAsOf' | 'joinedRecently'>;

export function parseList(resource: Resource, tagNames: (ids: readonly string[]) => readonly string[]): ListedList | null {
  const found = parsed(LIST, resource);
  return found && {
    id: resource.id, name: found.name ?? '', created: found.created, updated: found.updated, optInProcess: found.opt_in_process,
    tags: tagNames(relatedIds(resource, 'tags')), triggersFlowIds: relatedIds(resource, 'flow-triggers'),
  };
}

const SEGMENT = {
  name: text, definition: anything, created: time, updated: time, is_active: v.fallback(v.boolean(), true), is_processing: flag, is_starred: flag,
} satisfies EntriesOf<SegmentAttributes>;

export type ListedSegment = Omit<Segment, 'members'>;

export function parseSegment(resource: Resource, tagNames: (ids: readonly string[]) => readonly string[]): ListedSegment | null {
  const found = parsed(SEGMENT, resource);
  return found && {
    id: resource.id, name: found.name ?? '', created: found.created, updated: found.updated, isActive: found.is_active, isProcessing: found.is_processing,
    isStarred: found.is_starred, definition: found.definition, tags: tagNames(relatedIds(resource, 'tags')),
    triggersFlowIds: relatedIds(resource, 'flow-triggers'),
  };
}

const FLOW = { name: text, status: text, archived: flag, created: time, updated: time, trigger_type: text } satisfies EntriesOf<FlowAttributes>;

export type ListedFlow = Omit<Flow, 'definition' | 'results'>;

export function parseFlow(resource: Resource): ListedFlow | null {
  const found = parsed(FLOW, resource);
  return found && {
    id: resource.id, name: found.name ?? '', status: found.status ?? 'unknown', archived: found.archived, created: found.created, updated: found.updated,
    triggerType: found.trigger_type,
  };
}

const CAMPAIGN = {
  name: text, status: text, archived: flag,
  audiences: v.fallback(v.looseObject({ included: ids, excluded: ids }), { included: [], excluded: [] }),
  send_options: anything, send_strategy: anything, created_at: time, updated_at: time, scheduled_at: time, send_time: time,
} satisfies EntriesOf<CampaignAttributes>;

export type ListedCampaign = Omit<Campaign, 'results'>;

export function parseCampaign(resource: Resource, channel: string): ListedCampaign | null {
  const found = parsed(CAMPAIGN, resource);
  return found && {
    id: resource.id, name: found.name ?? '', channel, status: found.status ?? 'Unknown', archived: found.archived,
    included: found.audiences.included, excluded: found.audiences.excluded, createdAt: found.created_at, scheduledAt: plannedFor(found.status ?? '', found.send_strategy, found.scheduled_at),
    updatedAt: found.updated_at, sendTime: found.send_time, smartSending: booleanOf(objectOf(found.send_options).use_smart_sending),
  };
}

/**
 * The day on which a campaign goes out. Klaviyo's `scheduled_at` is the moment when somebody scheduled it and lies in the past; the day to come stands
 * in `send_strategy` (`datetime`; `date` where each person has an hour of their own). Where that tells none, what was sent went out when it was scheduled.
 */
function plannedFor(status: string, strategy: unknown, scheduledAt: Instant | null): Instant | null {
  if (/^(draft|cancel)/i.test(status.trim())) return null;
  const { datetime, date } = objectOf(strategy);
  // A day without an hour is one of the account's: noon of it is that day in almost every zone.
  const noon = /^\d{4}-\d{2}-\d{2}$/.test(String(date)) ? instantOf(`${String(date)}T12:00:00`) : null;
  return instantOf(datetime) ?? noon ?? (/sent/i.test(status) ? scheduledAt : null);
}

const METRIC = { name: text, created: time, updated: time, integration: anything } satisfies EntriesOf<MetricAttributes>;

export function parseMetric(resource: Resource): Metric | null {
  const found = parsed(METRIC, resource);
  if (!found || found.name === null) return null;
  const integration = objectOf(found.integration);
  return {
    id: resource.id, name: found.name, created: found.created, updated: found.updated,
    integration: found.integration === null ? null : { name: textOf(integration.name), category: textOf(integration.category) },
  };
}

const PROPERTY = { property: v.string(), inferred_type: text, sample_values: v.nullish(v.fallback(v.array(v.unknown()), []), []) } satisfies EntriesOf<MetricPropertyAttributes>;

export function parseMetricProperty(resource: Resource, metricId: string): MetricProperty | null {
  const found = parsed(PROPERTY, resource);
  return found && { metricId, property: found.property, type: found.inferred_type, samples: found.sample_values.slice(0, 20) };
}

const FORM = { name: text, status: text } satisfies EntriesOf<FormAttributes>;

/** Klaviyo tells no list of a form through its API. */
export function parseForm(resource: Resource): Form | null {
  const found = parsed(FORM, resource);
  return found && { id: resource.id, name: found.name ?? '', status: found.status ?? 'unknown', listIds: [] };
}
