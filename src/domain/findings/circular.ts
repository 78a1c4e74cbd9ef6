import { segmentSubject } from './subject';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import { declareFinding } from './declare-finding';
import type { Found } from './declare-finding';

export const circular = declareFinding({
  kind: 'circular',
  title: 'Refers to itself',
  meaning: 'It depends on segments that depend on it, so nobody can say who belongs.',
  about: ['segment'],
  settings: [],
  severity: 'defect',
  needs: [],
  consequences: {
    breaksCover: 'as a defect',
    retirement: 'no reason',
    urgent: null,
    remedy: { how: 'repair', step: 'Break the circle: write out one of the rules instead of referring to the segment.' },
  },
  decide: ({ account }) =>
    account.engine.cycles().flatMap((cycle) =>
      cycle
        .filter((id) => account.segmentById.has(id))
        .map((id): Found => {
          const others = cycle.filter((other) => other !== id);
          const names = enumerated(others.map((other) => quoted(account.names.group(other)?.name ?? other)));
          return {
            subject: segmentSubject(id),
            related: others.map(segmentSubject),
            evidence: others.length === 0 ? 'The rule refers to the segment itself.' : `The rule refers to ${names}, which in turn refers back to it.`,
          };
        }),
    ),
});
