import type { Segment } from '../account/inventory';
import type { Instant } from '../account/known';
import type { JournalEntry } from '../changes/journal';
import type { RuleChange } from '../history/account-memory';
import { cell } from '../table/cell';
import type { TabCell, TabColumn } from '../table/tab';
import type { ReportContext } from './report-context';

/** Entries of one segment's rule history that the note tells; the sidebar and the store hold more. */
const MOST_TOLD = 5;

/** One entry of a segment's rule history: what became of it, and the rule as it was before. */
export interface KeptRule {
  readonly sentence: string;
  /** In plain words. */
  readonly rule: string;
  /** Null where the segment went; the same as `rule` where only its state was changed. */
  readonly then: string | null;
  /** Klaviyo's JSON; null where it was too long to keep. */
  readonly definition: string | null;
}

/**
 * A segment's rule history, newest first: changes that refreshes saw, and each time it was made inactive or active again from here, with the definition that
 * was kept before the request left.
 */
export function ruleHistory(segmentId: string, context: ReportContext): readonly KeptRule[] {
  const { news, changes = [], coverage } = context.input;
  const seen = news.changes.filter((change) => change.segmentId === segmentId);
  const ruleAt = (at: Instant): string =>
    seen.filter((change) => change.seenAt > at).sort((a, b) => a.seenAt - b.seenAt)[0]?.from ?? coverage.segmentRules.get(segmentId) ?? 'not known in words';
  const switched = changes.filter((entry) => entry.segmentId === segmentId && entry.deed !== 'create' && entry.state === 'done');
  return [
    ...seen.map((change) => ({
      at: change.seenAt,
      kept: { sentence: changeSentence(change, context), rule: change.from, then: change.to, definition: change.definition },
    })),
    ...switched.map((entry) => ({
      at: entry.at,
      kept: { sentence: switchSentence(entry, context), rule: ruleAt(entry.at), then: ruleAt(entry.at), definition: entry.definition },
    })),
  ]
    .sort((a, b) => b.at - a.at)
    .map(({ kept }) => kept);
}

/** What became of a segment's rule, one entry a paragraph, for the note on its rule; empty where nothing did. */
export function ruleHistoryNote(segment: Pick<Segment, 'id'>, context: ReportContext): string {
  const of = ruleHistory(segment.id, context);
  const told = of
    .slice(0, MOST_TOLD)
    .map(({ sentence, rule, then }) =>
      then === rule ? `${sentence}\nIts rule then: ${rule}` : `${sentence}\nBefore: ${rule}\nThen: ${then ?? 'no longer in Klaviyo'}`,
    );
  return [...told, ...(of.length > MOST_TOLD ? [`And ${context.formats.counted(of.length - MOST_TOLD, 'earlier change')}.`] : [])].join('\n\n');
}

/** `Made inactive from here on Nov 25, 2026, as Ada asked.` */
function switchSentence({ deed, at, who }: JournalEntry, { formats }: ReportContext): string {
  return `Made ${deed === 'deactivate' ? 'inactive' : 'active again'} from here on ${formats.date(at)}, as ${who} asked.`;
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
