import { UNKNOWN } from '../table/cell';
import { createFormats } from '../text/format';
import type { Formats } from '../text/format';
import { inlineName, printable } from './one-line';
import type { Account } from '../account/inventory';
import type { SummaryPage, SummaryTable } from './summary-page';
import type { ColumnFormat, TabCell } from '../table/tab';

/** Width of a terminal that everybody has. */
const WIDTH = 100;
const MOST_NOTES = 1;
const MOST_ACTIONS = 4;
const MOST_MOVES = 5;

/** The summary for a terminal: under 60 lines of at most 100 characters, whatever the account holds. Ends with a line break. */
export function summaryText(page: SummaryPage, account: Pick<Account, 'locale' | 'currency' | 'timezone'>): string {
  const formats = createFormats(account);
  const lines = [
    page.title,
    ...wrapped(page.subtitle, ''),
    '',
    page.headline,
    ...(page.brief.plan === null ? [] : wrapped(page.brief.plan, '')),
    '',
    ...figureLines(page, formats),
    '',
    ...coverageLines(page, formats),
    '',
    ...page.tables.flatMap((table) => tableLines(table, formats)),
    ...notes(page),
  ];
  return `${lines.map((line) => printable(line, WIDTH)).join('\n')}\n`;
}

/** Two figures on a line. */
function figureLines({ figures }: SummaryPage, formats: Formats): readonly string[] {
  const texts = figures.map((figure) => `  ${figure.name.padEnd(22)} ${cellText(figure.cell, figure.format, formats)}`.padEnd(WIDTH / 2));
  return texts.flatMap((text, index) => (index % 2 === 0 ? [`${text}${texts[index + 1] ?? ''}`] : []));
}

function coverageLines(page: SummaryPage, formats: Formats): readonly string[] {
  return [
    'Coverage by stage',
    ...page.heatMap.rows.map((row) => {
      const last = row[row.length - 1];
      return `  ${cellText(row[0], 'text', formats).padEnd(22)} ${last === undefined ? '' : cellText(last, 'text', formats)}`;
    }),
  ];
}

/** What a terminal shows of each table: lists as their first rows, counts on one line each. */
function tableLines(table: SummaryTable, formats: Formats): readonly string[] {
  switch (table.id) {
    case 'plan':
      return [
        table.title,
        ...(table.rows.length === 0
          ? [`  ${table.whenEmpty}`]
          : table.rows.slice(0, MOST_MOVES).flatMap((row, index) => {
              const text = (place: number): string => cellText(row[place], table.columns[place]?.format ?? 'text', formats);
              const move = `  ${index + 1}. ${text(2)} ${text(1)} ${inlineName(text(0), 40)}: by ${text(4)}`;
              // What brings no money of its own is there for another reason: that one is said.
              const adds = row[6];
              return adds?.value === 0 && adds.note !== undefined
                ? [`${move}.`, ...wrapped(`     ${adds.note}`, '     ')]
                : [`${move}, ${adds?.value === null ? 'brings an unknown sum' : `adds ${text(6)}`}, in all ${text(7)}`];
            })),
        '',
      ];
    case 'calendar':
      return [];
    case 'actions':
      return [
        table.title,
        ...(table.rows.length === 0
          ? [`  ${table.whenEmpty}`]
          : table.rows.slice(0, MOST_ACTIONS).map((row) => {
              const counts = table.columns
                .map((column, place) => ({ column, place }))
                .slice(1, -1)
                .filter(({ column, place }) => row[place]?.value !== 0 || column.header === 'All');
              return `  ${cellText(row[0], 'text', formats).padEnd(10)} ${counts.map(({ column, place }) => `${cellText(row[place], 'whole number', formats)} ${column.header.toLowerCase()}`).join(', ')}`;
            })),
        '',
      ];
    case 'changes':
      return wrapped(`${table.title}: ${table.rows.length === 0 ? table.whenEmpty : table.explanation}`, '').concat(['']);
    case 'unspoken':
    case 'clashes':
      return [];
    case 'overdue':
    case 'approved':
    case 'made':
      return [`${table.title}: ${table.rows.length === 0 ? 'none' : String(countOf(table))}`];
    case 'verdicts':
      return table.rows
        .map(
          (row) =>
            `${cellText(row[0], 'text', formats)}: ${table.columns
              .slice(1)
              .map((column, place) => `${cellText(row[place + 1], 'whole number', formats)} ${column.header.toLowerCase()}`)
              .join(', ')}`,
        )
        .concat(['']);
  }
}

/** Rows of a list, those behind its last line included. */
function countOf(table: SummaryTable): number {
  const more = /^… and (\d+) more$/.exec(String(table.rows[table.rows.length - 1]?.[0]?.value ?? ''));
  return more === null ? table.rows.length : table.rows.length - 1 + Number(more[1]);
}

function notes(page: SummaryPage): readonly string[] {
  const limits = page.notes.find(({ id }) => id === 'limits')?.sentences ?? [];
  if (limits.length === 0) return [];
  const rest = limits.length - MOST_NOTES;
  return [
    '',
    'Data limits',
    ...limits.slice(0, MOST_NOTES).flatMap((sentence) => wrapped(`  - ${sentence}`, '    ')),
    ...(rest > 0 ? [`  And ${rest} more in the Summary tab`] : []),
  ];
}

/** A cell's value in words, as its format says. */
export function cellText(cell: TabCell | undefined, format: ColumnFormat, formats: Formats): string {
  const value = cell?.value ?? null;
  if (value === null) return UNKNOWN;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'object') return 'day' in value ? formats.day(value.day) : formats.moment(value.moment);
  switch (cell?.format ?? format) {
    case 'money':
      return formats.money(value);
    case 'share':
      return formats.share(value);
    case 'whole number':
      return formats.count(value);
    default:
      return formats.decimal(value);
  }
}

/** Lines that one sentence may take; only names of the account make one longer than that. */
const MOST_LINES = 3;

/** A sentence on as many lines as it needs, broken at spaces. */
function wrapped(text: string, indent: string): readonly string[] {
  const lines: string[] = [];
  let rest = printable(text, WIDTH * MOST_LINES);
  while (rest.length > WIDTH && lines.length < MOST_LINES - 1) {
    const space = rest.lastIndexOf(' ', WIDTH);
    const end = space < WIDTH / 2 ? WIDTH : space;
    lines.push(rest.slice(0, end));
    rest = indent + rest.slice(end).trimStart();
  }
  return [...lines, rest];
}
