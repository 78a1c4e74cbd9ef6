/** Windows of one endpoint: requests a second, a minute and, where there is one, a day. */
export type Limits = readonly [burst: number, steady: number, daily?: number];

/** One operation of Klaviyo's API, as the OpenAPI document of revision 2026-07-15 lists it. */
export interface Endpoint {
  readonly method: 'GET' | 'POST';
  /** Below `/api/`; `{id}` stands for one identifier. */
  readonly path: string;
  readonly limits: Limits;
  /** Lower limits that a parameter brings: `additional-fields[list]=profile_count`. */
  readonly slow: readonly { readonly when: string; readonly limits: Limits }[];
  readonly scopes: readonly string[];
  /** Default and largest page; `fixed` where pages come without `page[size]`; null where nothing is paged. */
  readonly page: readonly [number, number] | 'fixed' | null;
  /** Allowed operators by field; null where `filter` is not a parameter. */
  readonly filter: ReadonlyMap<string, readonly string[]> | null;
  readonly filterRequired: boolean;
  readonly sort: readonly string[];
  readonly include: readonly string[];
  /** Resource types that take `fields[…]`. */
  readonly fields: readonly string[];
  readonly additional: Readonly<Record<string, readonly string[]>>;
}

interface Options {
  readonly slow?: Endpoint['slow'];
  readonly page?: Endpoint['page'];
  /** `field:operator|operator field:…`; `range` is the four orderings. */
  readonly filter?: string;
  readonly filterRequired?: boolean;
  readonly sort?: string;
  readonly include?: string;
  readonly fields?: string;
  readonly additional?: Readonly<Record<string, string>>;
}

const RANGE = 'greater-or-equal|greater-than|less-or-equal|less-than';
const words = (text: string | undefined): readonly string[] => (text ? text.split(' ') : []);

function endpoint(method: 'GET' | 'POST', path: string, limits: Limits, scopes: string, options: Options): Endpoint {
  const filter = options.filter === undefined ? null : new Map(words(options.filter).map((entry) => {
    const [field = '', operators = ''] = entry.split(':');
    return [field, operators.replace('range', RANGE).split('|')] as const;
  }));
  return {
    method, path, limits, scopes: words(scopes), slow: options.slow ?? [], page: options.page ?? null, filter, filterRequired: options.filterRequired ?? false,
    sort: words(options.sort), include: words(options.include), fields: words(options.fields),
    additional: Object.fromEntries(Object.entries(options.additional ?? {}).map(([type, names]) => [type, words(names)])),
  };
}

const get = (path: string, limits: Limits, scopes: string, options: Options = {}): Endpoint => endpoint('GET', path, limits, scopes, options);
const post = (path: string, limits: Limits, scopes: string, options: Options = {}): Endpoint => endpoint('POST', path, limits, scopes, options);


const PREDICTIONS = [{ when: 'additional-fields[profile]=predictive_analytics', limits: [10, 150] }] as const;
const SUPPRESSION_FILTERS =
  'subscriptions.email.marketing.suppression.reason:equals subscriptions.email.marketing.suppression.timestamp:range ' +
  'subscriptions.email.marketing.list_suppressions.reason:equals subscriptions.email.marketing.list_suppressions.timestamp:range ' +
  'subscriptions.email.marketing.list_suppressions.list_id:equals';

/** Every operation that this server knows, from openapi/stable.json at f0a30ba (2026-07-23, MIT licence, Klaviyo). */
export const ENDPOINTS: readonly Endpoint[] = [
  get('accounts', [1, 15], 'accounts:read', { fields: 'account' }),
  get('accounts/{id}', [1, 15], 'accounts:read', { fields: 'account' }),
  get('campaigns', [10, 150], 'campaigns:read', {
    page: [100, 100], filter: 'id:any messages.channel:equals name:contains status:any|equals archived:equals created_at:range scheduled_at:range updated_at:range',
    filterRequired: true, sort: 'created_at id name scheduled_at updated_at', include: 'campaign-messages tags', fields: 'campaign-message campaign tag',
  }),
  get('campaigns/{id}', [10, 150], 'campaigns:read', { include: 'campaign-messages tags', fields: 'campaign-message campaign tag' }),
  get('campaign-messages/{id}', [10, 150], 'campaigns:read', { include: 'campaign image template', fields: 'campaign-message campaign image template' }),
  get('campaign-recipient-estimations/{id}', [10, 150], 'campaigns:read', { fields: 'campaign-recipient-estimation' }),
  get('campaigns/{id}/tags', [3, 60], 'campaigns:read tags:read', { fields: 'tag' }),
  get('campaigns/{id}/relationships/tags', [3, 60], 'campaigns:read tags:read'),
  get('campaigns/{id}/campaign-messages', [10, 150], 'campaigns:read', { include: 'campaign image template', fields: 'campaign-message campaign image template' }),
  get('campaigns/{id}/relationships/campaign-messages', [10, 150], 'campaigns:read'),
  get('catalog-items', [350, 3500], 'catalogs:read', {
    page: [100, 100], filter: 'ids:any category.id:equals title:contains published:equals', sort: 'created', include: 'variants',
    fields: 'catalog-item catalog-variant',
  }),
  get('catalog-items/{id}', [350, 3500], 'catalogs:read', { include: 'variants', fields: 'catalog-item catalog-variant' }),
  get('catalog-categories', [350, 3500], 'catalogs:read', {
    page: [100, 100], filter: 'ids:any item.id:equals name:contains', sort: 'created', fields: 'catalog-category',
  }),
  get('catalog-categories/{id}', [350, 3500], 'catalogs:read', { fields: 'catalog-category' }),
  get('catalog-categories/{id}/items', [350, 3500], 'catalogs:read', {
    page: [100, 100], filter: 'ids:any category.id:equals title:contains published:equals', sort: 'created', include: 'variants',
    fields: 'catalog-item catalog-variant',
  }),
  get('catalog-items/{id}/categories', [350, 3500], 'catalogs:read', {
    page: [100, 100], filter: 'ids:any item.id:equals name:contains', sort: 'created', fields: 'catalog-category',
  }),
  get('events', [350, 3500], 'events:read', {
    page: [200, 1000], filter: 'metric_id:equals profile_id:equals profile:has metric:has datetime:range timestamp:range', sort: 'datetime timestamp',
    include: 'attributions metric profile', fields: 'attribution event metric profile',
  }),
  get('events/{id}', [10, 150], 'events:read', { include: 'attributions metric profile', fields: 'attribution event metric profile' }),
  get('flows', [3, 60], 'flows:read', {
    page: [50, 50],
    filter: 'id:any name:contains|ends-with|equals|starts-with status:equals archived:equals created:equals|range updated:equals|range trigger_type:equals',
    sort: 'created id name status trigger_type updated', include: 'flow-actions tags', fields: 'flow-action flow tag',
  }),
  get('flows/{id}', [3, 60], 'flows:read', { include: 'flow-actions tags', fields: 'flow-action flow tag', additional: { flow: 'definition' } }),
  get('flow-actions/{id}', [3, 60], 'flows:read', { include: 'flow flow-messages', fields: 'flow-action flow-message flow' }),
  get('flow-messages/{id}', [3, 60], 'flows:read', { include: 'flow-action template', fields: 'flow-action flow-message template' }),
  get('flows/{id}/flow-actions', [3, 60], 'flows:read', {
    page: [50, 50], filter: 'id:any action_type:any|equals status:equals created:equals|range updated:equals|range', sort: 'action_type created id status updated',
    fields: 'flow-action',
  }),
  get('flows/{id}/relationships/flow-actions', [3, 60], 'flows:read', {
    page: [50, 50], filter: 'id:any action_type:any|equals status:equals created:equals|range updated:equals|range', sort: 'action_type created id status updated',
  }),
  get('flows/{id}/tags', [3, 60], 'flows:read tags:read', { fields: 'tag' }),
  get('flows/{id}/relationships/tags', [3, 60], 'flows:read tags:read'),
  get('flow-actions/{id}/flow-messages', [3, 60], 'flows:read', {
    page: [50, 50], filter: 'id:any name:contains|ends-with|equals|starts-with created:equals|range updated:equals|range', sort: 'created id name updated',
    fields: 'flow-message',
  }),
  get('forms', [3, 60], 'forms:read', {
    page: [20, 100], filter: 'id:any|equals name:any|contains|equals ab_test:equals updated_at:range created_at:range status:equals', sort: 'created_at updated_at',
    fields: 'form',
  }),
  get('forms/{id}', [3, 60], 'forms:read', { fields: 'form' }),
  get('form-versions/{id}', [3, 60], 'forms:read', { include: 'form', fields: 'form-version form' }),
  get('forms/{id}/form-versions', [3, 60], 'forms:read', {
    page: [20, 100], filter: 'form_type:any|equals status:equals updated_at:range created_at:range', sort: 'created_at updated_at', fields: 'form-version',
  }),
  get('lists', [75, 750], 'lists:read', {
    page: [10, 10], filter: 'name:any|equals id:any|equals created:greater-than updated:greater-than', sort: 'created id name updated', include: 'flow-triggers tags',
    fields: 'flow list tag',
  }),
  get('lists/{id}', [75, 750], 'lists:read', {
    slow: [{ when: 'additional-fields[list]=profile_count', limits: [1, 15] }], include: 'flow-triggers tags', fields: 'flow list tag',
    additional: { list: 'profile_count' },
  }),
  get('lists/{id}/tags', [3, 60], 'lists:read tags:read', { fields: 'tag' }),
  get('lists/{id}/relationships/tags', [3, 60], 'lists:read tags:read'),
  get('lists/{id}/profiles', [75, 750], 'lists:read profiles:read', {
    slow: PREDICTIONS, page: [20, 100], filter: 'email:any|equals phone_number:any|equals push_token:any|equals _kx:equals joined_group_at:range',
    sort: 'joined_group_at', fields: 'profile', additional: { profile: 'subscriptions predictive_analytics' },
  }),
  get('lists/{id}/relationships/profiles', [75, 750], 'lists:read profiles:read', {
    slow: PREDICTIONS, page: [20, 100], filter: 'email:any|equals phone_number:any|equals push_token:any|equals _kx:equals joined_group_at:range',
    sort: 'joined_group_at',
  }),
  get('lists/{id}/flow-triggers', [3, 60], 'flows:read lists:read', { fields: 'flow' }),
  get('lists/{id}/relationships/flow-triggers', [3, 60], 'flows:read lists:read'),
  get('metrics', [10, 150], 'metrics:read', {
    page: 'fixed', filter: 'integration.name:equals integration.category:equals', include: 'flow-triggers', fields: 'flow metric',
  }),
  get('metrics/{id}', [10, 150], 'metrics:read', { include: 'flow-triggers', fields: 'flow metric' }),
  get('metric-properties/{id}', [1, 15], 'metrics:read', { include: 'metric', fields: 'metric-property metric', additional: { 'metric-property': 'sample_values' } }),
  get('custom-metrics', [3, 60], 'metrics:read', { include: 'metrics', fields: 'custom-metric metric' }),
  get('custom-metrics/{id}', [3, 60], 'metrics:read', { include: 'metrics', fields: 'custom-metric metric' }),
  get('mapped-metrics', [3, 60], 'metrics:read', { include: 'custom-metric metric', fields: 'custom-metric mapped-metric metric' }),
  get('mapped-metrics/{id}', [3, 60], 'metrics:read', { include: 'custom-metric metric', fields: 'custom-metric mapped-metric metric' }),
  post('metric-aggregates', [3, 60], 'metrics:read', { fields: 'metric-aggregate' }),
  get('metrics/{id}/flow-triggers', [10, 150], 'flows:read metrics:read', { fields: 'flow' }),
  get('metrics/{id}/relationships/flow-triggers', [10, 150], 'flows:read metrics:read'),
  get('metrics/{id}/metric-properties', [1, 15], 'metrics:read', { fields: 'metric-property', additional: { 'metric-property': 'sample_values' } }),
  get('metrics/{id}/relationships/metric-properties', [1, 15], 'metrics:read'),
  get('custom-metrics/{id}/metrics', [3, 60], 'metrics:read', { fields: 'metric' }),
  get('custom-metrics/{id}/relationships/metrics', [3, 60], 'metrics:read'),
  get('mapped-metrics/{id}/metric', [3, 60], 'metrics:read', { fields: 'metric' }),
  get('mapped-metrics/{id}/relationships/metric', [3, 60], 'metrics:read'),
  get('mapped-metrics/{id}/custom-metric', [3, 60], 'metrics:read', { fields: 'custom-metric' }),
  get('mapped-metrics/{id}/relationships/custom-metric', [3, 60], 'metrics:read'),
  get('profiles', [75, 750], 'profiles:read', {
    slow: PREDICTIONS, page: [20, 100],
    filter: `id:any|equals email:any|equals phone_number:any|equals external_id:any|equals _kx:equals created:greater-than|less-than updated:greater-than|less-than ${SUPPRESSION_FILTERS}`,
    sort: 'created email id subscriptions.email.marketing.list_suppressions.timestamp subscriptions.email.marketing.suppression.timestamp updated',
    include: 'conversations push-tokens', fields: 'conversation profile push-token', additional: { profile: 'subscriptions predictive_analytics' },
  }),
  get('profiles/{id}', [75, 750], 'profiles:read', {
    slow: [{ when: 'include=lists', limits: [1, 15] }, { when: 'include=segments', limits: [1, 15] }], include: 'conversations lists push-tokens segments',
    fields: 'conversation list profile push-token segment', additional: { profile: 'subscriptions predictive_analytics' },
  }),
  get('profiles/{id}/lists', [3, 60], 'lists:read profiles:read', { fields: 'list' }),
  get('profiles/{id}/relationships/lists', [3, 60], 'lists:read profiles:read'),
  get('profiles/{id}/segments', [3, 60], 'profiles:read segments:read', { fields: 'segment' }),
  get('profiles/{id}/relationships/segments', [3, 60], 'profiles:read segments:read'),
  post('campaign-values-reports', [1, 2, 225], 'campaigns:read', { fields: 'campaign-values-report' }),
  post('flow-values-reports', [1, 2, 225], 'flows:read', { fields: 'flow-values-report' }),
  post('flow-series-reports', [1, 2, 225], 'flows:read', { fields: 'flow-series-report' }),
  post('form-values-reports', [1, 2, 225], 'forms:read', { fields: 'form-values-report' }),
  post('form-series-reports', [1, 2, 225], 'forms:read', { fields: 'form-series-report' }),
  post('segment-values-reports', [1, 2, 225], 'segments:read', { fields: 'segment-values-report' }),
  post('segment-series-reports', [1, 2, 225], 'segments:read', { fields: 'segment-series-report' }),
  get('segments', [75, 750], 'segments:read', {
    page: [10, 10], filter: 'name:any|equals id:any|equals created:greater-than updated:greater-than is_active:any|equals is_starred:equals',
    sort: 'created id name updated', include: 'flow-triggers tags', fields: 'flow segment tag',
  }),
  post('segments', [1, 15, 100], 'segments:write', { fields: 'segment' }),
  get('segments/{id}', [75, 750], 'segments:read', {
    slow: [{ when: 'additional-fields[segment]=profile_count', limits: [1, 15] }], include: 'flow-triggers tags', fields: 'flow segment tag',
    additional: { segment: 'profile_count' },
  }),
  get('segments/{id}/tags', [3, 60], 'segments:read tags:read', { fields: 'tag' }),
  get('segments/{id}/relationships/tags', [3, 60], 'segments:read tags:read'),
  get('segments/{id}/profiles', [75, 750], 'profiles:read segments:read', {
    page: [20, 100], filter: 'profile_id:any|equals email:any|equals phone_number:any|equals push_token:any|equals _kx:equals joined_group_at:range',
    sort: 'joined_group_at', fields: 'profile', additional: { profile: 'subscriptions predictive_analytics' },
  }),
  get('segments/{id}/relationships/profiles', [75, 750], 'profiles:read segments:read', {
    page: [20, 100], filter: 'profile_id:any|equals email:any|equals phone_number:any|equals push_token:any|equals _kx:equals joined_group_at:range',
    sort: 'joined_group_at',
  }),
  get('segments/{id}/flow-triggers', [3, 60], 'flows:read segments:read', { fields: 'flow' }),
  get('segments/{id}/relationships/flow-triggers', [3, 60], 'flows:read segments:read'),
  get('tags', [3, 60], 'tags:read', {
    page: [50, 50], filter: 'name:contains|ends-with|equals|starts-with', sort: 'id name', include: 'tag-group', fields: 'tag-group tag',
  }),
  get('tags/{id}', [3, 60], 'tags:read', { include: 'tag-group', fields: 'tag-group tag' }),
  get('tag-groups', [3, 60], 'tags:read', {
    page: [25, 25], filter: 'name:contains|ends-with|equals|starts-with exclusive:equals default:equals', sort: 'id name', fields: 'tag-group',
  }),
  get('tag-groups/{id}', [3, 60], 'tags:read', { fields: 'tag-group' }),
  get('tags/{id}/relationships/flows', [3, 60], 'flows:read tags:read'),
  get('tags/{id}/relationships/campaigns', [3, 60], 'campaigns:read tags:read'),
  get('tags/{id}/relationships/lists', [3, 60], 'lists:read tags:read'),
  get('tags/{id}/relationships/segments', [3, 60], 'segments:read tags:read'),
  get('tags/{id}/tag-group', [3, 60], 'tags:read', { fields: 'tag-group' }),
  get('tags/{id}/relationships/tag-group', [3, 60], 'tags:read'),
  get('tag-groups/{id}/tags', [3, 60], 'tags:read', { fields: 'tag' }),
  get('tag-groups/{id}/relationships/tags', [3, 60], 'tags:read'),
];
