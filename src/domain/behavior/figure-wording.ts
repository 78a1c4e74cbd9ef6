import type { Known } from '../account/known';
import { isKnown } from '../account/known';
import type { Figure, Method } from './figure';

/** A figure; low and high only where given, with `range` where they are no 95 % interval. */
export function figure(
  value: Known<number>, unit: Figure['unit'], method: Method, period: string, sample: string, explanation: string, bounds: readonly [number, number] | null = null,
  range: string | null = null,
): Figure {
  const bounded = bounds !== null && isKnown(value);
  return { value, low: bounded ? bounds[0] : null, high: bounded ? bounds[1] : null, ...(bounded && range !== null ? { range } : {}), unit, method, period, sample, explanation };
}
