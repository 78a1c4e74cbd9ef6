/** Pauses before each further attempt at a call that a service of Google's refused, in milliseconds: as public add-ons do for its passing errors. */
const PAUSES: readonly number[] = [1_000, 4_000, 10_000];

/** What this layer cannot do itself: wait, and leave a line for whoever looks into an execution. */
export interface Ways {
  sleep(milliseconds: number): void;
  note(line: string): void;
}

let ways: Ways = { sleep: () => undefined, note: () => undefined };

/** Sets how this layer waits and leaves lines; until then it does neither. An execution is a world of its own, so this holds for one. */
export function setWays(given: Ways): void {
  ways = given;
}

/** Mistakes of ours, which no second attempt mends. Everything else that comes out of a service call is Google's, whatever its words and language. */
const OURS: ReadonlySet<string> = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError']);
/** Passes within hours, not seconds. */
const SPENT = 'QuotaSpent';

/** True for an error that is the add-on's own mistake rather than a refusal by a service. */
export function isOwnMistake(error: unknown): boolean {
  return error instanceof Error && OURS.has(error.name);
}

/**
 * Does something that calls a service, again after a pause when it fails: services answer "try again later" in the user's own language, so no words are
 * looked at. `work` has to be repeatable. Throws what the last attempt threw.
 */
export function patiently<T>(work: () => T): T {
  for (const pause of PAUSES) {
    try {
      return work();
    } catch (error) {
      if (isOwnMistake(error) || (error instanceof Error && error.name === SPENT)) throw error;
      ways.sleep(pause);
    }
  }
  return work();
}

/**
 * Applies a look (colors, rules, dropdowns, filters, groups, protections, charts). A table that a person made of the tab, or somebody else's protection,
 * may refuse any of them: that costs the look and nothing else.
 */
export function softly(look: string, apply: () => void): void {
  try {
    apply();
  } catch (error) {
    if (isOwnMistake(error)) throw error;
    ways.note(`Left out ${look}: ${plainWords(error)}`);
  }
}

/** What a service said, without keys, addresses, ids and what people typed (text in quotation marks): fit for a log that others may read. */
export function plainWords(error: unknown): string {
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return words
    .replace(/\b(?:pk_|klaviyo.api.key)\S*/gi, '[key]')
    .replace(/\bhttps?:\/\/(?!www\.googleapis\.com\/auth\/)\S+/gi, '[address]')
    .replace(/\S+@\S+/g, '[address]')
    .replace(/"[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»/g, '[text]')
    .replace(/\b[A-Za-z0-9_-]{20,}\b/g, '[id]')
    .slice(0, 400);
}
