import type { PlanOutline } from './plan';

/** One of this week's moves. */
export interface BriefCard {
  /** `Refresh “Refill due”`. */
  readonly action: string;
  readonly why: string;
  readonly who: string;
  /** A day in words, or that there is none. */
  readonly by: string;
  readonly worth: string;
  /** https address, or null for a segment that is not there yet. */
  readonly link: string | null;
}

/** Coverage of one stage: `covered` of `applicable` audiences have a segment, `partial` more have one that does not hold them whole. */
export interface StageBar {
  readonly stage: string;
  readonly covered: number;
  readonly partial: number;
  readonly applicable: number;
  readonly unknown: number;
}

/** What an executive reads in half a minute: the first screen of `Summary`, and the page to print. */
export interface Brief {
  readonly title: string;
  /** When it was read, and the planning window. */
  readonly subtitle: string;
  readonly headline: string;
  /** What the quarter's moves bring; null where none claims money. */
  readonly plan: string | null;
  /** At most three; empty when nothing is to be done. */
  readonly cards: readonly BriefCard[];
  /** Said in place of the cards. */
  readonly nothingToDo: string;
  readonly stages: readonly StageBar[];
  /** People whom no live flow and no campaign reached; null where they cannot be told. */
  readonly unspoken: string | null;
  readonly changed: string;
  readonly cleanUp: string;
  readonly outline: PlanOutline;
}
