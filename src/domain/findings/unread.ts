import { isKnown } from '../account/known';
import type { Finding } from './finding';
import type { FindingDeclaration } from './finding-context';
import { segmentSubject } from './finding-context';

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
