import type { Instant, Known } from '../account/known';
import { isKnown } from '../account/known';
import type { Answer } from './answers';
import { meetsFilter } from './answers';
import type { ClaimContext } from './prove/claims';
import { testFormula, valueClaim } from './prove/claims';
import type { References } from './condition-kind';
import { describeFilter, describeTime } from './describe-filter';
import type { Filter } from './filter';
import type { Formula } from './prove/formula';
import { conjunction } from './prove/formula';
import { isText, keepAbsent, withKeys } from './json';
import { parseFilter, writeFilter } from './parse-filter';
import type { ConsentFacts, Subscription } from './profile-facts';
import type { RuleNumber } from './rule-number';
import { numbersOfFilter } from './rule-number';
import { dateMeets } from './time-span';
import { texts } from './prove/values';
import { optional } from './write-optional';
import { joined } from '../text/lists';
import { inQuotes } from '../text/quotes';
import type { RuleFormats } from './names';
import { valueWords } from './wording';

/** When, how and why somebody consented: what consent and permission are narrowed by. `method` only where `field` is `method` or `subscribe_method`. */
export interface ConsentFilter {
  readonly field: string;
  readonly method?: string;
  readonly filter?: Filter | null;
}
export type ConsentFilters = readonly ConsentFilter[] | null | undefined;

/** Sub-filters whose value is compared by a filter. */
const CONSENT_FIELDS: readonly string[] = [
  'status_date',
  'is_double_opt_in',
  'custom_source',
  'bounce_date',
  'manual_suppression_date',
  'invalid_email_date',
  'is_rcs_capable',
  'effective_date',
  'recorded_date',
];
/** Sub-filters on how consent came about. */
const METHOD_FIELDS: readonly string[] = ['method', 'subscribe_method'];

/** Reads `filters`, absent or null where they are; null when it does not fit the grammar. */
export function parseConsentFilters(source: Readonly<Record<string, unknown>>): { readonly filters?: readonly ConsentFilter[] | null } | null {
  if (!Object.prototype.hasOwnProperty.call(source, 'filters')) return {};
  const list = source['filters'];
  if (list === null) return { filters: null };
  if (!Array.isArray(list)) return null;
  const filters: ConsentFilter[] = [];
  for (const item of list) {
    const filter = parseConsentFilter(item);
    if (filter === null) return null;
    filters.push(filter);
  }
  return { filters };
}

/** A method that Klaviyo adds later is taken as a word of its own; another field is not. */
function parseConsentFilter(source: unknown): ConsentFilter | null {
  const object = withKeys(source, ['field'], ['method', 'filter']);
  const field = object?.['field'];
  if (object === null || !isText(field)) return null;
  const optionalFilter = keepAbsent(object, 'filter', 'filter', (filter) => (filter === null ? null : parseFilter(filter)));
  if (METHOD_FIELDS.includes(field)) {
    const method = object['method'];
    return isText(method) ? { field, method, ...optionalFilter } : null;
  }
  if (
    !CONSENT_FIELDS.includes(field) ||
    Object.prototype.hasOwnProperty.call(object, 'method') ||
    optionalFilter.filter === undefined ||
    optionalFilter.filter === null
  )
    return null;
  return { field, ...optionalFilter };
}

export const writeConsentFilters = (filters: readonly ConsentFilter[]): unknown =>
  filters.map(({ field, method, filter }) => ({ field, ...optional('method', method), ...optional('filter', filter, writeFilter) }));

/** ` (in the last 30 days, through a form)`; empty where there are none. */
export function describeConsentFilters(filters: ConsentFilters, subscription: Subscription, formats: RuleFormats): string {
  if (filters === undefined || filters === null || filters.length === 0) return '';
  return ` (${filters.map((filter) => describeDetail(filter, subscription, formats)).join(', ')})`;
}

function describeDetail({ field, method, filter }: ConsentFilter, subscription: Subscription, formats: RuleFormats): string {
  if (method !== undefined) return `${field === 'method' ? '' : 'status set '}${describeMethod(method, filter ?? null, formats)}`;
  if (filter === undefined || filter === null) return field.replace(/_/g, ' ');
  switch (field) {
    case 'status_date':
      return `${subscription === 'unsubscribed' ? 'unsubscribed' : subscription === 'subscribed' ? 'subscribed' : 'status set'} ${when(filter, formats)}`;
    case 'is_double_opt_in':
      return yesOrNo(filter, 'with double opt-in', 'without double opt-in', 'double opt-in', formats);
    case 'is_rcs_capable':
      return yesOrNo(filter, 'can receive RCS messages', 'cannot receive RCS messages', 'ability to receive RCS messages', formats);
    case 'custom_source':
      return `custom source ${describeFilter(filter, formats)}`;
    case 'bounce_date':
      return happened(filter, 'email bounced', formats);
    case 'manual_suppression_date':
      return happened(filter, 'suppressed by hand', formats);
    case 'invalid_email_date':
      return happened(filter, 'email address found invalid', formats);
    case 'effective_date':
      return `in effect ${when(filter, formats)}`;
    case 'recorded_date':
      return `recorded ${when(filter, formats)}`;
    default:
      return `${field.replace(/_/g, ' ')} ${describeFilter(filter, formats)}`;
  }
}

const when = (filter: Filter, formats: RuleFormats): string =>
  filter.type === 'date' ? describeTime(filter, formats) : `on a date that ${describeFilter(filter, formats)}`;

function happened(filter: Filter, words: string, formats: RuleFormats): string {
  if (filter.type === 'existence') return filter.operator === 'is-set' ? words : `not ${words}`;
  return `${words} ${when(filter, formats)}`;
}

function yesOrNo(filter: Filter, yes: string, no: string, name: string, formats: RuleFormats): string {
  return filter.type === 'boolean' ? (filter.value ? yes : no) : `${name} ${describeFilter(filter, formats)}`;
}

/** How consent came about, in words; a method that is not here is shown by Klaviyo's own word. */
const METHODS: Readonly<Record<string, string>> = {
  form: 'a form',
  preference_page: 'a preference page',
  api: 'the API',
  inbound_message: 'an inbound message',
  back_in_stock: 'a back in stock request',
  sftp: 'an SFTP import',
  manual_import: 'a manual import',
  manual_add: 'being added by hand',
  manual_remove: 'being removed by hand',
  spam_complaint: 'a spam complaint',
  mailbox_provider: 'the mailbox provider',
  one_click_unsubscribe: 'one-click unsubscribe',
  data_warehouse_import: 'a data warehouse import',
  profile_modification: 'a change of the profile',
  integration: 'an integration',
  checkout: 'checkout',
  bulk_remove: 'a bulk removal',
  carrier_deactivation: 'carrier deactivation',
  provided_landline: 'giving a landline number',
  message_blocked: 'a blocked message',
  provided_no_age: 'giving no age',
  failed_age_gate: 'failing the age check',
  bigcommerce: 'BigCommerce',
  campaign_monitor: 'Campaign Monitor',
  constant_contact: 'Constant Contact',
  exact_target: 'ExactTarget',
  facebook: 'Facebook',
  mad_mimi: 'Mad Mimi',
  magento_two: 'Magento 2',
  netsuite: 'NetSuite',
  shopify: 'Shopify',
  social_instagram_message: 'an Instagram message',
  square: 'Square',
  wix: 'Wix',
  woocommerce: 'WooCommerce',
};
/** What the values of a method's own filter are. */
const DETAILS: Readonly<Record<string, string>> = {
  form: 'form',
  preference_page: 'page',
  api: 'key ending',
  manual_import: 'by',
  manual_add: 'by',
  integration: 'integration',
};

function describeMethod(method: string, filter: Filter | null, formats: RuleFormats): string {
  const words = `through ${METHODS[method] ?? inQuotes(method)}`;
  if (filter === null) return words;
  const noun = DETAILS[method] ?? 'detail';
  if (filter.type === 'string' && filter.operator === 'in') return `${words}: ${noun} ${joined(filter.value.map(inQuotes), 'or')}`;
  if (filter.type === 'string' && filter.operator === 'equals') return `${words}: ${noun} ${valueWords(filter.value as string | null, formats)}`;
  return `${words}: ${noun} ${describeFilter(filter, formats)}`;
}

/** What is known of the details: dates and other values by field, and how it came about. */
export interface ConsentDetails extends Pick<ConsentFacts, 'method' | 'methodDetail'> {
  readonly dates: Readonly<Record<string, Known<Instant | null>>>;
  readonly values: Readonly<Record<string, Known<unknown>>>;
}

/** Whether a detail is met; a field of which nothing is known is not decided. */
export function meetsConsentFilter({ field, method, filter }: ConsentFilter, facts: ConsentDetails, at: Instant): Answer {
  if (method !== undefined) {
    if (!isKnown(facts.method)) return null;
    if (facts.method.value !== method) return false;
    return filter === null || filter === undefined ? true : meetsFilter(facts.methodDetail, filter, at);
  }
  if (filter === null || filter === undefined) return null;
  const date = facts.dates[field];
  if (date !== undefined) return isKnown(date) ? meetsDate(date.value, filter, at) : null;
  const value = facts.values[field];
  return value === undefined ? null : meetsFilter(value, filter, at);
}

function meetsDate(date: Instant | null, filter: Filter, at: Instant): Answer {
  if (filter.type === 'existence') return (filter.operator === 'is-set') === (date !== null);
  if (filter.type !== 'date') return null;
  return date === null ? false : dateMeets(filter, date, at);
}

/** What the details claim; values are named `<prefix> <field>`. */
export function consentFilterClaims(filters: ConsentFilters, group: string, prefix: string, context: ClaimContext): readonly Formula[] {
  return (filters ?? []).map(({ field, method, filter }) => {
    if (method === undefined) return filter === null || filter === undefined ? true : valueClaim({ group, property: `${prefix} ${field}` }, filter, context);
    const how = testFormula({ type: 'values', facet: 'text', values: texts([method]), unset: null }, { group, property: `${prefix} method` }, context);
    return filter === null || filter === undefined ? how : conjunction([how, valueClaim({ group, property: `${prefix} method detail` }, filter, context)]);
  });
}

export const consentReferences = (filters: ConsentFilters, to: References): void => filters?.forEach(({ filter }) => to.filter('consent', filter));

export const consentNumbers = (channel: string, filters: ConsentFilters): readonly RuleNumber[] =>
  (filters ?? []).flatMap(({ field, filter }) => numbersOfFilter(`${channel} ${field}`, filter));
