import { minimize } from './minimize';
import { hypergeometric, logGamma } from './special-functions';

/**
 * The beta-geometric/NBD model of repeat buying (Fader, Hardie and Lee, "Counting your customers the easy way", Marketing Science 24,
 * 2005): while a customer lives, orders come at a rate that differs by customer (gamma: r, alpha); after each order they leave for
 * good with a chance that differs too (beta: a, b). All times share one unit of the caller's choosing, and alpha is in that unit.
 */
export interface BgNbd {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** A fitted model with how it came about. */
export interface BgNbdFit extends BgNbd {
  readonly logLikelihood: number;
  /** Customers it was fitted on. */
  readonly customers: number;
  readonly converged: boolean;
}

/** One customer: repeat orders after the first, time from the first order to the last, and from the first order until now. */
export interface Buying {
  readonly repeats: number;
  readonly last: number;
  readonly age: number;
}

/** Many customers with the same history are one line: most have bought once, so a million customers are some thousand lines. */
export class BuyingCounts {
  private readonly places = new Map<string, number>();
  readonly repeats: number[] = [];
  readonly last: number[] = [];
  readonly age: number[] = [];
  readonly people: number[] = [];
  customers = 0;

  add({ repeats, last, age }: Buying): void {
    const key = `${repeats} ${last} ${age}`;
    const place = this.places.get(key);
    this.customers += 1;
    if (place !== undefined) {
      this.people[place]! += 1;
      return;
    }
    this.places.set(key, this.people.length);
    this.repeats.push(repeats);
    this.last.push(last);
    this.age.push(age);
    this.people.push(1);
  }
}

/** The lines of `BuyingCounts` as a search of hundreds of steps reads them: many customers share a time, and each different time has a place. */
interface Lines {
  readonly repeats: Int32Array;
  readonly people: Float64Array;
  readonly mostRepeats: number;
  /** The different times, last orders and ages alike. */
  readonly times: Float64Array;
  /** Places among `times`. */
  readonly last: Int32Array;
  readonly age: Int32Array;
}

function linesOf(counts: BuyingCounts): Lines {
  const places = new Map<number, number>();
  const placeOf = (time: number): number => {
    const known = places.get(time);
    if (known !== undefined) return known;
    places.set(time, places.size);
    return places.size - 1;
  };
  const [last, age] = [Int32Array.from(counts.last, placeOf), Int32Array.from(counts.age, placeOf)];
  return {
    last,
    age,
    repeats: Int32Array.from(counts.repeats),
    people: Float64Array.from(counts.people),
    mostRepeats: counts.repeats.reduce((greatest, one) => Math.max(greatest, one), 0),
    times: Float64Array.from(places.keys()),
  };
}

/** Logarithm of how likely the histories are under a model (equation 6 of the paper, in logarithms). */
export function bgNbdLogLikelihood(counts: BuyingCounts, model: BgNbd): number {
  return logLikelihoodOf(linesOf(counts), model);
}

function logLikelihoodOf({ repeats: repeatsOf, people, mostRepeats, times, last, age }: Lines, { r, alpha, a, b }: BgNbd): number {
  const ofCount = new Float64Array(mostRepeats + 1);
  const left = new Float64Array(mostRepeats + 1);
  const base = r * Math.log(alpha) - logGamma(r) + logGamma(a + b) - logGamma(b);
  for (let repeats = 0; repeats <= mostRepeats; repeats += 1) {
    ofCount[repeats] = base + logGamma(r + repeats) + logGamma(b + repeats) - logGamma(a + b + repeats);
    left[repeats] = repeats === 0 ? Number.NEGATIVE_INFINITY : Math.log(a) - Math.log(b + repeats - 1);
  }
  const logs = times.map((time) => Math.log(alpha + time));
  let sum = 0;
  for (let line = 0; line < people.length; line += 1) {
    const repeats = repeatsOf[line]!;
    const alive = -(r + repeats) * logs[age[line]!]!;
    let either = alive;
    if (repeats > 0) {
      const gone = left[repeats]! - (r + repeats) * logs[last[line]!]!;
      const greater = Math.max(alive, gone);
      either = greater + Math.log1p(Math.exp(Math.min(alive, gone) - greater));
    }
    sum += people[line]! * (ofCount[repeats]! + either);
  }
  return sum;
}

/**
 * Fits the model by maximum likelihood. Parameters are searched as logarithms, so that they stay positive.
 * @param counts at least a few hundred customers with some repeat orders: whether it fits at all is for the caller to test
 */
export function fitBgNbd(counts: BuyingCounts): BgNbdFit {
  const meanAge = counts.age.reduce((sum, age, line) => sum + age * counts.people[line]!, 0) / Math.max(1, counts.customers);
  // Started at one order in a customer's life so far; the search is indifferent to the unit of time.
  const start = [0, Math.log(Math.max(1e-9, meanAge)), 0, 0];
  const modelAt = (at: readonly number[]): BgNbd => ({ r: Math.exp(at[0]!), alpha: Math.exp(at[1]!), a: Math.exp(at[2]!), b: Math.exp(at[3]!) });
  const lines = linesOf(counts);
  const found = minimize((at) => -logLikelihoodOf(lines, modelAt(at)), start);
  return { ...modelAt(found.at), logLikelihood: -found.value, customers: counts.customers, converged: found.converged };
}

/** Chance that a customer is still one, 0..1 (the model's own: whoever has not bought again cannot have left, so it is 1). */
export function chanceAlive({ r, alpha, a, b }: BgNbd, { repeats, last, age }: Buying): number {
  if (repeats === 0) return 1;
  return 1 / (1 + (a / (b + repeats - 1)) * Math.exp((r + repeats) * Math.log((alpha + age) / (alpha + last))));
}

/** Orders to expect of a customer within `ahead` from now (equation 10 of the paper). */
export function expectedOrders(model: BgNbd, buying: Buying, ahead: number): number {
  const { r, alpha, b } = model;
  const { repeats, age } = buying;
  // The closed form is singular at a = 1, and without repeats at a + b = 1 as well, and continuous around both.
  const beside = (at: number): number => (Math.abs(at) < 1e-6 ? 1e-6 : 0);
  let a = model.a + beside(model.a - 1);
  a += beside(a + b + repeats - 1);
  const total = alpha + age + ahead;
  const shrink = Math.exp((r + repeats) * Math.log((alpha + age) / total)) * hypergeometric(r + repeats, b + repeats, a + b + repeats - 1, ahead / total);
  return ((a + b + repeats - 1) / (a - 1)) * (1 - shrink) * chanceAlive({ ...model, a }, buying);
}

/**
 * Chance that a customer orders at least once within `ahead` from now: still one, and not without an order for so long. Between orders nobody
 * leaves in this model, so the wait of who is there is that of a rate drawn from gamma(r + repeats, alpha + age).
 */
export function chanceOfOrder(model: BgNbd, buying: Buying, ahead: number): number {
  const { r, alpha } = model;
  return chanceAlive(model, buying) * (1 - Math.exp((r + buying.repeats) * Math.log((alpha + buying.age) / (alpha + buying.age + ahead))));
}
