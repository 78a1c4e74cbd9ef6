import type { Formats } from '../text/format';
import { DAY, known, unknown } from '../account/known';
import type { Instant } from '../account/known';
import type { MetricIds } from '../catalogue/audience';
import type { Clause } from '../catalogue/clause';
import { writeClauses } from '../catalogue/write-audience-definition';
import type { SegmentDefinition } from '../catalogue/write-audience-definition';
import { describeRule } from '../rule/describe';
import type { Names } from '../rule/names';
import { parseSegmentDefinition } from '../rule/parse-segment';
import type { BehaviorFigure } from './figure';
import { figure } from './figure-wording';
import { BUY_MORE_FROM, CHAMPIONS_FROM, RFM_GROUPS, groupClauses } from './group-rules';
import type { RfmCuts, RfmGroup } from './group-rules';
import { wilson } from './interval';
import type { OrderHistory } from './order-history';
import { weightedQuantile } from './quantile';

export { RFM_GROUPS } from './group-rules';
export type { RfmGroup } from './group-rules';

const MEANS: Readonly<Record<RfmGroup, string>> = {
  Champions: 'ordered lately (best two fifths) and buy most (best two fifths by orders and spend)',
  Loyal: 'ordered lately or not long ago and buy more than most',
  Recent: 'ordered lately and have bought little so far',
  Cooling: 'ordered a while ago (middle fifth) and have bought little',
  Slipping: 'bought more than most and have been silent for longer than most',
  'Gone quiet': 'bought little and have been silent for longer than most',
};
const FIFTHS = [0.2, 0.4, 0.6, 0.8] as const;
const BUYERS_AT_LEAST = 100;
const GROUP_AT_LEAST = 30;

/** One buyer at a moment: profile number, group, and spend until then. */
export interface Grouped {
  readonly profile: number;
  readonly group: RfmGroup;
  readonly spend: number;
}

/**
 * Buyers of everything read up to `at`, each in a group: a score of 1 to 5 by recency, and one by the mean of the scores by orders and by spend. Fifths are the
 * account's own, parted at whole days and cents, as a rule can say them; equal values get equal scores, so that a fifth may be larger where most bought once.
 */
export function groupBuyers(orders: OrderHistory, at: Instant): readonly Grouped[] {
  return fifthsOf(orders, at).buyers;
}

/** The buyers in their groups, with where the fifths part; no cuts without buyers. */
export function fifthsOf({ starts, seconds, amounts }: OrderHistory, at: Instant): { readonly buyers: readonly Grouped[]; readonly cuts: RfmCuts | null } {
  const buyers: { readonly profile: number; readonly days: number; readonly orders: number; readonly spend: number }[] = [];
  for (let profile = 0; profile + 1 < starts.length; profile += 1) {
    let stop = starts[profile + 1]!;
    while (stop > starts[profile]! && seconds[stop - 1]! * 1000 > at) stop -= 1;
    if (stop === starts[profile]!) continue;
    let spend = 0;
    for (let place = starts[profile]!; place < stop; place += 1) spend += amounts[place]!;
    buyers.push({ profile, days: (at - seconds[stop - 1]! * 1000) / DAY, orders: stop - starts[profile]!, spend });
  }
  if (buyers.length === 0) return { buyers: [], cuts: null };
  const fifths = (of: (one: (typeof buyers)[number]) => number): readonly number[] => FIFTHS.map((share) => weightedQuantile(buyers.map(of), null, share)!);
  const cuts: RfmCuts = {
    silence: fifths(({ days }) => days).map(Math.ceil),
    orders: fifths(({ orders }) => orders),
    // Sums of cents miss them by a hair.
    spend: buyers.some(({ spend }) => spend > 0) ? fifths(({ spend }) => spend).map((value) => Math.round(value * 100) / 100) : null,
  };
  const above = (limits: readonly number[], value: number): number => 1 + limits.filter((limit) => value > limit).length;
  return {
    cuts,
    buyers: buyers.map(({ profile, days, orders, spend }) => ({
      profile,
      spend,
      group: groupOf(
        6 - above(cuts.silence, days),
        above(cuts.orders, orders) + (cuts.spend === null ? above(cuts.orders, orders) : above(cuts.spend, Math.round(spend * 100) / 100)),
      ),
    })),
  };
}

/** @param buying sum of the scores by orders and by spend, 2 to 10 */
function groupOf(recency: number, buying: number): RfmGroup {
  if (recency >= 4) return buying >= CHAMPIONS_FROM ? 'Champions' : buying >= BUY_MORE_FROM ? 'Loyal' : 'Recent';
  if (recency === 3) return buying >= BUY_MORE_FROM ? 'Loyal' : 'Cooling';
  return buying >= BUY_MORE_FROM ? 'Slipping' : 'Gone quiet';
}

/** Each group's size, share of revenue and return, and where the champions and loyal of the last window's start are now. */
export function groupFigures(
  orders: OrderHistory,
  readFrom: Instant,
  windowDays: number,
  metrics: MetricIds,
  now: Instant,
  formats: Formats,
  names: Names,
): readonly BehaviorFigure[] {
  const { buyers: today, cuts } = fifthsOf(orders, now);
  if (cuts === null || today.length < BUYERS_AT_LEAST) return [];
  const then = now - windowDays * DAY;
  // The fifths of a past day are those of what was read before it.
  const before = then - windowDays * DAY >= readFrom ? groupBuyers(orders, then) : [];
  const revenue = today.reduce((sum, one) => sum + one.spend, 0);
  const groupNow = new Map(today.map(({ profile, group }) => [profile, group]));
  const period = formats.period(then, now);
  const buyers = formats.counted(today.length, 'buyer');
  return RFM_GROUPS.flatMap((group): readonly BehaviorFigure[] => {
    const definition = definitionOf(groupClauses(group, cuts), metrics);
    const own = today.filter((one) => one.group === group);
    const was = before.filter((one) => one.group === group);
    const ordered = was.filter(({ profile }) => {
      const last = orders.starts[profile + 1]! - 1;
      return orders.seconds[last]! * 1000 > then;
    }).length;
    const share = wilson(ordered / was.length, was.length);
    const id = group.toLowerCase().replace(/ /g, '-');
    const few =
      was.length < GROUP_AT_LEAST ? `${formats.counted(was.length, 'buyer')} of this group on ${formats.date(then)}, ${GROUP_AT_LEAST} are needed` : null;
    const moved = RFM_GROUPS.map((to) => ({ to, count: was.filter(({ profile }) => groupNow.get(profile) === to).length }))
      .filter(({ count }) => count > 0)
      .sort((one, other) => other.count - one.count);
    return [
      {
        id: `group-${id}`,
        topic: 'Repurchase',
        name: `${group}: buyers who ${MEANS[group]}`,
        figure: figure(
          known(own.length),
          'profiles',
          'measured',
          `as of ${formats.date(now)}`,
          buyers,
          `The account’s own fifths by days since the last order${cuts.spend === null ? ' and orders (they carry no value)' : ', orders and spend'} of all that was read; orders of one day are one. ${definition === null ? 'No one rule can say it, since orders come in as several metrics.' : `As a segment: ${describeRule(parseSegmentDefinition(definition), names)}.`}`,
        ),
        ...(definition === null ? {} : { definition }),
      },
      {
        id: `group-${id}-revenue`,
        topic: 'Repurchase',
        name: `${group}: share of all revenue read`,
        figure: figure(
          revenue > 0 ? known(own.reduce((sum, one) => sum + one.spend, 0) / revenue) : unknown('the account’s orders carry no value'),
          'share',
          'measured',
          `as of ${formats.date(now)}`,
          formats.counted(own.length, 'buyer'),
          'Revenue of the buyers who are in the group now.',
        ),
      },
      {
        id: `group-${id}-return`,
        topic: 'Repurchase',
        name: `${group}: of those who were in it on ${formats.date(then)}, share who ordered since`,
        figure: figure(
          few === null ? known(share.share) : unknown(few),
          'share',
          'measured',
          period,
          formats.counted(was.length, 'buyer'),
          few !== null
            ? 'Not worked out.'
            : `Now they are: ${moved.map(({ to, count }) => `${to} ${formats.share(count / was.length)}`).join(', ')}. ${formats.share(0.95)} interval (Wilson).`,
          few === null ? [share.low, share.high] : null,
        ),
      },
    ];
  });
}

/** The group as a segment; null where orders come in as several metrics, which no rule can add up. */
function definitionOf(clauses: readonly Clause[], metrics: MetricIds): SegmentDefinition | null {
  const written = writeClauses(clauses, metrics, []);
  return written === null || written.approximations.length > 0 ? null : written.definition;
}

/** Of each group on a past day, how many are still in it and where the others went; nothing where there were too few buyers to group. */
export function groupMoves(orders: OrderHistory, since: Instant, now: Instant, formats: Formats): readonly BehaviorFigure[] {
  const before = groupBuyers(orders, since);
  if (before.length < BUYERS_AT_LEAST) return [];
  const today = groupBuyers(orders, now);
  const groupNow = new Map(today.map(({ profile, group }) => [profile, group]));
  const groupThen = new Map(before.map(({ profile, group }) => [profile, group]));
  return RFM_GROUPS.flatMap((group): readonly BehaviorFigure[] => {
    const was = before.filter((one) => one.group === group);
    const gone = RFM_GROUPS.filter((to) => to !== group).map((to) => ({ name: to, count: was.filter(({ profile }) => groupNow.get(profile) === to).length }));
    const is = today.filter((one) => one.group === group);
    const came = [...RFM_GROUPS.filter((from) => from !== group), null].map((from) => ({
      name: from ?? 'no order before',
      count: is.filter(({ profile }) => (groupThen.get(profile) ?? null) === from).length,
    }));
    const listed = (parts: readonly { readonly name: string; readonly count: number }[]): string =>
      parts
        .filter(({ count }) => count > 0)
        .sort((one, other) => other.count - one.count)
        .map(({ name, count }) => `${name} ${formats.count(count)}`)
        .join(', ');
    const [left, joined] = [listed(gone), listed(came)];
    return was.length === 0 && is.length === 0
      ? []
      : [
          {
            id: `group-${group.toLowerCase().replace(/ /g, '-')}-moved`,
            topic: 'Repurchase',
            name: `${group}: still in it of those who were at the last refresh, ${formats.date(since)}`,
            figure: figure(
              known(was.filter(({ profile }) => groupNow.get(profile) === group).length),
              'profiles',
              'measured',
              formats.period(since, now),
              formats.counted(was.length, 'buyer'),
              `${left === '' ? 'Nobody left it.' : `Left it, now in: ${left}.`} ${joined === '' ? 'Nobody joined it.' : `Joined it, from: ${joined}.`} By fifths of each day.`,
            ),
          },
        ];
  });
}
