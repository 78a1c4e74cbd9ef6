import type { ConsentChannel, ConsentCondition, ConsentFilter, PermissionChannel, PermissionCondition, Reachable, Subscription } from './rule';
import { isText, isTruth, keepAbsent, withKeys } from './json';
import { parseFilter } from './parse-filter';

const CHANNELS: readonly string[] = ['email', 'sms', 'push'] satisfies ConsentChannel[];
const SUBSCRIPTIONS: readonly string[] = ['any', 'subscribed', 'unsubscribed', 'never_subscribed'] satisfies Subscription[];
const PERMISSION_CHANNELS: readonly string[] = ['whatsapp_marketing', 'whatsapp_transactional'] satisfies PermissionChannel[];
const REACHABLE: readonly string[] = [
  'explicitly_reachable', 'implicitly_reachable', 'implicitly_or_explicitly_reachable',
  'explicitly_unreachable', 'implicitly_unreachable', 'implicitly_or_explicitly_unreachable',
] satisfies Reachable[];

/** Sub-filters whose value is compared by a filter. */
export const CONSENT_FIELDS: readonly string[] = [
  'status_date', 'is_double_opt_in', 'custom_source', 'bounce_date', 'manual_suppression_date', 'invalid_email_date', 'is_rcs_capable',
  'effective_date', 'recorded_date',
];
/** Sub-filters on how consent came about. */
export const METHOD_FIELDS: readonly string[] = ['method', 'subscribe_method'];

/** Reads `profile-marketing-consent`; null when it does not fit the grammar. */
export function parseConsent(source: unknown): ConsentCondition | null {
  const condition = withKeys(source, ['type', 'consent']);
  const consent = condition && withKeys(condition['consent'], ['channel', 'can_receive_marketing', 'consent_status']);
  const status = consent && withKeys(consent['consent_status'], ['subscription'], ['filters']);
  if (!consent || !status) return null;
  const { channel, can_receive_marketing: canReceive } = consent;
  const subscription = status['subscription'];
  if (!isText(channel) || !CHANNELS.includes(channel) || !isTruth(canReceive)) return null;
  if (!isText(subscription) || !SUBSCRIPTIONS.includes(subscription)) return null;
  const filters = parseConsentFilters(status);
  if (filters === null) return null;
  return { kind: 'consent', channel: channel as ConsentChannel, canReceive, subscription: subscription as Subscription, ...filters };
}

/** Reads `profile-permissions` (WhatsApp); null when it does not fit the grammar. */
export function parsePermission(source: unknown): PermissionCondition | null {
  const condition = withKeys(source, ['type', 'permission', 'channel']);
  const permission = condition && withKeys(condition['permission'], ['reachable_status'], ['filters']);
  if (!condition || !permission) return null;
  const channel = condition['channel'];
  const status = permission['reachable_status'];
  if (!isText(channel) || !PERMISSION_CHANNELS.includes(channel) || !isText(status) || !REACHABLE.includes(status)) return null;
  const filters = parseConsentFilters(permission);
  return filters && { kind: 'permission', channel: channel as PermissionChannel, status: status as Reachable, ...filters };
}

function parseConsentFilters(source: Readonly<Record<string, unknown>>): { readonly filters?: readonly ConsentFilter[] | null } | null {
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
  if (!CONSENT_FIELDS.includes(field) || Object.prototype.hasOwnProperty.call(object, 'method') || optionalFilter.filter === undefined || optionalFilter.filter === null) return null;
  return { field, ...optionalFilter };
}
