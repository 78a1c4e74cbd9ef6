import { ACTIONS, STATUSES, VERDICTS } from '../terms/coverage-terms';
import { isKnown } from '../account/known';
import { cell, linked, unknownCell } from '../table/cell';
import { tally } from './coverage-counts';
import { ago, plural } from '../text/format';
import { changesMade } from './changes-made';
import type { Changes } from './history';
import { changesSince, valueByAction } from './history';
import { calendarTable } from './calendar';
import type { PlanOutline } from './plan';
import { clashesTable } from './clashes-report';
import { newsRows, newsToPaste } from './news-report';
import { unspokenTable } from './unspoken-report';
import type { ReportContext } from './report-context';
import type { SummaryTable } from './summary-page';
import type { TabCell, TabColumn } from '../table/tab';
import type { TrackerLine } from '../table/tracker-line';
import { isOverdue } from '../table/tracker-line';

/** Rows that a list on the summary shows; the tracker has them all. */
const MOST_ROWS = 20;

/** The summary's tables, top to bottom. */
export function summaryTables(context: ReportContext, outline: PlanOutline): readonly SummaryTable[] {
  const made = changesMade(context);
  return [
    plan(context, outline),
    changes(context),
    calendarTable(context),
    actions(context),
    verdicts(context),
    overdue(context),
    approved(context),
    ...unspokenTable(context),
    ...clashesTable(context),
    ...(made === null ? [] : [made]),
  ];
}

/** The open moves in the plan's order, each with what it adds to those before it and the running total. */
function plan({ formats }: ReportContext, { steps }: PlanOutline): SummaryTable {
  const rows = steps
    .filter(({ line }) => line.when === 'Now' || line.when === 'Next')
    .map(({ line, recommendation, gain, total, share }) => [
      segmentCell(line),
      cell(line.action),
      cell(line.when),
      cell(line.owner),
      line.due === null ? cell('–') : cell({ day: line.due }),
      numberCell(line.reachable),
      gain === null
        ? unknownCell(`What it brings is unknown${isKnown(recommendation.value) ? '' : `: ${recommendation.value.unknown}`}`)
        : cell(round(gain), gain > 0 ? null : line.why),
      cell(round(total)),
      cell(formats.share(share)),
    ]);
  return {
    id: 'plan',
    title: 'The plan',
    explanation:
      steps.length === 0
        ? ''
        : 'What to do this quarter and the next. “Adds” is what a move brings beyond those before it, nobody counted twice; “Share” is of what all open moves bring.',
    columns: [
      column('Segment', 230),
      column('Action', 85),
      column('When', 80),
      column('Owner', 130),
      column('Due', 100, 'day'),
      column('Reachable', 95, 'whole number'),
      column('Adds', 95, 'money'),
      column('In all', 95, 'money'),
      column('Share', 80),
    ],
    rows: bounded(rows, 9),
    whenEmpty:
      steps.length === 0
        ? 'No open recommendation: everything proposed is settled.'
        : 'Nothing for this quarter or the next; the tracker has what may be done later.',
  };
}

function round(money: number): number {
  return Math.round(money * 100) / 100;
}

function actions({ input }: ReportContext): SummaryTable {
  const values = new Map(valueByAction(input.tracker).map((sum) => [sum.action, sum]));
  const statuses = tally(
    STATUSES,
    input.tracker.map((line) => line.status),
  ).map(([word]) => word);
  const counts = (lines: readonly TrackerLine[]): readonly TabCell[] => [
    ...statuses.map((status) => cell(lines.filter((line) => line.status === status).length)),
    cell(lines.length),
  ];
  const byAction = tally(
    ACTIONS,
    input.tracker.map((line) => line.action),
  ).map(([action]) => {
    const lines = input.tracker.filter((line) => line.action === action);
    const sum = values.get(action);
    const value =
      sum === undefined
        ? cell(0)
        : sum.unknown === sum.rows
          ? unknownCell('No open row of this action has a known value.')
          : cell(sum.value, sum.unknown === 0 ? null : `Without ${plural(sum.unknown, 'open row')} whose value is unknown.`);
    return [cell(action || '(blank)'), ...counts(lines), value];
  });
  return {
    id: 'actions',
    title: 'Tracker by action and status',
    explanation: 'Counts the tracker’s rows, edits by people included. Value at stake sums the open rows; one person can be in several.',
    columns: [
      column('Action', 100),
      ...statuses.map((status) => column(status || '(blank)', 85, 'whole number')),
      column('All', 70, 'whole number'),
      column('Value at stake', 110, 'money'),
    ],
    rows: input.tracker.length === 0 ? [] : byAction,
    whenEmpty: 'The tracker has no rows.',
  };
}

function verdicts({ input }: ReportContext): SummaryTable {
  const row = (type: 'segment' | 'list', label: string): readonly TabCell[] => {
    const of = input.coverage.verdicts.filter((verdict) => verdict.subject.type === type);
    return [cell(label), ...VERDICTS.map((word) => cell(of.filter((verdict) => verdict.verdict === word).length)), cell(of.length)];
  };
  return {
    id: 'verdicts',
    title: 'Verdicts',
    explanation: 'What to do with the segments and lists that exist. Nothing in use is retired.',
    columns: [column('Of', 100), ...VERDICTS.map((word) => column(word, 85, 'whole number')), column('All', 70, 'whole number')],
    rows: input.coverage.verdicts.length === 0 ? [] : [row('segment', 'Segments'), row('list', 'Lists')],
    whenEmpty: 'No segment or list was judged.',
  };
}

function changes(context: ReportContext): SummaryTable {
  const { input, formats } = context;
  const found = changesSince(input.history, input.tracker, input.coverage.gaps);
  const rows = [...newsRows(context), ...(found === null ? [] : changeRows(found))];
  return {
    id: 'changes',
    title: 'Changes',
    explanation: found === null ? '' : `${newsToPaste(context)} In the tracker: ${changeWords(found)} since ${formats.moment(found.since)}.`,
    columns: [column('What', 110), column('Segment or audience', 230), column('Action', 90), column('Details', 320, 'long text')],
    rows: bounded(rows, 4),
    whenEmpty:
      found === null
        ? 'This is the first refresh: the next one says here what is new, closed and changed.'
        : `Nothing has changed since ${formats.moment(found.since)}.`,
  };
}

/** `3 new, 1 closed, 2 changed`. */
export function changeWords(found: Changes): string {
  const words = [
    [found.appeared.length, 'new'],
    [found.closed.length, 'closed'],
    [found.changed.length, 'changed'],
    [found.dismissed.length, 'deleted by a person'],
    [found.audiences.length, found.audiences.length === 1 ? 'audience with another coverage' : 'audiences with another coverage'],
  ] as const;
  const some = words.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return some.length === 0 ? 'Nothing new' : some.join(', ');
}

function changeRows(found: Changes): readonly (readonly TabCell[])[] {
  return [
    ...found.appeared.map((line) => [cell('New'), segmentCell(line), cell(line.action), cell(line.evidence)]),
    ...found.closed.map(({ line, before }) => [cell('Closed'), segmentCell(line), cell(line.action), cell(`${before.status} → ${line.status}`)]),
    ...found.changed.map(({ line, what }) => [cell('Changed'), segmentCell(line), cell(line.action), cell(what.join(', '))]),
    ...found.dismissed.map((line) => [
      cell('Deleted'),
      cell(line.segment),
      cell(line.action),
      cell('Its row was deleted from the tracker; the menu brings it back.'),
    ]),
    ...found.audiences.map(({ gap, before }) => [cell('Coverage'), cell(gap.name), cell('–'), cell(`${before} → ${gap.state}`)]),
  ];
}

function overdue({ input, today, formats }: ReportContext): SummaryTable {
  const lines = input.tracker.filter((line) => isOverdue(line, today)).sort((a, b) => ((a.nextReview ?? '') < (b.nextReview ?? '') ? -1 : 1));
  return {
    id: 'overdue',
    title: 'Overdue for review',
    explanation: lines.length === 0 ? '' : `${plural(lines.length, 'row')} whose next review lies before ${formats.day(today)}.`,
    columns: [column('Next review', 110, 'day'), column('Segment', 230), column('Action', 90), column('Status', 90), column('Owner', 150)],
    rows: bounded(
      lines.map((line) => [cell({ day: line.nextReview ?? '' }), segmentCell(line), cell(line.action), cell(line.status), cell(line.owner)]),
      5,
    ),
    whenEmpty: 'No review is overdue.',
  };
}

function approved({ input }: ReportContext): SummaryTable {
  const lines = input.tracker.filter((line) => line.status === 'Approved' && line.action === 'Create');
  return {
    id: 'approved',
    title: 'Approved but not created',
    explanation: lines.length === 0 ? '' : 'Approved in the tracker, but no segment in Klaviyo says the same yet.',
    columns: [column('Segment', 230), column('Priority', 80), column('Owner', 150), column('First found', 110)],
    rows: bounded(
      lines.map((line) => [cell(line.segment), cell(line.priority), cell(line.owner), cell(firstFound(line, input.now))]),
      4,
    ),
    whenEmpty: 'Every approved segment exists in Klaviyo.',
  };
}

function firstFound(line: TrackerLine, now: number): string {
  const at = line.firstFound === null ? Number.NaN : Date.parse(`${line.firstFound}T00:00:00Z`);
  return Number.isFinite(at) ? ago(at, now) : 'Unknown';
}

function bounded(rows: readonly (readonly TabCell[])[], width: number): readonly (readonly TabCell[])[] {
  if (rows.length <= MOST_ROWS) return rows;
  const rest = cell(`… and ${rows.length - MOST_ROWS + 1} more`);
  return [...rows.slice(0, MOST_ROWS - 1), [rest, ...Array.from({ length: width - 1 }, () => cell(null))]];
}

function segmentCell(line: TrackerLine): TabCell {
  return line.link !== null && line.link.startsWith('https://') ? linked(line.segment, line.link) : cell(line.segment);
}

function numberCell(value: number | null): TabCell {
  return value === null ? unknownCell('The tracker has no number for it; the note in its row says why.') : cell(value);
}

function column(header: string, width: number, format: TabColumn['format'] = 'text'): TabColumn {
  return { header, width, format };
}
