/** What to do once the refresh is finished: what approved rows ask for, with the second key; a dry run sends nothing that changes anything. */
export interface Apply {
  readonly writeKey: string | null;
  readonly dryRun: boolean;
  readonly who: string;
}

/** What the bundle's door answers about an approved row. */
interface ChangeView {
  readonly key: string;
  readonly action: string;
  readonly segment: string;
  readonly deed: string | null;
  readonly why: string;
  readonly definition: string | null;
}
interface OutcomeView {
  readonly key: string;
  readonly result: string;
  readonly sentence: string;
  readonly link: string | null;
}
interface Asked {
  readonly key: string;
  readonly deed: string;
  readonly segment: string;
  readonly definition: string | null;
}
interface Made {
  readonly outcomes: readonly OutcomeView[];
  readonly remaining: readonly Asked[];
}

type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly sentence: string };

/** Asks the bundle's door; null when the execution was ended at its time limit. */
export type Ask = <T>(call: string, argument: unknown) => Answer<T> | null;

const NOTHING = 'No row of the tracker is approved: there is nothing to do.';
const ENDED = 'it did not get on within its time limit; run this again, which looks first what became of it.';

/** Does what the approved rows ask for, as a person at the sidebar would agree to each as it is shown; gives a line for each row with what came of it. */
export function applyApproved(ask: Ask, dryRun: boolean): readonly string[] {
  const planned = ask<{ readonly changes: readonly ChangeView[] }>('planChanges', { keys: null });
  if (planned === null || !planned.ok) return [`Nothing was done for approved rows: ${planned?.sentence ?? ENDED}`];
  const { changes } = planned.value;
  const told = new Map<string, string>();
  for (const { key, deed, why } of changes) if (deed === null || why !== '') told.set(key, `not done. ${why}`);
  let remaining: readonly Asked[] = changes.flatMap(({ key, deed, segment, definition }) =>
    deed === null || told.has(key) ? [] : [{ key, deed, segment, definition }],
  );
  while (remaining.length > 0) {
    const answer = ask<Made>('makeChanges', { changes: remaining, dryRun });
    if (answer === null || !answer.ok) {
      remaining.forEach(({ key }) => told.set(key, answer === null ? `not known: ${ENDED}` : `not done. ${answer.sentence}`));
      break;
    }
    for (const { key, result, sentence, link } of answer.value.outcomes) told.set(key, `${result}. ${sentence}${link === null ? '' : ` ${link}`}`);
    if (answer.value.remaining.length >= remaining.length) break;
    remaining = answer.value.remaining;
  }
  return changes.length === 0 ? [NOTHING] : changes.map(({ key, action, segment }) => `${action} “${segment}”: ${told.get(key) ?? `not known: ${ENDED}`}`);
}
