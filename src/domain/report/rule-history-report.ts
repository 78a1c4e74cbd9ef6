import type { Segment } from '../account/inventory';
import type { RuleChange } from '../history/account-memory';
import { cell } from '../table/cell';
import type { TabCell, TabColumn } from '../table/tab';
import type { ReportContext } from './report-context';

/** Changes of one segment's rule that the note tells; the sidebar and the store hold more. */
const MOST_TOLD = 5;

/** What became of a segment's rule, one change a paragraph, for the note on its rule; empty where nothing did. */
export function ruleHistoryNote(segment: Pick<Segment, 'id'>, context: ReportContext): string {
  const of = context.input.news.changes.filter(({ segmentId }) => segmentId === segment.id);
  const told = of
    .slice(0, MOST_TOLD)
    .map((change) => `${changeSentence(change, context)}\nBefore: ${change.from}\nThen: ${change.to ?? 'no longer in Klaviyo'}`);
  return [...told, ...(of.length > MOST_TOLD ? [`And ${context.formats.counted(of.length - MOST_TOLD, 'earlier change')}.`] : [])].join('\n\n');
}

/** `Changed between Nov 16, 2026 and Nov 23, 2026. Members: 1,040 before, 380 after.` */
export function changeSentence({ since, seenAt, to, membersBefore, membersAfter }: RuleChange, { formats }: ReportContext): string {
  const members = (count: number | null): string => (count === null ? 'unknown' : formats.count(count));
  const when = `between ${formats.date(since)} and ${formats.date(seenAt)}`;
  return to === null
    ? `It went from Klaviyo ${when}, with ${members(membersBefore)} members when it was last read.`
    : `Its rule was changed ${when}. Members: ${members(membersBefore)} before, ${members(membersAfter)} after.`;
}

/** Segments that are no longer in Klaviyo: the newest change of each, while no segment of that id is there. */
export function vanished({ input }: ReportContext, present: ReadonlySet<string>): readonly RuleChange[] {
  const newest = new Map<string, RuleChange>();
  for (const change of input.news.changes) if (!newest.has(change.segmentId)) newest.set(change.segmentId, change);
  return [...newest.values()].filter(({ segmentId, to }) => to === null && !present.has(segmentId));
}

/** A row of the `Segments` tab for one that is gone: its rule in words, and the definition to copy in the note. */
export function vanishedRow(change: RuleChange, columns: readonly TabColumn[], context: ReportContext): readonly TabCell[] {
  const cells: Readonly<Record<string, TabCell>> = {
    Segment: cell(change.name === '' ? '(no name)' : change.name),
    Reason: cell(changeSentence(change, context)),
    Rule: cell(
      change.from,
      change.definition === null
        ? 'Its definition was too long to keep.'
        : `To make it again, create a segment with this definition through Klaviyo’s API, or build it from the words:\n${change.definition}`,
    ),
    State: cell('Gone from Klaviyo'),
    Id: cell(change.segmentId),
  };
  return columns.map(({ header }) => cells[header] ?? cell(null));
}
