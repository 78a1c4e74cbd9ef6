import type { Segment, SubscriberList } from '../account/inventory';
import { DAY } from '../account/known';
import { valueOf } from '../settings/setting';
import { isYoung } from './age';
import type { Finding, Subject } from './finding';
import type { FindingContext, FindingDeclaration } from './finding-context';
import { listSubject, segmentSubject, threshold } from './finding-context';
import { spareNewDays, unusedRetireDays, unusedWarnDays } from './settings';
import { counted, dayOf } from './wording';

export const unused: FindingDeclaration = {
  kind: 'unused',
  title: 'Unused',
  meaning: 'It was used once, but no campaign (included or excluded), live flow, form or segment in use has used it for long.',
  about: ['segment', 'list'],
  settings: [unusedWarnDays, unusedRetireDays, spareNewDays],
  decide: (context) => idle(context).flatMap(({ subject, group }): readonly Finding[] => {
    const { account, settings, now } = context;
    const last = account.uses.lastUsedOf(group.id);
    const warn = valueOf(settings, unusedWarnDays);
    const retire = valueOf(settings, unusedRetireDays);
    const draft = account.uses.isInDraft(group.id);
    if ((last === null && !draft && account.uses.directUsesOf(group.id).length === 0) || (last !== null && now - last < warn * DAY)) return [];
    const long = last === null || now - last >= retire * DAY;
    const when = last === null ? 'No campaign is known to have used it' : `Last used by a campaign on ${dayOf(last)}, ${counted(Math.floor((now - last) / DAY), 'day')} ago`;
    return [{
      kind: 'unused', subject, severity: long && !draft ? 'warning' : 'note',
      evidence: `${when}; nothing live uses it${draft ? ', but a draft flow or campaign does' : ''}.`,
      threshold: long ? threshold(unusedRetireDays, retire) : threshold(unusedWarnDays, warn), related: [],
    }];
  }),
};

/** "No marketing action behind it": lifecycle research section 3. */
export const noAction: FindingDeclaration = {
  kind: 'no-action',
  title: 'No action behind it',
  meaning: 'No campaign, flow, form or other segment has ever used it.',
  about: ['segment', 'list'],
  settings: [spareNewDays],
  decide: (context) => idle(context).flatMap(({ subject, group }): readonly Finding[] => {
    const { account, settings } = context;
    if (account.uses.directUsesOf(group.id).length > 0) return [];
    return [{
      kind: 'no-action', subject, severity: 'warning', threshold: threshold(spareNewDays, valueOf(settings, spareNewDays)), related: [],
      evidence: `No campaign, flow, form or segment uses it or ever did${group.created === null ? '' : `; it was created on ${dayOf(group.created)}`}.`,
    }];
  }),
};

/** Lists and segments that nothing live uses, neither starred nor new. Empty while part of the uses is unknown. */
function idle({ account, settings, now }: FindingContext): readonly { readonly subject: Subject; readonly group: Segment | SubscriberList }[] {
  if (account.uses.unknownBecause.length > 0) return [];
  const young = valueOf(settings, spareNewDays);
  const still = (group: Segment | SubscriberList): boolean => !account.uses.isLive(group.id) && !isYoung(group, young, now);
  return [
    ...account.segments.filter(({ segment }) => !segment.isStarred && still(segment)).map(({ segment }) => ({ subject: segmentSubject(segment.id), group: segment })),
    ...account.lists.filter(still).map((list) => ({ subject: listSubject(list.id), group: list })),
  ];
}
