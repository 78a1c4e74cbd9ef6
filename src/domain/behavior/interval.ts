/** A share with its 95 % interval. */
export interface ShareInterval {
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

const Z = 1.959964;

/**
 * Wilson's interval for a share seen in a sample: honest for small samples and for shares of 0 and 1, where the usual
 * "plus or minus" would say certainty.
 * @param effective size of an equally weighted sample that would tell as much (Kish: square of the summed weights over the sum of squares)
 * @param seenShare part of all that the sample is, 0..1: what was seen needs no estimate
 */
export function wilson(share: number, effective: number, seenShare: number = 0): ShareInterval {
  if (!(effective > 0)) return { share: Number.NaN, low: 0, high: 1 };
  if (seenShare >= 1) return { share, low: share, high: share };
  const n = effective / (1 - seenShare);
  const z2 = Z * Z;
  const center = (share + z2 / (2 * n)) / (1 + z2 / n);
  const reach = (Z / (1 + z2 / n)) * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  return { share, low: Math.max(0, Math.min(share, center - reach)), high: Math.min(1, Math.max(share, center + reach)) };
}

/** An amount with its interval. */
export interface Amount {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}
