import { inQuotes } from './quotes';

/** Words in title case, small words between them: `Subscribed to List`. */
const PLAIN_NAME = /^[A-Z][A-Za-z0-9]*(?: (?:(?:to|from|as|on|of) )?[A-Z][A-Za-z0-9]*)*$/;

/** A metric's name inside a sentence: as it is where nobody can take it for words of the sentence, else in quotation marks. */
export function plainName(name: string): string {
  return PLAIN_NAME.test(name) ? name : inQuotes(name);
}

/** Fewest characters by which something without a name is told from others. */
const SHORTEST_ENDING = 3;

/**
 * Tells things that have lost their name apart without showing their whole id: `ending XyZ`. Of two ids that end alike the later one shows more
 * of itself; an id that is all ending to another one is shown whole.
 */
export function createEndings(): (id: string) => string {
  const taken = new Map<string, string>();
  const known = new Map<string, string>();
  const find = (id: string): string => {
    for (let length = Math.min(SHORTEST_ENDING, id.length); length <= id.length; length += 1) {
      const ending = id.slice(id.length - length);
      if (taken.has(ending)) continue;
      taken.set(ending, id);
      return `ending ${ending}`;
    }
    return `being ${id}`;
  };
  return (id) => {
    const words = known.get(id) ?? find(id);
    known.set(id, words);
    return words;
  };
}
