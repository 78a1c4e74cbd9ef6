import type { AudienceResults, SendResults } from '../account/inventory';
import type { Known } from '../account/known';
import { DAY, isKnown, known, mapKnown, unknown } from '../account/known';
import { sentAt } from '../model/group-references';
import type { ParsedAccount, ParsedFlow } from '../model/parsed-account';
import { grouped } from '../model/use-graph';
import type { Formats } from '../text/format';
import { quoted } from '../text/quotes';

/** What mail to one list or segment brought, over `inventory.resultsDays` up to the reading. */
export interface GroupResults {
  /** Campaigns that included it and were sent in that time. */
  readonly campaigns: Known<number>;
  /** Their results as Klaviyo's report gives them by audience; null where no campaign went to it. */
  readonly results: Known<SendResults | null>;
  /** Flows that it alone triggers, with their results over the same time. */
  readonly flows: readonly { readonly name: string; readonly results: Known<SendResults> }[];
}

type Source = Pick<ParsedAccount, 'inventory' | 'segments' | 'lists' | 'flows' | 'now'>;

/**
 * Results of every list and segment as a campaign's audience (campaign report by `group`) and as a flow's only trigger. The report tells of an audience by id;
 * where it gives another word, that is taken as the name of the one list or segment that is called so. A campaign to several audiences is shared out as
 * Klaviyo's report does it.
 */
export function groupResults(account: Source): ReadonlyMap<string, GroupResults> {
  const groups = [...account.segments.map(({ segment }) => segment), ...account.lists];
  const reported = mapKnown(account.inventory.audienceResults, (rows) => byGroup(rows, groups));
  const sent = campaignsByGroup(account);
  const flows = flowsByGroup(account.flows, groups);
  return new Map(
    groups.map(({ id }) => {
      const row = isKnown(reported) ? reported.value.rows.get(id) : undefined;
      const campaigns = isKnown(sent) ? known(Math.max(sent.value.get(id) ?? 0, row?.sends ?? 0)) : row === undefined ? sent : known(row.sends);
      return [id, { campaigns, results: resultsOf(reported, row, campaigns), flows: flows.get(id) ?? [] }];
    }),
  );
}

interface Reported {
  readonly rows: ReadonlyMap<string, AudienceResults>;
  readonly nameless: number;
}

function byGroup(rows: readonly AudienceResults[], groups: readonly { readonly id: string; readonly name: string }[]): Reported {
  const ids = new Set(groups.map(({ id }) => id));
  const byName = grouped(groups, ({ name }) => name.trim());
  const found = new Map<string, AudienceResults>();
  let nameless = 0;
  for (const row of rows) {
    const named = ids.has(row.groupId) ? [] : (byName.get((row.groupName ?? row.groupId).trim()) ?? byName.get(row.groupId.trim()) ?? []);
    const id = ids.has(row.groupId) ? row.groupId : named.length === 1 ? named[0]!.id : null;
    if (id === null || found.has(id)) nameless += 1;
    else found.set(id, row);
  }
  return { rows: found, nameless };
}

function resultsOf(reported: Known<Reported>, row: AudienceResults | undefined, campaigns: Known<number>): GroupResults['results'] {
  if (!isKnown(reported)) return reported;
  if (row !== undefined) return known(row.results);
  if (!isKnown(campaigns)) return campaigns;
  if (campaigns.value === 0) return known(null);
  return unknown(
    reported.value.nameless > 0
      ? 'Klaviyo’s report names some audiences that are no list or segment of the account, so its results cannot be told'
      : 'Klaviyo’s report has no results for it yet',
  );
}

/** How many sent campaigns of the report's time included each list or segment. */
function campaignsByGroup({ inventory, now }: Source): Known<ReadonlyMap<string, number>> {
  const { campaigns, incomplete } = inventory;
  if (!isKnown(campaigns)) return unknown(`campaigns could not be read: ${campaigns.unknown}`);
  if (incomplete?.campaigns !== undefined) return unknown(`some campaigns could not be read: ${incomplete.campaigns}`);
  const counts = new Map<string, number>();
  for (const campaign of campaigns.value) {
    const at = sentAt(campaign);
    if (at === null || at > now || at < now - inventory.resultsDays * DAY) continue;
    for (const id of new Set(campaign.included)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return known(counts);
}

/** Flows by the one list or segment that triggers them; what triggers a flow is taken from the group itself where the flow's definition was not read. */
function flowsByGroup(
  flows: readonly ParsedFlow[],
  groups: readonly { readonly id: string; readonly triggersFlowIds: readonly string[] }[],
): ReadonlyMap<string, GroupResults['flows']> {
  const told = grouped(
    groups.flatMap(({ id, triggersFlowIds }) => triggersFlowIds.map((flowId) => ({ id, flowId }))),
    ({ flowId }) => flowId,
  );
  const triggered = flows.flatMap(({ flow, logic }) => {
    if (flow.archived || flow.status.trim().toLowerCase() === 'draft') return [];
    const ids =
      logic === null
        ? (told.get(flow.id) ?? []).map(({ id }) => id)
        : logic.triggers.map((trigger) => (trigger.kind === 'segment' || trigger.kind === 'list' ? trigger.groupId : null));
    const [only] = ids;
    return ids.length === 1 && only !== null && only !== undefined ? [{ id: only, name: flow.name, results: flow.results }] : [];
  });
  return grouped(triggered, ({ id }) => id);
}

/** `Mailed 6 times in 90 days: 12,400 recipients, 0.4% clicked, 1.1% unsubscribed.`; empty where it was not mailed or nothing of it is known. */
export function mailedWords({ campaigns, results, flows }: GroupResults, days: number, formats: Formats): string {
  const times = isKnown(campaigns) && campaigns.value > 0 ? `Mailed ${formats.counted(campaigns.value, 'time')} in ${formats.counted(days, 'day')}` : '';
  const figures = isKnown(results) && results.value !== null ? figuresInWords(results.value, formats) : '';
  const mail = times === '' ? '' : figures === '' ? `${times}.` : `${times}: ${figures}.`;
  const byFlow = flows.flatMap((flow) => {
    const words = isKnown(flow.results) ? figuresInWords(flow.results.value, formats) : '';
    return words === '' ? [] : [`Its flow ${quoted(flow.name)} in ${formats.counted(days, 'day')}: ${words}.`];
  });
  return [mail, ...byFlow.slice(0, 2)].filter((part) => part !== '').join(' ');
}

/** Only what the report gave: a figure that is missing is left out, never zero. */
export function figuresInWords(results: SendResults, formats: Formats): string {
  const share = (value: number | null, word: string): readonly string[] => (value === null ? [] : [`${formats.share(value)} ${word}`]);
  return [
    ...(results.recipients === null ? [] : [formats.counted(results.recipients, 'recipient')]),
    ...share(results.clickRate, 'clicked'),
    ...share(results.unsubscribeRate, 'unsubscribed'),
    ...(results.revenuePerRecipient === null ? [] : [`${formats.money(results.revenuePerRecipient)} a recipient`]),
  ].join(', ');
}
