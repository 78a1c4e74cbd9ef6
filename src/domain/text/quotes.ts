/**
 * A text of the account in quotation marks, whole and in its own case: `“Gold 7”`. A closing mark inside is doubled, so that two texts, or two
 * lists of texts, are never written alike.
 */
export function inQuotes(text: string): string {
  return `“${text.replace(/”/g, '””')}”`;
}

/** The sentence without what stands in quotation marks. */
export function outsideQuotes(sentence: string): string {
  return sentence.replace(/“(?:[^”]|””)*”/g, '“”');
}

/** Longest piece of a name from Klaviyo that a sentence carries, in characters. */
const LONGEST_NAME = 60;

/** A name for use inside a sentence: on one line, at most 60 characters, in quotation marks. Names are untrusted text of any length. */
export const quoted = (name: string): string => inQuotes(shortened(name));

/** A name on one line, cut to 60 characters with an ellipsis. Never cuts a character in two. */
export function shortened(name: string): string {
  const line = name.replace(/\s+/g, ' ').trim();
  if (line === '') return '(no name)';
  const characters = Array.from(line);
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…` : line;
}
