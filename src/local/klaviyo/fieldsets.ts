import type { Endpoint } from './endpoints';
import type { Query } from './query';
import { listParameter } from './query';
import { badParameter } from './refusal';

/** Names that `fields[type]` takes, as the OpenAPI document lists them; a name ending in `.` allows everything below it. */
const FIELDS: Readonly<Record<string, string>> = {
  account: 'contact_information contact_information. id industry locale preferred_currency public_api_key test_account timezone',
  campaign: 'archived audiences audiences.excluded audiences.included created_at id name scheduled_at send_options send_options.use_smart_sending send_strategy '
    + 'send_strategy. send_time status tracking_options tracking_options. updated_at',
  'campaign-message': 'created_at definition definition. id send_times updated_at',
  'campaign-recipient-estimation': 'estimated_recipient_count id',
  tag: 'id name',
  'tag-group': 'default exclusive id name',
  image: 'format hidden id image_url name size updated_at',
  template: 'amp created editor_type html id name text updated',
  'catalog-item': 'created custom_metadata description external_id id image_full_url image_thumbnail_url images price published title updated url',
  'catalog-variant': 'created custom_metadata description external_id id image_full_url image_thumbnail_url images inventory_policy inventory_quantity price '
    + 'published sku title updated url',
  'catalog-category': 'external_id id name updated',
  attribution: 'id',
  event: 'datetime event_properties id timestamp uuid',
  metric: 'created id integration name updated',
  profile: 'created email external_id first_name id image last_event_date last_name locale location location. organization phone_number properties title updated',
  flow: 'archived created id name status trigger_type updated',
  'flow-action': 'created definition definition. id updated',
  'flow-message': 'channel created definition definition. id name updated',
  form: 'ab_test created_at id name status updated_at',
  'form-version': 'ab_test ab_test.variation_name created_at form_type id status updated_at variation_name',
  list: 'created id name opt_in_process updated',
  'metric-property': 'id inferred_type label property sample_values',
  'custom-metric': 'created definition definition.aggregation_method definition.metric_groups id name updated',
  'mapped-metric': 'id updated',
  'metric-aggregate': 'data dates id',
  conversation: 'channel id',
  'push-token': 'background created enablement_status id metadata metadata. platform recorded_date token vendor',
  segment: 'created definition definition.condition_groups id is_active is_processing is_starred name updated',
  'campaign-values-report': 'id results',
  'flow-values-report': 'id results',
  'form-values-report': 'id results',
  'segment-values-report': 'id results',
  'flow-series-report': 'date_times id results',
  'form-series-report': 'date_times id results',
  'segment-series-report': 'date_times id results',
};

const WITH_SUBSCRIPTIONS = 'subscriptions subscriptions. predictive_analytics predictive_analytics.';

/** Names that only some endpoints take. */
function extraFields(type: string, path: string): string {
  if (type === 'list' && path === 'lists/{id}') return 'profile_count';
  if (type === 'segment' && path === 'segments/{id}') return 'profile_count';
  if (type === 'flow' && path === 'flows/{id}') return 'definition definition.';
  if (type === 'form' && path === 'forms/{id}') return 'definition definition.versions';
  if (type === 'profile' && /^(lists|segments)\//.test(path)) return `joined_group_at ${WITH_SUBSCRIPTIONS}`;
  if (type === 'profile' && /^profiles/.test(path)) return WITH_SUBSCRIPTIONS;
  return '';
}

/** What each resource type of one answer may show; null means everything. */
export interface Fieldsets {
  of(type: string): readonly string[] | null;
  /** True when `attribute` of `type` will be shown: by default, by name, or by a name below it. */
  shows(type: string, attribute: string): boolean;
}

/** Checks `fields[…]` and `additional-fields[…]` of a request; 400 for a name that the endpoint does not take. */
export function readFieldsets(endpoint: Endpoint, query: Query): Fieldsets {
  const chosen = new Map<string, readonly string[]>();
  for (const key of query.parameters.keys()) {
    const type = /^fields\[(.+)\]$/.exec(key)?.[1];
    if (type === undefined) continue;
    if (!endpoint.fields.includes(type)) throw badParameter(key, `'${key}' is not a parameter of this endpoint.`);
    const allowed = `${FIELDS[type] ?? ''} ${extraFields(type, endpoint.path)}`.split(' ');
    const names = listParameter(query, key);
    for (const name of names) {
      if (!allowed.includes(name) && !allowed.some((prefix) => prefix.endsWith('.') && name.startsWith(prefix))) {
        throw badParameter(key, `'${name}' is not a valid field for the resource '${type}'.`);
      }
    }
    chosen.set(type, names);
  }
  return {
    of: (type) => chosen.get(type) ?? null,
    shows: (type, attribute) => {
      const names = chosen.get(type);
      return names === undefined || names.some((name) => name === attribute || name.startsWith(`${attribute}.`));
    },
  };
}

/** The names asked for with `additional-fields[type]`; 400 for one that the endpoint does not offer. */
export function additionalFields(endpoint: Endpoint, query: Query): ReadonlySet<string> {
  const found = new Set<string>();
  for (const key of query.parameters.keys()) {
    const type = /^additional-fields\[(.+)\]$/.exec(key)?.[1];
    if (type === undefined) continue;
    const allowed = endpoint.additional[type];
    if (!allowed) throw badParameter(key, `'${key}' is not a parameter of this endpoint.`);
    for (const name of listParameter(query, key)) {
      if (!allowed.includes(name)) throw badParameter(key, `'${name}' is not an additional field of the resource '${type}'.`);
      found.add(name);
    }
  }
  return found;
}

/** The attributes that a sparse fieldset leaves; `definition.triggers` keeps that part of `definition` alone. */
export function sparse(attributes: Readonly<Record<string, unknown>>, names: readonly string[] | null): Record<string, unknown> {
  if (names === null) return { ...attributes };
  const kept: Record<string, unknown> = {};
  const below = new Map<string, string[]>();
  for (const name of names) {
    const dot = name.indexOf('.');
    if (dot < 0) {
      if (name in attributes) kept[name] = attributes[name];
      continue;
    }
    const head = name.slice(0, dot);
    below.set(head, [...(below.get(head) ?? []), name.slice(dot + 1)]);
  }
  for (const [head, parts] of below) {
    const inner = attributes[head];
    // A name that is asked for as a whole brings its parts anyway.
    if (head in kept || inner === null || typeof inner !== 'object') continue;
    kept[head] = sparse(inner as Record<string, unknown>, parts);
  }
  return kept;
}
