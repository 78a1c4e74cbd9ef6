import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { RefreshView as Refresh, StateView } from '../addon/protocol';
import { isActive } from './newer-view';
import { CopyText } from './copy-text';
import { Button, Notice, Part } from './pieces';
import { ago, count, moment, timeLeft } from './words';

interface Props {
  readonly state: StateView;
  readonly refresh: Refresh;
  readonly busy: boolean;
  readonly onStart: (full: boolean) => void;
  readonly onCancel: () => void;
  readonly onRestore: () => void;
  readonly onConnect: () => void;
  readonly onResults: () => void;
  readonly onReport: () => Promise<string | null>;
}

/** Step three: read the account and bring the sheet up to date. */
export function RefreshPanel(props: Props): JSX.Element {
  const { state, refresh, busy, onCancel, onRestore, onResults } = props;
  const active = isActive(refresh);
  return (
    <div>
      <Part title="Refresh">
        {active ? (
          <Progress refresh={refresh} busy={busy} onCancel={onCancel} />
        ) : (
          <>
            <Outcome refresh={refresh} />
            <Begin {...props} />
            {refresh.state === 'failed' ? <Report onReport={props.onReport} /> : null}
            {state.hasResults ? (
              <p>
                <button type="button" class="link" onClick={onResults}>
                  See the results
                </button>
              </p>
            ) : null}
          </>
        )}
      </Part>
      {state.dismissed === 0 || active ? null : (
        <Part title="Dismissed rows">
          <p>
            {state.dismissed === 1 ? 'One row that was deleted from the tracker is' : `${state.dismissed} rows that were deleted from the tracker are`}{' '}
            remembered as dismissed and will not come back by {state.dismissed === 1 ? 'itself' : 'themselves'}.
          </p>
          <div class="row">
            <Button onPress={onRestore} busy={busy}>
              Put {state.dismissed === 1 ? 'it' : 'them'} back
            </Button>
          </div>
        </Part>
      )}
    </div>
  );
}

function Begin({ state, busy, onStart, onConnect }: Props): JSX.Element {
  const [full, setFull] = useState(false);
  if (state.connection === null) {
    return (
      <>
        <p>To refresh, connect your own Klaviyo key first. You can work in the tracker without one.</p>
        <div class="row">
          <Button main onPress={onConnect}>
            Connect a key
          </Button>
        </div>
      </>
    );
  }
  return (
    <>
      <p>
        Reads <strong dir="auto">{state.connection.accountName}</strong> and brings every tab up to date. What you and your team changed stays.
      </p>
      <p class="quiet">Last refresh: {moment(state.lastRefresh)}</p>
      {state.lastRefresh === null ? null : (
        <label class="check">
          <input type="checkbox" checked={full} onChange={(event) => setFull(event.currentTarget.checked)} />
          <span>Read everything again, not only what changed</span>
        </label>
      )}
      <div class="row">
        <Button main onPress={() => onStart(full)} busy={busy}>
          Refresh now
        </Button>
      </div>
    </>
  );
}

function Progress({ refresh, busy, onCancel }: { refresh: Refresh; busy: boolean; onCancel: () => void }): JSX.Element {
  const waited = useSecondsSince(refresh);
  const [cancelling, setCancelling] = useState(false);
  useEffect(() => setCancelling(false), [refresh.startedAt, refresh.sentence]);
  const left = refresh.secondsLeft === null ? null : Math.max(0, refresh.secondsLeft - waited);
  return (
    <div>
      <p id="refresh-step" class="step" aria-live="polite">
        {refresh.state === 'waiting' ? 'Waiting' : refresh.step || 'Starting'}
      </p>
      {refresh.share === null ? <progress aria-labelledby="refresh-step" /> : <progress aria-labelledby="refresh-step" value={refresh.share} max={1} />}
      <dl class="figures">
        <dt>Time</dt>
        <dd>{refresh.notBefore === null ? timeLeft(left) : `goes on ${moment(refresh.notBefore)}`}</dd>
        <dt>Requests</dt>
        <dd>{count(refresh)}</dd>
        <dt>Started</dt>
        <dd>
          {ago(refresh.startedAt, Date.now())}
          {refresh.mine ? '' : ' by another person'}
        </dd>
      </dl>
      {refresh.sentence === '' ? null : <Notice tone="note">{refresh.sentence}</Notice>}
      <div class="row">
        <Button
          onPress={() => {
            setCancelling(true);
            onCancel();
          }}
          busy={busy || cancelling}
        >
          {cancelling ? 'Cancelling…' : 'Cancel refresh'}
        </Button>
      </div>
    </div>
  );
}

/** Whole seconds since this answer came: between two answers the time left runs down by itself. */
function useSecondsSince(refresh: Refresh): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    setSeconds(0);
    const timer = setInterval(() => setSeconds((now) => now + 1), 1_000);
    return () => clearInterval(timer);
  }, [refresh.done, refresh.secondsLeft]);
  return seconds;
}

/** What failed lately, for whoever is asked for help: no key, address, id or typed text is in it. */
function Report({ onReport }: { onReport: Props['onReport'] }): JSX.Element {
  const [text, setText] = useState<string | null>(null);
  return text === null ? (
    <div class="row">
      <Button onPress={() => void onReport().then(setText)}>Report for support</Button>
    </div>
  ) : (
    <CopyText id="report" label="What failed lately" button="Copy report" text={text} />
  );
}

function Outcome({ refresh }: { refresh: Refresh }): JSX.Element | null {
  if (refresh.sentence === '') return null;
  const tone = refresh.state === 'done' ? 'good' : refresh.state === 'failed' ? 'problem' : 'note';
  return (
    <div role={tone === 'problem' ? undefined : 'status'}>
      <Notice tone={tone}>{refresh.sentence}</Notice>
    </div>
  );
}
