import type { Formats } from '../text/format';
import { DAY, isKnown, known, unknown } from '../account/known';
import type { Instant } from '../account/known';
import type { Inventory } from '../account/inventory';
import type { LifecycleAudience } from '../catalogue/audience';
import { valueOf } from '../settings/setting';
import type { SettingValues } from '../settings/setting';
import type { Rule } from '../rule/rule';
import type { BehaviorState } from './behavior-state';
import { OrderExpectation, counts } from './expected-orders';
import { CHANNEL_WORDS } from './figure';
import type { Channel, Figure } from './figure';
import type { OrderForecast } from './order-forecast';
import type { OrderHistory } from './order-history';
import { LIFTS, valueCap } from './behavior-settings';
import { figure } from './figure-wording';

/** Value at stake with its inputs in words, and what share of the people order within the horizon anyway, where that was told. */
export interface Worth {
  readonly figure: Figure;
  readonly words: string;
  readonly orderAnyway?: number;
}

export interface ValueInputs {
  readonly state: BehaviorState;
  readonly orders: OrderHistory;
  /** Start of the orders that were read. */
  readonly ordersFrom: Instant;
  readonly settings: SettingValues;
  readonly now: Instant;
  readonly formats: Formats;
  readonly windowDays: number;
  /** Revenue of the last planning window; null where its orders were not all read. */
  readonly windowRevenue: number | null;
  readonly averageOrderValue: number | null;
  readonly ownLift: OwnLift | null;
  /** What is to be expected of each customer. */
  readonly forecast: OrderForecast;
}

/** What the account's own campaigns to narrow audiences earned beyond those to everyone. */
export interface OwnLift {
  readonly lift: number;
  readonly narrow: number;
  readonly broad: number;
}

const ORDERS_AT_LEAST = 30;
const COMPARABLE_AT_LEAST = 5;
const RECIPIENTS_AT_LEAST = 100;

/**
 * Value at stake over the planning window, in the account's currency:
 *
 *     reachable × (1 − chance) × chance × lift × average order value × rounds,  at most `Value cap` of the window's revenue
 *
 * - reachable: members that can be written to now by the channel that the audience is for.
 * - chance: that one of them orders within the horizon anyway (expected-orders.ts). A message can win only those who would not: of
 *   them as many more order as the lift says, so that regulars who are back next month anyway bring little, and so do people who are gone.
 * - horizon: the planning window, or the days after which membership turns over (a cart left behind) where that is shorter;
 *   rounds = window ÷ horizon, because new people keep coming in.
 * - lift: so many more orders when they are addressed. The account's own narrow against broad campaigns where at least five of
 *   each can be compared, else the settings' usual values by kind (lifecycle research section 4).
 * - low and high are what comes out at half and at one and a half of the lift, at most the cap: a range of an assumption.
 *
 * Every factor is multiplied as it is written, so that a calculator comes to the same.
 */
export class ValueAtStake {
  private readonly expectation: OrderExpectation;

  constructor(private readonly inputs: ValueInputs) {
    this.expectation = new OrderExpectation(inputs);
  }

  /** @param answers of the rule now, by profile number; @param reachable how many of them can be reached, by `channel` */
  of(audience: LifecycleAudience, rule: Rule, answers: Uint8Array, reachable: Figure, channel: Channel): Worth {
    const { settings, now, windowDays, windowRevenue, ownLift, formats } = this.inputs;
    const standard = valueOf(settings, LIFTS[audience.valueClass]) / 100;
    const period = `the coming ${windowDays} days, ${formats.period(now, now + windowDays * DAY)}`;
    if (standard === 0) {
      return {
        figure: figure(known(0), 'money', 'estimated', period, 'none needed', 'It protects reach or routes messages: no money is counted.'),
        words: 'No money is counted: it protects reach or routes messages.',
      };
    }
    const none = (reason: string): Worth => ({
      figure: figure(unknown(reason), 'money', 'estimated', period, 'none', 'Not worked out.'),
      words: `Not worked out: ${reason}.`,
    });
    if (!isKnown(reachable.value)) return none(reachable.value.unknown);
    if (this.inputs.averageOrderValue === null) return none('the account’s orders carry no value');
    const horizon = Math.min(windowDays, audience.turnoverDays ?? windowDays);
    const expected = this.expectation.of(rule, answers, horizon);
    if (expected === null || windowRevenue === null) return none('orders were not read far enough back');
    const people = reachable.value.value;
    const rounds = Math.round((10 * windowDays) / horizon) / 10;
    const lift = formats.fineShare(ownLift?.lift ?? standard);
    const [worth, whose] = this.orderValue(answers);
    const orderValue = formats.coins(worth);
    const share = formats.fineShare(valueOf(settings, valueCap) / 100);
    const revenue = formats.coins(windowRevenue);
    const cap = cents(share.value * revenue.value);
    const open = formats.rate(1 - expected.chance.value);
    const plain = people * open.value * expected.chance.value * lift.value * orderValue.value * rounds;
    const words =
      `${formats.count(people)} reachable by ${CHANNEL_WORDS[channel]} × ${open.words} of them without an order within ${horizon} days anyway × ${expected.chance.words} chance of one × ${lift.words} more ` +
      `(${ownLift === null ? 'usual value' : `own campaigns: ${ownLift.narrow} narrow against ${ownLift.broad} broad`}) × ${orderValue.words} per order (${whose})` +
      `${rounds > 1 ? ` × ${rounds} rounds in ${windowDays} days` : ''}${plain > cap ? ` = ${formats.coins(plain).words}, capped at ${share.words} of ${revenue.words} revenue of the last ${windowDays} days` : ''}. ` +
      `Chance of an order: ${expected.words}.`;
    return {
      orderAnyway: expected.chance.value,
      figure: figure(
        known(cents(Math.min(plain, cap))),
        'money',
        'estimated',
        `${period}; from orders of ${formats.period(now - horizon * DAY, now)}`,
        expected.sample,
        words,
        [cents(Math.min(0.5 * plain, cap)), cents(Math.min(1.5 * plain, cap))],
        `if the lift is half or one and a half of ${lift.words}${1.5 * plain > cap ? ', at most the cap' : ''}`,
      ),
      words,
    };
  }

  /** What members can be expected to spend per order, by the model of spend where there is one; all customers' value where they have too few orders to tell. */
  private orderValue(answers: Uint8Array): readonly [number, string] {
    const {
      orders: { starts, amounts },
      forecast,
    } = this.inputs;
    let count = 0;
    let sum = 0;
    let weight = 0;
    let spend = 0;
    for (let profile = 0; profile < answers.length; profile += 1) {
      if (!counts(answers[profile]!)) continue;
      if (forecast.perOrder[profile]! > 0) {
        weight += forecast.expected[profile]!;
        spend += forecast.expected[profile]! * forecast.perOrder[profile]!;
      }
      for (let at = starts[profile]!; at < starts[profile + 1]!; at += 1) {
        count += 1;
        sum += amounts[at]!;
      }
    }
    if (forecast.spend !== null && weight > 0) return [spend / weight, 'to be expected of them by the model of spend'];
    return count >= ORDERS_AT_LEAST
      ? [sum / count, `${this.inputs.formats.count(count)} orders of theirs`]
      : [this.inputs.averageOrderValue ?? 0, 'all customers'];
  }
}

/** Money of any currency to a hundredth, which the sheet's columns hold. */
function cents(value: number): number {
  return Math.round(value * 100) / 100;
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
