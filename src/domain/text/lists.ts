/** All of the parts, none left out: `a`, `a or b`, `a, b, or c` (US English: a comma before the last of three and more). */
export function joined(parts: readonly string[], last: 'and' | 'or' | 'nor'): string {
  if (parts.length < 3) return parts.join(` ${last} `);
  return `${parts.slice(0, -1).join(', ')}, ${last} ${parts[parts.length - 1]}`;
}
