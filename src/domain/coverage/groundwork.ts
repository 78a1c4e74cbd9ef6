import { isKnown } from '../account/known';
import type { ParsedAccount } from '../model/parsed-account';
import { campaignStanding } from '../model/group-references';
import type { Draft } from './draft';
import type { Gap } from './recommendation';

/** Audiences of those who listen, the one that serves most senders first (weekly and monthly ones; lifecycle research, engagement). */
const ENGAGED = ['J2', 'J4', 'J1', 'J3'] as const;
/** Who pays by subscription is served: in such a shop every mail that asks to buy has to leave them out. */
const RUNNING_SUBSCRIPTION = 'D4';
/** Email campaigns of the window from which an account is one that sends. */
const SENDS_FROM = 3;

/**
 * An account that mails its lists again and again and has no segment of those who listen needs that one before any other: every later move is mailed through it,
 * and mail to people who never react costs the reach of all the rest. A shop that lives by subscriptions needs to know whose runs, to leave them out. Such segments
 * earn no money of their own, so they would never lead otherwise.
 */
export function withGroundwork(
  drafts: readonly Draft[],
  gaps: readonly Gap[],
  { inventory, windowStart }: Pick<ParsedAccount, 'inventory' | 'windowStart'>,
): readonly Draft[] {
  const sends = isKnown(inventory.campaigns)
    ? inventory.campaigns.value.filter((campaign) => campaign.channel === 'email' && campaignStanding(campaign, windowStart) === 'live').length
    : 0;
  const listening = gaps.some(
    ({ audienceId, state }) => (ENGAGED as readonly string[]).includes(audienceId) && (state === 'Covered' || state === 'Partial' || state === 'Stale'),
  );
  const chosen =
    sends < SENDS_FROM || listening
      ? undefined
      : ENGAGED.flatMap((id) => drafts.find(({ action, audienceId }) => action === 'Create' && audienceId === id) ?? [])[0];
  return drafts.map((draft) => (draft === chosen || draft.audienceId === RUNNING_SUBSCRIPTION ? { ...draft, groundwork: true } : draft));
}
