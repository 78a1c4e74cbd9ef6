import type { KlaviyoError } from '../klaviyo/http/klaviyo-error';
import { sentenceFor } from '../klaviyo/http/klaviyo-error';
import { isOwnMistake } from '../sheet/patience';

/** A failure whose message is already a sentence for the person; `link` is where it can be mended. */
export class Told extends Error {
  override readonly name = 'Told';
  constructor(sentence: string, readonly kind: string, readonly link: string | null = null) {
    super(sentence);
  }
}

/** The failure that Klaviyo's answer means to a person. */
export function toldOf(error: KlaviyoError): Told {
  return new Told(sentenceFor(error), error.kind);
}

/** A failure as a person is told it. */
export interface Telling { readonly sentence: string; readonly kind: string; readonly link: string | null }

/** What is known about the sheet when something failed. */
export interface Circumstances {
  /** Where a permission that was left out can be given; null when none is missing. */
  readonly consent: () => Told | null;
  /** Whether this person may change the sheet; null when that cannot be told. */
  readonly mayEdit: () => boolean | null;
  /** True when a write was begun and not finished, so that the sheet is not as it was. */
  readonly halfWritten: () => boolean;
}

/** English words of a spent daily quota. Google words its errors in the user's language, so they only choose a sentence where they happen to fit. */
const SPENT = /too many times for one day|limit exceeded/i;

/**
 * The one place where any failure becomes a sentence and a kind: `Told` speaks for itself, a mistake of ours is `unforeseen`, and everything else came out of
 * a service of Google's (`google`), whatever its words and language. The details go to the log only, because a message could carry anything.
 */
export function tellingOf(error: unknown, circumstances: Circumstances): Telling {
  if (error instanceof Told) return { sentence: error.message, kind: error.kind, link: error.link };
  const consent = circumstances.consent();
  if (consent !== null) return { sentence: consent.message, kind: consent.kind, link: consent.link };
  const sheet = (): string => (circumstances.halfWritten() ? 'What was being written is finished the next time.' : 'The sheet is as it was.');
  if (isOwnMistake(error)) {
    const name = error instanceof Error ? error.name : 'Error';
    return { sentence: `Something happened that this add-on does not know (${name}). ${sheet()} Try again, and report it if it stays: “Report for support” under Refresh.`, kind: 'unforeseen', link: null };
  }
  if (circumstances.mayEdit() === false) {
    return { sentence: 'You can look at this sheet but not change it, so nothing can be run from here. Ask its owner for edit rights.', kind: 'permission', link: null };
  }
  if (SPENT.test(error instanceof Error ? error.message : String(error))) {
    return { sentence: `Google’s daily limit for this account is used up. It comes back within 24 hours; try again tomorrow. ${sheet()}`, kind: 'google', link: null };
  }
  return { sentence: `A service of Google’s refused something or did not answer in time. ${sheet()} Try again in a minute.`, kind: 'google', link: null };
}
