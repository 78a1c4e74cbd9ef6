import type { Segment } from '../account/inventory';
import { campaignStanding, flowStanding, sentAt } from '../model/group-references';
import type { GroupUse } from '../model/group-use';
import type { ParsedAccount } from '../model/parsed-account';
import { enumerated } from '../text/lists';
import { quoted } from '../text/quotes';
import { refuse, type AskedRow, type Permission } from './change';

/** The segment that goes, as it is at this moment. */
export interface Deactivation {
  readonly segment: Segment;
}

/** What Klaviyo's API does not tell, and a person has to look at before agreeing. */
export const NOT_TOLD = 'Klaviyo does not tell whether an ad sync, a form’s targeting or helpdesk routing uses it: look there first.';

/**
 * Whether a segment may be made inactive now, by a reading of its uses made at this moment. Drafts of any age count as uses; a campaign that went out
 * counts within the planning window for a segment that nobody is said to use (`retire`), and no longer for one that goes into another (`merge`).
 * `into`: the segment that a merge keeps; null where the last refresh did not say.
 */
export function mayDeactivate(row: Pick<AskedRow, 'key' | 'holds'>, segmentId: string, into: string | null, account: ParsedAccount): Permission<Deactivation> {
  if (!row.holds) return refuse('The last refresh no longer recommended it. Look at its evidence, or refresh again.');
  if (account.listById.has(segmentId)) return refuse('It is a list, and lists are never changed from here.');
  const [first] = account.uses.unknownBecause;
  if (first !== undefined) return refuse(`Not everything that may use it could be read: ${first}. Nothing is made inactive until it can.`);
  const segment = account.segmentById.get(segmentId)?.segment;
  if (segment === undefined) return refuse('It is no longer in Klaviyo.');
  if (!segment.isActive) return refuse('It is inactive in Klaviyo already.');
  if (segment.isStarred) return refuse('It is starred in Klaviyo, so somebody wants to keep it: take the star off there first.');
  const merges = row.key.startsWith('merge:');
  const uses = account.uses.directUsesOf(segmentId).filter((use) => isUse(use, merges, account));
  if (uses.length > 0)
    return refuse(
      `It is in use again, or still: ${enumerated([...new Set(uses.map((use) => `${use.by.type} ${quoted(use.by.name)}`))])}. Point that elsewhere, or retire it, first.`,
    );
  if (merges) {
    const kept = into === null ? undefined : account.segmentById.get(into)?.segment;
    if (kept === undefined) return refuse('The segment that it goes into is no longer in Klaviyo. Refresh, and look at the row again.');
    if (!kept.isActive) return refuse(`${quoted(kept.name)}, which it goes into, is inactive in Klaviyo.`);
  }
  return { may: true, segment };
}

function isUse(use: GroupUse, merges: boolean, account: ParsedAccount): boolean {
  switch (use.by.type) {
    case 'form':
      return true;
    case 'segment':
      return account.segmentById.get(use.by.id)?.segment.isActive ?? true;
    case 'flow': {
      const parsed = account.flowById.get(use.by.id);
      return parsed === undefined || flowStanding(parsed.flow) !== 'over';
    }
    case 'campaign': {
      const campaign = account.campaignById.get(use.by.id);
      if (campaign === undefined) return true;
      const sent = sentAt(campaign);
      return campaignStanding(campaign, account.windowStart) !== 'over' && !(merges && sent !== null && sent <= account.now);
    }
  }
}
