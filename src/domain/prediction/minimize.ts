/** Where a function is least, as far as was found. */
export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
  /** False where the steps ran out before the simplex had shrunk to a point. */
  readonly converged: boolean;
}

interface Corner {
  readonly at: readonly number[];
  readonly value: number;
}

const MOST_STEPS = 600;

/**
 * The simplex method of Nelder and Mead (1965) with the usual factors, restarted once from where it ended, because a simplex may
 * collapse short of the minimum. A function without a finite value at a place is taken as infinitely high there.
 * Own code: the packages for it (`fmin`, `numeric`) are no longer kept, and throw text.
 * @param tolerance difference between the best and the worst corner, relative to the value, at which it ends
 */
export function minimize(of: (at: readonly number[]) => number, start: readonly number[], tolerance = 1e-9): Minimum {
  const first = simplex(of, start, 0.5, tolerance);
  return simplex(of, first.at, 0.1, tolerance);
}

function simplex(of: (at: readonly number[]) => number, start: readonly number[], spread: number, tolerance: number): Minimum {
  const corner = (at: readonly number[]): Corner => {
    const value = of(at);
    return { at, value: Number.isFinite(value) ? value : Number.MAX_VALUE };
  };
  let corners = [corner(start), ...start.map((_, axis) => corner(start.map((one, other) => (other === axis ? one + spread : one))))];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    corners = [...corners].sort((a, b) => a.value - b.value);
    const best = corners[0]!;
    const worst = corners[corners.length - 1]!;
    if (worst.value - best.value <= tolerance * (Math.abs(best.value) + tolerance)) return { at: best.at, value: best.value, converged: true };
    const rest = corners.slice(0, -1);
    const center = start.map((_, axis) => rest.reduce((sum, one) => sum + one.at[axis]!, 0) / rest.length);
    const away = (factor: number): Corner => corner(center.map((middle, axis) => middle + factor * (middle - worst.at[axis]!)));
    const reflected = away(1);
    if (reflected.value < best.value) {
      const further = away(2);
      corners = [...rest, further.value < reflected.value ? further : reflected];
    } else if (reflected.value < rest[rest.length - 1]!.value) corners = [...rest, reflected];
    else {
      const nearer = reflected.value < worst.value ? away(0.5) : away(-0.5);
      corners =
        nearer.value < Math.min(worst.value, reflected.value)
          ? [...rest, nearer]
          : [best, ...corners.slice(1).map((one) => corner(one.at.map((place, axis) => best.at[axis]! + 0.5 * (place - best.at[axis]!))))];
    }
  }
  const best = corners.reduce((least, one) => (one.value < least.value ? one : least));
  return { at: best.at, value: best.value, converged: false };
}
