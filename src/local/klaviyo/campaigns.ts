import type { StoredCampaign, StoredCampaignMessage } from './account-data';
import type { Call, Kind, Resource } from './document';
import { fieldOf, isoDate, isoDateOrNull, linkOnly } from './document';
import { tagsOf } from './tags';

export function showCampaign(campaign: StoredCampaign, call: Call): Resource {
  const email = campaign.channel === 'email';
  return {
    type: 'campaign',
    id: campaign.id,
    plural: 'campaigns',
    attributes: {
      name: campaign.name,
      status: campaign.status,
      archived: campaign.archived,
      audiences: { included: campaign.included, excluded: campaign.excluded },
      send_options: { use_smart_sending: campaign.smartSending },
      tracking_options: email
        ? { add_tracking_params: true, custom_tracking_params: [], is_tracking_clicks: true, is_tracking_opens: true }
        : { add_tracking_params: true, custom_tracking_params: [] },
      send_strategy: campaign.sendStrategy,
      created_at: isoDate(campaign.createdAt),
      scheduled_at: isoDateOrNull(campaign.scheduledAt),
      updated_at: isoDate(campaign.updatedAt),
      send_time: isoDateOrNull(campaign.sendTime),
    },
    relations: {
      'campaign-messages': {
        data: campaign.messages.map((message) => ({ type: 'campaign-message', id: message.id })),
        resources: () => campaign.messages.map((message) => showCampaignMessage(campaign, message, call)),
      },
      tags: tagsOf(campaign.tagIds, call),
    },
  };
}

export function showCampaignMessage(campaign: StoredCampaign, message: StoredCampaignMessage, call: Call): Resource {
  const content =
    campaign.channel === 'email'
      ? {
          subject: message.subject,
          preview_text: '',
          from_email: `hello@${domainOf(call)}`,
          from_label: call.account.account.organization,
          reply_to_email: null,
          cc_email: null,
          bcc_email: null,
        }
      : { body: message.subject };
  const definition =
    campaign.channel === 'mobile_push'
      ? { channel: 'mobile_push', notification_type: 'standard', content: { title: message.label, ...content } }
      : { channel: campaign.channel, label: message.label, content };
  return {
    type: 'campaign-message',
    id: message.id,
    plural: 'campaign-messages',
    attributes: {
      definition,
      send_times: campaign.sendTime === null ? [] : [{ datetime: isoDate(campaign.sendTime), is_local: false }],
      created_at: isoDate(campaign.createdAt),
      updated_at: isoDate(campaign.updatedAt),
    },
    relations: {
      campaign: { data: { type: 'campaign', id: campaign.id }, resources: () => [showCampaign(campaign, call)] },
      template: linkOnly(null),
      image: linkOnly(null),
    },
  };
}

function domainOf(call: Call): string {
  return call.account.account.website.replace(/^https?:\/\/(www\.)?/, '');
}

export const CAMPAIGN: Kind<StoredCampaign> = {
  id: (campaign) => campaign.id,
  show: showCampaign,
  field: (campaign, name) =>
    fieldOf(
      {
        id: campaign.id,
        name: campaign.name,
        status: campaign.status,
        archived: campaign.archived,
        'messages.channel': campaign.channel,
        created_at: campaign.createdAt,
        scheduled_at: campaign.scheduledAt,
        updated_at: campaign.updatedAt,
      },
      name,
    ),
};
