import type { CampaignTally, Channel, EventSeries, FlowTally, ResultsSource, Tally } from './account-data';
import { NO_TALLY } from './statistics';

/** The events that tell what became of a message. */
export interface SendEvents {
  readonly received: readonly EventSeries[];
  readonly opened: readonly EventSeries[];
  readonly clicked: readonly EventSeries[];
  readonly bounced: readonly EventSeries[];
  readonly unsubscribed: readonly EventSeries[];
  readonly spam: readonly EventSeries[];
  /** Any metric that can be the conversion. */
  readonly conversions: ReadonlyMap<string, EventSeries>;
  /** The audience, by its place among the included ones, that an event about a message belongs to. */
  groupOf(series: EventSeries, position: number): number;
  messageOf(series: EventSeries, position: number): string;
}

export interface SendObjects {
  readonly campaigns: ReadonlyMap<string, { readonly messageIds: readonly string[]; readonly included: readonly string[] }>;
  readonly flows: ReadonlyMap<string, readonly { readonly id: string; readonly channel: Channel }[]>;
  form(formId: string, from: number, to: number): { readonly views: number; readonly submits: number };
}

type Kind = 'received' | 'opened' | 'clicked' | 'bounced' | 'unsubscribed' | 'spam';
const KINDS: readonly Kind[] = ['received', 'opened', 'clicked', 'bounced', 'unsubscribed', 'spam'];

interface Spot {
  readonly series: EventSeries;
  readonly position: number;
}

/** Results of campaigns and flows counted from the very events that the account holds. */
export function createResults(events: SendEvents, objects: SendObjects): ResultsSource {
  let known: ReadonlyMap<string, Record<Kind, readonly Spot[]>> | null = null;
  const spots = (): ReadonlyMap<string, Record<Kind, readonly Spot[]>> => (known ??= byMessage(events));
  const converted = new Map<string, ReadonlyMap<string, readonly Spot[]>>();
  const conversionsOf = (metricId: string): ReadonlyMap<string, readonly Spot[]> => {
    let found = converted.get(metricId);
    if (!found) converted.set(metricId, (found = byAttribution(events.conversions.get(metricId))));
    return found;
  };
  const all = (): boolean => true;
  return {
    campaign: (campaignId, metricId) => {
      const campaign = objects.campaigns.get(campaignId);
      return (campaign?.messageIds ?? []).flatMap((messageId) => {
        const entry = spots().get(messageId);
        if (!campaign || !entry) return [];
        const groups = new Map(entry.received.map((spot) => [personOf(spot), events.groupOf(spot.series, spot.position)]));
        return campaign.included.flatMap((groupId, place): readonly CampaignTally[] => {
          const tally = count(entry, conversionsOf(metricId).get(messageId) ?? [], (spot) => groups.get(personOf(spot)) === place);
          return tally.recipients > 0 ? [{ messageId, groupId, tally }] : [];
        });
      });
    },
    flow: (flowId, metricId, from, to) =>
      (objects.flows.get(flowId) ?? []).flatMap(({ id, channel }): readonly FlowTally[] => {
        const entry = spots().get(id);
        if (!entry) return [];
        const within =
          from === Number.NEGATIVE_INFINITY
            ? all
            : ({ series, position }: Spot): boolean => (series.times[position] as number) >= from && (series.times[position] as number) < to;
        const tally = count(entry, conversionsOf(metricId).get(id) ?? [], within);
        return tally.recipients > 0 || tally.conversions > 0 ? [{ messageId: id, channel, tally }] : [];
      }),
    form: (formId, from, to) => objects.form(formId, from, to),
  };
}

function byMessage(events: SendEvents): ReadonlyMap<string, Record<Kind, readonly Spot[]>> {
  const found = new Map<string, Record<Kind, Spot[]>>();
  for (const kind of KINDS) {
    for (const series of events[kind]) {
      for (let position = 0; position < series.times.length; position += 1) {
        const message = events.messageOf(series, position);
        let entry = found.get(message);
        if (!entry) found.set(message, (entry = { received: [], opened: [], clicked: [], bounced: [], unsubscribed: [], spam: [] }));
        entry[kind].push({ series, position });
      }
    }
  }
  return found;
}

const personOf = ({ series, position }: Spot): number => series.profiles[position] as number;

function byAttribution(series: EventSeries | undefined): ReadonlyMap<string, readonly Spot[]> {
  const found = new Map<string, Spot[]>();
  for (let position = 0; series && position < series.times.length; position += 1) {
    const message = series.attribution(position);
    if (message === null) continue;
    const list = found.get(message);
    if (list) list.push({ series, position });
    else found.set(message, [{ series, position }]);
  }
  return found;
}

function count(entry: Record<Kind, readonly Spot[]>, conversions: readonly Spot[], within: (spot: Spot) => boolean): Tally {
  const received = entry.received.filter(within).length;
  if (received === 0 && conversions.length === 0) return NO_TALLY;
  const unique = (spots: readonly Spot[]): number => new Set(spots.map(personOf)).size;
  const opened = entry.opened.filter(within);
  const clicked = entry.clicked.filter(within);
  const bought = conversions.filter(within);
  return {
    recipients: received,
    bounced: entry.bounced.filter(within).length,
    opens: opened.length,
    opensUnique: unique(opened),
    clicks: clicked.length,
    clicksUnique: unique(clicked),
    conversions: bought.length,
    conversionUniques: unique(bought),
    conversionValue: bought.reduce((sum, { series, position }) => sum + (series.values?.[position] || 0), 0),
    unsubscribes: unique(entry.unsubscribed.filter(within)),
    spamComplaints: unique(entry.spam.filter(within)),
  };
}
