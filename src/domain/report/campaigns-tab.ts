import { DAY, isKnown, mapKnown } from '../account/known';
import type { Instant } from '../account/known';
import type { Campaign } from '../account/inventory';
import { klaviyoAddress } from '../account/klaviyo-address';
import { planningWindow } from '../settings/plan';
import { valueOf } from '../settings/setting';
import { cell, linked, toldCell } from '../table/cell';
import { plural } from '../text/format';
import { joined } from '../text/lists';
import { clashesField } from './clashes-report';
import { createContext } from './report-context';
import type { ReportContext } from './report-context';
import type { ReportInput } from './report-input';
import { resultFields } from './results-fields';
import type { TabCell, TableTab } from '../table/tab';
import { knownTableOf } from '../table/table';
import type { Field } from '../table/table';
import { findingsCell } from './use-words';
import { capitalized } from '../text/capitalized';
import { inQuotes } from '../text/quotes';

/** The `Campaigns` tab: campaigns of the planning window and those still to come, newest first. */
export function campaignsTab(input: ReportInput, context: ReportContext = createContext(input)): TableTab {
  const from = input.now - valueOf(input.settings, planningWindow) * DAY;
  const shown = mapKnown(input.inventory.campaigns, (campaigns) => newestFirst(campaigns.filter((campaign) => isOfWindow(campaign, from))));
  const leftOut = isKnown(input.inventory.campaigns) && isKnown(shown) ? input.inventory.campaigns.value.length - shown.value.length : 0;
  return knownTableOf('Campaigns', campaignFields(context, leftOut), shown);
}

/** When a campaign counts: sent, else scheduled, else last touched. */
function timeOf(campaign: Campaign): Instant | null {
  return campaign.sendTime ?? campaign.scheduledAt ?? campaign.updatedAt ?? campaign.createdAt;
}

/** Sent, scheduled or last touched since `from`; one without any time is shown rather than lost. */
function isOfWindow(campaign: Campaign, from: Instant): boolean {
  const at = timeOf(campaign);
  return at === null || at >= from;
}

function newestFirst(campaigns: readonly Campaign[]): readonly Campaign[] {
  const time = (campaign: Campaign): number => timeOf(campaign) ?? Number.MAX_SAFE_INTEGER;
  return [...campaigns].sort((a, b) => time(b) - time(a) || (a.id < b.id ? -1 : 1));
}

function campaignFields(context: ReportContext, leftOut: number): readonly Field<Campaign>[] {
  const { input, formats } = context;
  const days = valueOf(input.settings, planningWindow);
  const scope = `Campaigns sent, scheduled or changed in the planning window of ${days} days.${leftOut === 0 ? '' : ` ${plural(leftOut, 'older campaign', undefined, formats.count(leftOut))} left out here, but counted in “Last used”.`}`;
  return [
    {
      header: 'Campaign',
      width: 260,
      format: 'text',
      meaning: `Opens the campaign in Klaviyo. ${scope}`,
      fill: (campaign) => linked(campaign.name, klaviyoAddress('campaign', campaign.id)),
    },
    { header: 'Channel', width: 80, format: 'text', fill: (campaign) => cell(channelWords(campaign.channel)) },
    { header: 'Status', width: 90, format: 'text', fill: (campaign) => cell(campaign.archived ? `${campaign.status}, archived` : campaign.status) },
    {
      header: 'Send time',
      width: 130,
      format: 'moment',
      meaning: `When it was sent or is scheduled, in the account’s time zone (${formats.timezone}).`,
      fill: sendTimeCell,
    },
    {
      header: 'Audience',
      width: 320,
      format: 'long text',
      meaning:
        'Who gets it: everyone in at least one included list or segment and in no excluded one, less those whom Klaviyo skips (suppressed, smart sending).',
      fill: (campaign) => cell(audienceWords(campaign, context)),
    },
    { header: 'Included', width: 220, format: 'text', fill: (campaign) => groupsCell(campaign.included, context) },
    { header: 'Excluded', width: 220, format: 'text', fill: (campaign) => groupsCell(campaign.excluded, context) },
    ...resultFields<Campaign>(`From Klaviyo’s campaign report over the last ${input.inventory.resultsDays} days.`),
    clashesField(context),
    {
      header: 'Smart sending',
      width: 90,
      format: 'text',
      meaning: 'Whether Klaviyo skips people who got a message shortly before.',
      fill: (campaign) => toldCell(campaign.smartSending === null ? null : campaign.smartSending ? 'On' : 'Off'),
    },
    {
      header: 'Findings',
      width: 360,
      format: 'long text',
      meaning: 'What is wrong or notable, with the evidence.',
      fill: (campaign) => findingsCell(context.findingsOf({ type: 'campaign', id: campaign.id }), context),
    },
    { header: 'Id', width: 90, format: 'text', meaning: 'Klaviyo’s id: tells campaigns of the same name apart.', fill: (campaign) => cell(campaign.id) },
  ];
}

function sendTimeCell(campaign: Campaign): TabCell {
  const at = campaign.sendTime ?? campaign.scheduledAt;
  if (at === null && !/^(draft|cancel)/i.test(campaign.status)) return cell('Day not told', `Klaviyo calls it ${inQuotes(campaign.status)} and names no day.`);
  return at === null ? cell('Not scheduled') : cell({ moment: at }, campaign.sendTime === null ? 'Scheduled.' : null);
}

function channelWords(channel: string): string {
  const words: Readonly<Record<string, string>> = { email: 'Email', sms: 'SMS', mobile_push: 'Mobile push', whatsapp: 'WhatsApp' };
  return words[channel] ?? channel;
}

/** `Everyone in “A” or “B”, but nobody in “C”`. */
function audienceWords(campaign: Campaign, context: ReportContext): string {
  if (campaign.included.length === 0) return 'No one: no list or segment is included.';
  const quote = (ids: readonly string[]): readonly string[] => ids.map(context.groupWords);
  const included = joined(quote(campaign.included), 'or');
  return campaign.excluded.length === 0 ? `Everyone in ${included}.` : `Everyone in ${included}, but nobody in ${joined(quote(campaign.excluded), 'or')}.`;
}

function groupsCell(ids: readonly string[], context: ReportContext): TabCell {
  if (ids.length === 0) return cell('None');
  const note = ids
    .map((id) => {
      const kind = context.groupKind(id);
      return kind === null ? `Not found: ${context.groupName(id)}` : `${capitalized(kind)}: ${context.groupName(id)}`;
    })
    .join('\n');
  return cell(
    joined(
      ids.map((id) => context.groupName(id)),
      'and',
    ),
    note,
  );
}
