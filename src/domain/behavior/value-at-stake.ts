import { DAY, isKnown, known, unknown } from '../account/known';
import type { Instant } from '../account/known';
import type { Inventory } from '../account/inventory';
import type { LifecycleAudience } from '../catalogue/audience';
import { valueOf } from '../settings/setting';
import type { SettingValues } from '../settings/setting';
import { conditionsOf } from '../rule/rule';
import type { Rule } from '../rule/rule';
import { isLikelyTrue, isTrue } from './answer';
import { Answering } from './answer-all';
import type { BehaviorState } from './behavior-state';
import type { Figure } from './figure';
import type { OrderHistory } from './order-history';
import { LIFTS, valueCap } from './behavior-settings';
import { amountOf, figure, percent, periodOf, whole } from './figure-wording';

export interface ValueInputs {
  readonly state: BehaviorState;
  readonly orders: OrderHistory;
  /** Start of the orders that were read. */
  readonly ordersFrom: Instant;
  readonly settings: SettingValues;
  readonly currency: string;
  readonly now: Instant;
  readonly windowDays: number;
  readonly windowRevenue: number;
  readonly averageOrderValue: number | null;
  readonly ownLift: OwnLift | null;
}

/** What the account's own campaigns to narrow audiences earned beyond those to everyone. */
export interface OwnLift { readonly lift: number; readonly narrow: number; readonly broad: number }

/** Members of a past moment, below which their rate is drawn towards that of comparable people. */
const PRIOR = 30;
const ORDERS_AT_LEAST = 30;
const COMPARABLE_AT_LEAST = 5;
/** Days since the last order that part people who are likely to come back from those who are not. */
const RECENCY = [30, 60, 90, 180, 365] as const;
const CLASSES = 1 + 3 * (RECENCY.length + 1);
/** Conditions whose past state Klaviyo does not tell. */
const KNOWN_NOW_ONLY: ReadonlySet<string> = new Set(['predicted-number', 'predicted-date', 'affinity-rank', 'property', 'region']);
const RECIPIENTS_AT_LEAST = 100;

/**
 * Value at stake over the planning window, in the account's currency:
 *
 *     reachable × p_base × lift × average order value × cycles,  at most `Value cap` of the window's revenue
 *
 * - reachable: members that can be mailed or texted now.
 * - p_base: share of those who met the same rule one horizon ago and ordered within it (their own hazard, from events). Drawn
 *   towards the rate of comparable people (as many orders, the last as long ago) by 30 imagined people, so that a handful decides
 *   nothing. Rules on predictions and properties are known as of now only, when they already reflect what came since: there the
 *   rate of comparable people stands alone.
 * - horizon: the planning window, or the days after which membership turns over (a cart left behind) where that is shorter;
 *   cycles = window ÷ horizon, because new people keep coming in.
 * - lift: p_treated = p_base × (1 + lift). The account's own narrow against broad campaigns where at least five of each can be
 *   compared, else the settings' working values by kind (lifecycle research section 4).
 * - low and high are half and one and a half of it, at most the cap: a range, never a promise.
 */
export class ValueAtStake {
  private readonly past = new Map<number, Answering>();
  private readonly rates = new Map<number, Float64Array>();

  constructor(private readonly inputs: ValueInputs) {}

  /** @param answers of the rule now, by profile number; @param reachable how many of them can be reached */
  of(audience: LifecycleAudience, rule: Rule, answers: Uint8Array, reachable: Figure): { readonly figure: Figure; readonly words: string } {
    const { settings, currency, now, windowDays, windowRevenue, ownLift } = this.inputs;
    const standard = valueOf(settings, LIFTS[audience.valueClass]) / 100;
    const period = `the coming ${windowDays} days`;
    if (standard === 0) {
      return { figure: figure(known(0), 'money', 'estimated', period, 'none needed', 'It protects reach or routes messages: no money is counted.'), words: 'No money is counted: it protects reach or routes messages.' };
    }
    const none = (reason: string): { figure: Figure; words: string } =>
      ({ figure: figure(unknown(reason), 'money', 'estimated', period, 'none', 'Not worked out.'), words: `Not worked out: ${reason}.` });
    if (!isKnown(reachable.value)) return none(reachable.value.unknown);
    if (this.inputs.averageOrderValue === null) return none('the account’s orders carry no value');
    const horizon = Math.min(windowDays, audience.turnoverDays ?? windowDays);
    const cycles = windowDays / horizon;
    const base = this.baseRate(rule, answers, horizon);
    if (base === null) return none('orders were not read far enough back');
    const lift = ownLift?.lift ?? standard;
    const [orderValue, whose] = this.orderValue(answers);
    const cap = (valueOf(settings, valueCap) / 100) * windowRevenue;
    const plain = reachable.value.value * base.rate * lift * orderValue * cycles;
    const value = Math.round(Math.min(plain, cap) * 100) / 100;
    const words = `${whole(reachable.value.value)} reachable × ${percent(base.rate)} who order within ${horizon} days anyway (${base.words}) × ${percent(lift)} more `
      + `(${ownLift === null ? 'working value' : `own campaigns: ${ownLift.narrow} narrow against ${ownLift.broad} broad`}) × ${amountOf(orderValue, currency)} per order (${whose})`
      + `${cycles > 1 ? ` × ${cycles.toFixed(1)} times in ${windowDays} days` : ''}${plain > cap ? `, capped at ${percent(valueOf(settings, valueCap) / 100)} of ${amountOf(windowRevenue, currency)} revenue` : ''}.`;
    return {
      figure: figure(known(value), 'money', 'estimated', `${period}, from ${periodOf(now - windowDays * DAY, now)}`, base.words, words, [Math.min(0.5 * value, cap), Math.min(1.5 * value, cap)]),
      words,
    };
  }

  private baseRate(rule: Rule, answers: Uint8Array, horizon: number): { rate: number; words: string } | null {
    const { now, ordersFrom } = this.inputs;
    const then = now - horizon * DAY;
    if (then <= ordersFrom) return null;
    const rates = this.ratesOf(horizon);
    let current = 0;
    let expected = 0;
    for (let profile = 0; profile < answers.length; profile += 1) {
      if (!counts(answers[profile]!)) continue;
      current += 1;
      expected += rates[this.classOf(profile, now)]!;
    }
    const comparable = current > 0 ? expected / current : 0;
    if (conditionsOf(rule).some((one) => KNOWN_NOW_ONLY.has(one.kind))) {
      return { rate: comparable, words: `${percent(comparable)} of people with as many orders, the last as long ago, did` };
    }
    const before = this.answeringAt(horizon).answer(rule);
    let members = 0;
    let ordered = 0;
    for (let profile = 0; profile < before.length; profile += 1) {
      if (!counts(before[profile]!)) continue;
      members += 1;
      if (this.orderedSince(profile, then)) ordered += 1;
    }
    return {
      rate: (ordered + PRIOR * comparable) / (members + PRIOR),
      words: members >= PRIOR ? `${whole(ordered)} of ${whole(members)} such people did` : `${whole(ordered)} of only ${whole(members)} such people did; mostly comparable people’s rate`,
    };
  }

  /** Share of each class of people one horizon ago who ordered since. */
  private ratesOf(horizon: number): Float64Array {
    let rates = this.rates.get(horizon);
    if (rates !== undefined) return rates;
    const { state, now } = this.inputs;
    const then = now - horizon * DAY;
    const people = new Float64Array(CLASSES);
    rates = new Float64Array(CLASSES);
    for (let profile = 0; profile < state.count; profile += 1) {
      const own = this.classOf(profile, then);
      people[own]! += 1;
      if (this.orderedSince(profile, then)) rates[own]! += 1;
    }
    for (let own = 0; own < CLASSES; own += 1) rates[own] = people[own]! > 0 ? rates[own]! / people[own]! : 0;
    this.rates.set(horizon, rates);
    return rates;
  }

  /** People by number of orders (none, 1, 2, 3 and more) and time since the last, as of `at`. */
  private classOf(profile: number, at: Instant): number {
    const { starts, seconds } = this.inputs.orders;
    let last = starts[profile + 1]! - 1;
    while (last >= starts[profile]! && seconds[last]! * 1000 > at) last -= 1;
    const orders = last - starts[profile]! + 1;
    if (orders === 0) return 0;
    const days = (at - seconds[last]! * 1000) / DAY;
    const age = RECENCY.findIndex((limit) => days <= limit);
    return 1 + (Math.min(orders, 3) - 1) * (RECENCY.length + 1) + (age < 0 ? RECENCY.length : age);
  }

  private orderedSince(profile: number, then: Instant): boolean {
    const { starts, seconds } = this.inputs.orders;
    const last = starts[profile + 1]! - 1;
    return last >= starts[profile]! && seconds[last]! * 1000 > then;
  }

  private answeringAt(horizon: number): Answering {
    let answering = this.past.get(horizon);
    if (answering === undefined) {
      answering = new Answering(this.inputs.state, this.inputs.now - horizon * DAY);
      this.past.set(horizon, answering);
    }
    return answering;
  }

  /** What members spend per order; all customers' value where they have too few orders to tell. */
  private orderValue(answers: Uint8Array): readonly [number, string] {
    const { starts, amounts } = this.inputs.orders;
    let count = 0;
    let sum = 0;
    for (let profile = 0; profile < answers.length; profile += 1) {
      if (!counts(answers[profile]!)) continue;
      for (let at = starts[profile]!; at < starts[profile + 1]!; at += 1) {
        count += 1;
        sum += amounts[at]!;
      }
    }
    return count >= ORDERS_AT_LEAST ? [sum / count, `${whole(count)} orders of theirs`] : [this.inputs.averageOrderValue ?? 0, 'all customers'];
  }
}

function counts(answer: number): boolean {
  return isTrue(answer) || isLikelyTrue(answer);
}

/**
 * The account's own lift: revenue per recipient of campaigns to at most a quarter of the reachable base against those to at
 * least three quarters, when there are five of each with 100 recipients or more; between 0 and 1.
 */
export function ownLift(inventory: Inventory, reachableBase: number | null): OwnLift | null {
  if (!isKnown(inventory.campaigns) || reachableBase === null || reachableBase <= 0) return null;
  let [narrow, broad, narrowRevenue, broadRevenue, narrowRecipients, broadRecipients] = [0, 0, 0, 0, 0, 0];
  for (const { channel, results } of inventory.campaigns.value) {
    if (channel !== 'email' || !isKnown(results)) continue;
    const { recipients, revenue } = results.value;
    if (recipients === null || revenue === null || recipients < RECIPIENTS_AT_LEAST) continue;
    if (recipients <= 0.25 * reachableBase) {
      narrow += 1;
      narrowRevenue += revenue;
      narrowRecipients += recipients;
    } else if (recipients >= 0.75 * reachableBase) {
      broad += 1;
      broadRevenue += revenue;
      broadRecipients += recipients;
    }
  }
  if (narrow < COMPARABLE_AT_LEAST || broad < COMPARABLE_AT_LEAST || broadRevenue <= 0) return null;
  return { lift: Math.min(1, Math.max(0, narrowRevenue / narrowRecipients / (broadRevenue / broadRecipients) - 1)), narrow, broad };
}
