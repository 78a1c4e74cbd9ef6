import { isKnown } from '../account/known';
import type { Finding } from './finding';
import type { FindingDeclaration } from './finding-context';
import { segmentSubject } from './finding-context';
import { counted, enumerated, quoted } from './wording';

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

export const unread: FindingDeclaration = {
  kind: 'unread',
  title: 'Not read',
  meaning: 'Part of it could not be read from Klaviyo, so nothing is concluded from that part.',
  about: ['flow', 'segment', 'list'],
  settings: [],
  decide: ({ account }) => [
    ...account.flows.flatMap(({ flow }): readonly Finding[] => (isKnown(flow.definition) ? [] : [{
      kind: 'unread', subject: { type: 'flow', id: flow.id }, severity: 'note', threshold: null, related: [],
      evidence: `The flow’s filters and branches could not be read: ${flow.definition.unknown}`,
    }])),
    ...account.segments.flatMap(({ segment }): readonly Finding[] => (isKnown(segment.members) ? [] : [{
      kind: 'unread', subject: segmentSubject(segment.id), severity: 'note', threshold: null, related: [],
      evidence: `The number of members could not be read: ${segment.members.unknown}`,
    }])),
    ...account.lists.flatMap((list): readonly Finding[] => (isKnown(list.members) ? [] : [{
      kind: 'unread', subject: { type: 'list', id: list.id }, severity: 'note', threshold: null, related: [],
      evidence: `The number of members could not be read: ${list.members.unknown}`,
    }])),
  ],
};
