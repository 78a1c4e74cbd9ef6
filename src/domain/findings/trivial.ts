import type { Finding } from './finding';
import type { FindingDeclaration } from './finding-context';
import { segmentSubject } from './finding-context';

export const trivial: FindingDeclaration = {
  kind: 'trivial',
  title: 'Matches everybody',
  meaning: 'Its rule is true of every profile, consented or not.',
  about: ['segment'],
  settings: [],
  decide: ({ account }) => account.segments.filter(({ status }) => status.status === 'trivial').map(({ segment, status }): Finding => ({
    kind: 'trivial', subject: segmentSubject(segment.id), severity: account.uses.isLive(segment.id) ? 'defect' : 'warning', threshold: null, related: [],
    evidence: `The rule is true of every profile: ${status.reason}`,
  })),
};
