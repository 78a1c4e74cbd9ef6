/** The word of `words` that `given` was probably meant for: the one that takes the fewest edits, when they are few against its length; null otherwise. */
export function nearestWord(given: string, words: readonly string[]): string | null {
  const wanted = plain(given).slice(0, 100);
  let best: { word: string; edits: number } | null = null;
  for (const word of words) {
    const edits = plain(word).includes(wanted) && wanted.length > 3 ? 1 : editsBetween(wanted, plain(word));
    if (edits <= Math.max(2, Math.floor(word.length / 3)) && (best === null || edits < best.edits)) best = { word, edits };
  }
  return best?.word ?? null;
}

/** Levenshtein's distance. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}
