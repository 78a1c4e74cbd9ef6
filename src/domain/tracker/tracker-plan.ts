import type { Recommendation } from '../coverage/recommendation';
import type { Formats } from '../text/format';
import type { CellValue } from '../table/tab';
import { isOpen } from '../table/tracker-line';
import { bindRows } from './bind-rows';
import { addDays, nextAfter } from './calendar';
import type { LivingColumn, TrackerHeader } from './columns';
import { TRACKER_COLUMNS } from './columns';
import type { Grid } from './grid';
import type { ComputedCell, ComputedRow, FoundCell } from './living-table';
import { findCell, findColumns } from './living-table';
import type { RowMemory, RowState, TableMemory } from './memory';
import { NO_MEMORY } from './memory';
import { recommendationCells } from './recommendation-cells';
import { capitalized } from '../text/capitalized';

/** What a refresh knows when it turns to the tracker. */
export interface TrackerInput {
  /** By rank; of two with one key the first counts. */
  readonly recommendations: readonly Recommendation[];
  /** Klaviyo address of the segment that the rule engine found to say the same as a row's definition, by the row's key. */
  readonly created: ReadonlyMap<string, string>;
  /** Why a recommendation no longer holds, one sentence by key. */
  readonly closed: ReadonlyMap<string, string>;
  /**
   * Why it cannot be told whether the recommendation of a row still holds, since what it rests on was not read; null where it can. Such a row
   * stays as it was last found. Left out: everything was read.
   */
  readonly unjudged?: (key: string) => string | null;
  /** Value of the `Extra review` setting. */
  readonly extraReview: string;
  readonly formats: Formats;
  /** The account's calendar day `YYYY-MM-DD`. */
  readonly today: string;
}

/** Every row that shall stand in the tracker as newly computed. Plain data: an attempt that is cut off is finished from it. */
export interface TrackerPlan {
  readonly rows: readonly ComputedRow[];
  readonly extraReview: string;
  readonly today: string;
  /** Rows that `Extra review` brings up for review today; left out by a plan that an earlier version kept. */
  readonly broughtUp?: number;
}

const COLUMNS = Object.fromEntries(TRACKER_COLUMNS.map((column) => [column.header, column])) as unknown as Record<TrackerHeader, LivingColumn>;

/** Computes the rows of the tracker from the recommendations, from what was remembered and from what people set in the sheet. */
export function planTracker(input: TrackerInput, grid: Grid, memory: TableMemory | null): TrackerPlan {
  const known = memory ?? NO_MEMORY;
  const remembered = new Map(Object.entries(known.rows));
  const dismissed = new Set(Object.keys(known.dismissed));
  const found = new Map<string, Recommendation>();
  for (const recommendation of input.recommendations) {
    if (!found.has(recommendation.key) && !dismissed.has(recommendation.key)) found.set(recommendation.key, recommendation);
  }
  const look = lookAt(grid, remembered, new Set([...remembered.keys(), ...found.keys()]));
  const bringsUp = input.extraReview !== 'None' && input.extraReview !== known.extraReview;
  const rows = [...found].map(([key, recommendation]) => planRow(input, key, recommendation, remembered.get(key), look(key, remembered.get(key)), bringsUp));
  for (const [key, row] of remembered) {
    if (!found.has(key)) rows.push(planRow(input, key, null, row, look(key, row), bringsUp));
  }
  const broughtUp = bringsUp ? rows.filter(({ state }) => state?.extraReview === input.today).length : 0;
  return { rows, extraReview: input.extraReview, today: input.today, broughtUp };
}

/** Rows as they were last computed: what reads the tracker without changing it. */
export function planRemembered(memory: TableMemory): TrackerPlan {
  return { ...planRestore({ ...memory, dismissed: {} }, ''), today: '' };
}

/** Rows as they were last computed, the dismissed ones among them: what puts deleted rows back without a refresh. */
export function planRestore(memory: TableMemory, today: string): TrackerPlan {
  const rows = [...Object.entries(memory.rows), ...Object.entries(memory.dismissed)].map(([key, row]) => ({
    key,
    cells: rememberedCells(row),
    state: row.state,
    replaces: {},
  }));
  return { rows, extraReview: memory.extraReview, today };
}

/**
 * Rows as they were last computed, one of them with the segment that was made for it: the status that a person set to Approved becomes Created, as at a
 * refresh that finds it. Null where the tracker has no such row.
 */
export function planCreated(memory: TableMemory, grid: Grid, created: { readonly key: string; readonly link: string }, today: string): TrackerPlan | null {
  const row = memory.rows[created.key];
  if (row === undefined) return null;
  const status = lookAt(grid, new Map(Object.entries(memory.rows)), new Set(Object.keys(memory.rows)))(created.key, row)('Status');
  const approved = status?.owner === 'person' && plainWord(status.value) === 'approved';
  const plan = planRestore({ ...memory, dismissed: {} }, today);
  return {
    ...plan,
    rows: plan.rows.map((one) =>
      one.key !== created.key
        ? one
        : {
            ...one,
            state: one.state && { ...one.state, created: true, status: 'Created' },
            cells: { ...one.cells, Status: plain('Created'), Link: { value: created.link, note: null, link: created.link } },
            replaces: approved ? { Status: status.stamp } : {},
          },
    ),
  };
}

type Look = (header: TrackerHeader) => FoundCell | null;

/** How a row's cells stand at present; null for a row that the sheet does not have. */
function lookAt(grid: Grid, remembered: ReadonlyMap<string, RowMemory>, keys: ReadonlySet<string>): (key: string, row: RowMemory | undefined) => Look {
  const located = findColumns(TRACKER_COLUMNS, grid.headers);
  const columnOf = new Map(located.map(({ column, index }) => [column.header, index]));
  const bound = bindRows(grid, 'Key', located, keys, remembered);
  return (key, memory) => (header) => {
    const row = bound.rowOf.get(key);
    const index = columnOf.get(header) ?? -1;
    return row === undefined || index < 0 ? null : findCell(grid, row, index, COLUMNS[header], memory);
  };
}

function planRow(
  input: TrackerInput,
  key: string,
  recommendation: Recommendation | null,
  memory: RowMemory | undefined,
  look: Look,
  bringsUp: boolean,
): ComputedRow {
  const before = memory?.state ?? null;
  const cells: Record<string, ComputedCell> = recommendation
    ? { ...recommendationCells(recommendation, input.formats) }
    : memory
      ? rememberedCells(memory)
      : {};
  const createdLink = input.created.get(key) ?? null;
  const status = look('Status');
  const approved = status?.owner === 'person' && plainWord(status.value) === 'approved';
  const created = createdLink !== null ? approved || before?.created === true : before?.created === true && recommendation === null;
  const unjudged = recommendation || before?.goneSince ? null : (input.unjudged?.(key) ?? null);
  const goneSince = recommendation || unjudged !== null ? null : (before?.goneSince ?? input.today);

  if (unjudged !== null)
    cells.Evidence = {
      value: cells.Evidence?.value ?? null,
      note: `As last found. Not looked at again on ${input.formats.day(input.today)}: ${unjudged}`,
      link: null,
    };
  else if (!recommendation && !before?.goneSince)
    cells.Evidence = goneEvidence(cells.Evidence?.value ?? null, input.today, input.closed.get(key) ?? '', input.formats);
  if (created && createdLink !== null) cells.Link = { value: createdLink, note: '', link: createdLink };
  const nextStatus = created ? 'Created' : recommendation || unjudged !== null ? 'Proposed' : 'Covered';
  const effectiveStatus = status?.owner === 'person' && !(approved && created) ? String(status.value ?? '') : nextStatus;
  const review = planReview(input, before, look, cells.Cadence?.value ?? null, effectiveStatus, bringsUp);
  const state: RowState = {
    firstFound: before?.firstFound ?? dayIn(look('First found')) ?? input.today,
    lastFound: recommendation ? input.today : (before?.lastFound ?? input.today),
    goneSince,
    created,
    status: effectiveStatus,
    ...review.state,
  };
  cells.Status = plain(nextStatus);
  cells.Due = plain(goneSince !== null ? null : dueOf(input, recommendation, memory));
  // What is settled by itself has no place in the plan any more.
  if (goneSince !== null) cells.When = plain(null);
  cells['Next review'] = plain(review.due === null ? null : { day: review.due });
  cells['First found'] = plain({ day: state.firstFound });
  cells['Last found'] = plain({ day: state.lastFound });
  return { key, cells, state, replaces: approved && created && status ? { Status: status.stamp } : {} };
}

/**
 * Reviews are counted from the day a row appeared, or from the last day on which somebody looked at it: set its status or cleared its `Next review`.
 * A review day that only follows the calendar would never come.
 */
function planReview(
  input: TrackerInput,
  before: RowState | null,
  look: Look,
  computedCadence: CellValue,
  status: string,
  bringsUp: boolean,
): { due: string | null; state: Pick<RowState, 'reviewFrom' | 'extraReview'> } {
  const cell = look('Next review');
  const cleared = cell !== null && cell.owner === 'nobody' && cell.last !== null;
  const statusCell = look('Status');
  const decided = before !== null && statusCell?.owner === 'person' && before.status !== status;
  const looked = cleared || decided;
  const reviewFrom = before === null || looked ? input.today : before.reviewFrom;
  const cadence = look('Cadence');
  const chosen = cadence?.owner === 'person' ? nextAfter(reviewFrom, capitalized(plainWord(cadence.value))) : null;
  const regular = chosen ?? nextAfter(reviewFrom, String(computedCadence ?? ''));
  const extraReview = bringsUp && isOpen({ status }) && before !== null ? input.today : looked ? null : (before?.extraReview ?? null);
  return { due: extraReview ?? regular, state: { reviewFrom, extraReview } };
}

/**
 * A due day that was set stays while the row keeps its place in the plan: one that followed every refresh would never come. A row that moved to
 * another quarter gets a new day; what is not recommended any more keeps the last one.
 */
function dueOf({ today }: TrackerInput, recommendation: Recommendation | null, memory: RowMemory | undefined): CellValue {
  const before = memory?.cells.Due ?? null;
  if (recommendation === null) return before;
  if (before !== null && memory?.cells.When === recommendation.when) return before;
  return recommendation.dueInDays === null ? null : { day: addDays(today, recommendation.dueInDays) };
}

function goneEvidence(evidence: CellValue, today: string, because: string, formats: Formats): ComputedCell {
  const reason = because === '' ? '' : ` ${because}`;
  const earlier = evidence === null || evidence === '' ? '' : ` Before: ${String(evidence)}`;
  return { value: `No longer found since ${formats.day(today)}.${reason}${earlier}`, note: null, link: null };
}

function rememberedCells(row: RowMemory): Record<string, ComputedCell> {
  return Object.fromEntries(
    Object.entries(row.cells).map(([header, value]) => [
      header,
      { value, note: null, link: header === 'Link' && typeof value === 'string' && value !== '' ? value : null },
    ]),
  );
}

/** Where memory was lost, the sheet still knows. */
function dayIn(cell: FoundCell | null): string | null {
  return typeof cell?.value === 'object' && cell.value !== null && 'day' in cell.value ? cell.value.day : null;
}

function plain(value: CellValue): ComputedCell {
  return { value, note: null, link: null };
}

function plainWord(value: CellValue): string {
  return typeof value === 'string' ? value.trim().toLowerCase() : '';
}
