import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { RefreshView as Refresh, StateView } from '../addon/protocol';
import { Button, Notice, Part } from './pieces';
import { count, moment, timeLeft } from './words';

interface Props {
  readonly state: StateView;
  readonly refresh: Refresh;
  readonly busy: boolean;
  readonly onStart: (full: boolean) => void;
  readonly onCancel: () => void;
  readonly onRestore: () => void;
}

/** Step three: read the account and bring the sheet up to date. */
export function RefreshPanel({ state, refresh, busy, onStart, onCancel, onRestore }: Props): JSX.Element {
  const [full, setFull] = useState(false);
  const active = refresh.state === 'running' || refresh.state === 'waiting';
  return (
    <div>
      <Part title="Refresh">
        {active ? <Progress refresh={refresh} busy={busy} onCancel={onCancel} /> : (
          <>
            <p>Reads the account and brings every tab up to date. What you and your team changed stays.</p>
            <p class="quiet">Last refresh: {moment(state.lastRefresh)}</p>
            {state.lastRefresh === null ? null : (
              <label class="check">
                <input type="checkbox" checked={full} onChange={(event) => setFull(event.currentTarget.checked)} />
                Read everything again, not only what changed
              </label>
            )}
            <div class="row"><Button main onPress={() => onStart(full)} busy={busy} disabled={state.connection === null}>Refresh now</Button></div>
            {state.connection === null ? <Notice tone="note">Connect your own Klaviyo key first. You can work in the tracker without one.</Notice> : null}
          </>
        )}
        <Outcome refresh={refresh} />
      </Part>
      {state.dismissed === 0 || active ? null : (
        <Part title="Dismissed rows">
          <p>{state.dismissed === 1 ? 'One row that was deleted from the tracker is' : `${state.dismissed} rows that were deleted from the tracker are`} remembered as dismissed.</p>
          <div class="row"><Button onPress={onRestore} busy={busy}>Restore them at the next refresh</Button></div>
        </Part>
      )}
    </div>
  );
}

function Progress({ refresh, busy, onCancel }: { refresh: Refresh; busy: boolean; onCancel: () => void }): JSX.Element {
  return (
    <div>
      <p id="refresh-step" aria-live="polite"><strong>{refresh.step}</strong></p>
      {refresh.expected === null
        ? <progress aria-labelledby="refresh-step" />
        : <progress aria-labelledby="refresh-step" value={Math.min(refresh.done, refresh.expected)} max={Math.max(1, refresh.expected)} />}
      <p class="quiet">{count(refresh.done, refresh.expected)} · {timeLeft(refresh.secondsLeft)} · {refresh.requests.toLocaleString()} requests</p>
      <p class="quiet">Started {moment(refresh.startedAt)}{refresh.mine ? '' : ' by another person'}.</p>
      {refresh.sentence === '' ? null : <Notice tone="note">{refresh.sentence}</Notice>}
      {refresh.notBefore === null ? null : <p class="quiet">Goes on {moment(refresh.notBefore)}.</p>}
      <div class="row"><Button onPress={onCancel} busy={busy}>Cancel refresh</Button></div>
    </div>
  );
}

function Outcome({ refresh }: { refresh: Refresh }): JSX.Element | null {
  if (refresh.sentence === '') return null;
  if (refresh.state === 'done') return <Notice tone="good">{refresh.sentence}</Notice>;
  if (refresh.state === 'failed') return <Notice tone="problem">{refresh.sentence}</Notice>;
  if (refresh.state === 'cancelled') return <Notice tone="note">{refresh.sentence}</Notice>;
  return null;
}
