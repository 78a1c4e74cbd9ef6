import type { Factor, Formats } from '../text/format';
import { DAY } from '../account/known';
import type { Instant } from '../account/known';
import { conditionsOf } from '../rule/rule';
import type { Rule } from '../rule/rule';
import { isLikelyTrue, isTrue } from './answer';
import { Answering } from './answer-all';
import type { BehaviorState } from './behavior-state';
import type { OrderForecast } from './order-forecast';
import type { OrderHistory } from './order-history';
import { RECENCY_CLASSES, recencyClass } from './recency-rule';

/** Members of a past moment, below which their rate is drawn towards that of comparable people. */
const PRIOR = 30;
/** Conditions whose past state Klaviyo does not tell. */
const KNOWN_NOW_ONLY: ReadonlySet<string> = new Set(['predicted-number', 'predicted-date', 'affinity-rank', 'property', 'region']);

/** Chance that a person of an audience orders within a horizon, 0..1, with how it was found in words. */
export interface ExpectedOrders {
  readonly chance: Factor;
  readonly words: string;
  readonly sample: string;
}

interface Inputs {
  readonly state: BehaviorState;
  readonly orders: OrderHistory;
  /** Start of the orders that were read. */
  readonly ordersFrom: Instant;
  readonly now: Instant;
  readonly formats: Formats;
  /** What the model of repeat orders expects of each customer. */
  readonly forecast: OrderForecast;
}

/**
 * What share of an audience orders within a horizon without being addressed: a person counts once however often they order, since whoever
 * orders anyway cannot be won by a message. Counted over those who met the same rule one horizon
 * ago, and drawn towards the rate of comparable people (as many orders, the last as long ago) by 30 imagined people, so that a
 * handful decides nothing. Rules on predictions and properties are known as of now only, when they already reflect what came
 * since: there the rate of comparable people stands alone. Who was no profile yet one horizon ago is not counted: their first
 * order would else count as a return.
 */
export class OrderExpectation {
  private readonly past = new Map<number, Answering>();
  private readonly rates = new Map<number, Float64Array>();

  constructor(private readonly inputs: Inputs) {}

  /** @returns null where orders were not read one horizon back */
  of(rule: Rule, answers: Uint8Array, horizon: number): ExpectedOrders | null {
    const { now, ordersFrom, formats } = this.inputs;
    const then = now - horizon * DAY;
    if (then <= ordersFrom) return null;
    const like = this.inputs.forecast.used === 'model' ? 'each customer’s own chance by the model of repeat orders is' : null;
    const comparable = formats.rate(this.comparableRate(answers, horizon));
    if (conditionsOf(rule).some((one) => KNOWN_NOW_ONLY.has(one.kind))) {
      return {
        chance: comparable,
        sample: like === null ? `people with as many orders, the last as long ago, on ${formats.date(then)}` : 'everybody’s orders so far',
        words: `${like ?? 'people with as many orders, the last as long ago, ordered with a chance of'} ${comparable.words}${like === null ? ` from ${formats.date(then)} on` : ' on average'}; who met this very rule on ${formats.date(then)} is not told`,
      };
    }
    const before = this.answeringAt(horizon).answer(rule);
    let members = 0;
    let ordered = 0;
    for (let profile = 0; profile < before.length; profile += 1) {
      if (!counts(before[profile]!) || !this.existed(profile, then)) continue;
      members += 1;
      ordered += this.orderedSince(profile, then);
    }
    const chance = formats.rate((ordered + PRIOR * comparable.value) / (members + PRIOR));
    const seen = `${formats.counted(members, 'person', 'people')} who met the rule on ${formats.date(then)}: ${formats.count(ordered)} ordered since`;
    return {
      chance,
      sample: seen,
      words:
        `${seen}; ${PRIOR} people ${like === null ? 'with as many orders, the last as long ago,' : 'of whom the model of repeat orders expects the same as of today’s members,'} at a chance of ${comparable.words} count with them, so that a few decide little: ` +
        `(${formats.count(ordered)} + ${PRIOR} × ${comparable.words}) ÷ ${formats.count(members + PRIOR)} = ${chance.words}`,
    };
  }

  /** Chance of today's members: each customer's own by the model where it is used, else the share of people like them who ordered over the last horizon. */
  private comparableRate(answers: Uint8Array, horizon: number): number {
    const rates = this.ratesOf(horizon);
    const chances = this.inputs.forecast.chances(horizon);
    let current = 0;
    let expected = 0;
    for (let profile = 0; profile < answers.length; profile += 1) {
      if (!counts(answers[profile]!)) continue;
      current += 1;
      const own = chances?.[profile] ?? Number.NaN;
      expected += !Number.isNaN(own) ? own : rates[recencyClass(this.inputs.orders, profile, this.inputs.now)]!;
    }
    return current > 0 ? expected / current : 0;
  }

  /** Share of each class of people who ordered since one horizon ago. */
  private ratesOf(horizon: number): Float64Array {
    let rates = this.rates.get(horizon);
    if (rates !== undefined) return rates;
    const { state, now } = this.inputs;
    const then = now - horizon * DAY;
    const people = new Float64Array(RECENCY_CLASSES);
    rates = new Float64Array(RECENCY_CLASSES);
    for (let profile = 0; profile < state.count; profile += 1) {
      if (!this.existed(profile, then)) continue;
      const own = recencyClass(this.inputs.orders, profile, then);
      people[own]! += 1;
      rates[own]! += this.orderedSince(profile, then);
    }
    for (let own = 0; own < RECENCY_CLASSES; own += 1) rates[own] = people[own]! > 0 ? rates[own]! / people[own]! : 0;
    this.rates.set(horizon, rates);
    return rates;
  }

  /** 1 for who has ordered since, else 0. */
  private orderedSince(profile: number, then: Instant): number {
    const { starts, seconds } = this.inputs.orders;
    const last = starts[profile + 1]! - 1;
    return last >= starts[profile]! && seconds[last]! * 1000 > then ? 1 : 0;
  }

  /** False where the profile was created after `at` and has no order before: it could not have been addressed. */
  private existed(profile: number, at: Instant): boolean {
    const {
      state,
      orders: { starts, seconds },
    } = this.inputs;
    if (starts[profile + 1]! > starts[profile]! && seconds[starts[profile]!]! * 1000 <= at) return true;
    const created = state.isRead(profile) ? state.profiles.created[profile]! : Number.NaN;
    return !(created * 1000 > at);
  }

  private answeringAt(horizon: number): Answering {
    let answering = this.past.get(horizon);
    if (answering === undefined) {
      answering = new Answering(this.inputs.state, this.inputs.now - horizon * DAY);
      this.past.set(horizon, answering);
    }
    return answering;
  }
}

/** True for who is in the audience, for certain or most likely. */
export function counts(answer: number): boolean {
  return isTrue(answer) || isLikelyTrue(answer);
}
