import type { Amount } from './interval';
import { wilson } from './interval';

/**
 * How much a sample's estimate would differ from draw to draw. A sample is windows of neighbours, one in each stratum (klaviyo/sample-windows.ts), and
 * neighbours resemble each other, so it is strata that are compared, each with the next: half the sum of their squared differences (the estimator of
 * successive differences; Wolter, Introduction to Variance Estimation, chapter 8). What a stratum has in common with its neighbour, such as the season
 * in which people joined, is no spread of the sample and falls out.
 */
export class StrataSpread {
  private readonly shares: number[] = [];
  private readonly sizes: number[] = [];
  private alone = 0;
  private aloneSizes = 0;
  private seen = 0;
  private counted = 0;

  /**
   * One profile of the sample.
   * @param stratum -1 where its stratum is not known: then it counts by itself
   * @param off what it adds to the error of the shares, in profiles
   * @param size what it adds to the estimate because of the estimated number of profiles
   */
  add(stratum: number, weight: number, off: number, size: number): void {
    // A profile with a weight of one stands for itself and cannot err.
    if (weight === 1) return;
    this.counted += 1;
    this.seen += 1 / weight;
    if (stratum < 0) {
      this.alone += off * off;
      this.aloneSizes += size * size;
      return;
    }
    this.shares[stratum] = (this.shares[stratum] ?? 0) + off;
    this.sizes[stratum] = (this.sizes[stratum] ?? 0) + size;
  }

  /** Strata compared. */
  get strata(): number {
    return this.shares.length;
  }

  /** What share of the profiles was read. */
  private get share(): number {
    return this.counted === 0 ? 1 : this.seen / this.counted;
  }

  /** Variance of the error of shares. */
  ofShares(): number {
    return (1 - this.share) * (successive(this.shares) + this.alone);
  }

  /** Variance of the estimate through the number of profiles. */
  ofSize(): number {
    return (1 - this.share) * (successive(this.sizes) + this.aloneSizes);
  }
}

/** Strata without a profile in the sample are zero. */
function successive(values: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at + 1 < values.length; at += 1) sum += ((values[at] ?? 0) - (values[at + 1] ?? 0)) ** 2;
  return values.length < 2 ? 0 : (values.length / (values.length - 1)) * (sum / 2);
}

/** Student's 97.5 % point over the normal one, for so many degrees of freedom (Cornish and Fisher's first terms). */
function studentOverNormal(freedom: number): number {
  return freedom < 3 ? 2 : 1 + (1.959964 ** 2 + 1) / (4 * freedom) + 2.4 / freedom ** 2;
}

/**
 * An estimated number with its 95 % interval: Wilson's for the share, with as many independent profiles as would spread as much as the strata did, and
 * the spread of the number of profiles added in squares.
 * @param value the estimate, in profiles
 * @param of how many profiles the share is taken of
 * @param read profiles that it rests on
 */
export function sampledAmount(value: number, of: number, read: number, spread: StrataSpread): Amount {
  if (of === 0 || Number.isNaN(value)) return { value, low: value, high: value };
  // Successive differences use each stratum twice: two thirds as many degrees of freedom as strata.
  const wider = spread.strata === 0 ? 1 : studentOverNormal((2 / 3) * (spread.strata - 1));
  const share = Math.min(1, Math.max(0, value / of));
  const variance = spread.ofShares() * wider * wider;
  const effective = variance > 0 && share > 0 && share < 1 ? (share * (1 - share) * of * of) / variance : read;
  const told = wilson(share, effective);
  const bySize = 1.959964 * wider * Math.sqrt(spread.ofSize());
  return { value, low: Math.max(0, value - Math.hypot(value - told.low * of, bySize)), high: value + Math.hypot(told.high * of - value, bySize) };
}
