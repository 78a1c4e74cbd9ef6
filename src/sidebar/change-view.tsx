import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ChangesView, ChangeView as Change, OutcomeView, RowView } from '../addon/protocol';
import { CopyText } from './copy-text';
import { Button, Notice, Outside, Part } from './pieces';
import type { Changes } from './use-changes';

interface RowProps {
  readonly row: RowView;
  readonly switches: ChangesView;
  readonly changes: Changes;
  readonly busy: boolean;
  readonly onAccount: () => void;
}

/** What can be done in Klaviyo for the row that is shown: by a button, after it was shown in full. */
export function RowChange({ row, switches, changes, busy, onAccount }: RowProps): JSX.Element | null {
  const own = changes.outcomes.filter(({ key }) => key === row.key);
  if (row.change === null && row.undoUntil === null && own.length === 0) return null;
  const ready = switches.allowed && switches.connected;
  return (
    <Part level={3} title="Do it from here">
      <Outcomes outcomes={own} />
      {ready || (row.change === null && row.undoUntil === null) ? null : (
        <>
          <p class="quiet">This can be done from here once changes are switched on.</p>
          <div class="row">
            <Button onPress={onAccount}>Go to Changes in Klaviyo</Button>
          </div>
        </>
      )}
      {!ready || row.change === null ? null : changes.shown?.some(({ key }) => key === row.key) === true ? (
        <Agreement changes={changes} busy={busy} />
      ) : (
        <div class="row">
          <Button onPress={() => changes.show([row.key])} busy={busy}>
            {row.change === 'create' ? 'Create in Klaviyo…' : 'Make inactive in Klaviyo…'}
          </Button>
        </div>
      )}
      {!ready || row.undoUntil === null ? null : (
        <>
          <p>It was made inactive from here. Until {row.undoUntil} that can be taken back.</p>
          <div class="row">
            <Button onPress={() => changes.undo(row)} busy={busy}>
              Undo: make it active again
            </Button>
          </div>
        </>
      )}
    </Part>
  );
}

/** All approved rows that can be created, in one ask. */
export function AllApproved({ switches, changes, busy }: Pick<RowProps, 'switches' | 'changes' | 'busy'>): JSX.Element | null {
  const ready = switches.allowed && switches.connected;
  const count = changes.creatable?.length ?? 0;
  useEffect(() => {
    if (ready) changes.count();
  }, [ready]);
  if (!ready || (count === 0 && changes.outcomes.length === 0)) return null;
  return (
    <Part title="Approved">
      <Outcomes outcomes={changes.outcomes} />
      {changes.shown !== null ? (
        <Agreement changes={changes} busy={busy} />
      ) : count === 0 ? null : (
        <div class="row">
          <Button onPress={() => changes.show(changes.creatable ?? [])} busy={busy}>
            Create all approved ({count})…
          </Button>
        </div>
      )}
    </Part>
  );
}

/** Everything that would be done, in full, and the one question. */
function Agreement({ changes, busy }: { changes: Changes; busy: boolean }): JSX.Element {
  const shown = changes.shown ?? [];
  const possible = shown.filter(({ deed, why }) => deed !== null && why === '');
  const question = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    question.current?.focus();
  }, []);
  const creates = possible.every(({ deed }) => deed === 'create');
  return (
    <div role="group" aria-label="Agree">
      <p ref={question} tabIndex={-1}>
        {possible.length === 0
          ? 'Nothing can be done for this row:'
          : `This is what would be done in Klaviyo${possible.length > 1 ? `, ${possible.length} times` : ''}:`}
      </p>
      {shown.map((change) => (
        <Shown key={change.key} change={change} />
      ))}
      <div class="row">
        {possible.length === 0 ? null : (
          <Button main onPress={changes.agree} busy={busy}>
            {busy ? 'Working…' : !creates ? 'Yes, make it inactive' : possible.length === 1 ? 'Yes, create it' : `Yes, create all ${possible.length}`}
          </Button>
        )}
        <Button onPress={changes.forget} busy={busy}>
          Not now
        </Button>
      </div>
    </div>
  );
}

function Shown({ change }: { change: Change }): JSX.Element {
  return (
    <section class="change" aria-label={change.segment}>
      <p>
        <strong dir="auto">{change.segment}</strong>
      </p>
      {change.why === '' ? null : <Notice tone="note">{change.why}</Notice>}
      <p dir="auto" class="said">
        {change.rule}
      </p>
      {change.deed === 'create' ? (
        <p class="quiet">People in it, by the last refresh: {change.size}. The next refresh compares.</p>
      ) : (
        <p class="quiet">Members: {change.size}</p>
      )}
      {change.will === '' ? null : (
        <p class="quiet">
          {change.will} {change.never}
        </p>
      )}
      {change.definition === null ? null : (
        <details>
          <summary>Definition, exactly as it is sent</summary>
          <CopyText id={`change-${change.key}`} label={`Definition of ${change.segment}`} button="Copy definition" text={change.definition} />
        </details>
      )}
    </section>
  );
}

function Outcomes({ outcomes }: { outcomes: readonly OutcomeView[] }): JSX.Element {
  return (
    <div role="status">
      {outcomes.map(({ key, result, segment, sentence, link }) => (
        <p key={key} class={`notice ${result === 'done' ? 'good' : 'note'}`}>
          <Outside address={link}>{segment}</Outside>: <span dir="auto">{sentence}</span>
        </p>
      ))}
    </div>
  );
}
