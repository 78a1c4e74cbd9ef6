/** All of the parts, none left out: `a`, `a or b`, `a, b, or c` (US English: a comma before the last of three and more). */
export function joined(parts: readonly string[], last: 'and' | 'or' | 'nor'): string {
  if (parts.length < 3) return parts.join(` ${last} `);
  return `${parts.slice(0, -1).join(', ')}, ${last} ${parts[parts.length - 1]}`;
}

/** At most so many of the parts: `a, b, and 3 more`. */
export function enumerated(parts: readonly string[], most = 3): string {
  const rest = parts.length - most;
  return joined(rest > 0 ? [...parts.slice(0, most), `${rest} more`] : parts, 'and');
}
