import { segmentSubject } from './subject';
import { declareFinding } from './declare-finding';
import type { Found } from './declare-finding';

export const contradictory = declareFinding({
  kind: 'contradictory',
  title: 'Can match nobody',
  meaning: 'Its conditions exclude one another: nobody can ever meet the rule.',
  about: ['segment'],
  settings: [],
  severity: 'defect',
  needs: [],
  consequences: {
    breaksCover: 'as a defect',
    retirement: 'need not wait',
    urgent: null,
    remedy: { how: 'repair', step: 'Take out one of the conditions that exclude one another.' },
  },
  decide: ({ account }) =>
    account.segments
      .filter(({ status }) => status.status === 'contradictory')
      .map(({ segment, status }): Found => ({ subject: segmentSubject(segment.id), evidence: `Nobody can ever meet the rule: ${status.reason}` })),
});
