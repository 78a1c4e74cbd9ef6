import type { Formats } from '../text/format';
import { isKnown, mapKnown } from '../account/known';
import { whyMissing } from '../account/unread-part';
import type { Segment, SegmentMembers } from '../account/inventory';
import { klaviyoAddress } from '../account/klaviyo-address';
import type { AudienceMatch } from '../coverage/recommendation';
import { cell, dayCell, knownCell, linked, toldCell, unknownCell } from '../table/cell';
import { createContext, inNameOrder } from './report-context';
import type { ReportContext } from './report-context';
import type { ReportInput } from './report-input';
import type { TabCell, TableTab } from '../table/tab';
import { knownTableOf } from '../table/table';
import type { Field } from '../table/table';
import { ruleHistoryNote, vanished, vanishedRow } from './rule-history-report';
import { precedenceFields } from './precedence-fields';
import { groupResultFields } from './group-results-fields';
import { findingsCell, lastUsedCell, tagsCell, usesCell, verdictCell } from './use-words';

/** The `Segments` tab: every segment of the account, by name. */
export function segmentsTab(input: ReportInput, context: ReportContext = createContext(input)): TableTab {
  const tab = knownTableOf('Segments', segmentFields(context), mapKnown(input.inventory.segments, inNameOrder));
  if (whyMissing(input.inventory, 'segments') !== null || !isKnown(input.inventory.segments)) return tab;
  const gone = vanished(context, new Set(input.inventory.segments.value.map(({ id }) => id)));
  return gone.length === 0 ? tab : { ...tab, rows: [...tab.rows, ...gone.map((change) => vanishedRow(change, tab.columns, context))] };
}

function segmentFields(context: ReportContext): readonly Field<Segment>[] {
  const { input, formats } = context;
  const covers = audiencesBySegment(context);
  const verdictOf = (segment: Segment) => context.verdictOf('segment', segment.id);
  return [
    {
      header: 'Segment',
      width: 240,
      format: 'text',
      meaning: 'Opens the segment in Klaviyo.',
      fill: (segment) => linked(segment.name, klaviyoAddress('segment', segment.id)),
    },
    {
      header: 'Verdict',
      width: 90,
      format: 'text',
      meaning: 'What to do with it. Nothing that a live flow, a scheduled campaign or a kept segment depends on is ever retired.',
      fill: (segment) => verdictCell(verdictOf(segment), context),
    },
    {
      header: 'Reason',
      width: 300,
      format: 'long text',
      meaning: 'Why this verdict.',
      fill: (segment) => toldCell(verdictOf(segment)?.reason ?? null, 'It was not analyzed.'),
    },
    {
      header: 'Rule',
      width: 420,
      format: 'long text',
      meaning: 'Who is in it, in plain language; the note tells how the rule was changed since the first refresh.',
      fill: (segment) =>
        withNote(toldCell(input.coverage.segmentRules.get(segment.id) ?? null, 'Its rule could not be read.'), ruleHistoryNote(segment, context)),
    },
    {
      header: 'Members',
      width: 90,
      format: 'whole number',
      meaning: 'Profiles in the segment, whether they can be mailed or not, from Klaviyo’s segment report.',
      fill: (segment) =>
        knownCell(segment.members, (members) => cell(members.total, `Measured ${formats.moment(members.asOf)} from Klaviyo’s segment report.`)),
    },
    {
      header: 'Change',
      width: 90,
      format: 'whole number',
      meaning: 'Profiles that entered minus profiles that left over the period in the note.',
      fill: (segment) => knownCell(segment.members, (members) => changeCell(members, context)),
    },
    {
      header: 'Trend',
      width: 110,
      format: 'text',
      meaning: 'How the number of members moves: steady within 1% over the period.',
      fill: (segment) => knownCell(segment.members, (members) => trendCell(members, context)),
    },
    {
      header: 'Used in',
      width: 220,
      format: 'text',
      meaning: 'Flows, campaigns, segments and forms that use it, directly or through another segment; every one is in the note.',
      fill: (segment) => usesCell(verdictOf(segment), context),
    },
    {
      header: 'Last used',
      width: 100,
      format: 'day',
      meaning: 'The last campaign sent to it or leaving it out, directly or through another segment.',
      fill: (segment) => lastUsedCell(verdictOf(segment), context),
    },
    ...groupResultFields((segment: Segment) => verdictOf(segment)?.results, context),
    ...precedenceFields(context),
    {
      header: 'Findings',
      width: 360,
      format: 'long text',
      meaning: 'What is wrong or notable, with the evidence; the thresholds are in the note and in Settings.',
      fill: (segment) => findingsCell(context.findingsOf({ type: 'segment', id: segment.id }), context),
    },
    {
      header: 'Covers',
      width: 220,
      format: 'text',
      meaning: 'Lifecycle audiences that it covers, or nearly covers.',
      fill: (segment) => coversCell(covers.get(segment.id) ?? [], formats),
    },
    {
      header: 'State',
      width: 90,
      format: 'text',
      meaning: 'An inactive segment is not processed: its members are frozen.',
      fill: (segment) => cell(stateWords(segment)),
    },
    { header: 'Created', width: 100, format: 'day', fill: (segment) => dayCell(segment.created, formats) },
    { header: 'Changed', width: 100, format: 'day', meaning: 'Last change of name or rule in Klaviyo.', fill: (segment) => dayCell(segment.updated, formats) },
    { header: 'Tags', width: 140, format: 'text', fill: (segment) => tagsCell(segment.tags, context) },
    { header: 'Id', width: 90, format: 'text', meaning: 'Klaviyo’s id: tells segments of the same name apart.', fill: (segment) => cell(segment.id) },
  ];
}

function withNote(shown: TabCell, note: string): TabCell {
  return note === '' ? shown : cell(shown.value, [shown.note, note].filter((part) => part !== undefined).join('\n\n'));
}

function stateWords(segment: Segment): string {
  const state = segment.isActive ? (segment.isProcessing ? 'Updating' : 'Active') : 'Inactive';
  return segment.isStarred ? `${state}, starred` : state;
}

function changeCell(members: SegmentMembers, context: ReportContext): TabCell {
  if (members.net === null) return unknownCell('Klaviyo’s segment report gave no movement for it.');
  return cell(members.net, movementNote(members, context));
}

function trendCell(members: SegmentMembers, context: ReportContext): TabCell {
  if (members.net === null) return unknownCell('Klaviyo’s segment report gave no movement for it.');
  const before = members.total - members.net;
  const note = movementNote(members, context);
  if (members.added === 0 && members.removed === 0) return cell('Not moving', note);
  if (members.net === 0) return cell('Steady', note);
  if (before <= 0) return cell(members.net > 0 ? 'New members' : 'Shrinking', note);
  const share = members.net / before;
  const words = Math.abs(share) < 0.01 ? 'Steady' : share > 0 ? `Growing ${context.formats.share(share)}` : `Shrinking ${context.formats.share(-share)}`;
  return cell(words, note);
}

function movementNote(members: SegmentMembers, { formats }: ReportContext): string {
  const moved =
    members.added === null || members.removed === null ? '' : `${formats.count(members.added)} entered and ${formats.count(members.removed)} left. `;
  return `${moved}Measured from Klaviyo’s segment report over ${members.days} days up to ${formats.day(formats.dayOf(members.asOf))}.`;
}

interface Covered {
  readonly audience: string;
  readonly match: AudienceMatch;
}

function audiencesBySegment({ input }: ReportContext): ReadonlyMap<string, readonly Covered[]> {
  const found = new Map<string, Covered[]>();
  for (const gap of input.coverage.gaps) {
    for (const match of gap.matches) {
      const covered = { audience: `${gap.audienceId} ${gap.name}`, match };
      found.set(match.segmentId, [...(found.get(match.segmentId) ?? []), covered]);
    }
  }
  return found;
}

function coversCell(covered: readonly Covered[], formats: Formats): TabCell {
  const note = covered.map(({ audience, match }) => `${audience}: ${fitWords(match, formats)}`).join('\n');
  const near = covered.filter(({ match }) => match.fit === 'exact' || match.fit === 'other thresholds');
  if (near.length === 0) return cell(covered.length === 0 ? 'None' : 'None fully', note);
  return cell(near.map(({ audience }) => audience).join(', '), note);
}

/** How a segment fits an audience, with the difference. */
export function fitWords(match: AudienceMatch, formats: Formats): string {
  const fit = {
    exact: 'the same rule',
    'other thresholds': 'the same but for its thresholds',
    'part of it': 'only a part of it',
    wider: 'wider than it',
    overlaps: 'overlaps with it',
    'same people': 'another rule with mostly the same people',
    'by name only': 'named alike, rules could not be compared',
  }[match.fit];
  const difference = match.difference === '' ? '' : ` (${match.difference})`;
  const shares =
    match.people === null ? '' : `; it holds ${formats.share(match.people.inIt)} of the audience, ${formats.share(match.people.beside)} of it is outside`;
  return `${fit}${difference}${shares}${match.usable ? '' : '; not usable as it is'}`;
}
