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
