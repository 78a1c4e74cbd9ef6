import type { Instant } from '../domain/account/known';
import { freshWindow } from './windows';
import type { Window } from './work-item';

/** Profiles that a window should hold: some two pages, so that few requests bring half-empty ones. */
const ROWS_A_WINDOW = 150;
/** Most windows, so that the queue stays small enough to be saved at every checkpoint. */
const MOST_WINDOWS = 400;
/** Sampled a little below what is allowed, since the size of the account is an estimate. */
const AIM = 0.9;

/**
 * A sample of profiles by when they were created. The range is cut into equal strata; in each one a window of the same
 * length is laid at a random offset, going round at the stratum's end. Every profile, whenever it was created, then has the
 * same chance to be in the sample, the share of the stratum that the window covers, and `weight` is one over it
 * (Horvitz and Thompson): sums of weights are unbiased estimates of counts, whatever the pace at which the account grew.
 * Klaviyo's API allows no drawing of single profiles; windows of neighbours are what it allows. A profile's neighbours
 * resemble it (they joined in the same weeks), so many short windows are laid rather than few long ones.
 */
export function sampleWindows(from: Instant, to: Instant, estimated: number, most: number, random: () => number): { readonly windows: readonly Window[]; readonly weight: number } {
  const aim = Math.max(1, AIM * most);
  const share = Math.min(1, aim / Math.max(1, estimated));
  if (share >= 1) return { windows: [freshWindow(from, to)], weight: 1 };
  const strata = Math.max(1, Math.min(MOST_WINDOWS, Math.ceil(aim / ROWS_A_WINDOW)));
  const length = (to - from) / strata;
  const width = Math.max(1, Math.round(length * share));
  const windows: Window[] = [];
  for (let stratum = 0; stratum < strata; stratum += 1) {
    const start = from + stratum * length;
    const offset = random() * length;
    const begin = Math.round(start + offset);
    const stratumEnd = Math.round(start + length);
    const end = begin + width;
    windows.push(freshWindow(begin, Math.min(end, stratumEnd)));
    if (end > stratumEnd) windows.push(freshWindow(Math.round(start), Math.round(start) + end - stratumEnd));
  }
  return { windows: windows.filter((window) => window.until > window.from), weight: length / width };
}
