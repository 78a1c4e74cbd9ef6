import type { MetricActivity } from '../account/inventory';
import type { Inventory } from '../account/inventory';
import type { Instant } from '../account/known';
import { DAY, isKnown } from '../account/known';
import { whyMissing } from '../account/unread-part';

/** Whether events of a metric still arrive. */
export type MetricLife =
  | { readonly state: 'live' }
  /** Had events once, none for the days set. `lastSeen`: start of the last month with events. */
  | { readonly state: 'silent'; readonly lastSeen: Instant }
  /** Listed, but without a single event in all months read, `months` of them; `whole` where they reach back to the day when it was created. */
  | { readonly state: 'never'; readonly months: number; readonly whole: boolean; readonly created: Instant | null }
  /** Not among the account's metrics any more. */
  | { readonly state: 'missing' }
  /** Activity of this metric was not read. */
  | { readonly state: 'unknown' };

/** A month is at most this long, so events of a month that started before `now - silentDays - this` are surely older than `silentDays`. */
const MONTH = 31 * DAY;

/**
 * Tells the life of each metric from its monthly counts. Months are the finest grain read, so a metric counts as silent only
 * when its last month with events ended at least `silentDays` ago.
 */
export function metricLives(inventory: Inventory, silentDays: number, now: Instant): (metricId: string) => MetricLife {
  const listed = new Map(inventory.metrics.map((metric) => [metric.id, metric]));
  const activity = new Map((isKnown(inventory.activity) ? inventory.activity.value : []).map((one) => [one.metricId, one]));
  return (metricId) => {
    if (!listed.has(metricId)) return { state: inventory.metrics.length === 0 || whyMissing(inventory, 'metrics') !== null ? 'unknown' : 'missing' };
    const months = activity.get(metricId);
    return months === undefined ? { state: 'unknown' } : lifeOf(months, listed.get(metricId)?.created ?? null, silentDays, now);
  };
}

function lifeOf(activity: MetricActivity, created: Instant | null, silentDays: number, now: Instant): MetricLife {
  if (activity.months.length === 0) return { state: 'unknown' };
  for (let at = activity.months.length - 1; at >= 0; at -= 1) {
    if ((activity.counts[at] ?? 0) <= 0) continue;
    const month = activity.months[at]!;
    const end = activity.months[at + 1] ?? month + MONTH;
    return Math.min(end, now) <= now - silentDays * DAY ? { state: 'silent', lastSeen: month } : { state: 'live' };
  }
  return { state: 'never', months: activity.months.length, whole: created !== null && activity.months[0]! <= created, created };
}
