import type { Known } from '../account/known';
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

/** A number as it enters a product that is shown: as rounded as it is written, so that a calculator comes to the same. */
export interface Factor { readonly value: number; readonly words: string }

/** An amount to the currency's own smallest coin. */
export function amountFactor(value: number, currency: string): Factor {
  const round = (digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;
  try {
    const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
    const rounded = round(format.resolvedOptions().maximumFractionDigits ?? 2);
    return { value: rounded, words: format.format(rounded) };
  } catch {
    // No code that Intl knows: the number with the word after it.
    return { value: round(2), words: `${round(2).toLocaleString('en-US', { minimumFractionDigits: 2 })} ${currency}`.trim() };
  }
}

/** A rate to three digits that count: `0.743`, `1.52`, `0.00817`. */
export function rateFactor(rate: number): Factor {
  const value = Number(rate.toPrecision(3));
  return { value, words: value.toLocaleString('en-US', { maximumFractionDigits: 12 }) };
}

/** A share to a hundredth of a percent: `25 %`, `12.5 %`. */
export function shareFactor(share: number): Factor {
  const hundredths = Math.round(share * 10_000);
  return { value: hundredths / 10_000, words: `${hundredths / 100} %` };
}

/** A figure; low and high only where given, with `range` where they are no 95 % interval. */
export function figure(
  value: Known<number>, unit: Figure['unit'], method: Method, period: string, sample: string, explanation: string, bounds: readonly [number, number] | null = null,
  range: string | null = null,
): Figure {
  const bounded = bounds !== null && isKnown(value);
  return { value, low: bounded ? bounds[0] : null, high: bounded ? bounds[1] : null, ...(bounded && range !== null ? { range } : {}), unit, method, period, sample, explanation };
}
