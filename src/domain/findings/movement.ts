import { isKnown } from '../account/known';
import { valueOf } from '../settings/setting';
import { isYoung } from './age';
import type { Finding } from './finding';
import type { FindingDeclaration } from './finding-context';
import { segmentSubject, threshold } from './finding-context';
import { ballooningShare, nearEmptyMembers, notMovingDays, spareNewDays } from './settings';
import { count, counted, percent } from './wording';

export const notMoving: FindingDeclaration = {
  kind: 'not-moving',
  title: 'Not moving',
  meaning: 'Its rule moves with time, yet nobody entered or left: something it counts has probably stopped.',
  about: ['segment'],
  settings: [notMovingDays, spareNewDays],
  decide: ({ account, settings, now }) => {
    const days = valueOf(settings, notMovingDays);
    return account.segments.flatMap(({ segment, references }): readonly Finding[] => {
      if (!segment.isActive || !references.hasRelativeTime || !isKnown(segment.members) || isYoung(segment, Math.max(days, valueOf(settings, spareNewDays)), now)) return [];
      const { total, added, removed, days: over } = segment.members.value;
      if (total === 0 || over < days || added !== 0 || removed !== 0) return [];
      return [{
        kind: 'not-moving', subject: segmentSubject(segment.id), severity: 'warning',
        evidence: `Nobody entered or left in ${counted(over, 'day')} (${counted(total, 'member')}), although the rule moves with time.`,
        threshold: threshold(notMovingDays, days), related: [],
      }];
    });
  },
};

export const ballooning: FindingDeclaration = {
  kind: 'ballooning',
  title: 'Sudden change',
  meaning: 'It grew or shrank far faster than audiences do: check for an import, a changed rule or a broken integration.',
  about: ['segment'],
  settings: [ballooningShare, nearEmptyMembers, spareNewDays],
  decide: ({ account, settings, now }) => {
    const limit = valueOf(settings, ballooningShare) / 100;
    const least = valueOf(settings, nearEmptyMembers);
    return account.segments.flatMap(({ segment }): readonly Finding[] => {
      if (!segment.isActive || !isKnown(segment.members)) return [];
      const { total, net, days } = segment.members.value;
      if (net === null || days <= 0 || isYoung(segment, days + valueOf(settings, spareNewDays), now)) return [];
      const start = total - net;
      // Reports may cover more than 30 days: the change is taken per 30 days, so that slow growth over a year is not sudden.
      const monthly = start > 0 ? (net / start) * (30 / Math.max(30, days)) : 0;
      if (Math.max(start, total) < least || start <= 0 || Math.abs(monthly) < limit) return [];
      return [{
        kind: 'ballooning', subject: segmentSubject(segment.id), severity: 'note',
        evidence: `Members went from ${count(start)} to ${count(total)} in ${counted(days, 'day')} (${net > 0 ? '+' : '−'}${percent(Math.abs(net / start))}).`,
        threshold: threshold(ballooningShare, limit * 100), related: [],
      }];
    });
  },
};
