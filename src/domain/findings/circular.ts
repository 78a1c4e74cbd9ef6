import type { Finding } from './finding';
import type { FindingDeclaration } from './finding-context';
import { segmentSubject } from './finding-context';
import { enumerated, quoted } from '../text/sentence-words';

export const circular: FindingDeclaration = {
  kind: 'circular',
  title: 'Refers to itself',
  meaning: 'It depends on segments that depend on it, so nobody can say who belongs.',
  about: ['segment'],
  settings: [],
  decide: ({ account }) => account.engine.cycles().flatMap((cycle) => cycle.filter((id) => account.segmentById.has(id)).map((id): Finding => {
    const others = cycle.filter((other) => other !== id);
    const names = enumerated(others.map((other) => quoted(account.names.group(other)?.name ?? other)));
    return {
      kind: 'circular', subject: segmentSubject(id), severity: 'defect', threshold: null, related: others.map(segmentSubject),
      evidence: others.length === 0 ? 'The rule refers to the segment itself.' : `The rule refers to ${names}, which in turn refers back to it.`,
    };
  })),
};
