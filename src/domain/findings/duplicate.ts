import type { Finding } from './finding';
import type { FindingDeclaration } from './finding-context';
import { segmentSubject } from './finding-context';
import { enumerated, quoted } from './wording';

export const duplicate: FindingDeclaration = {
  kind: 'duplicate',
  title: 'Duplicate',
  meaning: 'Another segment has a rule with exactly the same meaning, whatever the two are called and however they are written.',
  about: ['segment'],
  settings: [],
  decide: ({ account, duplicates }) => duplicates.flatMap((group) => group.map((id): Finding => {
    const others = group.filter((other) => other !== id);
    const names = enumerated(others.map((other) => quoted(account.names.group(other)?.name ?? other)));
    return {
      kind: 'duplicate', subject: segmentSubject(id), severity: 'warning', threshold: null, related: others.map(segmentSubject),
      evidence: `Its rule means exactly the same as that of ${names}.`,
    };
  })),
};
