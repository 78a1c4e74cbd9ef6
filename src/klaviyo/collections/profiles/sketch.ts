import type { Instant } from '../../../domain/account/known';

/** `rows` profiles were created from `from` (inclusive) to `until` (exclusive): counted, not guessed. */
export type Piece = readonly [from: Instant, until: Instant, rows: number];

/** A stretch between two pieces, of which is known only how dense it is on either side. */
export interface Gap {
  readonly from: Instant;
  readonly to: Instant;
  /** Profiles in it, as the densities on its sides suggest. */
  readonly estimated: number;
  /** How far that could be off, by the difference of its sides. */
  readonly doubt: number;
  /** Side on which profiles are denser. */
  readonly denser: 'left' | 'right';
  /** Profiles a millisecond there. */
  readonly density: number;
}

const SECOND = 1000;
/** Most pieces that are kept: the sketch is saved with the reading. */
const MOST_PIECES = 500;

/** The pieces with one more, which replaces what is known of the same stretch. In order of time. */
export function withPiece(sketch: readonly Piece[], piece: Piece): readonly Piece[] {
  const others = sketch.filter(([from, until]) => until <= piece[0] || from >= piece[1]);
  return thinned([...others, piece].sort((one, other) => one[0] - other[0] || one[1] - other[1]));
}

/** Neighbours without a gap between them are joined where there are too many, those with the fewest profiles first. */
function thinned(sketch: readonly Piece[]): readonly Piece[] {
  const pieces = [...sketch];
  while (pieces.length > MOST_PIECES) {
    let least = -1;
    for (let at = 0; at + 1 < pieces.length; at += 1) {
      const [one, next] = [pieces[at]!, pieces[at + 1]!];
      if (one[1] >= next[0] && (least < 0 || one[2] + next[2] < pieces[least]![2] + pieces[least + 1]![2])) least = at;
    }
    if (least < 0) break;
    const [one, next] = [pieces[least]!, pieces[least + 1]!];
    pieces.splice(least, 2, [one[0], next[1], one[2] + next[2]]);
  }
  return pieces;
}

function densityOf([from, until, rows]: Piece): number {
  return rows / Math.max(SECOND, until - from);
}

/** What lies between the pieces and after the last one, up to `to`. */
export function gapsOf(sketch: readonly Piece[], to: Instant): readonly Gap[] {
  return sketch.flatMap((piece, place): readonly Gap[] => {
    const next = sketch[place + 1];
    const end = next?.[0] ?? to;
    if (end <= piece[1]) return [];
    const left = densityOf(piece);
    const right = next === undefined ? left : densityOf(next);
    const length = Math.max(SECOND, end - piece[1]);
    const estimated = (length * (left + right)) / 2;
    return [
      {
        from: piece[1],
        to: end,
        estimated,
        doubt: next === undefined ? estimated : (length * Math.abs(left - right)) / 2,
        denser: left >= right ? 'left' : 'right',
        density: Math.max(left, right),
      },
    ];
  });
}

/** Profiles up to `to`: those counted and those that the gaps are likely to hold. */
export function estimatedTotal(sketch: readonly Piece[], to: Instant): { readonly total: number; readonly doubt: number } {
  const gaps = gapsOf(sketch, to);
  const counted = sketch.reduce((sum, [, , rows]) => sum + rows, 0);
  return { total: counted + gaps.reduce((sum, gap) => sum + gap.estimated, 0), doubt: gaps.reduce((sum, gap) => sum + gap.doubt, 0) };
}

/**
 * Where to look next so that the estimate becomes surer: in the gaps whose doubt is more than a small part of the whole, at most `most` of them. A gap
 * with a crowd on one side (an import) is cut where a crowd of `told` profiles would have ended; others in the middle.
 */
export function nextProbes(sketch: readonly Piece[], to: Instant, told: number, most: number): readonly { readonly from: Instant; readonly until: Instant }[] {
  const { total } = estimatedTotal(sketch, to);
  const worth = 0.02 * Math.min(total, Math.max(told, 1000));
  return [...gapsOf(sketch, to)]
    .filter((gap) => gap.doubt > worth && gap.to - gap.from > 2 * SECOND)
    .sort((one, other) => other.doubt - one.doubt)
    .slice(0, most)
    .flatMap((gap) => {
      const crowd = (2 * Math.max(told, 1000)) / gap.density;
      const reach = Math.min(crowd, (gap.to - gap.from) / 2);
      const cut = Math.ceil((gap.denser === 'left' ? gap.from + reach : gap.to - reach) / SECOND) * SECOND;
      return cut > gap.from && cut < gap.to ? [{ from: cut, until: gap.to }] : [];
    });
}

/** The sketch as stretches that leave nothing out, each with the profiles that are counted or likely in it. */
export function stretchesOf(sketch: readonly Piece[], to: Instant): readonly Piece[] {
  return [...sketch, ...gapsOf(sketch, to).map((gap): Piece => [gap.from, gap.to, gap.estimated])].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
}
