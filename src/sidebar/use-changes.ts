import { useState } from 'preact/hooks';
import type { AskedChange, ChangeView, OutcomeView, RowView } from '../addon/protocol';
import { ask } from './server';

/** What a person is shown before they agree, and what came of it. */
export interface Changes {
  /** Shown in full, waiting for an agreement; null while nothing is asked. */
  readonly shown: readonly ChangeView[] | null;
  readonly outcomes: readonly OutcomeView[];
  /** Approved rows that could be created in one ask; null while that is not known. */
  readonly creatable: readonly string[] | null;
  /** Counts what could be created. */
  count(): void;
  /** Shows what these rows ask for; nothing is sent yet. */
  show(keys: readonly string[]): void;
  /** Carries out what is shown. */
  agree(): void;
  /** Takes a deactivation back. */
  undo(row: RowView): void;
  /** Forgets what is shown and what came of the last ask. */
  forget(): void;
}

type Act = <T>(work: () => Promise<T>) => Promise<T | null>;

/** Only a press of a button gets here; nothing is carried out that was not shown. */
export function useChanges(act: Act, afterwards: () => Promise<unknown>): Changes {
  const [shown, setShown] = useState<readonly ChangeView[] | null>(null);
  const [outcomes, setOutcomes] = useState<readonly OutcomeView[]>([]);
  const [creatable, setCreatable] = useState<readonly string[] | null>(null);

  const count = async (): Promise<void> => {
    const { changes } = await ask('planChanges', { keys: null });
    setCreatable(changes.filter(({ deed, why }) => deed === 'create' && why === '').map(({ key }) => key));
  };
  /** What one execution had no time for is asked for again. */
  const make = (asked: readonly AskedChange[]): void =>
    void act(async () => {
      setShown(null);
      setOutcomes([]);
      for (let remaining = asked; remaining.length > 0;) {
        const made = await ask('makeChanges', { changes: remaining, dryRun: false });
        setOutcomes((before) => [...before, ...made.outcomes]);
        if (made.remaining.length >= remaining.length) break;
        remaining = made.remaining;
      }
      await count();
      await afterwards();
    });
  return {
    shown,
    outcomes,
    creatable,
    count: () => void count().catch(() => setCreatable(null)),
    show: (keys) =>
      void act(async () => {
        setOutcomes([]);
        setShown((await ask('planChanges', { keys })).changes);
      }),
    agree: () => {
      if (shown !== null)
        make(shown.flatMap(({ key, deed, why, segment, definition }) => (deed === null || why !== '' ? [] : [{ key, deed, segment, definition }])));
    },
    undo: ({ key, segment }) => make([{ key, deed: 'reactivate', segment, definition: null }]),
    forget: () => {
      setShown(null);
      setOutcomes([]);
    },
  };
}
