import type { Finding } from './finding';
import type { FindingDeclaration } from './finding-context';
import { segmentSubject } from './finding-context';

export const contradictory: FindingDeclaration = {
  kind: 'contradictory',
  title: 'Can match nobody',
  meaning: 'Its conditions exclude one another: nobody can ever meet the rule.',
  about: ['segment'],
  settings: [],
  decide: ({ account }) => account.segments.filter(({ status }) => status.status === 'contradictory').map(({ segment, status }): Finding => ({
    kind: 'contradictory', subject: segmentSubject(segment.id), severity: 'defect', threshold: null, related: [],
    evidence: `Nobody can ever meet the rule: ${status.reason}`,
  })),
};
