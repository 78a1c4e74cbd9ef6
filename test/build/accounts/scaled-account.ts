import type { AccountData, Members, Membership, ResultsSource, Tally } from '../../../src/local/klaviyo/account-data';
import { messagesOf } from '../../../src/local/klaviyo/flows';
import { fingerprint } from '../../../src/local/klaviyo/cursor';
import { mix, mixShare } from '../../../src/local/klaviyo/random';
import { furnishings } from '../../../src/local/demo/sample/furnishings';
import { id } from '../../../src/local/demo/sample/shop';
import { scaledEvents } from './scaled/events';
import { scaledProfiles } from './scaled/profiles';
import { scaledSegments } from './scaled/segments';
import { scaledCampaigns, scaledFlows } from './scaled/sends';

const DAY = 86_400_000;

export interface ScaledOptions {
  readonly seed: number;
  readonly now: number;
  readonly profiles: number;
  readonly events: number;
  readonly segments: number;
  readonly flows: number;
  readonly actionsPerFlow: number;
  readonly campaigns: number;
  readonly lists: number;
}

/** The size that the product is held to. */
export const LARGE: Omit<ScaledOptions, 'seed' | 'now'> = {
  profiles: 500_000,
  events: 2_000_000,
  segments: 1000,
  flows: 500,
  actionsPerFlow: 20,
  campaigns: 2000,
  lists: 500,
};

/**
 * An account of any size, made in seconds: events in columns, everything else told from its index. Members of lists and segments are
 * evenly spread over the profiles rather than computed from the rules; segments that mean the same have the same members.
 */
export function createScaledAccount(options: ScaledOptions): AccountData {
  const { seed, now } = options;
  const profiles = scaledProfiles(seed, options.profiles, now);
  const events = scaledEvents(seed, options.events, profiles, now);
  const lists: AccountData['lists'] = Array.from({ length: options.lists }, (_, place) => ({
    id: id('scaled list', String(place)),
    name: place === 0 ? 'Newsletter' : `List ${place}`,
    created: now - (200 + (place % 700)) * DAY,
    updated: now - (place % 200) * DAY,
    optIn: place % 3 === 0 ? 'double_opt_in' : 'single_opt_in',
    tagIds: [],
  }));
  const listIds = lists.map((list) => list.id);
  // Rules need some list to speak of, even where the account has none.
  const { segments, meaning } = scaledSegments(seed, options.segments, listIds.length > 0 ? listIds : [id('scaled', 'deleted')], now);
  const audiences = {
    lists: listIds.length > 0 ? listIds : [id('scaled', 'deleted')],
    segments: segments.length > 0 ? segments.map((segment) => segment.id) : [id('scaled', 'deleted')],
  };
  const campaigns = scaledCampaigns(seed, options.campaigns, audiences, now);
  const flows = scaledFlows(seed, options.flows, options.actionsPerFlow, audiences, now);
  const furnished = furnishings(Math.floor(now / DAY) * DAY, events);
  return {
    asOf: now,
    ...furnished,
    account: { ...furnished.account, id: 'SCaLe1', organization: 'Scaled Goods' },
    forms: [],
    lists,
    segments,
    campaigns,
    flows,
    profiles,
    events,
    membership: spreadMembership(
      seed,
      options.profiles,
      new Map([...listIds.map((listId, place) => [listId, place === 0 ? -1 : 5000 + place] as const), ...meaning]),
      profiles.created,
      now,
    ),
    results: hashedResults(seed, campaigns, flows),
  };
}

/** Every group takes each n-th profile: sizes are known without counting, members without remembering. */
function spreadMembership(seed: number, size: number, groups: ReadonlyMap<string, number>, created: (index: number) => number, now: number): Membership {
  const strideOf = (groupId: string): number => {
    const number = groups.get(groupId);
    if (number === undefined) return 0;
    // From a half of all profiles to one in some thousands; the newsletter has most.
    return number < 0 ? 1 : 2 + Math.floor(Math.exp(mixShare(seed ^ 0x11, number) * Math.log(Math.max(2, Math.min(4000, size / 3)))));
  };
  const sizeOf = (groupId: string): number => {
    const stride = strideOf(groupId);
    return stride === 0 ? 0 : Math.floor((size - (stride % 7 < size ? stride % 7 : 0) + stride - 1) / stride);
  };
  const members = (groupId: string): Members => {
    const stride = strideOf(groupId);
    const count = sizeOf(groupId);
    const first = stride % 7 < size ? stride % 7 : 0;
    const profiles = new Uint32Array(count);
    const joinedAt = new Float64Array(count);
    for (let place = 0; place < count; place += 1) {
      profiles[place] = first + place * stride;
      joinedAt[place] = Math.min(now, created(first + place * stride) + 60_000);
    }
    return { profiles, joinedAt };
  };
  const recent: { groupId: string; members: Members }[] = [];
  const remembered = (groupId: string): Members => {
    const known = recent.find((entry) => entry.groupId === groupId);
    if (known) return known.members;
    const found = members(groupId);
    recent.unshift({ groupId, members: found });
    recent.length = Math.min(recent.length, 8);
    return found;
  };
  return {
    list: remembered,
    segment: remembered,
    size: sizeOf,
    movement: (segmentId, from, to) => {
      const total = sizeOf(segmentId);
      const days = Math.max(0, (Math.min(to, now) - from) / DAY);
      const share = Math.min(1, days / 365) * mixShare(seed ^ 0x12, groups.get(segmentId) ?? 0);
      return { total, added: Math.round(total * share), removed: Math.round(total * share * 0.8) };
    },
  };
}

/** Results that look like those of mailings; the same question has the same answer. */
function hashedResults(seed: number, campaigns: AccountData['campaigns'], flows: AccountData['flows']): ResultsSource {
  const byId = new Map(campaigns.map((campaign) => [campaign.id, campaign]));
  const flowsById = new Map(flows.map((flow) => [flow.id, flow]));
  const tallyOf = (name: string, scale: number): Tally => {
    const hash = mix(seed, parseInt(fingerprint(name), 36));
    const recipients = Math.round(scale * (0.3 + mixShare(hash, 1)));
    const opensUnique = Math.round(recipients * (0.2 + 0.4 * mixShare(hash, 2)));
    const clicksUnique = Math.round(recipients * 0.04 * mixShare(hash, 3));
    const conversions = Math.round(clicksUnique * 0.15 * mixShare(hash, 4));
    return {
      recipients,
      bounced: Math.round(recipients * 0.004),
      opens: Math.round(opensUnique * 1.4),
      opensUnique,
      clicks: Math.round(clicksUnique * 1.2),
      clicksUnique,
      conversions,
      conversionUniques: conversions,
      conversionValue: conversions * 57,
      unsubscribes: Math.round(recipients * 0.002),
      spamComplaints: Math.round(recipients * 0.0001),
    };
  };
  return {
    campaign: (campaignId) => {
      const campaign = byId.get(campaignId);
      const message = campaign?.messages[0];
      if (!campaign || !message || campaign.status !== 'Sent') return [];
      return campaign.included.map((groupId) => ({ messageId: message.id, groupId, tally: tallyOf(`${campaignId}${groupId}`, 20_000) }));
    },
    flow: (flowId, _, from, to) =>
      (flowsById.get(flowId)?.status === 'live' ? (flowsById.get(flowId)?.definition.actions ?? []) : []).flatMap((action) =>
        messagesOf(action).map((message) => ({
          messageId: message.id,
          channel: action.type === 'send-sms' ? ('sms' as const) : ('email' as const),
          tally: tallyOf(message.id, 2000 * Math.min(1, (to - from) / (365 * DAY))),
        })),
      ),
    form: () => ({ views: 0, submits: 0 }),
  };
}
