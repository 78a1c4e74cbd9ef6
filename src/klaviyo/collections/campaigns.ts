import type * as sdk from 'klaviyo-api';
import * as v from 'valibot';
import type { Campaign } from '../../domain/account/inventory';
import { DAY, type Instant } from '../../domain/account/known';
import { get, M } from '../http/endpoint';
import { booleanOf, instantOf, objectOf, resourcesOf, type Resource } from '../http/json';
import { filterTime, pathWithQuery } from '../http/request';
import type { EntriesOf, Wire } from '../http/wire';
import { after, type Collection, type Read } from '../schedule/collection';
import type { Handler, ReadingContext } from '../schedule/context';
import { reasonFor } from '../schedule/failure';
import { notYetOr } from '../schedule/so-far';
import type { Pieces } from '../state/pieces';
import { anything, flag, ids, parsed, text, time } from './attributes';
import { resultsOrReason } from './send-results';
import { unlessUnread } from './unless-unread';

declare module '../schedule/work-item' {
  interface WorkKinds {
    readonly 'campaign-page': { readonly channel: string; readonly archived: boolean };
  }
}
declare module '../state/records' {
  interface Records {
    readonly campaigns: Pieces<ListedCampaign>;
  }
}

const CAMPAIGNS = get(
  'campaigns',
  '/api/campaigns',
  M,
  100,
  ['campaigns:read'],
  'campaigns',
  'A channel filter is required and archived ones have to be asked for: three channels by two. updated_at bounds the pages to the period, since creating, editing and sending all move it.',
);

type CampaignAttributes = Wire<Omit<sdk.CampaignResponseObjectResourceAttributes, 'sendOptions' | 'trackingOptions' | 'sendStrategy'>> & {
  readonly send_options?: unknown;
  readonly send_strategy?: unknown;
};

const ATTRIBUTES = {
  name: text,
  status: text,
  archived: flag,
  audiences: v.fallback(v.looseObject({ included: ids, excluded: ids }), { included: [], excluded: [] }),
  send_options: anything,
  send_strategy: anything,
  created_at: time,
  updated_at: time,
  scheduled_at: time,
  send_time: time,
} satisfies EntriesOf<CampaignAttributes>;

export type ListedCampaign = Omit<Campaign, 'results'>;

export function parseCampaign(resource: Resource, channel: string): ListedCampaign | null {
  const found = parsed(ATTRIBUTES, resource);
  return (
    found && {
      id: resource.id,
      name: found.name ?? '',
      channel,
      status: found.status ?? 'Unknown',
      archived: found.archived,
      included: found.audiences.included,
      excluded: found.audiences.excluded,
      createdAt: found.created_at,
      scheduledAt: plannedFor(found.status ?? '', found.send_strategy, found.scheduled_at),
      updatedAt: found.updated_at,
      sendTime: found.send_time,
      smartSending: booleanOf(objectOf(found.send_options).use_smart_sending),
    }
  );
}

/**
 * The day on which a campaign goes out. Klaviyo's `scheduled_at` is the moment when somebody scheduled it and lies in the past; the day to come stands
 * in `send_strategy` (`datetime`; `date` where each person has an hour of their own). Where that tells none, what was sent went out when it was scheduled.
 */
function plannedFor(status: string, strategy: unknown, scheduledAt: Instant | null): Instant | null {
  if (/^(draft|cancel)/i.test(status.trim())) return null;
  const { datetime, date } = objectOf(strategy);
  // A day without an hour is one of the account's: noon of it is that day in almost every zone.
  const noon = /^\d{4}-\d{2}-\d{2}$/.test(String(date)) ? instantOf(`${String(date)}T12:00:00`) : null;
  return instantOf(datetime) ?? noon ?? (/sent/i.test(status) ? scheduledAt : null);
}

/** Klaviyo's channels of campaigns; the filter on one of them is required. */
const CHANNELS = ['email', 'sms', 'mobile_push'] as const;

/** Path and query of one campaign that was sent by `channel` since `from`, if there is any: sending moves `updated_at`. */
export function sentLately(channel: (typeof CHANNELS)[number], from: Instant): string {
  return pathWithQuery(CAMPAIGNS.path, {
    filter: `equals(messages.channel,"${channel}"),equals(status,"Sent"),greater-or-equal(updated_at,${filterTime(from)})`,
    'fields[campaign]': 'name',
    'page[size]': 1,
  });
}

const readCampaignPage: Handler<'campaign-page'> = {
  endpoint: () => CAMPAIGNS,
  shape: (work, context) => ({
    path: pathWithQuery(CAMPAIGNS.path, {
      filter: [
        `equals(messages.channel,"${work.channel}")`,
        `equals(archived,${String(work.archived)})`,
        `greater-or-equal(updated_at,${filterTime(context.head.readAt - context.settings.campaignDays * DAY)})`,
      ].join(','),
      'fields[campaign]': 'name,status,archived,audiences,send_options.use_smart_sending,created_at,scheduled_at,updated_at,send_time,send_strategy',
    }),
  }),
  answer: (work, answer, next, context) => {
    const { resources, broken } = resourcesOf(answer);
    let unreadable = broken;
    for (const resource of resources) {
      const campaign = parseCampaign(resource, work.channel);
      if (campaign === null || !context.records.campaigns.set(campaign.id, campaign, context.head.reading)) unreadable += 1;
    }
    if (unreadable > 0) context.broken('campaigns', unreadable);
    return next === null ? null : work;
  },
  failed: (work, failure, context) => {
    // An account without SMS or push may be refused that channel: the others still tell their campaigns.
    if (failure.kind === 'refused' && work.channel !== 'email') return null;
    context.head.unknown = { ...context.head.unknown, campaigns: reasonFor(failure) };
    context.unread('campaigns', failure);
    return null;
  },
  essential: true,
};

/** When all six listings are through: forgets campaigns that are gone or have left the period. */
function settleCampaigns(context: ReadingContext): void {
  const { head, records } = context;
  if (head.unknown.campaigns !== undefined) return;
  records.campaigns.sweep(head.reading);
  for (const id of records.campaignResults.ids()) if (records.campaigns.get(id) === undefined) records.campaignResults.delete(id);
}

function campaignOf(campaign: ListedCampaign, { head, records }: Read): Campaign {
  const wasSent = campaign.sendTime !== null || campaign.status === 'Sent';
  const reason = head.unknown.campaignResults ?? (wasSent ? notYetOr(head, 'reports', 'it was not sent in the period') : 'it has not been sent');
  return { ...campaign, results: resultsOrReason(records.campaignResults.get(campaign.id), reason) };
}

export const campaigns = {
  endpoints: [CAMPAIGNS],
  scopes: [
    {
      scope: 'campaigns:read',
      brings: CAMPAIGNS.brings,
      probe: pathWithQuery(CAMPAIGNS.path, { filter: 'equals(messages.channel,"sms")', 'fields[campaign]': 'name' }),
    },
  ],
  work: { 'campaign-page': readCampaignPage },
  records: { campaigns: 'campaigns' },
  steps: [
    {
      name: 'campaigns',
      label: 'Reading campaigns',
      completes: 'campaigns',
      stage: 1,
      after: after('account'),
      begin: (context) => CHANNELS.forEach((channel) => [false, true].forEach((archived) => context.add({ kind: 'campaign-page', channel, archived }))),
      end: settleCampaigns,
    },
  ],
  inventory: (read) => ({
    campaigns: unlessUnread(read.head, 'campaigns', () => read.records.campaigns.values().map((campaign) => campaignOf(campaign, read))),
  }),
} satisfies Collection;
