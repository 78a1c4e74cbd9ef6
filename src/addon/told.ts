import type { KlaviyoError } from '../klaviyo/klaviyo-error';
import { sentenceFor } from '../klaviyo/klaviyo-error';

/** A failure whose message is already a sentence for the person. */
export class Told extends Error {
  override readonly name = 'Told';
  constructor(sentence: string, readonly kind: string) {
    super(sentence);
  }
}

/** The failure that Klaviyo's answer means to a person. */
export function toldOf(error: KlaviyoError): Told {
  return new Told(sentenceFor(error), error.kind);
}

/** Google's own refusals, by what they say; the rest of their wording is for engineers. */
const GOOGLE: readonly { readonly pattern: RegExp; readonly kind: string; readonly sentence: string }[] = [
  { pattern: /permission|authoriz|PERMISSION_DENIED|not have access/i, kind: 'permission', sentence: 'You can look at this sheet but not change it, so nothing can be run from here. Ask its owner for edit rights.' },
  { pattern: /too many times for one day|quota|limit exceeded/i, kind: 'google-quota', sentence: 'Google’s daily limit for this account is used up. It comes back within 24 hours; try again tomorrow. The sheet is as it was.' },
  { pattern: /timed out|Service (Spreadsheets|Documents|error)|server error|try again/i, kind: 'google-down', sentence: 'Google Sheets did not answer in time. Try again in a minute; a write that was begun is finished then.' },
];

/**
 * The one place where any failure becomes a sentence and a kind. An unforeseen one is named by its class only, because its message could
 * carry anything; the details go to nobody.
 */
export function tellingOf(error: unknown): { readonly sentence: string; readonly kind: string } {
  if (error instanceof Told) return { sentence: error.message, kind: error.kind };
  const message = error instanceof Error ? error.message : String(error);
  const google = GOOGLE.find(({ pattern }) => pattern.test(message));
  if (google) return { sentence: google.sentence, kind: google.kind };
  const name = error instanceof Error ? error.name : 'Error';
  return { sentence: `Something happened that this add-on does not know (${name}). The sheet is as it was; try again, and report it if it stays.`, kind: 'unforeseen' };
}
