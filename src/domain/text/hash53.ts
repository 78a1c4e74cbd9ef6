/** 53 bits of a string's content, in base 36 (cyrb53, public domain, by bryc). Not a secret: it only tells texts apart. */
export function hash53(text: string, seed: number): string {
  // A global looked up for every character costs more than all the rest where the script's globals are intercepted, as in the local host.
  const { imul } = Math;
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    high = imul(high ^ code, 2654435761);
    low = imul(low ^ code, 1597334677);
  }
  high = imul(high ^ (high >>> 16), 2246822507) ^ imul(low ^ (low >>> 13), 3266489909);
  low = imul(low ^ (low >>> 16), 2246822507) ^ imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36).padStart(11, '0');
}
