import { valueOf } from '../settings/setting';
import type { Finding } from './finding';
import type { FindingDeclaration } from './finding-context';
import { segmentSubject, threshold } from './finding-context';
import { nearDuplicateRatio } from './settings';
import { quoted } from './wording';

export const nearDuplicate: FindingDeclaration = {
  kind: 'near-duplicate',
  title: 'Near-duplicate',
  meaning: 'It lies inside another segment and is almost as large, or differs from it by a threshold only.',
  about: ['segment'],
  settings: [nearDuplicateRatio],
  decide: ({ account, nearDuplicates, settings }) => nearDuplicates.map((pair): Finding => ({
    kind: 'near-duplicate', subject: segmentSubject(pair.segmentId), severity: 'note', related: [segmentSubject(pair.otherId)],
    evidence: `${pair.sameShape ? 'But for thresholds, it is the same as' : 'It lies inside'} ${quoted(account.names.group(pair.otherId)?.name ?? pair.otherId)}: ${pair.words}.`,
    threshold: threshold(nearDuplicateRatio, valueOf(settings, nearDuplicateRatio)),
  })),
};
