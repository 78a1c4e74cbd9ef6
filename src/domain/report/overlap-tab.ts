import { isKnown } from '../account/known';
import { klaviyoAddress } from '../account/klaviyo-address';
import type { Overlap, OverlapPair, OverlapSegment } from '../reach/overlap';
import { cell, linked, unknownCell, shareNumber } from '../table/cell';
import type { TabCell, TableTab, TopOfTab } from '../table/tab';
import { tableOf } from '../table/table';
import type { Field } from '../table/table';
import { enumerated } from '../text/lists';
import { quoted, shortened } from '../text/quotes';
import { createContext } from './report-context';
import type { ReportContext } from './report-context';
import type { ReportInput } from './report-input';
import { capitalized } from '../text/capitalized';

/** Segments of the map: more would not be readable. */
export const MOST_ON_MAP = 30;
/** Its two columns that name the row come before. */
const WIDEST = 2 + MOST_ON_MAP;

/** The `Overlap` tab: two segments in live use with the people they share; above it a map of the segments in live use. */
export function overlapTab(input: ReportInput, context: ReportContext = createContext(input)): TableTab {
  const { overlap } = input.reach;
  if (!isKnown(overlap)) {
    const fields = pairFields({ segments: [], pairs: [], both: () => 0, untold: [], leftOut: 0 }, context);
    const { columns } = tableOf('Overlap', fields, []);
    return {
      name: 'Overlap',
      columns,
      rows: [columns.map(() => unknownCell(`${capitalized(overlap.unknown)}.`))],
      top: { title: TITLE, lines: [`Unknown: ${overlap.unknown}.`], headers: [], rows: [], widest: WIDEST },
    };
  }
  return { ...tableOf('Overlap', pairFields(overlap.value, context), overlap.value.pairs), top: topOf(overlap.value, context) };
}

const TITLE = 'Who gets the same people';

function topOf(overlap: Overlap, context: ReportContext): TopOfTab {
  const {
    input: { reach },
    formats,
  } = context;
  const shown = overlap.segments.slice(0, MOST_ON_MAP);
  const beyond = overlap.segments.length - shown.length;
  return {
    title: TITLE,
    widest: WIDEST,
    lines: [
      `The map: share of the people of the segment in the row that are also in the segment in the column. ${reach.method} from ${reach.from}.`,
      `Segments in live use: a campaign of the planning window or to come, a flow in use or a form uses them, directly or through another segment. ${beyond > 0 ? `The map holds the ${MOST_ON_MAP} most used; ${formats.counted(beyond, 'more is', 'more are')} in the table only. ` : ''}Lists are not here: Klaviyo tells how many are on a list, not who.`,
      ...(overlap.untold.length === 0
        ? []
        : [
            `Unknown and left out: ${enumerated(
              overlap.untold.map(({ name, why }) => `${quoted(name)} (${why})`),
              5,
            )}.`,
          ]),
      ...(overlap.leftOut === 0
        ? []
        : [`${formats.counted(overlap.leftOut, 'segment')} in live use with fewer uses ${overlap.leftOut === 1 ? 'was' : 'were'} not compared.`]),
      ...(shown.length > 0 ? [] : ['No segment whose people can be told is in live use.']),
      'The table below: of each segment its five largest overlaps, every pair once.',
    ],
    headers: shown.length === 0 ? [] : [cell('Segment'), cell('People'), ...shown.map(({ name }, at) => cell(String(at + 1), shortened(name)))],
    rows: shown.map((row, at) => [
      linked(`${at + 1}  ${shortened(row.name)}`, klaviyoAddress('segment', row.id)),
      cell(people(row.people)),
      ...shown.map((column) => mapCell(row, column, overlap, context)),
    ]),
  };
}

function mapCell(row: OverlapSegment, column: OverlapSegment, overlap: Overlap, { formats }: ReportContext): TabCell {
  if (row.id === column.id) return cell(null);
  if (row.people === 0) return cell(null, 'Nobody is in it today.');
  const both = overlap.both(row.id, column.id);
  return cell(
    shareNumber(both, row.people),
    `${formats.count(both)} of the ${formats.counted(row.people, 'person', 'people')} in ${quoted(row.name)} ${both === 1 ? 'is' : 'are'} also in ${quoted(column.name)}.`,
  );
}

function pairFields(overlap: Overlap, { input: { reach } }: ReportContext): readonly Field<OverlapPair>[] {
  const byId = new Map(overlap.segments.map((segment) => [segment.id, segment]));
  const of = (id: string): OverlapSegment => byId.get(id) ?? { id, name: id, people: 0, liveUses: 0 };
  const named = (id: string): TabCell => linked(of(id).name, klaviyoAddress('segment', id));
  const counted = `${reach.method}${reach.from === '' ? '' : ` from ${reach.from}`}; whether they can be mailed or not.`;
  return [
    { header: 'Segment', width: 260, format: 'text', meaning: 'Opens the segment in Klaviyo.', fill: ({ first }) => named(first) },
    { header: 'Shares people with', width: 220, format: 'text', meaning: 'Another segment in live use.', fill: ({ second }) => named(second) },
    {
      header: 'People in both',
      width: 70,
      format: 'whole number',
      meaning: `People who are in both today. ${counted}`,
      fill: ({ both }) => cell(people(both)),
    },
    {
      header: 'Share of the first',
      width: 70,
      format: 'share',
      meaning: 'People in both as a share of the first segment’s people.',
      fill: ({ first, both }) => cell(shareNumber(both, of(first).people)),
    },
    {
      header: 'Share of the second',
      width: 70,
      format: 'share',
      meaning: 'People in both as a share of the second segment’s people.',
      fill: ({ second, both }) => cell(shareNumber(both, of(second).people)),
    },
    {
      header: 'People in the first',
      width: 70,
      format: 'whole number',
      meaning: `People in the first segment. ${counted}`,
      fill: ({ first }) => cell(people(of(first).people)),
    },
    {
      header: 'People in the second',
      width: 70,
      format: 'whole number',
      meaning: `People in the second segment. ${counted}`,
      fill: ({ second }) => cell(people(of(second).people)),
    },
  ];
}

/** Weights of a sample make fractions of people. */
function people(count: number): number {
  return Math.round(count);
}
