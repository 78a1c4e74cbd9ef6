import { isKnown } from '../account/known';
import type { Segment, SubscriberList } from '../account/inventory';
import { DAY } from '../account/known';
import { isYoung } from '../findings/age';
import { sameToADay } from '../findings/duplicate';
import { consequencesOf } from '../findings/all-findings';
import type { Finding } from '../findings/all-findings';
import { answeredBy, isUsable } from '../findings/consequences';
import type { FindingContext } from '../findings/finding-context';
import { spareNewDays } from '../findings/findings-settings';
import { subjectKey } from '../findings/subject';
import type { Subject } from '../findings/subject';
import { unusedRetireDays } from '../model/model-settings';
import { enumerated } from '../text/lists';
import { quoted, inQuotes } from '../text/quotes';
import { groupResults, mailedWords } from '../reach/group-results';
import type { GroupResults } from '../reach/group-results';
import { valueOf } from '../settings/setting';
import type { Verdict } from './recommendation';
import type { VerdictWord } from '../terms/coverage-terms';
import { precedes } from '../model/precedence';
import { grouped } from '../model/use-graph';
import { namesClassic, sparedBecause } from './spared';

/** The lifecycle audience that a segment stands for: it covers it, or is the one meant for it. */
export interface CoveredAudience {
  readonly audienceId: string;
  readonly audienceName: string;
  readonly covers: boolean;
}

/** What verdicts are decided from. */
export interface VerdictInput {
  readonly context: FindingContext;
  readonly findings: readonly Finding[];
  /** Best usable or repairable cover of each applicable audience: kept, since retiring it would open a gap. */
  readonly coversAudience: (segmentId: string) => CoveredAudience | null;
  /** The audience without cover that a segment lies near: it may become that audience, and is not retired beside it. Null where there is none. */
  readonly nearOpenAudience: (segmentId: string) => string | null;
}

/**
 * Verdict on every segment and list. Nothing that a live flow, a scheduled campaign, a campaign of the window, a form or a kept segment
 * depends on is retired; nor anything starred, new, wanted by a draft, or covering an audience. While part of the uses is unknown nothing
 * is retired or merged: which of two is used, and what has to be pointed elsewhere, cannot be told.
 */
export function decideVerdicts(input: VerdictInput): readonly Verdict[] {
  const { account } = input.context;
  const findings = grouped(input.findings, (finding) => subjectKey(finding.subject));
  const groups: readonly { readonly subject: Subject; readonly group: Segment | SubscriberList; readonly starred: boolean }[] = [
    ...account.segments.map(({ segment }) => ({ subject: { type: 'segment' as const, id: segment.id }, group: segment, starred: segment.isStarred })),
    ...account.lists.map((list) => ({ subject: { type: 'list' as const, id: list.id }, group: list, starred: false })),
  ];
  const retirable = new Set(
    groups
      .filter(({ subject, group, starred }) => !starred && mayRetire(subject, group, findings.get(subjectKey(subject)) ?? [], input))
      .map(({ group }) => group.id),
  );
  const merges = chooseMerges(input, findings, retirable);
  for (const [id, { into }] of merges) [id, into].forEach((kept) => retirable.delete(kept));
  keepDependencies(retirable, (id) => account.uses.referredToBy(id));
  const results = groupResults(account);
  return groups.map(({ subject, group }) => {
    const of = findings.get(subjectKey(subject)) ?? [];
    const merge = merges.get(group.id);
    const decided =
      merge !== undefined
        ? { verdict: 'Merge' as const, reason: merge.reason, into: merge.into }
        : retirable.has(group.id)
          ? { verdict: 'Retire' as const, reason: retireReason(of, group, input), into: null }
          : { ...judge(subject, of, input), into: null };
    const mailed = results.get(group.id)!;
    return {
      subject,
      ...decided,
      reason: withMail(decided.reason, mailed, account),
      results: mailed,
      findings: of,
      uses: account.uses.usesOf(group.id),
      lastUsed: account.uses.lastUsedOf(group.id),
      repoint:
        decided.verdict === 'Merge'
          ? account.uses
              .directUsesOf(group.id)
              .filter((use) =>
                use.how !== 'campaign include' && use.how !== 'campaign exclude' ? true : (use.live && use.at === null) || isDraftUse(use, input),
              )
          : [],
    };
  });
}

/** What mail to it brought is evidence for whatever is said of it. */
function withMail(reason: string, results: GroupResults, { inventory, formats }: FindingContext['account']): string {
  return [reason, mailedWords(results, inventory.resultsDays, formats)].filter((part) => part !== '').join(' ');
}

/** A campaign that is over needs no repointing; a draft one does. */
function isDraftUse(use: Verdict['uses'][number], { context }: VerdictInput): boolean {
  const campaign = context.account.campaignById.get(use.by.id);
  return use.by.type === 'campaign' && campaign !== undefined && !campaign.archived && campaign.status.trim().toLowerCase() === 'draft';
}

function mayRetire(
  subject: Subject,
  group: Segment | SubscriberList,
  findings: readonly Finding[],
  { context, coversAudience, nearOpenAudience }: VerdictInput,
): boolean {
  const { account, settings, now } = context;
  const { uses } = account;
  if (uses.unknownBecause.length > 0 || uses.isLive(group.id) || uses.isInDraft(group.id)) return false;
  if (sparedBecause(group.name, now) !== null) return false;
  if (isYoung(group, Math.max(valueOf(settings, spareNewDays), 1), now)) return false;
  if (
    subject.type === 'segment' &&
    (coversAudience(group.id) !== null || nearOpenAudience(group.id) !== null || isClassic(group, findings, context) || mayCover(context))
  )
    return false;
  // People still join it: something feeds it that the API does not name, a form or an integration.
  const joined = joinedLately(subject, account);
  if (joined !== null && (!isKnown(joined) || joined.value > 0)) return false;
  const long = valueOf(settings, unusedRetireDays) * DAY;
  const last = uses.lastUsedOf(group.id);
  const idleSince = last ?? group.created;
  if (idleSince !== null && now - idleSince >= long) return true;
  // Deactivated or impossible ones do nothing at all: they need not wait as long, once nothing has used them for the warning period.
  return last === null && findings.some((finding) => consequencesOf(finding).retirement === 'need not wait');
}

/**
 * True where it cannot be told whether a segment covers a lifecycle audience: which metrics mean what was not read. That holds for every segment, also one
 * that counts no event, since it may hold an audience's people by another rule.
 */
function mayCover({ recognized }: FindingContext): boolean {
  return recognized.unread !== null;
}

/** A lifecycle classic in good order that is merely unused is offered for use before it is offered for retirement. */
function isClassic(group: Segment | SubscriberList, findings: readonly Finding[], { account }: FindingContext): boolean {
  const segment = account.segmentById.get(group.id)?.segment;
  return (
    segment !== undefined &&
    segment.isActive &&
    namesClassic(segment.name) &&
    findings.every(
      (finding) =>
        finding.kind === 'unused' || finding.kind === 'no-action' || (finding.severity !== 'defect' && consequencesOf(finding).retirement === 'no reason'),
    ) &&
    (!isKnown(segment.members) || segment.members.value.total > 0)
  );
}

/** Profiles that joined a list lately; null for a segment. */
function joinedLately(subject: Subject, account: FindingContext['account']): SubscriberList['joinedRecently'] | null {
  return subject.type === 'list' ? (account.listById.get(subject.id)?.joinedRecently ?? null) : null;
}

/** Takes out of the set whatever a group outside the set refers to, until nothing changes. */
function keepDependencies(retirable: Set<string>, referredToBy: (id: string) => readonly string[]): void {
  for (let changed = true; changed;) {
    changed = false;
    for (const id of retirable) {
      if (referredToBy(id).some((by) => by !== id && !retirable.has(by))) {
        retirable.delete(id);
        changed = true;
      }
    }
  }
}

interface Merge {
  readonly into: string;
  readonly reason: string;
}

/** Which segments go into which: of equal ones the most used stays; of near ones, pair by pair, none that already goes or stays elsewhere. */
function chooseMerges(
  { context, coversAudience }: VerdictInput,
  findings: ReadonlyMap<string, readonly Finding[]>,
  retirable: ReadonlySet<string>,
): ReadonlyMap<string, Merge> {
  const { account, settings, now } = context;
  const merges = new Map<string, Merge>();
  if (account.uses.unknownBecause.length > 0) return merges;
  const stays = new Set<string>();
  const spared = (id: string): boolean => {
    const segment = account.segmentById.get(id)?.segment;
    return segment === undefined || segment.isStarred || isYoung(segment, valueOf(settings, spareNewDays), now);
  };
  const name = (id: string): string => quoted(account.names.group(id)?.name ?? id);
  for (const group of context.duplicates) {
    const target = group[0]!;
    stays.add(target);
    for (const id of group.slice(1)) {
      // Where neither is used any more, both go: nobody has to merge first.
      if (!spared(id) && !(retirable.has(id) && retirable.has(target)))
        merges.set(id, {
          into: target,
          reason: `Its rule means ${sameToADay(id, target, account) ? 'the same to within a day' : 'exactly the same'} as that of ${name(target)}, which is ${whyStays(target, context)}.`,
        });
    }
  }
  for (const pair of context.nearDuplicates) {
    // Members are alike today; that the rules mean the same is for a person to judge.
    if (!pair.proven) continue;
    const [a, b] = [account.segmentById.get(pair.segmentId)!, account.segmentById.get(pair.otherId)!];
    if ([a, b].some(({ segment }) => merges.has(segment.id) || !isUsable(findings.get(`segment ${segment.id}`) ?? []))) continue;
    const [target, goes] = [pair.segmentId, pair.otherId].sort((first, second) => (precedes(first, second, account) ? -1 : 1)) as [string, string];
    // What covers a lifecycle audience stays, unless the other covers the same one.
    if (
      stays.has(goes) ||
      spared(goes) ||
      retirable.has(goes) ||
      retirable.has(target) ||
      mayCover(context) ||
      (coversAudience(goes) !== null && coversAudience(goes)?.audienceId !== coversAudience(target)?.audienceId)
    )
      continue;
    stays.add(target);
    merges.set(goes, {
      into: target,
      reason: `${pair.sameShape ? `But for thresholds it is the same as ${name(target)}` : goes === pair.segmentId ? `It lies inside ${name(target)}` : `It holds all of ${name(target)}`} (${pair.words}), which is ${whyStays(target, context)}.`,
    });
  }
  return merges;
}

function whyStays(id: string, { account }: FindingContext): string {
  const live = account.uses.directUsesOf(id).filter((use) => use.live).length;
  if (live > 0) return live === 1 ? 'in live use once' : `in live use ${account.formats.counted(live, 'time')}`;
  return account.segmentById.get(id)?.segment.isStarred ? 'starred' : 'the older one';
}

function retireReason(findings: readonly Finding[], group: Segment | SubscriberList, { context }: VerdictInput): string {
  const why = findings.filter((finding) => consequencesOf(finding).retirement !== 'no reason').map((finding) => finding.evidence);
  const referring = context.account.uses.referredToBy(group.id);
  const also =
    referring.length === 0
      ? ''
      : ` It is referred to only by ${enumerated(referring.map((id) => quoted(context.account.names.group(id)?.name ?? id)))}, to be retired as well: retire that first.`;
  return `${why.join(' ') || 'Nothing uses it.'}${also}`;
}

function judge(
  subject: Subject,
  findings: readonly Finding[],
  { context, coversAudience, nearOpenAudience }: VerdictInput,
): { readonly verdict: VerdictWord; readonly reason: string } {
  const { account } = context;
  const repair = answeredBy('repair', findings);
  const cover = subject.type === 'segment' ? coversAudience(subject.id) : null;
  const live = account.uses.isLive(subject.id);
  if (subject.type === 'segment' && repair.length > 0) {
    const dormant = !live && cover === null;
    if (!dormant) return { verdict: 'Refresh', reason: repair.map((finding) => finding.evidence).join(' ') };
    return { verdict: 'Review', reason: `${repair.map((finding) => finding.evidence).join(' ')} ${unusedWords(account.uses.unknownBecause)}` };
  }
  const question = answeredBy('review', findings);
  if (question.length > 0) return { verdict: 'Review', reason: question.map((finding) => finding.evidence).join(' ') };
  const idle = answeredBy('let go', findings);
  const spared = live ? null : sparedBecause(account.segmentById.get(subject.id)?.segment.name ?? account.listById.get(subject.id)?.name ?? '', context.now);
  if (idle.length > 0 && spared !== null) return { verdict: 'Keep', reason: spared };
  if (idle.length > 0 && cover === null && subject.type === 'segment' && mayCover(context)) {
    return {
      verdict: 'Review',
      reason: `${idle.map((finding) => finding.evidence).join(' ')} Whether it covers a lifecycle audience is unknown, since metrics could not be read: ${context.recognized.unread ?? ''}.`,
    };
  }
  const joined = joinedLately(subject, account);
  if (idle.length > 0 && joined !== null && !isKnown(joined)) {
    return { verdict: 'Review', reason: `${idle.map((finding) => finding.evidence).join(' ')} Whether people still join it is unknown: ${joined.unknown}.` };
  }
  const near = subject.type === 'segment' && cover === null ? nearOpenAudience(subject.id) : null;
  if (idle.length > 0 && near !== null)
    return {
      verdict: 'Review',
      reason: `${idle.map((finding) => finding.evidence).join(' ')} It lies near ${inQuotes(near)}, which has no segment of its own: see whether it can become it before it is let go.`,
    };
  const classic = subject.type === 'segment' ? account.segmentById.get(subject.id)?.segment : undefined;
  if (idle.length > 0 && cover === null && classic !== undefined && isClassic(classic, findings, context)) {
    return {
      verdict: 'Keep',
      reason: `${idle.map((finding) => finding.evidence).join(' ')} By its name it holds people whom most shops write to: send to it before it is let go.`,
    };
  }
  if (idle.length > 0 && cover === null)
    return {
      verdict: 'Review',
      reason: `${idle.map((finding) => finding.evidence).join(' ')} It is not old enough, or too much depends on it, to be retired.`,
    };
  const duplicates = answeredBy('keep one', findings);
  if (duplicates.length > 0 && account.uses.unknownBecause.length > 0) {
    return {
      verdict: 'Review',
      reason: `${duplicates[0]!.evidence} Which of them is used is unknown, so it is not said which should stay. ${account.uses.unknownBecause[0]}.`,
    };
  }
  if (duplicates.length > 0) return { verdict: 'Keep', reason: `${duplicates[0]!.evidence} This is the one to keep.` };
  if (live) return { verdict: 'Keep', reason: 'In use.' };
  if (cover !== null)
    return {
      verdict: 'Keep',
      reason: cover.covers
        ? `It covers the lifecycle audience ${inQuotes(cover.audienceName)}.`
        : `It is meant for the lifecycle audience ${inQuotes(cover.audienceName)}.`,
    };
  if (account.uses.unknownBecause.length > 0) return { verdict: 'Keep', reason: `Whether it is used is unknown. ${account.uses.unknownBecause[0]}.` };
  return { verdict: 'Keep', reason: starredOrNew(subject, context) };
}

function unusedWords(unknownBecause: readonly string[]): string {
  return unknownBecause.length === 0 ? 'Nothing live uses it: repair it or let it go.' : `Whether it is used is unknown. ${unknownBecause[0]}.`;
}

function starredOrNew(subject: Subject, { account, settings, now }: FindingContext): string {
  const segment = account.segmentById.get(subject.id)?.segment;
  const group = segment ?? account.listById.get(subject.id);
  if (segment?.isStarred) return 'Starred in Klaviyo.';
  if (group !== undefined && isYoung(group, valueOf(settings, spareNewDays), now)) return 'New: left alone for now.';
  return account.uses.isInDraft(subject.id) ? 'A draft flow or campaign uses it.' : 'Nothing speaks against it.';
}
