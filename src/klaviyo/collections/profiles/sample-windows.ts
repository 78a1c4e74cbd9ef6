import type { Instant } from '../../../domain/account/known';
import type { Piece } from './sketch';
import { freshWindow } from '../../schedule/windows';
import type { Window } from '../../schedule/work-item';

/** Profiles that a window should hold: somewhat less than a page, so that most bring all of it in one request. */
const ROWS_A_WINDOW = 80;
/** Most windows, so that the queue stays small enough to be saved at every checkpoint. */
const MOST_WINDOWS = 400;
/** Sampled a little below what is allowed, since the size of the account is an estimate. */
const AIM = 0.9;
const SECOND = 1000;
/** A second with so many profiles, a page of them, is read whole: no window can be laid inside it. */
const CROWDED = 100;

/** A window of the sample and the stratum that it was drawn from; a window that goes round its stratum's end is two. */
export interface SampleWindow {
  readonly window: Window;
  /** Null: read whole, with weight 1. */
  readonly stratum: number | null;
}

/**
 * A sample of profiles by when they were created. The order of profiles, as the stretches tell it, is cut into strata of equally many; in each one a
 * window with the same share of them is laid at a random place, going round at the stratum's end. Every profile, whenever it was created, then has the
 * same chance to be in the sample, and `weight` is one over it (Horvitz and Thompson): sums of weights are unbiased estimates of counts, even where
 * the stretches are wrong about how many were created when. Klaviyo's API allows no drawing of single profiles; windows of neighbours are what it
 * allows. A profile's neighbours resemble it (they joined in the same weeks), so many windows of less than a page are laid over the whole order, and
 * whoever counts has to compare strata, not profiles (see population.ts).
 * @param stretches from `stretchesOf`: in order, without gaps
 * @param most profiles to read
 * @param random 0 inclusive to 1 exclusive
 */
export function sampleWindows(
  stretches: readonly Piece[],
  most: number,
  random: () => number,
): { readonly windows: readonly SampleWindow[]; readonly weight: number } {
  const first = stretches[0];
  const last = stretches[stretches.length - 1];
  if (first === undefined || last === undefined) return { windows: [], weight: 1 };
  const crowded = crowdedSeconds(stretches);
  const whole: SampleWindow[] = [...crowded].map((second) => ({ window: freshWindow(second, second + SECOND), stratum: null }));
  const order = new Order(stretches.filter(([from, until]) => until - from > SECOND || !crowded.has(Math.floor(from / SECOND) * SECOND)));
  const aim = Math.max(1, AIM * most);
  const share = Math.min(1, aim / Math.max(1, order.total));
  const end = Math.ceil(last[1] / SECOND) * SECOND;
  const begin = Math.floor(first[0] / SECOND) * SECOND;
  if (share >= 1 || order.total === 0) return { windows: [{ window: freshWindow(begin, end), stratum: null }], weight: 1 };
  const strata = Math.max(1, Math.min(MOST_WINDOWS, Math.ceil(aim / ROWS_A_WINDOW)));
  const length = order.total / strata;
  const windows: SampleWindow[] = [];
  for (let stratum = 0; stratum < strata; stratum += 1) {
    const offset = random() * length;
    const reached = offset + share * length;
    const at = (within: number): Instant => (stratum === strata - 1 && within >= length ? end : order.secondAt(stratum * length + within, begin));
    const add = (from: Instant, until: Instant): void => {
      for (const [start, stop] of around(from, until, crowded)) windows.push({ window: freshWindow(start, stop), stratum });
    };
    add(at(offset), at(Math.min(reached, length)));
    if (reached > length) add(at(0), at(reached - length));
  }
  const laid = windows.filter(({ window }) => window.until > window.from);
  // All within a second or two: there is no window to be laid.
  if (laid.length === 0) return { windows: [{ window: freshWindow(begin, end), stratum: null }], weight: 1 };
  return { windows: [...whole, ...laid], weight: 1 / share };
}

function crowdedSeconds(stretches: readonly Piece[]): ReadonlySet<Instant> {
  const counts = new Map<Instant, number>();
  for (const [from, until, rows] of stretches) {
    const second = Math.floor(from / SECOND) * SECOND;
    if (until <= second + SECOND) counts.set(second, (counts.get(second) ?? 0) + rows);
  }
  return new Set([...counts].filter(([, rows]) => rows >= CROWDED).map(([second]) => second));
}

/** The stretch of time without the seconds that are read whole. */
function around(from: Instant, until: Instant, crowded: ReadonlySet<Instant>): readonly (readonly [Instant, Instant])[] {
  const inside = [...crowded].filter((second) => second >= from && second < until).sort((one, other) => one - other);
  const parts: (readonly [Instant, Instant])[] = [];
  let start = from;
  for (const second of inside) {
    parts.push([start, second]);
    start = second + SECOND;
  }
  return [...parts, [start, until]];
}

/** The order of profiles: how many were created before an instant, and the other way round. */
class Order {
  readonly total: number;
  private readonly before: readonly number[];

  constructor(private readonly stretches: readonly Piece[]) {
    let sum = 0;
    this.before = stretches.map(([, , rows]) => (sum += rows) - rows);
    this.total = sum;
  }

  /**
   * The first whole second before which at least `place` profiles were created; `begin` for none. A second belongs to the window in which its own place
   * lies, so each one has the window's share as its chance, however many profiles it holds.
   */
  secondAt(place: number, begin: Instant): Instant {
    if (place <= 0) return begin;
    let found = this.stretches.findIndex(([, , rows], at) => this.before[at]! + rows >= place);
    if (found < 0) found = this.stretches.length - 1;
    const [from, until, rows] = this.stretches[found]!;
    return Math.ceil((from + (rows > 0 ? (place - this.before[found]!) / rows : 0) * (until - from)) / SECOND) * SECOND;
  }
}
