import type { Clause } from '../catalogue/clause';
import { ALL_TIME, atLeast, fewerThan, last, none, spentAtLeast, spentBelow } from '../catalogue/condition';

/** Groups of buyers by the account's own fifths of recency and of how much they buy. */
export const RFM_GROUPS = ['Champions', 'Loyal', 'Recent', 'Cooling', 'Slipping', 'Gone quiet'] as const;
export type RfmGroup = (typeof RFM_GROUPS)[number];

/** Where the account's own fifths part: days since the last order (whole days), orders and spend; four limits each, of which a higher score lies beyond. */
export interface RfmCuts {
  readonly silence: readonly number[];
  readonly orders: readonly number[];
  /** Null where no order carries a value: orders alone count then, as both scores. */
  readonly spend: readonly number[] | null;
}

/** A limit on orders and one on spend of which either is enough; null: that one cannot be met. */
interface Either {
  readonly orders: number | null;
  readonly spend: number | null;
}

const BEST = 5;
/** The least sum of the two scores of buying (orders, spend) of champions, and of those who buy more than most. */
export const CHAMPIONS_FROM = 7;
export const BUY_MORE_FROM = 5;
/** The amount from which spend lies beyond a limit. */
const beyond = (limit: number): number => Math.round(limit * 100 + 1) / 100;

/**
 * A group of buyers as a rule: exactly the same people by the account's own fifths. Groups are made of the sum of two scores, which Klaviyo's two levels say as
 * "for each score of orders, at least that or spend enough to make up for it".
 */
export function groupClauses(group: RfmGroup, { silence, orders, spend }: RfmCuts): readonly Clause[] {
  const within = (place: number): Clause => [atLeast('order', 1, last(silence[place]!))];
  const silent = (place: number): Clause => [none('order', last(silence[place]!))];
  const from = (sum: number): readonly Clause[] =>
    simplest(sumsFrom(sum, orders, spend), (one, other) => one <= other).map((one) => [
      ...(one.orders === null ? [] : [atLeast('order', one.orders, ALL_TIME)]),
      ...(one.spend === null ? [] : [spentAtLeast('order', one.spend, ALL_TIME)]),
    ]);
  const below = (sum: number): readonly Clause[] =>
    simplest(sumsBelow(sum, orders, spend), (one, other) => one >= other).map((one) => [
      ...(one.orders === null ? [] : [fewerThan('order', one.orders, ALL_TIME)]),
      ...(one.spend === null ? [] : [spentBelow('order', one.spend, ALL_TIME)]),
    ]);
  const bought: Clause = [atLeast('order', 1, ALL_TIME)];
  switch (group) {
    case 'Champions':
      return [within(1), ...from(CHAMPIONS_FROM)];
    case 'Loyal':
      return [within(2), ...from(BUY_MORE_FROM), ...below(CHAMPIONS_FROM).map((clause) => [...silent(1), ...clause])];
    case 'Recent':
      return [within(1), ...below(BUY_MORE_FROM)];
    case 'Cooling':
      return [within(2), silent(1), ...below(BUY_MORE_FROM)];
    case 'Slipping':
      return [bought, silent(2), ...from(BUY_MORE_FROM)];
    case 'Gone quiet':
      return [bought, silent(2), ...below(BUY_MORE_FROM)];
  }
}

/** What has to be met for each score of orders, so that the two scores add up to `sum` at least. */
function sumsFrom(sum: number, orders: readonly number[], spend: RfmCuts['spend']): readonly Either[] {
  if (spend === null) return [byOrdersAlone(sum, orders)];
  return Array.from({ length: BEST }, (_, at) => at + 2).flatMap((score): readonly Either[] => {
    const other = sum - score + 1;
    if (other <= 1) return [];
    return [{ orders: score > BEST ? null : orders[score - 2]! + 1, spend: other > BEST ? null : beyond(spend[other - 2]!) }];
  });
}

/** The same for staying below it. */
function sumsBelow(sum: number, orders: readonly number[], spend: RfmCuts['spend']): readonly Either[] {
  if (spend === null) return [byOrdersAlone(sum, orders)];
  return Array.from({ length: BEST }, (_, at) => at + 1).flatMap((score): readonly Either[] => {
    const other = sum - score;
    if (other > BEST) return [];
    return [{ orders: score < 2 ? null : orders[score - 2]! + 1, spend: other < 2 ? null : beyond(spend[other - 2]!) }];
  });
}

/** Where both scores are that of orders, the sum is told by it alone. */
function byOrdersAlone(sum: number, orders: readonly number[]): Either {
  return { orders: orders[Math.ceil(sum / 2) - 2]! + 1, spend: null };
}

/** Leaves out what another one already asks: equal values have equal scores, so that fifths fall together. */
function simplest(all: readonly Either[], isWeaker: (one: number, other: number) => boolean): readonly Either[] {
  const follows = (one: number | null, other: number | null): boolean => other === null || (one !== null && isWeaker(one, other));
  return all.filter((one, at) =>
    all.every((other, place) => {
      if (at === place || !follows(one.orders, other.orders) || !follows(one.spend, other.spend)) return true;
      const isSame = one.orders === other.orders && one.spend === other.spend;
      return isSame && at < place;
    }),
  );
}
