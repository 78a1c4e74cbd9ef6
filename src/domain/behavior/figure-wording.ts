import type { Formats } from '../text/format';
import type { Known } from '../account/known';
import { DAY, isKnown } from '../account/known';
import type { Figure, Method } from './figure';

/** A figure; low and high only where given, with `range` where they are no 95 % interval. */
export function figure(
  value: Known<number>,
  unit: Figure['unit'],
  method: Method,
  period: string,
  sample: string,
  explanation: string,
  bounds: readonly [number, number] | null = null,
  range: string | null = null,
): Figure {
  const bounded = bounds !== null && isKnown(value);
  return {
    value,
    low: bounded ? bounds[0] : null,
    high: bounded ? bounds[1] : null,
    ...(bounded && range !== null ? { range } : {}),
    unit,
    method,
    period,
    sample,
    explanation,
  };
}

/** A stretch of time in milliseconds as it is said: `45 days`, from two months on `6 months`. */
export function lengthOf(time: number, formats: Pick<Formats, 'counted'>): string {
  const days = Math.round(time / DAY);
  return days < 60 ? formats.counted(days, 'day') : formats.counted(Math.round(days / 30.4), 'month');
}
