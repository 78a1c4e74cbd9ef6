import type { Verdict } from '../coverage/recommendation';
import type { GroupUse } from '../model/group-use';
import type { Finding } from '../findings/all-findings';
import { cell, dayCell, unknownCell } from '../table/cell';
import { plural } from '../text/format';
import type { ReportContext } from './report-context';
import type { TabCell } from '../table/tab';
import { capitalized } from '../text/capitalized';
import { inQuotes } from '../text/quotes';

/** Analysis lists at most this many uses of one list or segment: from here on the count is a lower bound. */
const LISTED_USES = 300;

/** Its tags; unknown where the key may not read them. */
export function tagsCell(tags: readonly string[], context: ReportContext): TabCell {
  const unread = tags.length > 0 ? undefined : context.input.inventory.unread.find(({ missingScope }) => missingScope === 'tags:read');
  return unread === undefined ? cell(tags.join(', ')) : unknownCell(unread.sentence);
}

/** Where a list or segment is used, in a few words; the note lists every use. */
export function usesCell(verdict: Verdict | undefined, context: ReportContext): TabCell {
  if (verdict === undefined) return unknownCell('It was not analyzed.');
  const gaps = context.usesUnknown;
  if (verdict.uses.length === 0) {
    if (gaps.length > 0) return unknownCell(`No use was found, but not everything could be read. ${gaps.join(' ')}`);
    return cell('Nowhere', 'No campaign, flow, form or other segment that Klaviyo tells of uses it. Ad audience syncs and other apps are not told.');
  }
  const words = usesInWords(verdict.uses) + (gaps.length > 0 ? '; not everything could be read' : '');
  return cell(words, [...verdict.uses.map((use) => useLine(use, context)), ...gaps].join('\n'));
}

/** `3 campaigns (1 live), 2 flows, 1 segment`: each object is counted once. */
export function usesInWords(uses: readonly GroupUse[]): string {
  const types = ['flow', 'campaign', 'segment', 'form'] as const;
  const words = types.flatMap((type) => {
    const of = uses.filter((use) => use.by.type === type);
    if (of.length === 0) return [];
    const all = new Set(of.map((use) => use.by.id)).size;
    const live = new Set(of.filter((use) => use.live).map((use) => use.by.id)).size;
    return [plural(all, type) + (live === 0 ? '' : live === all ? ' (live)' : ` (${live} live)`)];
  });
  return (uses.length >= LISTED_USES ? 'At least ' : '') + words.join(', ');
}

/** One use on one line: `Flow “Welcome series”: trigger, live`. */
export function useLine(use: GroupUse, context: ReportContext): string {
  const details = [
    howWords(use.how),
    use.live ? 'live' : '',
    use.at === null ? '' : `on ${context.formats.day(context.formats.dayOf(use.at))}`,
    use.indirect ? 'through another segment' : '',
  ].filter((detail) => detail !== '');
  const type = capitalized(use.by.type);
  return `${type} ${inQuotes(use.by.name.replace(/\s+/g, ' ').trim() || '(no name)')}: ${details.join(', ')}`;
}

function howWords(how: GroupUse['how']): string {
  switch (how) {
    case 'campaign include':
      return 'sent to it';
    case 'campaign exclude':
      return 'leaves it out';
    case 'flow trigger':
      return 'trigger';
    case 'flow filter':
      return 'filter';
    case 'flow branch':
      return 'branch';
    case 'flow message filter':
      return 'filter of a message';
    case 'flow list update':
      return 'adds or removes people';
    case 'segment rule':
      return 'its rule refers to it';
    case 'form submits to':
      return 'people who submit it join';
  }
}

/** The last campaign that went to it or left it out. What only a flow or segment uses has no such day: then it says so. */
export function lastUsedCell(verdict: Verdict | undefined, context: ReportContext): TabCell {
  if (verdict === undefined) return unknownCell('It was not analyzed.');
  if (verdict.lastUsed !== null) return dayCell(verdict.lastUsed, context.formats);
  if (verdict.uses.some((use) => use.live)) return cell('In use', 'Something live uses it; no campaign that could be read went to it.');
  return context.usesUnknown.length > 0
    ? unknownCell(context.usesUnknown.join(' '))
    : cell('Never', 'No campaign that Klaviyo tells of, archived ones included, went to it or left it out.');
}

/** Findings in words, one line each; the note tells which threshold each met. */
export function findingsCell(findings: readonly Finding[], context: ReportContext): TabCell {
  if (findings.length === 0) return cell('None');
  const notes = findings.map((finding) => findingNote(finding, context)).filter((line) => line !== '');
  return cell(findings.map((finding) => finding.evidence).join('\n'), notes.join('\n'));
}

function findingNote(finding: Finding, context: ReportContext): string {
  const threshold = finding.threshold === null ? '' : `Setting ${inQuotes(finding.threshold.setting)} = ${finding.threshold.value}.`;
  const related =
    finding.related.length === 0
      ? ''
      : `See ${finding.related.map((subject) => `${subject.type} ${inQuotes(context.subjectName(subject).replace(/\s+/g, ' '))}`).join(', ')}.`;
  const details = [threshold, related].filter((part) => part !== '').join(' ');
  return details === '' ? '' : `${severityWord(finding.severity)}: ${details}`;
}

function severityWord(severity: Finding['severity']): string {
  switch (severity) {
    case 'defect':
      return 'Defect';
    case 'warning':
      return 'Warning';
    case 'note':
      return 'For information';
  }
}

/** Verdict with, for a merge, what has to be repointed in the note. */
export function verdictCell(verdict: Verdict | undefined, context: ReportContext): TabCell {
  if (verdict === undefined) return unknownCell('It was not analyzed.');
  const into = verdict.into === null ? [] : [`The one that stays: ${context.groupWords(verdict.into)}.`];
  const repoint = verdict.repoint.length === 0 ? [] : ['To be pointed elsewhere first:', ...verdict.repoint.map((use) => useLine(use, context))];
  return cell(verdict.verdict, [...into, ...repoint].join('\n'));
}
