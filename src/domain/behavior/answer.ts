/**
 * Whether a profile meets a rule, as far as was read, in one byte: may it be true, may it be false, and what it most likely is
 * when events before the look-back could change it (as if there were none). Certain answers may be only one of the two.
 */
export type Answer = number;

const MAY_BE_TRUE = 1;
const MAY_BE_FALSE = 2;
/** With LIKELY_TRUE: what it most likely is. Without LIKELY nothing can be said. */
const LIKELY = 4;
const LIKELY_TRUE = 8;

export const TRUE: Answer = MAY_BE_TRUE | LIKELY | LIKELY_TRUE;
export const FALSE: Answer = MAY_BE_FALSE | LIKELY;
export const NOT_KNOWN: Answer = MAY_BE_TRUE | MAY_BE_FALSE;

/** An answer that depends on what was not read, with what it most likely is. */
export function probably(mayBeTrue: boolean, mayBeFalse: boolean, likely: boolean): Answer {
  return (mayBeTrue ? MAY_BE_TRUE : 0) | (mayBeFalse ? MAY_BE_FALSE : 0) | LIKELY | (likely ? LIKELY_TRUE : 0);
}

export const answerOf = (answer: boolean | null): Answer => (answer === null ? NOT_KNOWN : answer ? TRUE : FALSE);
export const isTrue = (answer: Answer): boolean => (answer & MAY_BE_FALSE) === 0;
export const mayBeTrue = (answer: Answer): boolean => (answer & MAY_BE_TRUE) !== 0;
export const isCertain = (answer: Answer): boolean => (answer & NOT_KNOWN) !== NOT_KNOWN;
export const isLikelyTrue = (answer: Answer): boolean => (answer & LIKELY_TRUE) !== 0;
export const hasLikely = (answer: Answer): boolean => (answer & LIKELY) !== 0;

function and(one: Answer, other: Answer): Answer {
  const both = one & other & MAY_BE_TRUE;
  const either = (one | other) & MAY_BE_FALSE;
  const unlikely = (hasLikely(one) && !isLikelyTrue(one)) || (hasLikely(other) && !isLikelyTrue(other));
  const likely = unlikely ? LIKELY : hasLikely(one) && hasLikely(other) ? LIKELY | LIKELY_TRUE : 0;
  return both | either | likely;
}

export function opposite(answer: Answer): Answer {
  const turned = ((answer & MAY_BE_TRUE) !== 0 ? MAY_BE_FALSE : 0) | ((answer & MAY_BE_FALSE) !== 0 ? MAY_BE_TRUE : 0) | (answer & LIKELY);
  return hasLikely(answer) && !isLikelyTrue(answer) ? turned | LIKELY_TRUE : turned;
}

const table = (combine: (one: Answer, other: Answer) => Answer): Uint8Array => Uint8Array.from({ length: 256 }, (_, at) => combine(at >> 4, at & 15));
const AND = table(and);
const OR = table((one, other) => opposite(and(opposite(one), opposite(other))));

/** Both, for every profile, written into the first. */
export function intersect(into: Uint8Array, other: Uint8Array): void {
  for (let at = 0; at < into.length; at += 1) into[at] = AND[(into[at]! << 4) | other[at]!]!;
}

/** One or both, for every profile, written into the first. */
export function unite(into: Uint8Array, other: Uint8Array): void {
  for (let at = 0; at < into.length; at += 1) into[at] = OR[(into[at]! << 4) | other[at]!]!;
}
