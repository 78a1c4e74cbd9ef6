import type { Tally } from './account-data';

/** A tally of nothing. */
export const NO_TALLY: Tally = {
  recipients: 0,
  bounced: 0,
  opens: 0,
  opensUnique: 0,
  clicks: 0,
  clicksUnique: 0,
  conversions: 0,
  conversionUniques: 0,
  conversionValue: 0,
  unsubscribes: 0,
  spamComplaints: 0,
};

/** Two tallies together. */
export function addTallies(a: Tally, b: Tally): Tally {
  const sum = { ...a } as Record<keyof Tally, number>;
  for (const key of Object.keys(a) as (keyof Tally)[]) sum[key] = a[key] + b[key];
  return sum;
}

const delivered = (tally: Tally): number => tally.recipients - tally.bounced;
const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
const nothing = (): number => 0;

/** The 31 statistics of campaign and flow reports; rates are fractions from 0 to 1. */
export const SEND_STATISTICS: Readonly<Record<string, (tally: Tally) => number>> = {
  average_order_value: (tally) => share(tally.conversionValue, tally.conversions),
  bounce_rate: (tally) => share(tally.bounced, tally.recipients),
  bounced: (tally) => tally.bounced,
  bounced_or_failed: (tally) => tally.bounced,
  bounced_or_failed_rate: (tally) => share(tally.bounced, tally.recipients),
  click_rate: (tally) => share(tally.clicksUnique, delivered(tally)),
  click_to_open_rate: (tally) => share(tally.clicksUnique, tally.opensUnique),
  clicks: (tally) => tally.clicks,
  clicks_unique: (tally) => tally.clicksUnique,
  conversion_rate: (tally) => share(tally.conversionUniques, delivered(tally)),
  conversion_uniques: (tally) => tally.conversionUniques,
  conversion_value: (tally) => Math.round(tally.conversionValue * 100) / 100,
  conversions: (tally) => tally.conversions,
  delivered,
  delivery_rate: (tally) => share(delivered(tally), tally.recipients),
  failed: nothing,
  failed_rate: nothing,
  message_segment_count_sum: nothing,
  open_rate: (tally) => share(tally.opensUnique, delivered(tally)),
  opens: (tally) => tally.opens,
  opens_unique: (tally) => tally.opensUnique,
  recipients: (tally) => tally.recipients,
  revenue_per_recipient: (tally) => share(tally.conversionValue, tally.recipients),
  spam_complaint_rate: (tally) => share(tally.spamComplaints, delivered(tally)),
  spam_complaints: (tally) => tally.spamComplaints,
  text_message_credit_usage_amount: nothing,
  text_message_roi: nothing,
  text_message_spend: nothing,
  unsubscribe_rate: (tally) => share(tally.unsubscribes, delivered(tally)),
  unsubscribe_uniques: (tally) => tally.unsubscribes,
  unsubscribes: (tally) => tally.unsubscribes,
};
