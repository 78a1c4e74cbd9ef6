import type { Instant, Known } from '../account/known';
import { isKnown } from '../account/known';
import type { Figure, Method } from './figure';

/** `1,204`. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

/** `38 %`; one decimal below ten. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value >= 10 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)} %`;
}

/** `$1,204` or `1,204 XYZ` where the currency is none that is known. */
export function amountOf(value: number, currency: string): string {
  try {
    return new Intl.NumberFormat('en-US', { style: 'currency', currency, maximumFractionDigits: value < 100 ? 2 : 0 }).format(value);
  } catch {
    return `${whole(value)} ${currency}`;
  }
}

/** `2026-11-23`. */
export function dayOf(at: Instant): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** `2024-11-23 to 2026-11-23`. */
export function periodOf(from: Instant, to: Instant): string {
  return `${dayOf(from)} to ${dayOf(to)}`;
}

/** A figure; low and high only where given. */
export function figure(
  value: Known<number>, unit: Figure['unit'], method: Method, period: string, sample: string, explanation: string, bounds: readonly [number, number] | null = null,
): Figure {
  const bounded = bounds !== null && isKnown(value);
  return { value, low: bounded ? bounds[0] : null, high: bounded ? bounds[1] : null, unit, method, period, sample, explanation };
}
