import { DAY } from '../../domain/account/known';
import { endpointOf } from '../http/endpoints';
import { reasonFor } from '../schedule/failure';
import { resourcesOf } from '../http/json';
import { parseCampaign } from './parse-objects';
import type { Handler, ReadingContext } from '../schedule/context';
import { filterTime, pathWithQuery } from '../http/request';

/** Klaviyo's channels of campaigns; the filter on one of them is required. */
export const CHANNELS = ['email', 'sms', 'mobile_push'] as const;

export const readCampaignPage: Handler<'campaign-page'> = {
  endpoint: () => 'campaigns',
  shape: (work, context) => ({
    path: pathWithQuery(endpointOf('campaigns').path, {
      filter: [
        `equals(messages.channel,"${work.channel}")`, `equals(archived,${String(work.archived)})`,
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
export function settleCampaigns(context: ReadingContext): void {
  const { head, records } = context;
  if (head.unknown.campaigns !== undefined) return;
  records.campaigns.sweep(head.reading);
  for (const id of records.campaignResults.ids()) if (records.campaigns.get(id) === undefined) records.campaignResults.delete(id);
}
