import { valueOf } from '../settings/setting';
import type { NearDuplicate } from '../comparison/duplicates';
import type { Finding } from './finding';
import type { FindingContext, FindingDeclaration } from './finding-context';
import { segmentSubject, threshold } from './finding-context';
import { nearDuplicateRatio, overlapMembers, sameMembersShare } from '../comparison/comparison-settings';
import { quoted } from '../text/sentence-words';

export const nearDuplicate: FindingDeclaration = {
  kind: 'near-duplicate',
  title: 'Near-duplicate',
  meaning: 'It lies inside another segment and is almost as large, differs from it by a threshold only, or has almost the same members.',
  about: ['segment'],
  settings: [nearDuplicateRatio, overlapMembers, sameMembersShare],
  decide: (context) => context.nearDuplicates.map((pair): Finding => {
    const decidedBy = pair.proven ? nearDuplicateRatio : sameMembersShare;
    return {
      kind: 'near-duplicate', subject: segmentSubject(pair.segmentId), severity: pair.proven ? 'note' : 'warning', related: [segmentSubject(pair.otherId)],
      evidence: evidence(pair, context), threshold: threshold(decidedBy, valueOf(context.settings, decidedBy)),
    };
  }),
};

function evidence(pair: NearDuplicate, { account }: FindingContext): string {
  const other = quoted(account.names.group(pair.otherId)?.name ?? pair.otherId);
  if (!pair.proven) return `It has almost the same members as ${other}, though the rules do not prove that the two mean the same: ${pair.words}.`;
  return `${pair.sameShape ? 'But for thresholds, it is the same as' : 'It lies inside'} ${other}: ${pair.words}.`;
}
