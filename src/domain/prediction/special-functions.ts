/** Lanczos' coefficients for g = 7, n = 9 (Godfrey's, as in Numerical Recipes 3rd ed. section 6.1): relative error below 1e-13. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905, -0.13857109526572012,
  9.9843695780195716e-6, 1.5056327351493116e-7,
] as const;

/**
 * Natural logarithm of the gamma function, for `x` > 0.
 * Own code: the kept package for it (`@stdlib/math-base-special-gammaln`) brings 130 packages and 34 KB for these ten lines.
 */
export function logGamma(x: number): number {
  const at = x - 1;
  const shifted = at + 7.5;
  let sum: number = LANCZOS[0];
  for (let place = 1; place < LANCZOS.length; place += 1) sum += LANCZOS[place]! / (at + place);
  return 0.5 * Math.log(2 * Math.PI) + (at + 0.5) * Math.log(shifted) - shifted + Math.log(sum);
}

/** Terms after which the series below is taken as it stands: enough for z up to 0.999. */
const MOST_TERMS = 30_000;

/**
 * Gauss's hypergeometric function 2F1(a, b; c; z) by its own series, for 0 <= z < 1, positive a and b, and c above -1 but not 0. Below 0 every term but
 * the first is negative, so it is the size of a term that tells when to stop.
 */
export function hypergeometric(a: number, b: number, c: number, z: number): number {
  let term = 1;
  let sum = 1;
  for (let step = 0; step < MOST_TERMS; step += 1) {
    term *= ((a + step) * (b + step) * z) / ((c + step) * (step + 1));
    sum += term;
    // What is left out is at most a geometric series of the last term.
    if (Math.abs(term) < Math.abs(sum) * 1e-12 * (1 - z)) break;
  }
  return sum;
}
