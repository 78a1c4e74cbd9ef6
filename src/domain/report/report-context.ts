import { isKnown } from '../account/known';
import { whyMissing } from '../account/unread-part';
import type { GroupKind, Inventory } from '../account/inventory';
import type { Verdict } from '../coverage/recommendation';
import type { Finding } from '../findings/all-findings';
import type { Subject } from '../findings/subject';
import { createFormats, plural } from '../text/format';
import { createEndings } from '../text/names';
import { inQuotes } from '../text/quotes';
import type { Formats } from '../text/format';
import type { ReportInput } from './report-input';

/** The input with what every reporter looks up in it, built once per refresh. */
export interface ReportContext {
  readonly input: ReportInput;
  readonly formats: Formats;
  /** The day of the refresh in the account's zone, `YYYY-MM-DD`. */
  readonly today: string;
  /** Name of a list or segment, or words that say that it is gone or was not read. */
  readonly groupName: (id: string) => string;
  /** The same inside a sentence: a name in quotation marks, words about one that is gone without them. */
  readonly groupWords: (id: string) => string;
  readonly groupKind: (id: string) => GroupKind | null;
  readonly subjectName: (subject: Subject) => string;
  readonly verdictOf: (type: 'segment' | 'list', id: string) => Verdict | undefined;
  readonly findingsOf: (subject: Subject) => readonly Finding[];
  /** Why a use may be missing from what is shown: parts of the account that could not be read, one reason each. */
  readonly usesUnknown: readonly string[];
}

/** Builds the look-ups. */
export function createContext(input: ReportInput): ReportContext {
  const { inventory, coverage } = input;
  const formats = createFormats(inventory.account);
  const groups = groupsOf(inventory);
  const names = namesOf(inventory, groups);
  const verdicts = new Map(coverage.verdicts.map((verdict) => [subjectKey(verdict.subject), verdict]));
  const findings = new Map<string, Finding[]>();
  for (const finding of coverage.findings) {
    const key = subjectKey(finding.subject);
    const already = findings.get(key);
    if (already === undefined) findings.set(key, [finding]);
    else already.push(finding);
  }
  const groupsRead = whyMissing(inventory, 'lists') === null && whyMissing(inventory, 'segments') === null;
  const ending = createEndings();
  const groupName = (id: string): string => {
    const group = groups.get(id);
    if (group !== undefined) return group.name;
    return `${groupsRead ? 'deleted list or segment' : 'list or segment whose name could not be read'} (${ending(id)})`;
  };
  return {
    input,
    formats,
    today: formats.dayOf(input.now),
    groupName,
    groupWords: (id) => (groups.has(id) ? inQuotes(groupName(id)) : `a ${groupName(id)}`),
    groupKind: (id) => groups.get(id)?.kind ?? null,
    subjectName: (subject) => names.get(subjectKey(subject)) ?? `a ${subject.type} whose name is not known (${ending(subject.id)})`,
    verdictOf: (type, id) => verdicts.get(subjectKey({ type, id })),
    findingsOf: (subject) => findings.get(subjectKey(subject)) ?? verdicts.get(subjectKey(subject))?.findings ?? [],
    usesUnknown: usesUnknown(inventory),
  };
}

function usesUnknown(inventory: Inventory): readonly string[] {
  const unread = (
    [
      ['Campaigns', 'campaigns'],
      ['Flows', 'flows'],
      ['Segments', 'segments'],
      ['Forms', 'forms'],
    ] as const
  ).flatMap(([what, part]) => {
    const why = whyMissing(inventory, part);
    return why === null ? [] : [isKnown<unknown>(inventory[part]) ? `Some ${part} could not be read: ${why}.` : `${what} could not be read: ${why}.`];
  });
  const { flows } = inventory;
  const dark = isKnown(flows) ? flows.value.filter((flow) => !isKnown(flow.definition)).length : 0;
  return dark === 0 ? unread : [...unread, `The filters and branches of ${plural(dark, 'flow')} could not be read.`];
}

function subjectKey(subject: Subject): string {
  return `${subject.type}:${subject.id}`;
}

function groupsOf(inventory: Inventory): ReadonlyMap<string, { readonly name: string; readonly kind: GroupKind }> {
  const groups = new Map<string, { name: string; kind: GroupKind }>();
  if (isKnown(inventory.lists)) for (const list of inventory.lists.value) groups.set(list.id, { name: named(list.name), kind: 'list' });
  if (isKnown(inventory.segments)) for (const segment of inventory.segments.value) groups.set(segment.id, { name: named(segment.name), kind: 'segment' });
  return groups;
}

function namesOf(inventory: Inventory, groups: ReadonlyMap<string, { readonly name: string; readonly kind: GroupKind }>): ReadonlyMap<string, string> {
  const names = new Map([...groups].map(([id, group]) => [subjectKey({ type: group.kind, id }), group.name]));
  if (isKnown(inventory.campaigns))
    for (const campaign of inventory.campaigns.value) names.set(subjectKey({ type: 'campaign', id: campaign.id }), named(campaign.name));
  if (isKnown(inventory.flows)) for (const flow of inventory.flows.value) names.set(subjectKey({ type: 'flow', id: flow.id }), named(flow.name));
  return names;
}

function named(name: string): string {
  return name.trim() === '' ? '(no name)' : name;
}

/** Orders by name without regard to case, then by id: the same in every locale and on every platform. */
export function inNameOrder<T extends { readonly name: string; readonly id: string }>(items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, name: item.name.trim().toLowerCase() }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.item.id < b.item.id ? -1 : 1))
    .map(({ item }) => item);
}
