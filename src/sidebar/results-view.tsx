import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ResultsView as Results, StageCoverage, TrackerFilter } from '../addon/protocol';
import { Button, Outside, Part, Priority } from './pieces';
import { moment } from './words';

interface Props {
  readonly results: Results | null;
  /** There are results that are only not here yet. */
  readonly expected: boolean;
  readonly documentUrl: string | null;
  readonly busy: boolean;
  readonly onShow: (key: string) => void;
  readonly onFilter: (filter: TrackerFilter) => Promise<number | null>;
  readonly onRefresh: () => void;
}

/** Step four: coverage at a glance, the first moves, filters that act on the sheet, what changed. */
export function ResultsPanel({ results, expected, documentUrl, busy, onShow, onFilter, onRefresh }: Props): JSX.Element {
  if (results === null && expected) return <p role="status">Opening the results…</p>;
  if (results === null) {
    return (
      <Part title="Results">
        <p>There are no results yet. Refresh once, and this page shows what is covered, what is missing and what to do first.</p>
        <div class="row"><Button main onPress={onRefresh}>Go to Refresh</Button></div>
      </Part>
    );
  }
  return (
    <div>
      <Part title="Coverage">
        <p class="headline" dir="auto">{results.headline}</p>
        <p class="legend" aria-hidden="true">{STATES.map(({ state, word }) => <span key={state}><i class={state} />{word}</span>)}</p>
        <ul class="stages">{results.stages.map((stage) => <Stage key={stage.stage} stage={stage} />)}</ul>
        <p class="quiet">As of {moment(results.asOf)}</p>
        {documentUrl === null ? null : <p><Outside address={documentUrl}>Open the recommendation document</Outside></p>}
      </Part>
      <Part title="First moves">
        <ol class="moves" aria-label="First moves">
          {results.moves.map((move) => (
            <li key={move.key}>
              <button type="button" class="link" aria-disabled={busy ? 'true' : undefined} onClick={() => { if (!busy) onShow(move.key); }}>
                <Priority word={move.priority} /> {move.action}: <span dir="auto">{move.segment}</span>
              </button>
              <p class="quiet why" dir="auto">{move.why}</p>
              <p class="quiet">Value at stake: {move.value}</p>
            </li>
          ))}
        </ol>
      </Part>
      <Filters busy={busy} onFilter={onFilter} />
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
  { state: 'covered', word: 'covered' }, { state: 'partial', word: 'partial' }, { state: 'stale', word: 'stale' }, { state: 'missing', word: 'missing' },
] as const;

function Stage({ stage }: { stage: StageCoverage }): JSX.Element {
  const applicable = STATES.reduce((sum, { state }) => sum + stage[state], 0);
  const unknown = stage.unknown ?? 0;
  const words = [...STATES.filter(({ state }) => stage[state] > 0).map(({ state, word }) => `${stage[state]} ${word}`), ...(unknown > 0 ? [`${unknown} unknown`] : [])].join(', ');
  const share = applicable > 0 ? `${stage.covered} of ${applicable}` : unknown > 0 ? 'unknown' : '–';
  return (
    <li>
      <span class="stage"><span dir="auto">{stage.stage}</span> <span class="share">{applicable > 0 && unknown > 0 ? `${share}, ${unknown} unknown` : share}</span></span>
      <span class="bar" aria-hidden="true">
        {STATES.map(({ state }) => (stage[state] === 0 ? null : <i key={state} class={state} style={{ flexGrow: stage[state] }} />))}
      </span>
      <span class="unseen">{words === '' ? 'not applicable' : words}</span>
    </li>
  );
}

const FILTERS: readonly { filter: TrackerFilter; label: string }[] = [
  { filter: 'all', label: 'All rows' }, { filter: 'only P1', label: 'Only P1' }, { filter: 'needs review', label: 'Needs review' }, { filter: 'overdue', label: 'Overdue' },
];

function Filters({ busy, onFilter }: { busy: boolean; onFilter: Props['onFilter'] }): JSX.Element {
  const [applied, setApplied] = useState<{ readonly filter: TrackerFilter; readonly words: string } | null>(null);
  const apply = async (filter: TrackerFilter, label: string) => {
    const shown = await onFilter(filter);
    if (shown !== null) setApplied({ filter, words: `${label}: ${shown} ${shown === 1 ? 'row' : 'rows'} shown in the tracker.` });
  };
  return (
    <Part title="Show in the tracker">
      <div class="row chips" role="group" aria-label="Filter the tracker">
        {FILTERS.map(({ filter, label }) => <Button key={filter} busy={busy} pressed={applied?.filter === filter} onPress={() => void apply(filter, label)}>{label}</Button>)}
      </div>
      <p class="quiet" role="status">{applied?.words ?? ''}</p>
    </Part>
  );
}

function Sentences({ title, sentences, none }: { title: string; sentences: readonly string[]; none: string }): JSX.Element {
  return (
    <Part title={title}>
      {sentences.length === 0 ? <p class="quiet">{none}</p> : <ul>{sentences.map((sentence, index) => <li key={index} dir="auto">{sentence}</li>)}</ul>}
    </Part>
  );
}
