import { minimize } from './minimize';
import { logGamma } from './special-functions';

/**
 * The gamma-gamma model of spend per order (Fader and Hardie, "The gamma-gamma model of monetary value", 2013): a customer's orders
 * vary around their own mean (gamma: p), and means vary over customers (gamma: q, v). It takes spend as independent of how often.
 */
export interface GammaGamma {
  readonly p: number;
  readonly q: number;
  readonly v: number;
}

/** A fitted model with how it came about. */
export interface GammaGammaFit extends GammaGamma {
  readonly logLikelihood: number;
  readonly customers: number;
  readonly converged: boolean;
}

/** Valued orders of one customer: how many (1 or more) and their mean (above 0). */
export interface Spending {
  readonly orders: number;
  readonly mean: number;
}

/** Logarithm of how likely the spending is under a model (equation 1a of the note, without terms that no parameter changes). */
export function gammaGammaLogLikelihood(spending: readonly Spending[], model: GammaGamma): number {
  return logLikelihood(summed(spending), model);
}

/** Spending by number of orders: what a model's likelihood needs of it, so that a search adds up most of it once. */
interface BySize {
  readonly orders: number;
  readonly totals: Float64Array;
  readonly logMeans: number;
}

function summed(spending: readonly Spending[]): readonly BySize[] {
  const sizes = new Map<number, number[]>();
  for (const { orders, mean } of spending) {
    const own = sizes.get(orders);
    if (own === undefined) sizes.set(orders, [mean]);
    else own.push(mean);
  }
  return [...sizes].map(([orders, means]) => ({
    orders,
    totals: Float64Array.from(means, (mean) => orders * mean),
    logMeans: means.reduce((sum, mean) => sum + Math.log(mean), 0),
  }));
}

function logLikelihood(sizes: readonly BySize[], { p, q, v }: GammaGamma): number {
  let sum = 0;
  for (const { orders, totals, logMeans } of sizes) {
    const each = logGamma(p * orders + q) - logGamma(p * orders) - logGamma(q) + q * Math.log(v) + p * orders * Math.log(orders);
    let logs = 0;
    for (let at = 0; at < totals.length; at += 1) logs += Math.log(v + totals[at]!);
    sum += totals.length * each + (p * orders - 1) * logMeans - (p * orders + q) * logs;
  }
  return sum;
}

/** Fits the model by maximum likelihood; the amounts may be in any currency. */
export function fitGammaGamma(spending: readonly Spending[]): GammaGammaFit {
  const mean = spending.reduce((sum, one) => sum + one.mean, 0) / Math.max(1, spending.length);
  const modelAt = (at: readonly number[]): GammaGamma => ({ p: Math.exp(at[0]!), q: Math.exp(at[1]!), v: Math.exp(at[2]!) });
  const sizes = summed(spending);
  const found = minimize((at) => -logLikelihood(sizes, modelAt(at)), [0, Math.log(2), Math.log(Math.max(1e-9, mean))]);
  return { ...modelAt(found.at), logLikelihood: -found.value, customers: spending.length, converged: found.converged };
}

/**
 * Spend per order to expect of a customer: their own mean, drawn towards everybody's where they have few orders (equation 5).
 * Null where the model has no mean (q at most 1) and the customer no orders.
 */
export function expectedSpend({ p, q, v }: GammaGamma, { orders, mean }: Spending): number | null {
  const weight = p * orders + q - 1;
  return weight > 0 ? (p * (v + orders * mean)) / weight : null;
}
