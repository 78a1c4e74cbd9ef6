import type { Inventory } from '../account/inventory';
import type { Instant } from '../account/known';
import { isKnown } from '../account/known';
import { whyMissing } from '../account/unread-part';
import type { Analysis } from '../analysis/analyze';
import { stableText } from '../changes/stable-text';
import type { Finding } from '../findings/all-findings';
import { subjectKey } from '../findings/subject';
import { sentAt } from '../model/group-references';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import type { AccountMemory, RuleChange, SeenSegment } from './account-memory';
import { LONGEST_DEFINITION, MOST_CHANGES, MOST_CHANGES_EACH, clippedWords } from './account-memory';

/** Something of the account that is different since the last refresh, as a sentence. */
export interface NewsItem {
  readonly kind: 'broken reference' | 'dead metric' | 'members' | 'rule changed' | 'segment gone' | 'hidden audience' | 'mailed everybody';
  /** The segment, flow or campaign that it is about. */
  readonly name: string;
  readonly sentence: string;
}

/** What changed in the account between two refreshes, and what this one leaves for the next. */
export interface AccountNews {
  /** The refresh before; null at the first one, or where that one left nothing. */
  readonly since: Instant | null;
  readonly items: readonly NewsItem[];
  /** What could not be compared, one reason each. */
  readonly unknown: readonly string[];
  /** All changes of rules that are remembered, newest first, this refresh's included. */
  readonly changes: readonly RuleChange[];
  readonly memory: AccountMemory;
}

/** A segment that has moved by more than this since the last refresh is told, from so many people on. */
const MOVED = 0.25;
const MOVED_PEOPLE = 20;
/** A campaign with this share of everyone who can be mailed as recipients mailed everybody. */
const EVERYBODY = 0.8;

type Seen = Pick<Analysis, 'inventory' | 'coverage' | 'behavior' | 'account' | 'now'>;

/** Compares the account with what the last refresh left. Pure: done twice for one reading it gives the same. */
export function accountNews(analysis: Seen, before: AccountMemory | null): AccountNews {
  const { inventory, now } = analysis;
  const segments = seenSegments(analysis);
  const flows = whyMissing(inventory, 'flows') === null && isKnown(inventory.flows) ? inventory.flows.value.map(({ id }) => id) : null;
  const standing = standingFindings(analysis.coverage.findings);
  const changes = before === null ? [] : ruleChanges(segments, before, inventory, now);
  const kept = bounded([...changes, ...(before?.changes ?? [])]);
  const memory: AccountMemory = {
    version: 1,
    accountId: inventory.account.id,
    at: now,
    flows: flows ?? before?.flows ?? null,
    changes: kept,
    // What was not read this time is compared with what was last read.
    segments: segments === null ? (before?.segments ?? null) : whyMissing(inventory, 'segments') === null ? segments : { ...before?.segments, ...segments },
    findings: [...standing.keys()],
  };
  if (before === null) return { since: null, items: [], unknown: [], changes: kept, memory };
  return {
    since: before.at,
    changes: kept,
    memory,
    unknown: notCompared(analysis, before),
    items: [
      ...changes.map((change) => ruleItem(change, analysis)),
      ...newFindings(standing, before, analysis),
      ...movedSegments(segments, before, analysis),
      ...hiddenAudiences(analysis, before, flows),
      ...mailedEverybody(analysis, before),
    ],
  };
}

function seenSegments({ inventory, coverage }: Seen): Readonly<Record<string, SeenSegment>> | null {
  if (!isKnown(inventory.segments)) return null;
  return Object.fromEntries(
    inventory.segments.value.map(({ id, name, definition, members }) => [
      id,
      {
        name,
        definition: stableText(definition),
        words: clippedWords(coverage.segmentRules.get(id) ?? ''),
        members: isKnown(members) ? members.value.total : null,
      },
    ]),
  );
}

function ruleChanges(
  now: Readonly<Record<string, SeenSegment>> | null,
  { segments: then, at: since }: AccountMemory,
  inventory: Inventory,
  seenAt: Instant,
): readonly RuleChange[] {
  if (now === null || then === null) return [];
  const whole = whyMissing(inventory, 'segments') === null;
  return Object.entries(then).flatMap(([segmentId, before]): readonly RuleChange[] => {
    const after = now[segmentId];
    if (after === undefined ? !whole : after.definition === before.definition) return [];
    return [
      {
        segmentId,
        name: after?.name ?? before.name,
        seenAt,
        since,
        from: before.words,
        to: after?.words ?? null,
        definition: before.definition.length > LONGEST_DEFINITION ? null : before.definition,
        membersBefore: before.members,
        membersAfter: after?.members ?? null,
      },
    ];
  });
}

function bounded(changes: readonly RuleChange[]): readonly RuleChange[] {
  const each = new Map<string, number>();
  return changes
    .filter(({ segmentId }) => {
      const count = (each.get(segmentId) ?? 0) + 1;
      each.set(segmentId, count);
      return count <= MOST_CHANGES_EACH;
    })
    .slice(0, MOST_CHANGES);
}

function ruleItem(change: RuleChange, { account: { formats } }: Seen): NewsItem {
  if (change.to === null)
    return {
      kind: 'segment gone',
      name: change.name,
      sentence: `${quoted(change.name)} is no longer in Klaviyo; its rule can be copied back from its row in Segments.`,
    };
  const members =
    change.membersBefore === null || change.membersAfter === null
      ? ''
      : ` (${formats.count(change.membersBefore)} members before, ${formats.count(change.membersAfter)} now)`;
  return { kind: 'rule changed', name: change.name, sentence: `The rule of ${quoted(change.name)} was changed${members}.` };
}

/** Broken references and dead metrics by what they are about: told once, when they appear. */
function standingFindings(findings: readonly Finding[]): ReadonlyMap<string, Finding> {
  return new Map(
    findings
      .filter(({ kind }) => kind === 'dead-reference' || kind === 'dead-metric')
      .map((finding) => [`${finding.kind} ${subjectKey(finding.subject)}`, finding]),
  );
}

function newFindings(standing: ReadonlyMap<string, Finding>, before: AccountMemory, analysis: Seen): readonly NewsItem[] {
  const known = new Set(before.findings);
  return [...standing]
    .filter(([key]) => !known.has(key))
    .map(([, finding]): NewsItem => ({
      kind: finding.kind === 'dead-metric' ? 'dead metric' : 'broken reference',
      name: nameOf(finding, analysis),
      sentence: `${quoted(nameOf(finding, analysis))}: ${finding.evidence}`,
    }));
}

function nameOf({ subject: { type, id } }: Finding, { account }: Seen): string {
  switch (type) {
    case 'segment':
      return account.segmentById.get(id)?.segment.name ?? id;
    case 'list':
      return account.listById.get(id)?.name ?? id;
    case 'flow':
      return account.flowById.get(id)?.flow.name ?? id;
    case 'campaign':
      return account.campaignById.get(id)?.name ?? id;
    default:
      return id;
  }
}

function movedSegments(
  now: Readonly<Record<string, SeenSegment>> | null,
  { segments: then }: AccountMemory,
  { account: { formats } }: Seen,
): readonly NewsItem[] {
  if (now === null || then === null) return [];
  return Object.entries(now).flatMap(([id, { name, members, definition }]): readonly NewsItem[] => {
    const before = then[id];
    // With another rule other people are meant: that is told as a change of the rule.
    if (before === undefined || members === null || before.members === null || before.definition !== definition) return [];
    const moved = members - before.members;
    if (Math.abs(moved) < MOVED_PEOPLE || Math.abs(moved) <= MOVED * before.members) return [];
    const share = before.members === 0 ? '' : ` (${formats.share(Math.abs(moved) / before.members)})`;
    return [
      {
        kind: 'members',
        name,
        sentence: `${quoted(name)} ${moved < 0 ? 'lost' : 'gained'} ${formats.count(Math.abs(moved))} members${share}: ${formats.count(before.members)} before, ${formats.count(members)} now.`,
      },
    ];
  });
}

function hiddenAudiences({ coverage, account }: Seen, before: AccountMemory, flows: readonly string[] | null): readonly NewsItem[] {
  if (flows === null || before.flows === null) return [];
  const known = new Set(before.flows);
  return account.flows.flatMap(({ flow: { id, name } }): readonly NewsItem[] => {
    const hides = coverage.flowTexts.get(id)?.hides ?? '';
    return known.has(id) || hides === ''
      ? []
      : [{ kind: 'hidden audience', name, sentence: `The new flow ${quoted(name)} holds an audience that no segment has: ${hides}` }];
  });
}

/** By recipients as Klaviyo counted them, against everyone who can be mailed; the campaign went out since the last refresh. */
function mailedEverybody({ account: { campaigns, formats, now }, behavior: { reachableBase } }: Seen, before: AccountMemory): readonly NewsItem[] {
  const all = isKnown(reachableBase.value) ? reachableBase.value.value : null;
  if (all === null || all === 0) return [];
  return campaigns.flatMap(({ name, channel, results, ...campaign }): readonly NewsItem[] => {
    const at = sentAt({ name, channel, results, ...campaign });
    if (channel !== 'email' || at === null || at <= before.at || at > now || !isKnown(results)) return [];
    const { recipients } = results.value;
    if (recipients === null || recipients < EVERYBODY * all) return [];
    return [
      {
        kind: 'mailed everybody',
        name,
        sentence: `The campaign ${quoted(name)} went to ${formats.count(recipients)} people: ${formats.share(Math.min(1, recipients / all))} of everyone who can be mailed.`,
      },
    ];
  });
}

function notCompared({ inventory }: Seen, before: AccountMemory): readonly string[] {
  return (['segments', 'flows', 'campaigns'] as const).flatMap((part) => {
    const why = whyMissing(inventory, part);
    if (why !== null) return [`${part} could not be read: ${why}`];
    return part !== 'campaigns' && before[part] === null ? [`${part} had not been read the last time`] : [];
  });
}

/** One line to paste: `Since Nov 16: …`; at most `most` things named. */
export function newsLine({ since, items, unknown }: AccountNews, day: (at: Instant) => string, most = 4): string {
  if (since === null) return 'What changed in the account itself is told from the next refresh on.';
  const rest = unknown.length === 0 ? '' : ` Not compared: ${enumerated(unknown)}.`;
  if (items.length === 0) return `Since ${day(since)} nothing of note changed in the account.${rest}`;
  const more = items.length - most;
  return `Since ${day(since)}: ${items
    .slice(0, most)
    .map(({ sentence }) => sentence.replace(/\.$/, ''))
    .join('; ')}${more > 0 ? `; and ${String(more)} more` : ''}.${rest}`;
}
