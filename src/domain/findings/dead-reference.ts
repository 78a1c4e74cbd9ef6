import { isKnown } from '../account/known';
import { campaignStanding, flowStanding } from '../model/group-references';
import type { ParsedAccount } from '../model/parsed-account';
import { segmentSubject } from './subject';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import { declareFinding } from './declare-finding';
import type { GradedFound } from './declare-finding';
import type { Subject } from './subject';

/** What is wrong with the list or segment that an id names; null when it is fine. */
interface Trouble {
  readonly words: string;
  readonly deleted: boolean;
  readonly subject: Subject | null;
}

export const deadReference = declareFinding({
  kind: 'dead-reference',
  title: 'Points to something gone',
  meaning: 'It refers to a list or segment that was deleted, deactivated or is empty, so it no longer means what it says.',
  about: ['segment', 'flow', 'campaign'],
  settings: [],
  severity: 'case by case',
  needs: ['all groups'],
  consequences: {
    breaksCover: 'as a defect',
    retirement: 'no reason',
    urgent: null,
    remedy: { how: 'repair', step: 'Take out, or replace, the list or segment that is gone.' },
  },
  decide: ({ account }) => {
    const find = (subject: Subject, ids: readonly string[], positive: (id: string) => boolean): readonly GradedFound[] => {
      const troubles = ids.flatMap((id) => troubleWith(id, positive(id), account) ?? []);
      if (troubles.length === 0) return [];
      return [
        {
          subject,
          severity: troubles.some(({ deleted }) => deleted) ? 'defect' : 'warning',
          evidence: `It refers to ${enumerated(troubles.map(({ words }) => words))}.`,
          related: troubles.flatMap((trouble) => trouble.subject ?? []),
        },
      ];
    };
    return [
      ...account.segments.flatMap(({ segment, references }) =>
        find(segmentSubject(segment.id), references.groupIds, (id) => !references.excludedGroupIds.includes(id)),
      ),
      ...account.flows.flatMap(({ flow, logic }) =>
        logic === null || flowStanding(flow) !== 'live'
          ? []
          : find({ type: 'flow', id: flow.id }, [...new Set(logic.groupReferences.map(({ groupId }) => groupId))], () => false),
      ),
      // A campaign that is over keeps naming what was deleted since: only one still to be sent is wrong.
      ...account.campaigns.flatMap((campaign) =>
        campaignStanding(campaign, Number.POSITIVE_INFINITY) !== 'live'
          ? []
          : find({ type: 'campaign', id: campaign.id }, [...campaign.included, ...campaign.excluded], (id) => campaign.included.includes(id)),
      ),
    ];
  },
});

function troubleWith(id: string, positive: boolean, account: ParsedAccount): Trouble | null {
  const segment = account.segmentById.get(id)?.segment;
  if (segment !== undefined) {
    if (!segment.isActive) return { words: `the deactivated segment ${quoted(segment.name)}`, deleted: false, subject: { type: 'segment', id } };
    const none = isKnown(segment.members) && segment.members.value.total === 0 && (segment.members.value.max ?? 0) === 0 && !segment.isProcessing;
    return none && positive ? { words: `the empty segment ${quoted(segment.name)}`, deleted: false, subject: { type: 'segment', id } } : null;
  }
  const list = account.listById.get(id);
  if (list === undefined) return { words: `a deleted list or segment (${account.names.ending(id)})`, deleted: true, subject: null };
  return positive && isKnown(list.members) && list.members.value === 0
    ? { words: `the empty list ${quoted(list.name)}`, deleted: false, subject: { type: 'list', id } }
    : null;
}
