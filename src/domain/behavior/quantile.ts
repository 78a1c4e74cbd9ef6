/**
 * Smallest value that the share `q` of the weight does not exceed (the inverse of the weighted distribution function); null
 * without values. Weights are how many profiles each stands for.
 */
export function weightedQuantile(values: readonly number[] | Float64Array, weights: readonly number[] | Float64Array | null, q: number): number | null {
  if (values.length === 0) return null;
  if (weights === null) {
    const sorted = Float64Array.from(values).sort();
    return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length - 1e-9) - 1))]!;
  }
  const order = Array.from(values, (_, at) => at).sort((one, other) => values[one]! - values[other]!);
  const total = Array.from(weights).reduce((sum, weight) => sum + weight, 0);
  let reached = 0;
  for (const at of order) {
    reached += weights[at]!;
    if (reached >= q * total - 1e-9 * total) return values[at]!;
  }
  return values[order[order.length - 1]!]!;
}
