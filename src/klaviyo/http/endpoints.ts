/** Klaviyo's limits of one endpoint, counted for the whole account and shared by all of its keys. */
export interface Limits {
  /** Requests in any one second. */
  readonly burst: number;
  /** Requests in any one minute. */
  readonly steady: number;
  /** Requests in any 24 hours; null where Klaviyo states none. */
  readonly daily: number | null;
}

export interface Endpoint {
  readonly method: 'get' | 'post';
  /** `{id}` stands for an object's id. */
  readonly path: string;
  readonly limits: Limits;
  /** Most records in one page as Klaviyo allows; null where there are no pages or their size is fixed. */
  readonly pageSize: number | null;
  /** Read scopes that the request needs. */
  readonly scopes: readonly string[];
  /** What it brings, in a marketer's words: fills "… could not be read". */
  readonly brings: string;
  /** Why the request has the shape it has. */
  readonly why: string;
}

const XS: Limits = { burst: 1, steady: 15, daily: null };
const S: Limits = { burst: 3, steady: 60, daily: null };
const M: Limits = { burst: 10, steady: 150, daily: null };
const L: Limits = { burst: 75, steady: 750, daily: null };
const XL: Limits = { burst: 350, steady: 3500, daily: null };
const REPORT: Limits = { burst: 1, steady: 2, daily: 225 };

function get(path: string, limits: Limits, pageSize: number | null, scopes: readonly string[], brings: string, why: string): Endpoint {
  return { method: 'get', path, limits, pageSize, scopes, brings, why };
}

function post(path: string, limits: Limits, scopes: readonly string[], brings: string, why: string): Endpoint {
  return { method: 'post', path, limits, pageSize: null, scopes, brings, why };
}

/**
 * Every request that a reading may make, with the limits of revision 2026-07-15 (`x-klaviyo-ratelimit` of Klaviyo's OpenAPI
 * file). An endpoint that gets a lower limit with an additional field is listed twice, because it then draws on another quota.
 */
export const ENDPOINTS = {
  account: get('/api/accounts', XS, null, ['accounts:read'], 'the name, time zone and currency of the account',
    'One call; it goes first and alone, so that a key of another account stops the reading before anything is read.'),
  lists: get('/api/lists', L, 10, ['lists:read'], 'lists',
    'Ten to a page is Klaviyo\'s most. include=flow-triggers,tags replaces two calls a list at 60 a minute. Read whole every time: there is no other way to notice a deleted list or a moved tag.'),
  listSize: get('/api/lists/{id}', XS, null, ['lists:read'], 'the sizes of lists',
    'The only exact size of a large list: 15 a minute, one list a call. Asked only where one page of members does not tell it.'),
  listMembers: get('/api/lists/{id}/relationships/profiles', L, 100, ['lists:read', 'profiles:read'], 'the sizes of lists',
    'One page of ids tells the exact size of a list of up to 100 members at 50 times the pace of the size endpoint; accounts have many such lists.'),
  segments: get('/api/segments', L, 10, ['segments:read'], 'segments',
    'Ten to a page is Klaviyo\'s most; the definition comes by default, and include=flow-triggers,tags replaces two calls a segment at 60 a minute.'),
  segmentSize: get('/api/segments/{id}', XS, null, ['segments:read'], 'the sizes of segments',
    'Last resort for segments that no report names: 15 a minute.'),
  segmentMembers: get('/api/segments/{id}/relationships/profiles', L, 100, ['segments:read', 'profiles:read'], 'the members of segments',
    'Ids alone, 100 a page: only of the few small segments that may be near-duplicates, to count who is in both.'),
  segmentReport: post('/api/segment-values-reports', REPORT, ['segments:read'], 'the sizes and movements of segments',
    'One call without a filter names every segment with members, added and removed; any() of up to 100 ids fetches those it left out. It also lists every id, so a later reading notices new and deleted segments without paging.'),
  flows: get('/api/flows', S, 50, ['flows:read'], 'flows',
    'Archived and other flows are asked for apart, because Klaviyo states no default. Actions are included with the page: their `updated` shows an edited flow, and for archived flows they replace the definition.'),
  flowDefinition: get('/api/flows/{id}', S, null, ['flows:read'], 'the rules inside flows',
    'Triggers and the flow\'s profile filter come only here, one flow a call at 60 a minute. Archived flows, which nobody can enter, are left with their included actions.'),
  flowReport: post('/api/flow-values-reports', REPORT, ['flows:read'], 'the results of flows',
    'One call gives the results of all flows.'),
  campaigns: get('/api/campaigns', M, 100, ['campaigns:read'], 'campaigns',
    'A channel filter is required and archived ones have to be asked for: three channels by two. updated_at bounds the pages to the period, since creating, editing and sending all move it.'),
  campaignReport: post('/api/campaign-values-reports', REPORT, ['campaigns:read'], 'the results of campaigns',
    'Two calls a reading: by campaign, and by audience (group), which no other endpoint tells.'),
  metrics: get('/api/metrics', M, null, ['metrics:read'], 'metrics',
    'Pages of 200, fixed.'),
  mappedMetrics: get('/api/mapped-metrics', S, null, ['metrics:read'], 'the mapping of metrics to revenue, orders and views',
    'One call; include=metric,custom-metric brings the ids and, for custom metrics, the metrics they are made of.'),
  metricActivity: post('/api/metric-aggregates', S, ['metrics:read'], 'the activity of metrics by month',
    'Twelve monthly buckets a call instead of the events themselves; a longer span is not promised. Asked only for metrics that shops, Klaviyo\'s channels or segment rules use.'),
  metricProperties: get('/api/metrics/{id}/metric-properties', XS, null, ['metrics:read'], 'the event properties of metrics',
    'Names, types and samples of all properties of a metric in one call; only for metrics about orders and products.'),
  forms: get('/api/forms', S, 100, ['forms:read'], 'sign-up forms',
    'One page for most accounts; optional.'),
  events: get('/api/events', XL, 1000, ['events:read'], 'events',
    'One metric a query, 1,000 a page, in windows of time so that many cursors run at once. fields[event] leaves out the properties where time and profile are enough.'),
  profiles: get('/api/profiles', L, 100, ['profiles:read'], 'profiles',
    '100 a page in windows of `created`, so that many cursors run at once; fields[profile] leaves out names, addresses and everything else that is not counted.'),
  profilesPredicted: get('/api/profiles', M, 100, ['profiles:read'], 'profiles with Klaviyo\'s predictions',
    'Asking for predictive_analytics lowers the limit to 150 a minute: only where an audience needs predictions.'),
} as const satisfies Readonly<Record<string, Endpoint>>;

export type EndpointName = keyof typeof ENDPOINTS;

/** The declaration of one endpoint. */
export function endpointOf(name: EndpointName): Endpoint {
  return ENDPOINTS[name];
}
