import type { Instant } from '../../account/known';
import type { TimeFilter, TimeUnit } from '../filter';
import type { NumberSet } from './number-set';
import { NO_NUMBERS, isSubset, span, unite } from './number-set';
import { canonicalJson } from '../json';

const HOURS: Readonly<Record<TimeUnit, number>> = { hour: 1, day: 24, week: 168 };
const HOUR = 3_600_000;

/** How a window is said: two sayings of one window may differ by part of a day in Klaviyo. */
export type TimeStyle = 'hours' | 'days' | 'hour range' | 'day range' | 'fixed' | 'open';

/**
 * A window of time. On the axis `moving` positions are milliseconds after the moment of looking (negative: before it), on the axis `fixed`
 * milliseconds since 1970. `opaque` windows (anniversaries, months, since the flow's start, unknown) are equal only to themselves.
 */
export type Window =
  | { readonly axis: 'moving' | 'fixed'; readonly at: NumberSet; readonly key: string; readonly style: TimeStyle; readonly toTheDay?: true }
  | { readonly axis: 'all'; readonly key: 'all'; readonly style: 'open' }
  | { readonly axis: 'opaque'; readonly key: string; readonly style: TimeStyle };

/** How a window is read from a filter: `windowOf`, or `windowToTheDay` where manners of speaking are kept apart. */
export type WindowReading = (filter: TimeFilter) => Window;

const ALL_TIME: Window = { axis: 'all', key: 'all', style: 'open' };
/** Two manners of speaking of one window may differ by this much: Klaviyo may round the one to whole days and not the other. */
const A_DAY = 24 * HOUR;

/** Ends of relative windows are both counted in: that two windows which only touch have nothing in common is not claimed. */
export function windowOf(filter: TimeFilter): Window {
  const opaque: Window = { axis: 'opaque', key: `?${canonicalJson(filter)}`, style: 'open' };
  if (filter.type === 'unknown') return opaque;
  switch (filter.operator) {
    case 'anniversary-last':
    case 'anniversary-next':
      return { axis: 'opaque', key: `?${filter.operator} ${filter.quantity * HOURS[filter.unit]}`, style: filter.unit === 'hour' ? 'hours' : 'days' };
    case 'alltime':
      return ALL_TIME;
    case 'in-the-last':
      return moving(-filter.quantity, 0, filter.unit, false) ?? opaque;
    case 'in-the-next':
      return moving(0, filter.quantity, filter.unit, false) ?? opaque;
    case 'at-least':
      return moving(-Infinity, -filter.quantity, filter.unit, false) ?? opaque;
    case 'between':
      return moving(-filter.end, -filter.start, filter.unit, true) ?? opaque;
    case 'after':
      return fixed(zonedInstant(filter.date), 1, Infinity, 1) ?? opaque;
    case 'before':
      return fixed(-Infinity, 0, zonedInstant(filter.date), 0) ?? opaque;
    case 'between-static':
      return fixed(zonedInstant(filter.start), 0, zonedInstant(filter.end), 1) ?? opaque;
    default:
      return opaque;
  }
}

/**
 * The same, with each manner of speaking on its own: what is proven of such windows holds also where Klaviyo rounds `24 hours` and `1 day`,
 * or `between 0 and 30 days ago` and `in the last 30 days`, differently.
 */
export function windowToTheDay(filter: TimeFilter): Window {
  const window = windowOf(filter);
  if (window.axis === 'moving') return { ...window, key: `${window.style} ${window.key}`, toTheDay: true };
  return window.axis === 'opaque' && window.style !== 'open' ? { ...window, key: `${window.key} ${window.style}` } : window;
}

function moving(from: number, to: number, unit: TimeUnit, range: boolean): Window | null {
  const at = span(from * HOURS[unit] * HOUR + 0, 0, to * HOURS[unit] * HOUR + 0, 1);
  if (at.length === 0) return null;
  const style: TimeStyle = unit === 'hour' ? (range ? 'hour range' : 'hours') : range ? 'day range' : 'days';
  return { axis: 'moving', at, key: `m ${at.join(' ')}`, style };
}

function fixed(from: number | null, fromSide: 0 | 1, to: number | null, toSide: 0 | 1): Window | null {
  const at = from === null || to === null ? [] : span(from, fromSide, to, toSide);
  return at.length === 0 ? null : { axis: 'fixed', at, key: `f ${at.join(' ')}`, style: 'fixed' };
}

/** A date without a zone is left undecided: Klaviyo's own dates have one. */
function zonedInstant(text: string): Instant | null {
  return /T.*(Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : null;
}

/** True when the first window lies in the second now and at every later moment. */
export function windowWithin(one: Window, other: Window, now: Instant): boolean {
  if (other.axis === 'all' || one.key === other.key) return true;
  if (one.axis === 'opaque' || one.axis === 'all' || other.axis === 'opaque') return false;
  return setWithin(one.axis, one.at, other.axis, other.at, now, marginOf(one, other));
}

/** How much nearer than they look two ends of windows may be, in milliseconds: two ends at the moment of looking, and any others. */
export interface Margin {
  readonly atNow: number;
  readonly elsewhere: number;
}
const NO_MARGIN: Margin = { atNow: 0, elsewhere: 0 };

/** A day where two manners of speaking are compared and kept apart; `in the last` ends now, in hours and in days. */
export function marginOf(
  one: { readonly style?: TimeStyle; readonly toTheDay?: true },
  other: { readonly style?: TimeStyle; readonly toTheDay?: true },
): Margin {
  if (one.toTheDay !== true || other.toTheDay !== true || one.style === other.style) return NO_MARGIN;
  const range = one.style?.endsWith('range') === true || other.style?.endsWith('range') === true;
  return { atNow: range ? A_DAY : 0, elsewhere: A_DAY };
}

/** True when every moment of the first window is in one of the others, now and at every later moment: ends that touch leave nothing out. */
export function windowCovered(one: Window, parts: readonly Window[]): boolean {
  if (parts.some((part) => part.axis === 'all' || part.key === one.key)) return true;
  if (one.axis !== 'moving' && one.axis !== 'fixed') return false;
  let covered = NO_NUMBERS;
  for (const part of parts) if (part.axis === one.axis && marginOf(one, part).elsewhere === 0) covered = unite(covered, part.at);
  return isSubset(one.at, covered);
}

/** True when no moment is in both windows, now and at every later moment. */
export function windowsApart(one: Window, other: Window, now: Instant): boolean {
  if (one.axis === 'opaque' || one.axis === 'all' || other.axis === 'opaque' || other.axis === 'all') return false;
  if (one.axis === other.axis) return !overlap(one.at, other.at, marginOf(one, other).elsewhere);
  const [fixedAt, movingAt] = one.axis === 'fixed' ? [one.at, other.at] : [other.at, one.at];
  // A moving window only ever moves later: it stays clear of a fixed one that ends before it begins.
  return notAfter(fixedAt[fixedAt.length - 2]!, fixedAt[fixedAt.length - 1]!, movingAt[0]! + now, movingAt[1]!);
}

/** Whether every span of the first set lies in one span of the second, with each axis as it is. */
export function setWithin(
  oneAxis: 'moving' | 'fixed',
  one: NumberSet,
  otherAxis: 'moving' | 'fixed',
  other: NumberSet,
  now: Instant,
  margin: Margin = NO_MARGIN,
): boolean {
  const apart = (a: number, b: number): number => (a === 0 && b === 0 ? margin.atNow : margin.elsewhere);
  for (let i = 0; i < one.length; i += 4) {
    let found = false;
    for (let j = 0; j < other.length && !found; j += 4) {
      found =
        oneAxis === otherAxis
          ? notAfter(other[j]! + apart(other[j]!, one[i]!), other[j + 1]!, one[i]!, one[i + 1]!) &&
            notAfter(one[i + 2]! + apart(one[i + 2]!, other[j + 2]!), one[i + 3]!, other[j + 2]!, other[j + 3]!)
          : spanStaysWithin(oneAxis, one, i, other, j, now);
    }
    if (!found) return false;
  }
  return true;
}

/** Across axes only those ends can be compared for good that time moves further apart. */
function spanStaysWithin(oneAxis: 'moving' | 'fixed', one: NumberSet, i: number, other: NumberSet, j: number, now: Instant): boolean {
  const startsOpen = other[j] === -Infinity;
  const endsOpen = other[j + 2] === Infinity;
  if (oneAxis === 'moving') return endsOpen && (startsOpen || notAfter(other[j]!, other[j + 1]!, one[i]! + now, one[i + 1]!));
  return startsOpen && (endsOpen || notAfter(one[i + 2]!, one[i + 3]!, other[j + 2]! + now, other[j + 3]!));
}

const notAfter = (value: number, side: number, other: number, otherSide: number): boolean => value < other || (value === other && side <= otherSide);

function overlap(one: NumberSet, other: NumberSet, slack: number): boolean {
  return !notAfter(one[2]! + slack, one[3]!, other[0]!, other[1]!) && !notAfter(other[2]! + slack, other[3]!, one[0]!, one[1]!);
}
