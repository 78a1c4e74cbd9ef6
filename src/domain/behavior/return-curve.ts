import type { Instant } from '../account/known';

/** Of repeat buyers silent for `from` to `to` days (exclusive) when the window began, the share who ordered within it, with its interval (Wilson). */
export interface ReturnPoint {
  readonly from: number;
  readonly to: number;
  readonly people: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** Days silent against the share that returns, on the account's own last window. */
export interface ReturnCurve {
  readonly then: Instant;
  readonly windowDays: number;
  /** Days of silence from which a repeat buyer is at risk: a point begins there. Null where it is not told. */
  readonly cut: number | null;
  /** Month by month of silence, parted at the cut; those with too few people to tell are left out. */
  readonly points: readonly ReturnPoint[];
}
