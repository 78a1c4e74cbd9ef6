import { segmentSubject } from './subject';
import { declareFinding } from './declare-finding';
import type { Found } from './declare-finding';

export const tooLarge = declareFinding({
  kind: 'too-large',
  title: 'Too large to be compared',
  meaning:
    'The rule has so many conditions or values that it is not held against other rules: a segment that says the same is found only where both are written alike.',
  about: ['segment'],
  settings: [],
  severity: 'note',
  needs: [],
  consequences: { breaksCover: 'no', remedy: { how: 'review' }, retirement: 'no reason', urgent: null },
  decide: ({ account }) =>
    account.segments
      .filter(({ status }) => status.status === 'too large')
      .map(({ segment }): Found => ({
        subject: segmentSubject(segment.id),
        evidence:
          'The rule is too large to be compared: whether another segment says the same, or lies in it, is unknown; what it covers is told by its people alone, where they can be counted.',
      })),
});
