import { valueOf } from '../settings/setting';
import type { NearDuplicate } from '../comparison/duplicates';
import type { FindingContext } from './finding-context';
import { segmentSubject } from './subject';
import { nearDuplicateRatio, overlapMembers, sameMembersShare } from '../comparison/comparison-settings';
import { quoted } from '../text/quotes';
import { declareFinding, threshold } from './declare-finding';
import type { GradedFound } from './declare-finding';

export const nearDuplicate = declareFinding({
  kind: 'near-duplicate',
  title: 'Near-duplicate',
  meaning: 'It lies inside another segment and is almost as large, differs from it by a threshold only, or has almost the same members.',
  about: ['segment'],
  settings: [nearDuplicateRatio, overlapMembers, sameMembersShare],
  severity: 'case by case',
  needs: [],
  consequences: { breaksCover: 'no', remedy: { how: 'review' }, retirement: 'no reason', urgent: null },
  decide: (context) =>
    context.nearDuplicates.map((pair): GradedFound => {
      const decidedBy = pair.proven ? nearDuplicateRatio : sameMembersShare;
      return {
        subject: segmentSubject(pair.segmentId),
        severity: pair.proven ? 'note' : 'warning',
        related: [segmentSubject(pair.otherId)],
        evidence: evidence(pair, context),
        threshold: threshold(decidedBy, valueOf(context.settings, decidedBy)),
      };
    }),
});

function evidence(pair: NearDuplicate, { account }: FindingContext): string {
  const other = quoted(account.names.group(pair.otherId)?.name ?? pair.otherId);
  if (!pair.proven) return `It has almost the same members as ${other}, though the rules do not prove that the two mean the same: ${pair.words}.`;
  return `${pair.sameShape ? 'But for thresholds, it is the same as' : 'It lies inside'} ${other}: ${pair.words}.`;
}
