import type { Random } from './random';
import { randomFrom } from './random';

/** What goes wrong, and how often; shares are of all requests that would have been answered. */
export interface Faults {
  readonly seed?: number;
  /** Klaviyo answers 500 or 503 with an error body. */
  readonly serverError?: number;
  /** A gateway answers 502 with a page of HTML. */
  readonly htmlError?: number;
  /** The connection breaks before an answer. */
  readonly reset?: number;
  /** The answer's JSON ends in the middle. */
  readonly truncated?: number;
  readonly slow?: { readonly share: number; readonly milliseconds: number };
  /** Everything is answered 429 between two instants. */
  readonly storm?: { readonly from: number; readonly to: number; readonly retryAfterSeconds: number };
  /** The key stops working after this many requests. */
  readonly revokeAfter?: number;
  /** The key loses a scope after this many requests. */
  readonly loseScope?: { readonly scope: string; readonly after: number };
  /** So many answers to writes are lost after the write was made: the connection breaks. */
  readonly loseWriteAnswers?: number;
  /** Endpoint paths (`segment-values-reports`) whose daily allowance is used up. */
  readonly spentToday?: readonly string[];
}

export type Accident = 'server error' | 'html error' | 'reset' | 'truncated' | null;

/** Draws accidents in a fixed order for a seed. */
export class Misfortune {
  private readonly random: Random;

  private lost = 0;

  constructor(readonly faults: Faults) {
    this.random = randomFrom(faults.seed ?? 1);
  }

  /** True when the answer to a write that was made does not arrive. */
  losesWriteAnswer(): boolean {
    if (this.lost >= (this.faults.loseWriteAnswers ?? 0)) return false;
    this.lost += 1;
    return true;
  }

  /** What happens to the next request. */
  next(): { readonly accident: Accident; readonly delay: number } {
    const { serverError = 0, htmlError = 0, reset = 0, truncated = 0, slow } = this.faults;
    const draw = this.random();
    const delay = slow && this.random() < slow.share ? slow.milliseconds : 0;
    if (draw < serverError) return { accident: 'server error', delay };
    if (draw < serverError + htmlError) return { accident: 'html error', delay };
    if (draw < serverError + htmlError + reset) return { accident: 'reset', delay };
    if (draw < serverError + htmlError + reset + truncated) return { accident: 'truncated', delay };
    return { accident: null, delay };
  }
}
