import { DAY } from '../account/known';
import type { Instant } from '../account/known';
import type { BehaviorState } from './behavior-state';
import type { OrderHistory } from './order-history';
import { Waits } from './survival';
import type { Survival } from './survival';

/** Repurchases later than this are not waited for: the research's own horizon. */
export const HORIZON_DAYS = 730;
/** An order this long after the start of reading, with nothing before it, is taken as the first. */
const QUIET_START_DAYS = 180;

/** How long people take to buy again. */
export interface PurchaseWaits {
  /** From any order to the next, first orders too. */
  readonly all: Survival;
  /** From the second order on to the next: the waits of repeat buyers. */
  readonly repeat: Survival;
  /** From the first order to the second, and from the second to the third. */
  readonly second: Survival;
  readonly third: Survival;
  /** From opting in to email to the first order. */
  readonly first: Survival;
  /** Days of orders that were read, 730 at most. */
  readonly historyDays: number;
  /** The same waits over two years, whatever was read: thresholds must not follow how much that was. */
  readonly twoYears: { readonly repeat: Survival; readonly second: Survival; readonly first: Survival };
}

/**
 * Gathers waits between orders; who has not come back is waited for until `now`. Which order is the first is known where
 * nothing can lie before the look-back; else an order counts as the first when half a year without any came before it.
 * @param readFrom start of the orders that were read; null where nothing can lie before
 */
export function purchaseWaits(state: BehaviorState, orders: OrderHistory, readFrom: Instant, beganLater: boolean, now: Instant): PurchaseWaits {
  const [all, repeat, second, third, first] = [new Waits(), new Waits(), new Waits(), new Waits(), new Waits()];
  const end = now / 1000;
  const firstCounts = beganLater ? 0 : readFrom / 1000 + (QUIET_START_DAYS * DAY) / 1000;
  const days = (from: number, to: number): number => ((to - from) * 1000) / DAY;
  let earliest = end;
  for (let profile = 0; profile < state.count; profile += 1) {
    const start = orders.starts[profile]!;
    const stop = orders.starts[profile + 1]!;
    const knowsFirst = stop > start && orders.seconds[start]! >= firstCounts;
    if (stop > start) earliest = Math.min(earliest, orders.seconds[start]!);
    for (let at = start; at < stop; at += 1) {
      const happened = at + 1 < stop;
      const wait = days(orders.seconds[at]!, happened ? orders.seconds[at + 1]! : end);
      all.add(wait, happened, profile);
      // The order before may lie before the look-back: what is known to be the second order or later counts.
      if (at > start) repeat.add(wait, happened, profile);
      if (knowsFirst && at === start) second.add(wait, happened);
      if (knowsFirst && at === start + 1) third.add(wait, happened);
    }
    addFirst(state, profile, start === stop ? null : orders.seconds[start]!, firstCounts, end, first);
  }
  const historyDays = Math.max(0, Math.min(HORIZON_DAYS, Math.floor(days(beganLater ? earliest : readFrom / 1000, end))));
  return {
    all: all.curve(historyDays),
    repeat: repeat.curve(historyDays),
    second: second.curve(historyDays),
    third: third.curve(historyDays),
    first: first.curve(historyDays),
    historyDays,
    twoYears: {
      repeat: repeat.curve(historyDays, HORIZON_DAYS),
      second: second.curve(historyDays, HORIZON_DAYS),
      first: first.curve(historyDays, HORIZON_DAYS),
    },
  };
}

/** Subscribers who opted in after the start of reading and had not bought before. */
function addFirst(state: BehaviorState, profile: number, firstOrder: number | null, firstCounts: number, end: number, first: Waits): void {
  if (!state.isRead(profile)) return;
  const optedIn = state.profiles.consent.email.at[profile]!;
  if (Number.isNaN(optedIn) || optedIn < firstCounts || optedIn > end) return;
  if (state.profiles.consentOf(profile, 'email')?.consent?.toUpperCase() !== 'SUBSCRIBED') return;
  if (firstOrder !== null && firstOrder < optedIn) return;
  first.add(((firstOrder ?? end) - optedIn) / (DAY / 1000), firstOrder !== null);
}
