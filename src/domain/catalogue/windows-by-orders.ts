import type { Arm, Clause } from './clause';
import { ALL_TIME, atLeast, fewerThan } from './condition';

/** Days of silence for customers with `from` to `to` orders; `to` null: and more. */
export interface OrderWindow {
  readonly from: number;
  readonly to: number | null;
  readonly days: number;
}

/** The parameter's text where one number of days holds for everybody. */
export const ONE_WINDOW = 'one for all';

/** As a person reads it and `readWindows` does: `2 orders: 40 days; 3 to 4 orders: 140 days; 5 orders or more: 120 days`. */
export function windowsText(windows: readonly OrderWindow[]): string {
  return windows.length < 2 ? ONE_WINDOW : windows.map((window) => `${ordersWords(window)}: ${window.days} days`).join('; ');
}

export function ordersWords({ from, to }: Pick<OrderWindow, 'from' | 'to'>): string {
  return to === null ? `${from} orders or more` : to === from ? `${from} ${from === 1 ? 'order' : 'orders'}` : `${from} to ${to} orders`;
}

/** Bands that touch, few orders first; empty for `ONE_WINDOW` and whatever else is no list of windows. */
export function readWindows(text: string): readonly OrderWindow[] {
  const found = text.split(';').map((part) => /^\s*(\d+)(?: to (\d+))? orders?( or more)?: (\d+) days\s*$/.exec(part));
  if (found.length < 2 || found.some((one) => one === null)) return [];
  return found.map((one) => ({ from: Number(one![1]), to: one![3] !== undefined ? null : Number(one![2] ?? one![1]), days: Number(one![4]) }));
}

/**
 * Clauses that ask of everybody what `arm` says for their own number of orders: outside of a band, or as it says. The lowest band takes in who has fewer.
 * Klaviyo ANDs groups and ORs the conditions inside one, so that "one band or another" is said as "not in this band, or …" for each.
 */
export function byOrders(windows: readonly OrderWindow[], days: number, arm: (days: number) => Arm): readonly Clause[] {
  if (windows.length === 0) return [[arm(days)]];
  return windows.map((window, at) => [
    ...(at > 0 ? [fewerThan('order', window.from, ALL_TIME)] : []),
    ...(window.to === null ? [] : [atLeast('order', window.to + 1, ALL_TIME)]),
    arm(window.days),
  ]);
}
