/**
 * A short text that stands for a long one, the same in every refresh: 64 bits of two FNV-1a hashes (Fowler, Noll, Vo) over UTF-16 code
 * units, as 16 hexadecimal digits. For keys of recommendations; not for secrets.
 */
export function fingerprint(text: string): string {
  return `${fnv(text, 0x811c9dc5)}${fnv(text, 0x9747b28c)}`;
}

function fnv(text: string, start: number): string {
  let hash = start;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
