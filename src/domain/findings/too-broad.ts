import { isKnown } from '../account/known';
import { audienceOf } from '../catalogue/catalogue';
import { valueOf } from '../settings/setting';
import type { FindingContext } from './finding-context';
import { groupConsent } from './consent-rule';
import { segmentSubject } from './subject';
import { tooBroadShare } from './findings-settings';
import { declareFinding, threshold } from './declare-finding';
import type { Found } from './declare-finding';

export const tooBroad = declareFinding({
  kind: 'too-broad',
  title: 'Too broad',
  meaning: 'It holds nearly everybody who can be reached and asks neither for recent activity nor for consent.',
  about: ['segment'],
  settings: [tooBroadShare],
  severity: 'warning',
  needs: ['people as far as they come'],
  consequences: { breaksCover: 'no', remedy: { how: 'review' }, retirement: 'no reason', urgent: null },
  decide: (context) =>
    context.account.segments.flatMap(({ segment, references, status }): readonly Found[] => {
      const share = shareOfBase(context, segment.id);
      const limit = valueOf(context.settings, tooBroadShare) / 100;
      if (share === null || share.value < limit || references.hasRelativeTime || references.hasConsent || status.status === 'trivial') return [];
      // People join a list by opting in: whoever is asked to be on one is asked for consent.
      if (references.groupIds.some((id) => context.account.listById.has(id)) && groupConsent(segment.id, context.account) === 'subscribed') return [];
      if (context.matchesOf(segment.id).some((match) => match.fit === 'exact' && audienceOf(match.audienceId)?.broadByDesign)) return [];
      return [
        {
          subject: segmentSubject(segment.id),
          evidence: `It has ${context.account.formats.count(share.members)} members, against ${context.account.formats.count(share.base)} people reachable by email (${context.account.formats.share(share.value)}), and its rule asks neither for recent activity nor for consent.`,
          threshold: threshold(tooBroadShare, limit * 100),
        },
      ];
    }),
});

/** Members of a list or segment against everyone reachable by email; null where either is unknown or nobody is reachable. */
export function shareOfBase(
  { account, behavior }: Pick<FindingContext, 'account' | 'behavior'>,
  groupId: string,
): { readonly value: number; readonly members: number; readonly base: number } | null {
  const segment = account.segmentById.get(groupId)?.segment.members;
  const list = account.listById.get(groupId)?.members;
  const members = segment !== undefined && isKnown(segment) ? segment.value.total : list !== undefined && isKnown(list) ? list.value : null;
  const base = isKnown(behavior.reachableBase.value) ? behavior.reachableBase.value.value : 0;
  return members === null || base <= 0 ? null : { value: members / base, members, base };
}
