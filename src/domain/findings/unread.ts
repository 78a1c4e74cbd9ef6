import { isKnown } from '../account/known';
import { segmentSubject } from './subject';
import { declareFinding } from './declare-finding';
import type { Found } from './declare-finding';

export const unread = declareFinding({
  kind: 'unread',
  title: 'Not read',
  meaning: 'Part of it could not be read from Klaviyo, so nothing is concluded from that part.',
  about: ['flow', 'segment', 'list'],
  settings: [],
  severity: 'note',
  needs: [],
  consequences: { breaksCover: 'no', remedy: { how: 'none' }, retirement: 'no reason', urgent: null },
  decide: ({ account }) => [
    ...account.flows.flatMap(({ flow }): readonly Found[] =>
      isKnown(flow.definition)
        ? []
        : [{ subject: { type: 'flow', id: flow.id }, evidence: `The flow’s filters and branches could not be read: ${flow.definition.unknown}` }],
    ),
    ...account.segments.flatMap(({ segment }): readonly Found[] =>
      isKnown(segment.members)
        ? []
        : [{ subject: segmentSubject(segment.id), evidence: `The number of members could not be read: ${segment.members.unknown}` }],
    ),
    ...account.lists.flatMap((list): readonly Found[] =>
      isKnown(list.members) ? [] : [{ subject: { type: 'list', id: list.id }, evidence: `The number of members could not be read: ${list.members.unknown}` }],
    ),
  ],
});
