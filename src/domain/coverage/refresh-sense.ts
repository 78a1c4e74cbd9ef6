import { isKnown } from '../account/known';
import { cut } from '../comparison/bit-set';
import type { PeopleCoverage } from '../comparison/coverage-by-people';
import { campaignStanding } from '../model/group-references';
import type { ParsedAccount } from '../model/parsed-account';
import type { ConsentCondition } from '../rule/rule';

/** Share of its people that a segment of another tier may lose to a VIP audience, and of those who may be mailed that one with a send ahead may lose to a better rule. */
const MOST_LOST = 0.5;
/** From this share of an audience inside a segment the segment serves it already, only wider. */
const SERVED_FROM = 0.9;
/** In every language the same three letters. */
const CALLS_ITSELF_VIP = /(?<![a-z])vips?(?![a-z])/i;
const OPTED_IN: ConsentCondition = { kind: 'consent', channel: 'email', canReceive: true, subscription: 'subscribed' };

/** Whether turning a segment into an audience is a move. */
export type RefreshSense = 'sensible' | 'changes nobody' | 'takes too many';

/**
 * A refresh never harms: one that takes more than half of the people who may be mailed from a segment that a scheduled campaign goes to is no move, nor is one
 * that changes nobody, nor one that narrows to less than half, for a VIP audience, a segment that does not call itself VIP: loyal customers from four orders on are
 * a tier of their own, and the few of eight another beside it. Where people cannot be told it counts as sensible.
 */
export function refreshSense(
  { segmentById, inventory, now }: Pick<ParsedAccount, 'segmentById' | 'inventory' | 'now'>,
  people: PeopleCoverage | null,
  isVip: (audienceId: string) => boolean,
): (segmentId: string, audienceId: string) => RefreshSense {
  const ahead = new Set(
    !isKnown(inventory.campaigns)
      ? []
      : inventory.campaigns.value
          .filter((campaign) => !campaign.archived && campaign.sendTime !== null && campaign.sendTime > now && campaignStanding(campaign, now) === 'live')
          .flatMap(({ included }) => included),
  );
  return (segmentId, audienceId) => {
    const rule = segmentById.get(segmentId)?.rule;
    const before = people === null || rule === undefined ? null : people.whoMeets(rule);
    const after = people?.peopleOf(audienceId) ?? null;
    if (people === null || before === null || after === null) return 'sensible';
    const shared = people.sizeOf(cut(before, after));
    if (shared === people.sizeOf(before) && shared === people.sizeOf(after)) return 'changes nobody';
    const inside = shared >= SERVED_FROM * people.sizeOf(after) && shared < (1 - MOST_LOST) * people.sizeOf(before);
    if (inside && isVip(audienceId) && !CALLS_ITSELF_VIP.test(segmentById.get(segmentId)?.segment.name ?? '')) return 'takes too many';
    const mailable = ahead.has(segmentId) ? people.whoMeets(OPTED_IN) : null;
    if (mailable === null) return 'sensible';
    const reached = cut(before, mailable);
    return people.sizeOf(cut(reached, after)) < (1 - MOST_LOST) * people.sizeOf(reached) ? 'takes too many' : 'sensible';
  };
}
