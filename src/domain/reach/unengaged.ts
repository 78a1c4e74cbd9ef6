import type { Known } from '../account/known';
import { DAY, known, unknown } from '../account/known';
import type { BehaviorState } from '../behavior/behavior-state';
import type { MetricAlias } from '../catalogue/metric-alias';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import { addTo, bitSet, cut, without } from '../comparison/bit-set';
import type { Memberships } from '../comparison/memberships';
import type { Rule } from '../rule/rule';
import { any } from '../rule/rule';

/** Active profiles who never engage, and what they cost. */
export interface Unengaged {
  readonly people: number;
  /** Profiles that can be mailed, opted in or not: what Klaviyo bills by. */
  readonly active: number;
  /** Signs of life that were looked for, as marketers call them. */
  readonly signs: readonly string[];
  /** Time since which none of the signs came, in days: the shortest that was read of any of them. */
  readonly days: number;
  /** In the account's currency a month; null where no price is given. */
  readonly cost: number | null;
}

const ACTIVE: Rule = { kind: 'consent', channel: 'email', canReceive: true, subscription: 'any' };
const SIGNS: readonly (readonly [MetricAlias, string])[] = [
  ['open', 'opens'],
  ['click', 'clicks'],
  ['clicked_sms', 'clicks in SMS'],
  ['site', 'site visits'],
  ['viewed', 'product views'],
  ['cart', 'carts'],
  ['checkout', 'checkouts'],
  ['order', 'orders'],
];
/** Without one of these a profile may have engaged with every message unseen. */
const NEEDED: ReadonlySet<MetricAlias> = new Set(['click', 'open']);
const NEWCOMERS = 90;

/**
 * Active profiles, older than 90 days, without one open, click, visit, cart or order in what was read. Opens are made by privacy proxies too, so that the figure is what it is
 * at least. Unknown where consent, or every one of clicks and opens, was not read. @param pricePer1000 a month; 0 where it is not given
 */
export function unengagedOf(state: BehaviorState, recognized: RecognizedMetrics, today: Memberships, pricePer1000: number): Known<Unengaged> {
  const active = today.membersOf(ACTIVE);
  if (active === null || !state.consentRead) return unknown('who can be mailed is not told, since consent was not read');
  const read = SIGNS.flatMap(([alias, words]) =>
    (recognized.byAlias.get(alias)?.metricIds ?? []).flatMap((id) => {
      const metric = state.metrics.get(id);
      return metric === undefined ? [] : [{ alias, words, id, from: metric.completeFrom }];
    }),
  );
  if (!read.some(({ alias }) => NEEDED.has(alias))) return unknown('neither opens nor clicks were read');
  const days = Math.floor(Math.min(...read.map(({ from }) => state.now - from)) / DAY);
  const engaged = today.membersOf(
    any(
      read.map(({ id }): Rule => ({
        kind: 'metric',
        metricId: id,
        measurement: 'count',
        measure: { type: 'numeric', operator: 'greater-than-or-equal', value: 1 },
        timeframe: { type: 'date', operator: 'in-the-last', unit: 'day', quantity: Math.max(1, days) },
        where: [],
      })),
    ),
  );
  if (engaged === null) return unknown('events do not tell who engaged');
  const grown = bitSet(today.places.length);
  today.places.forEach((profile, place) => {
    if (state.profiles.created[profile]! * 1000 <= state.now - NEWCOMERS * DAY) addTo(grown, place);
  });
  const people = today.sizeOf(cut(without(active, engaged), grown));
  return known({
    people,
    active: today.sizeOf(active),
    signs: [...new Set(read.map(({ words }) => words))],
    days,
    cost: pricePer1000 > 0 ? (people / 1000) * pricePer1000 : null,
  });
}
