import type { Instant } from '../account/known';

/** A stretch of time: `from` inclusive, `to` exclusive. */
export interface ReadSpan {
  readonly from: Instant;
  readonly to: Instant;
}

/** Spans as few as possible, oldest first: touching and overlapping ones become one. */
export function join(spans: readonly ReadSpan[]): readonly ReadSpan[] {
  const joined: ReadSpan[] = [];
  for (const span of [...spans].filter((one) => one.to > one.from).sort((one, other) => one.from - other.from)) {
    const last = joined[joined.length - 1];
    if (last !== undefined && span.from <= last.to) joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else joined.push(span);
  }
  return joined;
}

/** What is in `spans` and not in `taken`, oldest first. */
export function subtract(spans: readonly ReadSpan[], taken: readonly ReadSpan[]): readonly ReadSpan[] {
  let left = join(spans);
  for (const gone of taken) {
    left = left.flatMap((span) => {
      if (gone.to <= span.from || gone.from >= span.to) return [span];
      return [
        { from: span.from, to: gone.from },
        { from: gone.to, to: span.to },
      ].filter((one) => one.to > one.from);
    });
  }
  return left;
}
