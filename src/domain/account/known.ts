/**
 * A fact that may not have been readable. Unknown is never zero: it carries the reason, in words that a marketer
 * understands ("the key lacks flows:read"), and every tab shows it as unknown.
 */
export type Known<T> = { readonly value: T } | { readonly unknown: string };

/** Milliseconds since 1970-01-01T00:00Z. The domain never asks for the time: it is handed in. */
export type Instant = number;

/** One day in milliseconds. */
export const DAY: number = 86_400_000;

/** Wraps a value that was read. */
export function known<T>(value: T): Known<T> {
  return { value };
}

/** A fact that was not read, with the reason in a marketer's words. */
export function unknown<T = never>(reason: string): Known<T> {
  return { unknown: reason };
}

/** True when the fact was read. */
export function isKnown<T>(fact: Known<T>): fact is { readonly value: T } {
  return 'value' in fact;
}

/** Applies `change` to a known value and leaves an unknown one as it is. */
export function mapKnown<T, U>(fact: Known<T>, change: (value: T) => U): Known<U> {
  return isKnown(fact) ? { value: change(fact.value) } : fact;
}
