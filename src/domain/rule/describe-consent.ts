import type { Filter } from './filter';
import type { ConsentCondition, ConsentFilter, PermissionCondition, Reachable, Subscription } from './rule';
import { describeFilter, describeTime } from './describe-filter';
import { joined } from '../text/lists';
import { inQuotes } from '../text/quotes';
import { quoted } from './wording';

const CHANNELS: Readonly<Record<string, string>> = { email: 'email', sms: 'SMS', push: 'push' };

/** `can receive email marketing and is subscribed (in the last 30 days, through a form)`. */
export function describeConsent(condition: ConsentCondition): string {
  const { channel, canReceive, subscription } = condition;
  const receive = `${canReceive ? 'can' : 'cannot'} receive ${CHANNELS[channel]} marketing`;
  const status: Readonly<Record<Subscription, string>> = {
    any: '', subscribed: ' and is subscribed', unsubscribed: ' and has unsubscribed', never_subscribed: ' and has never subscribed',
  };
  return `${receive}${status[subscription]}${describeDetails(condition.filters, subscription)}`;
}

const REACH: Readonly<Record<Reachable, string>> = {
  explicitly_reachable: 'explicitly agreed to', implicitly_reachable: 'implicitly agreed to',
  implicitly_or_explicitly_reachable: 'implicitly or explicitly agreed to', explicitly_unreachable: 'explicitly refused',
  implicitly_unreachable: 'implicitly refused', implicitly_or_explicitly_unreachable: 'implicitly or explicitly refused',
};

/** `explicitly agreed to WhatsApp marketing messages (recorded in the last 30 days)`. */
export function describePermission(condition: PermissionCondition): string {
  const channel = condition.channel === 'whatsapp_marketing' ? 'WhatsApp marketing messages' : 'WhatsApp transactional messages';
  return `${REACH[condition.status]} ${channel}${describeDetails(condition.filters, 'any')}`;
}

function describeDetails(filters: readonly ConsentFilter[] | null | undefined, subscription: Subscription): string {
  if (filters === undefined || filters === null || filters.length === 0) return '';
  return ` (${filters.map((filter) => describeDetail(filter, subscription)).join(', ')})`;
}

function describeDetail({ field, method, filter }: ConsentFilter, subscription: Subscription): string {
  if (method !== undefined) return `${field === 'method' ? '' : 'status set '}${describeMethod(method, filter ?? null)}`;
  if (filter === undefined || filter === null) return field.replace(/_/g, ' ');
  switch (field) {
    case 'status_date': return `${subscription === 'unsubscribed' ? 'unsubscribed' : subscription === 'subscribed' ? 'subscribed' : 'status set'} ${when(filter)}`;
    case 'is_double_opt_in': return yesOrNo(filter, 'with double opt-in', 'without double opt-in', 'double opt-in');
    case 'is_rcs_capable': return yesOrNo(filter, 'can receive RCS messages', 'cannot receive RCS messages', 'ability to receive RCS messages');
    case 'custom_source': return `custom source ${describeFilter(filter)}`;
    case 'bounce_date': return happened(filter, 'email bounced');
    case 'manual_suppression_date': return happened(filter, 'suppressed by hand');
    case 'invalid_email_date': return happened(filter, 'email address found invalid');
    case 'effective_date': return `in effect ${when(filter)}`;
    case 'recorded_date': return `recorded ${when(filter)}`;
    default: return `${field.replace(/_/g, ' ')} ${describeFilter(filter)}`;
  }
}

const when = (filter: Filter): string => (filter.type === 'date' ? describeTime(filter) : `on a date that ${describeFilter(filter)}`);

function happened(filter: Filter, words: string): string {
  if (filter.type === 'existence') return filter.operator === 'is-set' ? words : `not ${words}`;
  return `${words} ${when(filter)}`;
}

function yesOrNo(filter: Filter, yes: string, no: string, name: string): string {
  return filter.type === 'boolean' ? (filter.value ? yes : no) : `${name} ${describeFilter(filter)}`;
}

/** How consent came about, in words; a method that is not here is shown by Klaviyo's own word. */
const METHODS: Readonly<Record<string, string>> = {
  form: 'a form', preference_page: 'a preference page', api: 'the API', inbound_message: 'an inbound message', back_in_stock: 'a back in stock request',
  sftp: 'an SFTP import', manual_import: 'a manual import', manual_add: 'being added by hand', manual_remove: 'being removed by hand',
  spam_complaint: 'a spam complaint', mailbox_provider: 'the mailbox provider', one_click_unsubscribe: 'one-click unsubscribe',
  data_warehouse_import: 'a data warehouse import', profile_modification: 'a change of the profile', integration: 'an integration',
  checkout: 'checkout', bulk_remove: 'a bulk removal', carrier_deactivation: 'carrier deactivation', provided_landline: 'giving a landline number',
  message_blocked: 'a blocked message', provided_no_age: 'giving no age', failed_age_gate: 'failing the age check', bigcommerce: 'BigCommerce',
  campaign_monitor: 'Campaign Monitor', constant_contact: 'Constant Contact', exact_target: 'ExactTarget', facebook: 'Facebook', mad_mimi: 'Mad Mimi',
  magento_two: 'Magento 2', netsuite: 'NetSuite', shopify: 'Shopify', social_instagram_message: 'an Instagram message', square: 'Square', wix: 'Wix',
  woocommerce: 'WooCommerce',
};
/** What the values of a method's own filter are. */
const DETAILS: Readonly<Record<string, string>> = {
  form: 'form', preference_page: 'page', api: 'key ending', manual_import: 'by', manual_add: 'by', integration: 'integration',
};

function describeMethod(method: string, filter: Filter | null): string {
  const words = `through ${METHODS[method] ?? inQuotes(method)}`;
  if (filter === null) return words;
  const noun = DETAILS[method] ?? 'detail';
  if (filter.type === 'string' && filter.operator === 'in') return `${words}: ${noun} ${joined(filter.value.map(quoted), 'or')}`;
  if (filter.type === 'string' && filter.operator === 'equals') return `${words}: ${noun} ${quoted(filter.value as string | null)}`;
  return `${words}: ${noun} ${describeFilter(filter)}`;
}
