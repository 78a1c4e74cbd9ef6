import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { BuildView, NearSegmentView, RowView as Row } from '../addon/protocol';
import { CopyText } from './copy-text';
import { Button, Outside, Part, Priority } from './pieces';

interface Props {
  readonly row: Row | null;
  readonly busy: boolean;
  readonly onLook: () => void;
  readonly onStep: (step: -1 | 1) => void;
  readonly onSet: (change: { status?: string; owner?: string }) => void;
  /** What can be done in Klaviyo for a row. */
  readonly doing: (row: Row) => JSX.Element | null;
}

/** Step five: everything a reviewer needs to decide on one tracker row, and the decision itself. */
export function RowPanel({ row, busy, onLook, onStep, onSet, doing }: Props): JSX.Element {
  return (
    <div>
      <div class="row pager">
        <Button onPress={() => onStep(-1)} disabled={row === null || row.position <= 1} label="Previous row">
          ‹
        </Button>
        <span class="quiet" role="status">
          {row === null ? 'No row selected' : `Row ${row.position} of ${row.of}`}
        </span>
        <Button onPress={() => onStep(1)} disabled={row === null || row.position >= row.of} label="Next row">
          ›
        </Button>
      </div>
      {row === null ? (
        <p>Click a row in the Tracker tab, then come back here: its rule, evidence and near segments are shown, and you can decide on it.</p>
      ) : (
        <Details key={row.key} row={row} onSet={onSet} doing={doing} />
      )}
      <div class="row">
        <Button onPress={onLook} busy={busy}>
          Show the selected row
        </Button>
      </div>
    </div>
  );
}

function Details({ row, onSet, doing }: { row: Row; onSet: Props['onSet']; doing: Props['doing'] }): JSX.Element {
  const title = useRef<HTMLHeadingElement>(null);
  // Who came here by a button is at the row's title; who only came back to the page stays where they are.
  useEffect(() => {
    scrollTo(0, 0);
    if (document.activeElement === document.body || document.activeElement === null) title.current?.focus();
  }, []);
  return (
    <article aria-labelledby="row-title">
      <p class="quiet over">
        <Priority word={row.priority} />{' '}
        {row.own ? (
          'Your own row'
        ) : (
          <>
            {row.action} · <span dir="auto">{row.stage}</span>
          </>
        )}
      </p>
      <h2 id="row-title" ref={title} tabIndex={-1} dir="auto">
        <Outside address={row.link}>{row.segment === '' ? '(no segment named)' : row.segment}</Outside>
      </h2>
      {row.detailed ? (
        <HowTo row={row} />
      ) : (
        <p class="quiet" dir="auto">
          {row.readiness}
        </p>
      )}
      <Decision row={row} onSet={onSet} />
      {doing(row)}
      <Rule row={row} />
      {row.detailed || row.evidence !== '' ? <Evidence row={row} /> : null}
      {row.uses.length === 0 ? null : (
        <Part level={3} title="Use it for">
          <p dir="auto">{row.uses.join(', ')}</p>
        </Part>
      )}
      {row.past !== undefined && row.past.length > 0 ? <Past past={row.past} /> : null}
      {row.detailed && row.alsoGet !== undefined ? <AlsoGet sentences={row.alsoGet} /> : null}
      {row.detailed ? <Near near={row.near} /> : null}
    </article>
  );
}

/** A rule that is to be changed stands beside what it is today: a person copies it, since no segment is ever edited from here. */
function Rule({ row }: { row: Row }): JSX.Element | null {
  if (row.rule === '') return null;
  if (row.ruleNow === undefined || row.ruleNow === null || row.ruleNow === row.rule)
    return (
      <Part level={3} title="Rule">
        <p dir="auto" class="said">
          {row.rule}
        </p>
      </Part>
    );
  return (
    <Part level={3} title="Rule">
      <div class="beside">
        <div>
          <h4>Today</h4>
          <p dir="auto" class="said">
            {row.ruleNow}
          </p>
        </div>
        <div>
          <h4>Proposed</h4>
          <p dir="auto" class="said">
            {row.rule}
          </p>
        </div>
      </div>
      <p class="quiet">A segment that exists is never edited from here: make the change in Klaviyo by hand.</p>
    </Part>
  );
}

function Evidence({ row }: { row: Row }): JSX.Element {
  return (
    <Part level={3} title="Numbers">
      <p dir="auto">{row.evidence}</p>
      <dl class="figures">
        {row.figures.map(({ label, value, method }) => [
          <dt key={label}>{label}</dt>,
          <dd key={`${label}-value`}>
            <strong dir="auto">{value}</strong>
            {method === '' ? null : (
              <>
                <br />
                <span class="quiet" dir="auto">
                  {method}
                </span>
              </>
            )}
          </dd>,
        ])}
      </dl>
      {row.scoreReason === '' ? null : (
        <p class="quiet" dir="auto">
          Score: {row.scoreReason}
        </p>
      )}
    </Part>
  );
}

function HowTo({ row }: { row: Row }): JSX.Element {
  return (
    <Part level={3} title="How to do it in Klaviyo">
      {row.readiness === '' ? null : (
        <p class="quiet" dir="auto">
          {row.readiness}
        </p>
      )}
      {row.steps.length === 0 ? null : (
        <ol>
          {row.steps.map((step, index) => (
            <li key={index} dir="auto">
              {step}
            </li>
          ))}
        </ol>
      )}
      {row.build ? <BuildCard build={row.build} /> : null}
    </Part>
  );
}

/** Status and owner count as the person's own edits of the row's cells. */
function Decision({ row, onSet }: { row: Row; onSet: Props['onSet'] }): JSX.Element {
  const [owner, setOwner] = useState(row.owner);
  useEffect(() => setOwner(row.owner), [row.owner]);
  const known = row.statuses.includes(row.status);
  return (
    <Part level={3} title="Decide">
      <div class="field">
        <label for="row-status">Status</label>
        <select id="row-status" value={row.status} onChange={(event) => onSet({ status: event.currentTarget.value })}>
          {known ? null : <option value={row.status}>{row.status === '' ? '(empty)' : row.status}</option>}
          {row.statuses.map((status) => (
            <option key={status} value={status}>
              {status}
            </option>
          ))}
        </select>
      </div>
      <form
        class="field"
        onSubmit={(event) => {
          event.preventDefault();
          onSet({ owner });
        }}
      >
        <label for="row-owner">Owner</label>
        <div class="row tight">
          <input id="row-owner" type="text" dir="auto" value={owner} onInput={(event) => setOwner(event.currentTarget.value)} />
          <Button type="submit" disabled={owner === row.owner} label="Set owner">
            Set
          </Button>
        </div>
      </form>
    </Part>
  );
}

function Near({ near }: { near: readonly NearSegmentView[] }): JSX.Element {
  if (near.length === 0) return <p class="quiet">No existing segment has a rule that comes near this one.</p>;
  return (
    <details>
      <summary>Existing segments near it ({near.length})</summary>
      <ul>
        {near.map((segment, index) => (
          <li key={index}>
            <Outside address={segment.link}>{segment.name}</Outside>{' '}
            <span class="quiet" dir="auto">
              {segment.members}
            </span>
            <br />
            <span dir="auto">{segment.difference}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Past({ past }: { past: NonNullable<Row['past']> }): JSX.Element {
  return (
    <Part level={3} title="How its rule was changed">
      {past.map(({ sentence, rule, definition }, index) => (
        <div key={index}>
          <p dir="auto">
            {sentence} Before: {rule}
          </p>
          {definition === null ? null : <CopyText id={`past-${index}`} label="Definition before" button="Copy the definition before" text={definition} />}
        </div>
      ))}
    </Part>
  );
}

function AlsoGet({ sentences }: { sentences: readonly string[] | null }): JSX.Element {
  return (
    <Part level={3} title="Who else gets these people">
      {sentences === null ? (
        <p class="quiet">Unknown: who is in it today cannot be told from what was read.</p>
      ) : sentences.length === 0 ? (
        <p class="quiet">No segment in live use holds any of them.</p>
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

/** The conditions as Klaviyo's builder has them, to be ticked off one by one while they are set there. */
function BuildCard({ build }: { build: BuildView }): JSX.Element {
  let number = 0;
  return (
    <div class="build">
      <h4>In Klaviyo’s segment builder</h4>
      {build.blocks.map((lines, block) => (
        <div key={block}>
          {block === 0 ? null : <p class="joint">AND</p>}
          <ul class="block">
            {lines.map((line, place) => {
              number += 1;
              return (
                <li key={place} class={place === 0 ? '' : 'or'}>
                  {place === 0 ? null : <span class="joint">OR</span>}
                  <label>
                    <input type="checkbox" />
                    <span>
                      <strong>
                        {number}. {line.type}
                      </strong>
                      <br />
                      <span dir="auto">{line.words}</span>
                    </span>
                  </label>
                </li>
              );
            })}
          </ul>
        </div>
      ))}
      <CopyText id="segments-ai" label="Or describe it to Segments AI" button="Copy for Segments AI" text={build.sentence} />
    </div>
  );
}
