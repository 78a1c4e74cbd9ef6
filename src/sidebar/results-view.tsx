import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ResultsView as Results, StageCoverage, TrackerFilter } from '../addon/protocol';
import { Button, Notice, Outside, Part } from './pieces';
import { moment } from './words';

interface Props {
  readonly results: Results | null;
  readonly documentUrl: string | null;
  readonly busy: boolean;
  readonly onShow: (key: string) => void;
  readonly onFilter: (filter: TrackerFilter) => Promise<number | null>;
}

/** Step four: coverage at a glance, the first moves, filters that act on the sheet, what changed. */
export function ResultsPanel({ results, documentUrl, busy, onShow, onFilter }: Props): JSX.Element {
  if (results === null) return <Notice tone="note">There are no results yet. Press Refresh first.</Notice>;
  return (
    <div>
      <Part title="Coverage">
        <p dir="auto"><strong>{results.headline}</strong></p>
        <ul class="stages">{results.stages.map((stage) => <Stage key={stage.stage} stage={stage} />)}</ul>
        <p class="quiet">As of {moment(results.asOf)}. {documentUrl === null ? null : <Outside address={documentUrl}>Recommendation document</Outside>}</p>
      </Part>
      <Part title="First moves">
        <ol class="moves">
          {results.moves.map((move) => (
            <li key={move.key}>
              <button type="button" class="link" disabled={busy} onClick={() => onShow(move.key)} dir="auto">
                <span class={`priority ${move.priority.toLowerCase()}`}>{move.priority}</span> {move.action}: {move.segment}
              </button>
              <p class="quiet" dir="auto">{move.why}</p>
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

function Stage({ stage }: { stage: StageCoverage }): JSX.Element {
  const applicable = stage.covered + stage.partial + stage.stale + stage.missing;
  const words = applicable === 0
    ? 'not applicable'
    : [[stage.covered, 'covered'], [stage.partial, 'partial'], [stage.stale, 'stale'], [stage.missing, 'missing']]
        .filter(([number]) => Number(number) > 0).map(([number, word]) => `${number} ${word}`).join(', ');
  const width = (number: number) => `${applicable === 0 ? 0 : (100 * number) / applicable}%`;
  return (
    <li>
      <span class="stage">{stage.stage}</span>
      <span class="bar" aria-hidden="true">
        <i class="covered" style={{ width: width(stage.covered) }} /><i class="partial" style={{ width: width(stage.partial) }} />
        <i class="stale" style={{ width: width(stage.stale) }} /><i class="gap" style={{ width: width(stage.missing) }} />
      </span>
      <span class="quiet">{words}</span>
    </li>
  );
}

const FILTERS: readonly { filter: TrackerFilter; label: string }[] = [
  { filter: 'all', label: 'All rows' }, { filter: 'only P1', label: 'Only P1' }, { filter: 'needs review', label: 'Needs review' }, { filter: 'overdue', label: 'Overdue' },
];

function Filters({ busy, onFilter }: { busy: boolean; onFilter: Props['onFilter'] }): JSX.Element {
  const [shown, setShown] = useState<string>('');
  const apply = async (filter: TrackerFilter, label: string) => {
    const number = await onFilter(filter);
    if (number !== null) setShown(`${label}: ${number} ${number === 1 ? 'row' : 'rows'} shown in the tracker.`);
  };
  return (
    <Part title="Show in the tracker">
      <div class="row" role="group" aria-label="Filter the tracker">
        {FILTERS.map(({ filter, label }) => <Button key={filter} disabled={busy} onPress={() => void apply(filter, label)}>{label}</Button>)}
      </div>
      <p class="quiet" role="status">{shown}</p>
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
