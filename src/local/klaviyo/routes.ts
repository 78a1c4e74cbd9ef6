import { LIST, SEGMENT, showList, showSegment } from './audiences';
import { CAMPAIGN, showCampaign, showCampaignMessage } from './campaigns';
import type { Call, Reference, Resource } from './document';
import { linkage, linkageDocument, listing, manyDocument, oneDocument } from './document';
import { actionKind, FLOW, messageKind, messagesOf, showAction, showFlow, showMessage } from './flows';
import { METRIC, propertiesOf, showCustomMetric, showMappedMetric, showMetric } from './metrics';
import { notFound } from './refusal';
import { showTag, showTagGroup, TAG, TAG_GROUP } from './tags';

/** Answers one call with the document that becomes the body; throws a `Refusal` otherwise. */
export type Route = (call: Call) => unknown;

function found<T>(item: T | undefined, what: string, id: string): T {
  if (item === undefined) throw notFound(what, id);
  return item;
}

const list = (call: Call) => found(call.index.lists.get(call.id), 'list', call.id);
const segment = (call: Call) => found(call.index.segments.get(call.id), 'segment', call.id);
const campaign = (call: Call) => found(call.index.campaigns.get(call.id), 'campaign', call.id);
const flow = (call: Call) => found(call.index.flows.get(call.id), 'flow', call.id);
const metric = (call: Call) => found(call.index.metrics.get(call.id), 'metric', call.id);
const customMetric = (call: Call) => found(call.index.customMetrics.get(call.id), 'custom-metric', call.id);
const tag = (call: Call) => found(call.index.tags.get(call.id), 'tag', call.id);
const tagGroup = (call: Call) => found(call.index.tagGroups.get(call.id), 'tag-group', call.id);
const action = (call: Call) => found(call.index.actions.get(call.id), 'flow-action', call.id);
const mapped = (call: Call) =>
  found(
    call.account.mappedMetrics.find((item) => item.role === call.id),
    'mapped-metric',
    call.id,
  );

/** What a relationship of `owner` leads to: `/{plural}/{id}/{name}` in full. */
function related(owner: (call: Call) => Resource, name: string): Route {
  return (call) => {
    const relation = owner(call).relations[name];
    const resources = relation?.resources() ?? [];
    if (Array.isArray(relation?.data)) return manyDocument(resources, call);
    const [only] = resources;
    return only ? oneDocument(only, call) : { data: null, links: { self: `${call.base}${call.query.target}` } };
  };
}

/** The same as references: `/{plural}/{id}/relationships/{name}`. */
function references(owner: (call: Call) => Resource, name: string): Route {
  return (call) => linkageDocument(owner(call).relations[name]?.data ?? null, call);
}

/** Objects that carry the tag, as references. */
function tagged(type: string, items: (call: Call) => readonly { readonly id: string; readonly tagIds: readonly string[] }[]): Route {
  return (call) => {
    const { id } = tag(call);
    return linkageDocument(
      items(call)
        .filter((item) => item.tagIds.includes(id))
        .map((item): Reference => ({ type, id: item.id })),
      call,
    );
  };
}

const listOf = (call: Call) => showList(list(call), call);
const segmentOf = (call: Call) => showSegment(segment(call), call);
const campaignOf = (call: Call) => showCampaign(campaign(call), call);
const flowOf = (call: Call) => showFlow(flow(call), call);
const metricOf = (call: Call) => showMetric(metric(call), call);
const tagOf = (call: Call) => showTag(tag(call), call);
const mappedOf = (call: Call) => showMappedMetric(mapped(call), call);
const customOf = (call: Call) => showCustomMetric(customMetric(call), call);
const tagsOfGroup = (call: Call) => call.account.tags.filter((item) => item.groupId === tagGroup(call).id);

/** Answers by `METHOD path` for everything but events, profiles, reports, forms and the catalog. */
export const OBJECT_ROUTES: Readonly<Record<string, Route>> = {
  'GET accounts': (call) => manyDocument([showAccount(call)], call),
  'GET accounts/{id}': (call) => {
    if (call.id !== call.account.account.id) throw notFound('account', call.id);
    return oneDocument(showAccount(call), call);
  },
  'GET lists': (call) => listing(call.account.lists, LIST, call),
  'GET lists/{id}': (call) => oneDocument(listOf(call), call),
  'GET lists/{id}/tags': related(listOf, 'tags'),
  'GET lists/{id}/relationships/tags': references(listOf, 'tags'),
  'GET lists/{id}/flow-triggers': related(listOf, 'flow-triggers'),
  'GET lists/{id}/relationships/flow-triggers': references(listOf, 'flow-triggers'),
  'GET segments': (call) => listing(call.account.segments, SEGMENT, call),
  'GET segments/{id}': (call) => oneDocument(segmentOf(call), call),
  'GET segments/{id}/tags': related(segmentOf, 'tags'),
  'GET segments/{id}/relationships/tags': references(segmentOf, 'tags'),
  'GET segments/{id}/flow-triggers': related(segmentOf, 'flow-triggers'),
  'GET segments/{id}/relationships/flow-triggers': references(segmentOf, 'flow-triggers'),
  'GET campaigns': (call) => listing(call.account.campaigns, CAMPAIGN, call),
  'GET campaigns/{id}': (call) => oneDocument(campaignOf(call), call),
  'GET campaigns/{id}/tags': related(campaignOf, 'tags'),
  'GET campaigns/{id}/relationships/tags': references(campaignOf, 'tags'),
  'GET campaigns/{id}/campaign-messages': (call) => {
    const item = campaign(call);
    return manyDocument(
      item.messages.map((message) => showCampaignMessage(item, message, call)),
      call,
    );
  },
  'GET campaigns/{id}/relationships/campaign-messages': references(campaignOf, 'campaign-messages'),
  'GET campaign-messages/{id}': (call) => {
    const item = found(call.index.campaignMessages.get(call.id), 'campaign-message', call.id);
    return oneDocument(
      showCampaignMessage(
        item,
        found(
          item.messages.find((message) => message.id === call.id),
          'campaign-message',
          call.id,
        ),
        call,
      ),
      call,
    );
  },
  'GET campaign-recipient-estimations/{id}': (call) =>
    oneDocument(
      {
        type: 'campaign-recipient-estimation',
        id: call.id,
        plural: 'campaign-recipient-estimations',
        relations: {},
        attributes: { estimated_recipient_count: campaign(call).included.reduce((sum, id) => sum + groupSize(call, id), 0) },
      },
      call,
    ),
  'GET flows': (call) => listing(call.account.flows, FLOW, call),
  'GET flows/{id}': (call) => oneDocument(flowOf(call), call),
  'GET flows/{id}/tags': related(flowOf, 'tags'),
  'GET flows/{id}/relationships/tags': references(flowOf, 'tags'),
  'GET flows/{id}/flow-actions': (call) => listing(flow(call).definition.actions, actionKind(flow(call)), call),
  'GET flows/{id}/relationships/flow-actions': (call) => linkage(flow(call).definition.actions, actionKind(flow(call)), 'flow-action', call),
  'GET flow-actions/{id}': (call) => oneDocument(showAction(action(call).flow, action(call).action, call), call),
  'GET flow-actions/{id}/flow-messages': (call) => listing(messagesOf(action(call).action), messageKind(action(call).flow, action(call).action), call),
  'GET flow-messages/{id}': (call) => {
    for (const entry of call.index.actions.values()) {
      const message = messagesOf(entry.action).find((item) => item.id === call.id);
      if (message) return oneDocument(showMessage(entry.flow, entry.action, message, call), call);
    }
    throw notFound('flow-message', call.id);
  },
  'GET metrics': (call) => listing(call.account.metrics, METRIC, call),
  'GET metrics/{id}': (call) => oneDocument(metricOf(call), call),
  'GET metrics/{id}/flow-triggers': related(metricOf, 'flow-triggers'),
  'GET metrics/{id}/relationships/flow-triggers': references(metricOf, 'flow-triggers'),
  'GET metrics/{id}/metric-properties': (call) => manyDocument(propertiesOf(metric(call), call), call),
  'GET metrics/{id}/relationships/metric-properties': (call) =>
    linkageDocument(
      propertiesOf(metric(call), call).map((property) => ({ type: 'metric-property', id: property.id })),
      call,
    ),
  'GET metric-properties/{id}': (call) => {
    for (const item of call.account.metrics) {
      const property = propertiesOf(item, call).find((candidate) => candidate.id === call.id);
      if (property) return oneDocument(property, call);
    }
    throw notFound('metric-property', call.id);
  },
  'GET custom-metrics': (call) =>
    manyDocument(
      call.account.customMetrics.map((item) => showCustomMetric(item, call)),
      call,
    ),
  'GET custom-metrics/{id}': (call) => oneDocument(customOf(call), call),
  'GET custom-metrics/{id}/metrics': related(customOf, 'metrics'),
  'GET custom-metrics/{id}/relationships/metrics': references(customOf, 'metrics'),
  'GET mapped-metrics': (call) =>
    manyDocument(
      call.account.mappedMetrics.map((item) => showMappedMetric(item, call)),
      call,
    ),
  'GET mapped-metrics/{id}': (call) => oneDocument(mappedOf(call), call),
  'GET mapped-metrics/{id}/metric': related(mappedOf, 'metric'),
  'GET mapped-metrics/{id}/relationships/metric': references(mappedOf, 'metric'),
  'GET mapped-metrics/{id}/custom-metric': related(mappedOf, 'custom-metric'),
  'GET mapped-metrics/{id}/relationships/custom-metric': references(mappedOf, 'custom-metric'),
  'GET tags': (call) => listing(call.account.tags, TAG, call),
  'GET tags/{id}': (call) => oneDocument(tagOf(call), call),
  'GET tags/{id}/tag-group': related(tagOf, 'tag-group'),
  'GET tags/{id}/relationships/tag-group': references(tagOf, 'tag-group'),
  'GET tags/{id}/relationships/lists': tagged('list', (call) => call.account.lists),
  'GET tags/{id}/relationships/segments': tagged('segment', (call) => call.account.segments),
  'GET tags/{id}/relationships/campaigns': tagged('campaign', (call) => call.account.campaigns),
  'GET tags/{id}/relationships/flows': tagged('flow', (call) => call.account.flows),
  'GET tag-groups': (call) => listing(call.account.tagGroups, TAG_GROUP, call),
  'GET tag-groups/{id}': (call) => oneDocument(showTagGroup(tagGroup(call)), call),
  'GET tag-groups/{id}/tags': (call) =>
    manyDocument(
      tagsOfGroup(call).map((item) => showTag(item, call)),
      call,
    ),
  'GET tag-groups/{id}/relationships/tags': (call) =>
    linkageDocument(
      tagsOfGroup(call).map((item) => ({ type: 'tag', id: item.id })),
      call,
    ),
};

function groupSize(call: Call, id: string): number {
  return call.index.lists.has(id) || call.index.segments.has(id) ? call.account.membership.size(id) : 0;
}

function showAccount(call: Call): Resource {
  const { account } = call.account;
  return {
    type: 'account',
    id: account.id,
    plural: 'accounts',
    relations: {},
    attributes: {
      test_account: account.testAccount,
      contact_information: {
        default_sender_name: account.organization,
        default_sender_email: `hello@${account.website.replace(/^https?:\/\/(www\.)?/, '')}`,
        website_url: account.website,
        organization_name: account.organization,
        street_address: { address1: '18 Harbor Street', address2: '', city: 'Portland', region: 'OR', country: 'United States', zip: '97209' },
      },
      industry: account.industry,
      timezone: account.timezone,
      preferred_currency: account.currency,
      public_api_key: account.id,
      locale: account.locale,
    },
  };
}
