import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { CleanUpView, ResultsView as Results, StageCoverage, TrackerFilter } from '../addon/protocol';
import { Button, Outside, Part, Priority } from './pieces';
import { moment } from './words';

interface Props {
  readonly results: Results | null;
  /** There are results that are only not here yet. */
  readonly expected: boolean;
  readonly documentUrl: string | null;
  readonly busy: boolean;
  readonly onShow: (key: string) => void;
  readonly onFilter: (filter: TrackerFilter, owner?: string) => Promise<number | null>;
  readonly onSetRows: (keys: readonly string[], status: string) => Promise<number | null>;
  readonly onRefresh: () => void;
}

/** Step four: coverage at a glance, the first moves, filters that act on the sheet, what changed. */
export function ResultsPanel({ results, expected, documentUrl, busy, onShow, onFilter, onSetRows, onRefresh }: Props): JSX.Element {
  if (results === null && expected) return <p role="status">Opening the results…</p>;
  if (results === null) {
    return (
      <Part title="Results">
        <p>There are no results yet. Refresh once, and this page shows what is covered, what is missing and what to do first.</p>
        <div class="row">
          <Button main onPress={onRefresh}>
            Go to Refresh
          </Button>
        </div>
      </Part>
    );
  }
  return (
    <div>
      <Part title="First moves">
        {results.plan ? (
          <p class="headline" dir="auto">
            {results.plan}
          </p>
        ) : null}
        <ol class="moves" aria-label="First moves">
          {results.moves.map((move) => (
            <li key={move.key}>
              <button
                type="button"
                class="link"
                aria-disabled={busy ? 'true' : undefined}
                onClick={() => {
                  if (!busy) onShow(move.key);
                }}
              >
                <Priority word={move.priority} /> {move.action}: <span dir="auto">{move.segment}</span>
              </button>
              <p class="quiet why" dir="auto">
                {move.why}
              </p>
              <p class="quiet" dir="auto">
                {[move.due ? `By ${move.due}` : '', move.value].filter((words) => words !== '').join(' · ')}
              </p>
            </li>
          ))}
        </ol>
      </Part>
      <Filters busy={busy} owners={results.owners ?? []} onFilter={onFilter} />
      {results.cleanUp === undefined ? null : <CleanUp rows={results.cleanUp} busy={busy} onSetRows={onSetRows} />}
      <Part title="Coverage">
        <p class="headline" dir="auto">
          {results.headline}
        </p>
        <p class="legend" aria-hidden="true">
          {STATES.map(({ state, word }) => (
            <span key={state}>
              <i class={state} />
              {word}
            </span>
          ))}
        </p>
        <ul class="stages">
          {results.stages.map((stage) => (
            <Stage key={stage.stage} stage={stage} />
          ))}
        </ul>
        <p class="quiet">As of {moment(results.asOf)}</p>
        {documentUrl === null ? null : (
          <p>
            <Outside address={documentUrl}>Open the recommendation document</Outside>
          </p>
        )}
      </Part>
      {results.counts.length === 0 ? null : (
        <Part title="Tracker">
          <dl class="counts">{results.counts.map(({ label, count }) => [<dt key={label}>{label}</dt>, <dd key={`${label}-count`}>{count}</dd>])}</dl>
        </Part>
      )}
      <Sentences title="What changed" sentences={results.changes} none="Nothing changed since the refresh before." />
      <Sentences title="Data limits" sentences={results.limits} none="Everything that was asked for was read." />
    </div>
  );
}

const STATES = [
  { state: 'covered', word: 'covered' },
  { state: 'partial', word: 'partial' },
  { state: 'stale', word: 'stale' },
  { state: 'missing', word: 'missing' },
] as const;

function Stage({ stage }: { stage: StageCoverage }): JSX.Element {
  const applicable = STATES.reduce((sum, { state }) => sum + stage[state], 0);
  const unknown = stage.unknown ?? 0;
  const words = [
    ...STATES.filter(({ state }) => stage[state] > 0).map(({ state, word }) => `${stage[state]} ${word}`),
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
  ].join(', ');
  const share = applicable > 0 ? `${stage.covered} of ${applicable}` : unknown > 0 ? 'unknown' : '–';
  return (
    <li>
      <span class="stage">
        <span dir="auto">{stage.stage}</span> <span class="share">{applicable > 0 && unknown > 0 ? `${share}, ${unknown} unknown` : share}</span>
      </span>
      <span class="bar" aria-hidden="true">
        {STATES.map(({ state }) => (stage[state] === 0 ? null : <i key={state} class={state} style={{ flexGrow: stage[state] }} />))}
      </span>
      <span class="unseen">{words === '' ? 'not applicable' : words}</span>
    </li>
  );
}

const FILTERS: readonly { filter: TrackerFilter; label: string }[] = [
  { filter: 'all', label: 'All rows' },
  { filter: 'now', label: 'Now' },
  { filter: 'waiting', label: 'Waiting for approval' },
  { filter: 'clean-up', label: 'Clean-up' },
  { filter: 'overdue', label: 'Due for review' },
];

function Filters({ busy, owners, onFilter }: { busy: boolean; owners: readonly string[]; onFilter: Props['onFilter'] }): JSX.Element {
  const [applied, setApplied] = useState<{ readonly filter: TrackerFilter; readonly words: string; readonly shown: number } | null>(null);
  const apply = async (filter: TrackerFilter, label: string, owner?: string) => {
    const shown = await onFilter(filter, owner);
    if (shown !== null) setApplied({ filter, shown, words: `${label}: ${shown} ${shown === 1 ? 'row' : 'rows'} shown in the tracker.` });
  };
  return (
    <Part title="Show in the tracker">
      <div class="row chips" role="group" aria-label="Filter the tracker">
        {FILTERS.map(({ filter, label }) => (
          <Button key={filter} busy={busy} pressed={applied?.filter === filter} onPress={() => void apply(filter, label)}>
            {label}
          </Button>
        ))}
      </div>
      {owners.length === 0 ? null : (
        <div class="field">
          <label for="whose">Mine: rows of</label>
          <select
            id="whose"
            value={applied?.filter === 'owner' ? undefined : ''}
            onChange={(event) => {
              const owner = event.currentTarget.value;
              if (owner !== '') void apply('owner', owner, owner);
            }}
          >
            <option value="">Choose a person or role</option>
            {owners.map((owner) => (
              <option key={owner} value={owner}>
                {owner}
              </option>
            ))}
          </select>
        </div>
      )}
      <p class="quiet" role="status">
        {applied?.words ?? ''}
      </p>
      {applied !== null && applied.shown === 0 ? (
        <Button onPress={() => void apply('all', 'All rows')} busy={busy}>
          Show all rows again
        </Button>
      ) : null}
    </Part>
  );
}

/** Merges and retirements as one check list: what is safe is there to be ticked off together, the rest says that it has to be looked at. */
function CleanUp({ rows, busy, onSetRows }: { rows: readonly CleanUpView[]; busy: boolean; onSetRows: Props['onSetRows'] }): JSX.Element | null {
  const [checked, setChecked] = useState<ReadonlySet<string>>(new Set());
  const [said, setSaid] = useState('');
  const chosen = rows.filter(({ key }) => checked.has(key)).map(({ key }) => key);
  const toggle = (key: string) =>
    setChecked((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  const settle = async (status: string, words: string) => {
    const set = await onSetRows(chosen, status);
    if (set === null) return;
    setChecked(new Set());
    setSaid(`${set} ${set === 1 ? 'row' : 'rows'} ${words}.`);
  };
  const safe = rows.filter((row) => row.safe);
  // After the last one is decided on, what was said of it still stands.
  if (rows.length === 0 && said === '') return null;
  return (
    <Part title="Clean-up">
      <details>
        <summary>
          {rows.length} to merge or retire, {safe.length} of them safe
        </summary>
        {rows.length === 0 ? null : (
          <ul class="checks">
            {rows.map((row) => (
              <li key={row.key}>
                <label>
                  <input type="checkbox" checked={checked.has(row.key)} onChange={() => toggle(row.key)} />
                  <span>
                    <strong>{row.action}:</strong> <span dir="auto">{row.segment}</span>
                    {row.safe ? '' : ' (check first)'}
                    <br />
                    <span class="quiet" dir="auto">
                      {row.why}
                    </span>
                  </span>
                </label>
              </li>
            ))}
          </ul>
        )}
        <div class="row">
          {safe.length === 0 ? null : <Button onPress={() => setChecked(new Set(safe.map(({ key }) => key)))}>Tick all safe ones</Button>}
          <Button main busy={busy} disabled={chosen.length === 0} onPress={() => void settle('Approved', 'approved')}>
            Approve
          </Button>
          <Button busy={busy} disabled={chosen.length === 0} onPress={() => void settle('Rejected', 'kept for good')}>
            Keep for good
          </Button>
        </div>
        <p class="quiet" role="status">
          {said}
        </p>
      </details>
    </Part>
  );
}

function Sentences({ title, sentences, none }: { title: string; sentences: readonly string[]; none: string }): JSX.Element {
  return (
    <Part title={title}>
      {sentences.length === 0 ? (
        <p class="quiet">{none}</p>
      ) : (
        <ul>
          {sentences.map((sentence, index) => (
            <li key={index} dir="auto">
              {sentence}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
