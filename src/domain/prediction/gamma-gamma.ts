import { minimize } from './minimize';
import { logGamma } from './special-functions';

/**
 * The gamma-gamma model of spend per order (Fader and Hardie, "The gamma-gamma model of monetary value", 2013): a customer's orders
 * vary around their own mean (gamma: p), and means vary over customers (gamma: q, v). It takes spend as independent of how often.
 */
export interface GammaGamma { readonly p: number; readonly q: number; readonly v: number }

/** A fitted model with how it came about. */
export interface GammaGammaFit extends GammaGamma {
  readonly logLikelihood: number;
  readonly customers: number;
  readonly converged: boolean;
}

/** Valued orders of one customer: how many (1 or more) and their mean (above 0). */
export interface Spending { readonly orders: number; readonly mean: number }

/** Logarithm of how likely the spending is under a model (equation 1a of the note, without terms that no parameter changes). */
export function gammaGammaLogLikelihood(spending: readonly Spending[], { p, q, v }: GammaGamma): number {
  const most = spending.reduce((greatest, one) => Math.max(greatest, one.orders), 0);
  const ofCount = new Float64Array(most + 1);
  for (let orders = 1; orders <= most; orders += 1) ofCount[orders] = logGamma(p * orders + q) - logGamma(p * orders) - logGamma(q) + q * Math.log(v);
  let sum = 0;
  for (const { orders, mean } of spending) {
    sum += ofCount[orders]! + (p * orders - 1) * Math.log(mean) + p * orders * Math.log(orders) - (p * orders + q) * Math.log(v + orders * mean);
  }
  return sum;
}

/** Fits the model by maximum likelihood; the amounts may be in any currency. */
export function fitGammaGamma(spending: readonly Spending[]): GammaGammaFit {
  const mean = spending.reduce((sum, one) => sum + one.mean, 0) / Math.max(1, spending.length);
  const modelAt = (at: readonly number[]): GammaGamma => ({ p: Math.exp(at[0]!), q: Math.exp(at[1]!), v: Math.exp(at[2]!) });
  const found = minimize((at) => -gammaGammaLogLikelihood(spending, modelAt(at)), [0, Math.log(2), Math.log(Math.max(1e-9, mean))]);
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
