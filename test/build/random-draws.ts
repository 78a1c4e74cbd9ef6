/** A draw of the gamma distribution with scale 1 (Marsaglia and Tsang 2000). */
export function gamma(shape: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, random) * Math.pow(random(), 1 / shape);
  const d = shape - 1 / 3;
  for (;;) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const cube = Math.pow(1 + normal / Math.sqrt(9 * d), 3);
    if (cube > 0 && Math.log(1 - random()) < 0.5 * normal * normal + d - d * cube + d * Math.log(cube)) return d * cube;
  }
}

/** A draw of the beta distribution. */
export function beta(a: number, b: number, random: () => number): number {
  const one = gamma(a, random);
  return one / (one + gamma(b, random));
}
