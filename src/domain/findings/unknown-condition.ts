import type { Finding } from './finding';
import type { FindingDeclaration } from './finding-context';
import { segmentSubject } from './finding-context';
import { counted, enumerated, quoted } from '../text/sentence-words';

export const unknownCondition: FindingDeclaration = {
  kind: 'unknown-condition',
  title: 'Condition not understood',
  meaning: 'Klaviyo has a kind of condition here that this add-on does not know yet; the rule is shown, but nothing is concluded from it.',
  about: ['segment', 'flow'],
  settings: [],
  decide: ({ account }) => [
    ...account.segments.filter(({ references }) => references.unknownParts > 0).map(({ segment, references }): Finding => ({
      kind: 'unknown-condition', subject: segmentSubject(segment.id), severity: 'note', threshold: null, related: [],
      evidence: `The rule has ${counted(references.unknownParts, 'condition')} of a kind that this add-on does not know: compare it by hand.`,
    })),
    ...account.flows.filter(({ logic }) => logic !== null && logic.unknownParts.length > 0).map(({ flow, logic }): Finding => ({
      kind: 'unknown-condition', subject: { type: 'flow', id: flow.id }, severity: 'note', threshold: null, related: [],
      evidence: `The flow has parts that this add-on does not know: ${enumerated((logic?.unknownParts ?? []).map(quoted), 5)}.`,
    })),
  ],
};
