import type { SendResults } from '../../domain/account/inventory';
import { known, unknown, type Known } from '../../domain/account/known';
import { numberOf } from '../http/json';

/** What is asked of campaign and flow reports. */
export const STATISTICS = [
  'recipients',
  'delivered',
  'open_rate',
  'click_rate',
  'conversions',
  'conversion_rate',
  'conversion_value',
  'spam_complaint_rate',
  'unsubscribe_rate',
] as const;

/** One row's statistics; `counted` false where the conversion metric is only a stand-in and its figures mean nothing. */
export function sendResults(statistics: Readonly<Record<string, unknown>>, counted: boolean): SendResults {
  const recipients = numberOf(statistics.recipients);
  const revenue = counted ? numberOf(statistics.conversion_value) : null;
  return {
    recipients,
    delivered: numberOf(statistics.delivered),
    openRate: numberOf(statistics.open_rate),
    clickRate: numberOf(statistics.click_rate),
    conversions: counted ? numberOf(statistics.conversions) : null,
    conversionRate: counted ? numberOf(statistics.conversion_rate) : null,
    revenue,
    revenuePerRecipient: perRecipient(revenue, recipients),
    spamComplaintRate: numberOf(statistics.spam_complaint_rate),
    unsubscribeRate: numberOf(statistics.unsubscribe_rate),
  };
}

/** Two rows as one: counts added, rates weighted by what was delivered. A figure that one row lacks is taken from the other. */
export function mergeResults(one: SendResults, other: SendResults): SendResults {
  const rate = (name: 'openRate' | 'clickRate' | 'conversionRate' | 'spamComplaintRate' | 'unsubscribeRate'): number | null =>
    weighted(one[name], one.delivered, other[name], other.delivered);
  const recipients = added(one.recipients, other.recipients);
  const revenue = added(one.revenue, other.revenue);
  return {
    recipients,
    delivered: added(one.delivered, other.delivered),
    openRate: rate('openRate'),
    clickRate: rate('clickRate'),
    conversions: added(one.conversions, other.conversions),
    conversionRate: rate('conversionRate'),
    revenue,
    revenuePerRecipient: perRecipient(revenue, recipients),
    spamComplaintRate: rate('spamComplaintRate'),
    unsubscribeRate: rate('unsubscribeRate'),
  };
}

function added(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : one + other;
}

function weighted(one: number | null, oneWeight: number | null, other: number | null, otherWeight: number | null): number | null {
  if (one === null) return other;
  if (other === null) return one;
  const weight = (oneWeight ?? 0) + (otherWeight ?? 0);
  return weight === 0 ? (one + other) / 2 : (one * (oneWeight ?? 0) + other * (otherWeight ?? 0)) / weight;
}

function perRecipient(revenue: number | null, recipients: number | null): number | null {
  return revenue === null || recipients === null || recipients === 0 ? null : revenue / recipients;
}

/** Results of an earlier reading stand in where this one could not ask (the daily limit, for example). */
export function resultsOrReason(results: SendResults | undefined, reason: string): Known<SendResults> {
  return results === undefined ? unknown(reason) : known(results);
}
