import { segmentSubject } from './subject';
import { declareFinding } from './declare-finding';
import type { GradedFound } from './declare-finding';

export const trivial = declareFinding({
  kind: 'trivial',
  title: 'Matches everybody',
  meaning: 'Its rule is true of every profile, consented or not.',
  about: ['segment'],
  settings: [],
  severity: 'case by case',
  needs: [],
  consequences: {
    breaksCover: 'as a defect',
    retirement: 'no reason',
    urgent: null,
    remedy: { how: 'repair', step: 'Add a condition: as it stands the rule is true of everybody.' },
  },
  decide: ({ account }) =>
    account.segments
      .filter(({ status }) => status.status === 'trivial')
      .map(({ segment, status }): GradedFound => ({
        subject: segmentSubject(segment.id),
        severity: account.uses.isLive(segment.id) ? 'defect' : 'warning',
        evidence: `The rule is true of every profile: ${status.reason}`,
      })),
});
