/** Longest piece of a name from Klaviyo that a sentence carries, in characters. */
const LONGEST_NAME = 60;

/** A name for use inside a sentence: on one line, at most 60 characters, in quotation marks. Names are untrusted text of any length. */
export function quoted(name: string): string {
  return `“${shortened(name)}”`;
}

/** A name on one line, cut to 60 characters with an ellipsis. Never cuts a character in two. */
export function shortened(name: string): string {
  const line = name.replace(/\s+/g, ' ').trim();
  if (line === '') return '(no name)';
  const characters = Array.from(line);
  return characters.length > LONGEST_NAME ? `${characters.slice(0, LONGEST_NAME - 1).join('')}…` : line;
}

/** Words as an enumeration of at most `most`: `a, b and 3 more`. */
export function enumerated(words: readonly string[], most = 3): string {
  if (words.length <= 1) return words[0] ?? '';
  const shown = words.slice(0, most);
  const rest = words.length - shown.length;
  if (rest > 0) return `${shown.join(', ')} and ${rest} more`;
  return `${shown.slice(0, -1).join(', ')} and ${shown[shown.length - 1]}`;
}
