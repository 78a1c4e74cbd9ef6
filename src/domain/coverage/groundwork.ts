import { isKnown } from '../account/known';
import { cut } from '../comparison/bit-set';
import type { PeopleCoverage } from '../comparison/coverage-by-people';
import type { ParsedAccount } from '../model/parsed-account';
import { campaignStanding } from '../model/group-references';
import type { Draft } from './draft';
import type { Gap } from './recommendation';

/** Audiences of those who listen, the one that serves most senders first (weekly and monthly ones; lifecycle research, engagement). */
const ENGAGED = ['J2', 'J4', 'J1', 'J3'] as const;
/** Who pays by subscription is served: in a shop that lives by them every mail that asks to buy has to leave them out. */
const RUNNING_SUBSCRIPTION = 'D4';
/** Those who come back, and the share of them from which a shop lives by subscriptions; below it their segment is an exclusion like any other. */
const COME_BACK = 'D1';
const LIVES_BY_SUBSCRIPTION_FROM = 0.5;
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
  people: PeopleCoverage | null,
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
  const subscribing = livesBySubscription(people);
  return drafts.map((draft) => (draft === chosen || (subscribing && draft.audienceId === RUNNING_SUBSCRIPTION) ? { ...draft, groundwork: true } : draft));
}

/** Whether most of those who come back have a subscription running; false where that cannot be told. */
function livesBySubscription(people: PeopleCoverage | null): boolean {
  const [running, back] = [people?.peopleOf(RUNNING_SUBSCRIPTION) ?? null, people?.peopleOf(COME_BACK) ?? null];
  if (people === null || running === null || back === null) return false;
  const comeBack = people.sizeOf(back);
  return comeBack > 0 && people.sizeOf(cut(running, back)) >= LIVES_BY_SUBSCRIPTION_FROM * comeBack;
}
