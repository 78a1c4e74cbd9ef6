import type { Metric, MetricActivity } from '../account/inventory';
import type { Instant, Known } from '../account/known';
import { DAY, isKnown, known, unknown } from '../account/known';
import type { AliasDeclaration } from './metric-alias';

/** One of the account's metrics as a candidate for an alias. */
export interface MetricEvidence {
  readonly metricId: string;
  readonly name: string;
  readonly integration: string | null;
  readonly firstActivity: Instant | null;
  /** End of the last month with events, at most the reading's own instant. */
  readonly lastActivity: Instant | null;
  /** Events since `countedSince`: of the whole calendar months that reach into the last 90 days, since months are all that is told. */
  readonly count90: Known<number>;
  /** Start of the oldest of those months; null where no month was read. */
  readonly countedSince: Instant | null;
  /** `silent`: had events once, none in the last 90 days; `never`: none at all in what was read; `unknown`: activity not read. */
  readonly state: 'live' | 'silent' | 'never' | 'unknown';
  /** Sum of event values over what was read; null where not read. */
  readonly valueSum: number | null;
  readonly score: number;
}

const SHOPS = [
  'shopify',
  'woocommerce',
  'magento',
  'adobe commerce',
  'bigcommerce',
  'prestashop',
  'wix',
  'squarespace',
  'salesforce commerce cloud',
  'ecwid',
  'shopware',
  'opencart',
];
const SECOND_HAND = /recharge|skio|bold|ordergroove|loop|subscription|pos\b|point of sale|square/i;

/**
 * Weighs one metric that bears a fitting name (lifecycle research section 5): name +3, mapped by Klaviyo +10, shop category +3,
 * known shop +2, carries value +2, events in the last month +3, silent for 90 days −5, subscription app or till −1.
 */
export function weigh(metric: Metric, declared: AliasDeclaration, mapped: boolean, activity: Known<readonly MetricActivity[]>, at: Instant): MetricEvidence {
  const series = isKnown(activity) ? activity.value.find((one) => one.metricId === metric.id) : undefined;
  const life = series === undefined ? null : lifeOf(series, at);
  const category = (metric.integration?.category ?? '').toLowerCase().replace(/[^a-z]/g, '');
  const integration = (metric.integration?.name ?? '').toLowerCase();
  let score = 3 + (mapped ? 10 : 0);
  if (category === 'ecommerce' && declared.from === 'shop') score += 3;
  if (SHOPS.some((shop) => integration.includes(shop))) score += 2;
  if (declared.from === 'klaviyo' && integration === 'klaviyo') score += 3;
  if (SECOND_HAND.test(integration)) score -= 1;
  if (life !== null) {
    if (life.valueSum > 0 && declared.from === 'shop') score += 2;
    if (life.recent) score += 3;
    if (life.count90 === 0) score -= 5;
  }
  return {
    metricId: metric.id,
    name: metric.name,
    integration: metric.integration?.name ?? null,
    firstActivity: life?.first ?? null,
    lastActivity: life?.last ?? null,
    count90: life === null ? unknown(isKnown(activity) ? 'the activity of this metric was not read' : activity.unknown) : known(life.count90),
    countedSince: life?.countedSince ?? null,
    state: life === null ? 'unknown' : life.count90 > 0 ? 'live' : life.last === null ? 'never' : 'silent',
    valueSum: life?.valueSum ?? null,
    score,
  };
}

function lifeOf(
  { months, counts, sums }: MetricActivity,
  at: Instant,
): { first: Instant | null; last: Instant | null; count90: number; countedSince: Instant | null; recent: boolean; valueSum: number } {
  let first: Instant | null = null;
  let last: Instant | null = null;
  let count90 = 0;
  let countedSince: Instant | null = null;
  let recent = false;
  let valueSum = 0;
  months.forEach((start, month) => {
    const count = counts[month] ?? 0;
    const end = Math.min(at, months[month + 1] ?? start + 31 * DAY);
    valueSum += sums[month] ?? 0;
    if (end > at - 90 * DAY) countedSince ??= start;
    if (count <= 0) return;
    first ??= start;
    last = end;
    if (end > at - 90 * DAY) count90 += count;
    if (end > at - 30 * DAY) recent = true;
  });
  return { first, last, count90, countedSince, recent, valueSum };
}
