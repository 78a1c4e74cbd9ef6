import { isOwnMistake } from '../sheet/patience';
import type { FieldProblem, Problem, ProblemKind } from './problem';
import { sentenceOf } from './problem';

/** A failure that a person is told in its own sentence; `link` is where it can be mended. */
export class Told extends Error {
  override readonly name = 'Told';
  readonly kind: ProblemKind;
  readonly fields: readonly FieldProblem[];
  constructor(
    problem: Problem,
    readonly link: string | null = null,
  ) {
    super(sentenceOf(problem));
    this.kind = problem.kind;
    this.fields = problem.kind === 'setting' ? problem.fields : [];
  }
}

/** A failure as a person is told it. */
export interface Telling {
  readonly sentence: string;
  readonly kind: ProblemKind;
  readonly link: string | null;
  readonly fields?: readonly FieldProblem[];
}

/** What is known about the sheet when something failed. */
export interface Circumstances {
  /** Where a permission that was left out can be given; null when none is missing. */
  readonly consent: () => Told | null;
  /** Whether this person may change the sheet; null when that cannot be told. */
  readonly mayEdit: () => boolean | null;
  /** True when a write was begun and not finished, so that the sheet is not as it was. */
  readonly halfWritten: () => boolean;
}

/** English words of a spent daily quota. Google words its errors in the user's language, so they only choose a sentence where they happen to fit. */
const SPENT = /too many times for one day|limit exceeded/i;

/**
 * The one place where any failure becomes a sentence and a kind: `Told` speaks for itself, a mistake of ours is `unforeseen`, and everything else came out of
 * a service of Google's (`google`), whatever its words and language. The details go to the log only, because a message could carry anything.
 */
export function tellingOf(error: unknown, circumstances: Circumstances): Telling {
  if (error instanceof Told)
    return { sentence: error.message, kind: error.kind, link: error.link, ...(error.fields.length === 0 ? {} : { fields: error.fields }) };
  const consent = circumstances.consent();
  if (consent !== null) return { sentence: consent.message, kind: consent.kind, link: consent.link };
  const sheet = (): string => (circumstances.halfWritten() ? 'What was being written is finished the next time.' : 'The sheet stays as it is.');
  const plain = (problem: Problem): Telling => ({ sentence: sentenceOf(problem), kind: problem.kind, link: null });
  if (isOwnMistake(error)) return plain({ kind: 'unforeseen', name: error instanceof Error ? error.name : 'Error', sheet: sheet() });
  if (circumstances.mayEdit() === false) return plain({ kind: 'permission' });
  return plain({ kind: 'google', spent: SPENT.test(error instanceof Error ? error.message : String(error)), sheet: sheet() });
}
