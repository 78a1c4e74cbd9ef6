import { isKnown } from '../account/known';
import { EXPECTED_BY } from '../reach/revenue';
import { targetedUpTo } from '../reach/reach-settings';
import type { Unspoken } from '../reach/unspoken';
import { planningWindow } from '../settings/plan';
import { valueOf } from '../settings/setting';
import { cell, unknownCell, shareNumber } from '../table/cell';
import { joined } from '../text/lists';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import type { Block } from './document-blocks';
import { plain } from './document-blocks';
import type { ReportContext } from './report-context';
import type { SummaryChart, SummaryFigure, SummaryTable } from './summary-page';
import { capitalized } from '../text/capitalized';

const TITLE = 'People nobody speaks to';

/** `1,540 of 4,022 reachable people (38%) …`: who they are, what they brought, who would reach them. Null where it is unknown. */
export function unspokenWords(context: ReportContext): string | null {
  const {
    input: { reach },
    formats,
  } = context;
  if (!isKnown(reach.unspoken)) return null;
  const found = reach.unspoken.value;
  const money = [
    ...(found.lastYear === null || found.lastYear.of <= 0 ? [] : [`${formats.share(found.lastYear.value / found.lastYear.of)} of the last year’s revenue`]),
    ...(found.expected === null || found.expected.of <= 0
      ? []
      : [`${formats.share(found.expected.value / found.expected.of)} of what is expected in the next ${daysOf(context)}`]),
  ];
  const who = [...(found.byGroup ?? [])]
    .sort((one, other) => other.people - one.people)
    .filter(({ people }) => people > 0)
    .slice(0, 2)
    .map(({ group, people }) => `${formats.count(people)} ${group.toLowerCase()}`);
  return [
    `${amountWords(found, context)} of ${formats.count(found.reachable)} reachable people${found.reachable > 0 ? ` (${formats.share(found.people / found.reachable)})` : ''} are in no targeted audience that a campaign of the last ${daysOf(context)} or a flow in use spoke to.`,
    ...(money.length === 0 || found.people === 0 ? [] : [`They brought ${money.length === 1 ? money[0]! : `${money[0]!} and bring ${money[1]!}`}.`]),
    ...(who.length === 0 ? [] : [`Most are: ${joined(who, 'and')}.`]),
    ...(found.reachedBy === null
      ? []
      : [`${quoted(found.reachedBy.name)}, which no segment has whole, would reach ${formats.count(found.reachedBy.people)} of them.`]),
  ].join(' ');
}

function amountWords(found: Unspoken, { formats }: ReportContext): string {
  const count = formats.count(found.people);
  return found.least === found.most
    ? count
    : found.most === found.people
      ? `At most ${count}`
      : found.least === found.people
        ? `At least ${count}`
        : `About ${count}`;
}

function daysOf({ input, formats }: ReportContext): string {
  return formats.counted(valueOf(input.settings, planningWindow), 'day');
}

/** What counts as targeted, and what cannot be told: said wherever the figure stands. */
export function unspokenMethod(context: ReportContext): string {
  const {
    input: { reach, settings },
    formats,
  } = context;
  if (!isKnown(reach.unspoken)) return '';
  const found = reach.unspoken.value;
  return [
    `${reach.method} from ${reach.from}, by who is in those audiences today.`,
    `Targeted: at most ${formats.share(valueOf(settings, targetedUpTo) / 100)} of everyone reachable, and chosen by more than being engaged (Settings: “Targeted up to (%)”, “Never targeted”); ${formats.counted(found.targeted, 'campaign or flow', 'campaigns and flows')} did, ${formats.count(found.broad)} spoke to everybody.`,
    ...(found.least === found.most
      ? []
      : [
          `Between ${formats.count(found.least)} and ${formats.count(found.most)}, since who is in ${enumerated(found.untold.map(({ name, why }) => `${quoted(name)} (${why})`))} cannot be told one by one.`,
        ]),
    ...(found.smsTold ? [] : ['Consent to SMS is not told: who can be reached by SMS alone is left out.']),
  ].join(' ');
}

/** The one figure. */
export function unspokenFigure(context: ReportContext): SummaryFigure {
  const { unspoken } = context.input.reach;
  return {
    name: TITLE,
    format: 'whole number',
    cell: isKnown(unspoken) ? cell(Math.round(unspoken.value.people), unspokenWords(context)) : unknownCell(`${capitalized(unspoken.unknown)}.`),
    counts: isKnown(unspoken)
      ? `Reachable people (by email or SMS) in no targeted audience that a campaign or a flow in use spoke to${unspoken.value.reachable > 0 ? `: ${context.formats.share(unspoken.value.people / unspoken.value.reachable)} of ${context.formats.count(unspoken.value.reachable)}` : ''}`
      : 'Reachable people in no targeted audience that a campaign or a flow in use spoke to',
    period: `Campaigns of the last ${daysOf(context)}, flows in use today`,
    method: isKnown(unspoken) ? unspokenMethod(context) : 'Not counted',
  };
}

/** The one bar: spoken to and not, by people and by money. */
export function spokenToChart(context: ReportContext): readonly SummaryChart[] {
  const { unspoken, expectedBy } = context.input.reach;
  if (!isKnown(unspoken) || unspoken.value.reachable === 0) return [];
  const { people, reachable, lastYear, expected } = unspoken.value;
  const rows = [
    ['Reachable people', people, reachable] as const,
    ...(lastYear === null || lastYear.of <= 0 ? [] : [['Last year’s revenue', lastYear.value, lastYear.of] as const]),
    ...(expected === null || expected.of <= 0 ? [] : [['Expected revenue', expected.value, expected.of] as const]),
  ];
  return [
    {
      id: 'people spoken to',
      kind: 'bar',
      stacked: true,
      title: 'Spoken to, and not',
      axes: ['Of', 'Share'],
      explanation:
        lastYear === null
          ? 'Revenue is left out: orders were not read.'
          : `Revenue is that of everybody, reachable or not.${expectedBy === null ? '' : ` Expected in the next ${daysOf(context)}, an estimate: ${EXPECTED_BY[expectedBy]}.`}`,
      columns: [
        { header: 'Of', width: 150, format: 'text' },
        { header: 'Nobody speaks to', width: 110, format: 'share' },
        { header: 'Others', width: 110, format: 'share' },
      ],
      rows: rows.map(([of, part, whole]) => [cell(of), cell(shareNumber(part, whole)), cell(shareNumber(whole - part, whole))]),
    },
  ];
}

/** Who they are. */
export function unspokenTable(context: ReportContext): readonly SummaryTable[] {
  const { unspoken } = context.input.reach;
  if (!isKnown(unspoken)) return [];
  const { byStage, byGroup, people } = unspoken.value;
  const row = (by: string, group: string, count: number) => [cell(by), cell(group), cell(Math.round(count)), cell(shareNumber(count, people))];
  return [
    {
      id: 'unspoken',
      title: 'Who they are, the people nobody speaks to',
      explanation: `${unspokenWords(context) ?? ''} How it was counted stands beside the figure.`,
      columns: [
        { header: 'By', width: 130, format: 'text' },
        { header: 'Group', width: 230, format: 'text' },
        { header: 'People', width: 100, format: 'whole number' },
        { header: 'Share of them', width: 110, format: 'share' },
      ],
      rows:
        people === 0
          ? []
          : [
              ...byStage.filter(({ people: count }) => count > 0).map(({ stage, people: count }) => row('Lifecycle stage', stage, count)),
              ...(byGroup ?? []).map(({ group, people: count }) => row('Buying (RFM)', group, count)),
            ],
      whenEmpty: 'Everybody who can be reached is in a targeted audience that was spoken to.',
    },
  ];
}

/** The document's section; said too where it is unknown. */
export function unspokenSection(context: ReportContext): readonly Block[] {
  const { unspoken } = context.input.reach;
  const text = isKnown(unspoken) ? `${unspokenWords(context) ?? ''} ${unspokenBounds(context)}`.trim() : `Unknown: ${unspoken.unknown}.`;
  return [
    { kind: 'heading', level: 2, text: TITLE },
    { kind: 'paragraph', spans: plain(text) },
  ];
}

function unspokenBounds({ input: { reach, settings }, formats }: ReportContext): string {
  if (!isKnown(reach.unspoken)) return '';
  const { least, most } = reach.unspoken.value;
  const targeted = `Targeted means at most ${formats.share(valueOf(settings, targetedUpTo) / 100)} of everyone reachable; ${reach.method.toLowerCase()} by who is in which audience today.`;
  return least === most
    ? targeted
    : `Between ${formats.count(least)} and ${formats.count(most)}, since not every list and flow tells who is in it. ${targeted}`;
}
