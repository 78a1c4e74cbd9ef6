import { isKnown } from '../account/known';
import type { Recommendation } from '../coverage/recommendation';
import { figureCell } from '../table/cell';
import type { Formats } from '../text/format';
import type { TabCell } from '../table/tab';
import { LONGEST_CELL, cellText } from './cell-stamp';
import type { TrackerHeader } from './columns';
import type { ComputedCell } from './living-table';

/** Columns that a recommendation fills; the others depend on the row's own history. */
export type RecommendedHeader = Exclude<TrackerHeader, 'Status' | 'Due' | 'Next review' | 'First found' | 'Last found'>;

/**
 * A recommendation as cells. A figure that is not known is an empty cell (shaded by a rule of the tab) whose note says what is unknown and why, so that
 * number columns hold numbers alone; a known one carries its method, period, sample and interval in the note.
 */
export function recommendationCells(recommendation: Recommendation, formats: Formats): Readonly<Record<RecommendedHeader, ComputedCell>> {
  const needsReview = recommendation.readiness === 'needs review' && recommendation.readinessReason !== '';
  return {
    Key: text(recommendation.key),
    When: text(
      recommendation.when,
      recommendation.gain > 0 ? `Adds ${formats.money(recommendation.gain)} to the moves before it in the plan, each person counted once.` : '',
    ),
    Action: text(recommendation.action),
    Segment: text(recommendation.segment),
    Why: text(recommendation.why),
    Stage: text(recommendation.stage),
    Rule: text(recommendation.rule),
    Evidence: text(recommendation.evidence),
    'Intended use': text(recommendation.use, recommendation.uses.length > 1 ? `Serves: ${recommendation.uses.join(', ')}.` : ''),
    Priority: text(recommendation.priority),
    Score: { value: Math.round(recommendation.score * 10) / 10, note: recommendation.scoreReason, link: null },
    'Audience size': computed(figureCell(recommendation.size, formats)),
    Reachable: computed(figureCell(recommendation.reachable, formats)),
    'Value at stake': computed(figureCell(recommendation.value, formats, isKnown(recommendation.value) ? 'Over the planning window.' : '')),
    Owner: text(recommendation.owner),
    Cadence: text(recommendation.cadence),
    Notes: text(needsReview ? `Needs review: ${recommendation.readinessReason}` : ''),
    Link: { value: recommendation.link ?? '', note: '', link: recommendation.link },
    Definition: text(definitionText(recommendation.definition)),
  };
}

function text(value: string, note = ''): ComputedCell {
  return { value, note, link: null };
}

function computed(cell: TabCell): ComputedCell {
  return typeof cell.value === 'number'
    ? { value: cell.value, note: cell.note ?? '', link: null }
    : { value: null, note: `Unknown. ${cell.note ?? ''}`.trim(), link: null };
}

/** Half a definition would be no JSON, so one that no cell can hold is left out with a sentence. */
function definitionText(definition: string | null): string {
  if (definition === null) return '';
  return cellText(definition).length < definition.length || definition.length > LONGEST_CELL
    ? `This definition has ${definition.length} characters, more than a cell can hold: build the segment by hand, as the sidebar lays it out.`
    : definition;
}
