import type * as sdk from 'klaviyo-api';
import type { ChannelConsent, EventRow, Predictions, ProfileRow } from '../../domain/behavior/rows';
import { arrayOf, booleanOf, instantOf, numberOf, objectOf, textOf } from '../http/json';
import type { Wire } from '../http/wire';

type EventAttributes = Wire<Omit<sdk.EventResponseObjectResourceAttributes, 'eventProperties'>> & { readonly event_properties?: unknown };
type ProfileAttributes = Wire<Omit<sdk.ProfileResponseObjectResourceExtendedAttributes, 'properties'>> & { readonly properties?: unknown };

/**
 * Events and profiles come by the million, so they are read by hand rather than by a schema library: one pass, no copies.
 * The names are checked against the wire types all the same.
 */
type Loose<T> = { readonly [Name in keyof T]?: unknown };

/** An event row and the event's own id, by which an overlap of two readings is told apart. */
export interface ReadEvent {
  readonly eventId: string;
  readonly row: EventRow;
}

/** Rows of an events page; `withoutProfile` counts events whose profile the answer does not name, `broken` unreadable ones. */
export interface EventsPage {
  readonly events: readonly ReadEvent[];
  readonly withoutProfile: number;
  readonly broken: number;
  /** Members of the page, readable or not. */
  readonly size: number;
}

const NO_PROPERTIES: Readonly<Record<string, unknown>> = {};

/** Reads an events page, keeping only the event properties named in `keep`. */
export function parseEventsPage(answer: unknown, keep: readonly string[]): EventsPage {
  const members = arrayOf((answer as { data?: unknown }).data);
  const events: ReadEvent[] = [];
  let withoutProfile = 0;
  let broken = 0;
  for (const member of members) {
    const event = member as { id?: unknown; attributes?: Loose<EventAttributes>; relationships?: { profile?: { data?: { id?: unknown } | null } } } | null;
    const attributes = event?.attributes;
    const at = eventTime(attributes);
    if (!event || !attributes || at === null || typeof event.id !== 'string') {
      broken += 1;
      continue;
    }
    const profileId = event.relationships?.profile?.data?.id;
    if (typeof profileId !== 'string' || profileId === '') {
      withoutProfile += 1;
      continue;
    }
    const properties = attributes.event_properties as Record<string, unknown> | null | undefined;
    events.push({ eventId: event.id, row: { profileId, at, value: valueOf(properties), properties: picked(properties, keep) } });
  }
  return { events, withoutProfile, broken, size: members.length };
}

function eventTime(attributes: Loose<EventAttributes> | undefined): number | null {
  if (!attributes) return null;
  const at = instantOf(attributes.datetime);
  if (at !== null) return at;
  const seconds = numberOf(attributes.timestamp);
  return seconds === null ? null : seconds * 1000;
}

/** `$value` comes as a number, or as a numeric text from some integrations. */
function valueOf(properties: Record<string, unknown> | null | undefined): number | null {
  const value = properties?.$value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value !== 'string' || value.trim() === '') return null;
  const read = Number(value);
  return Number.isFinite(read) ? read : null;
}

function picked(properties: Record<string, unknown> | null | undefined, keep: readonly string[]): Readonly<Record<string, unknown>> {
  if (!properties || keep.length === 0) return NO_PROPERTIES;
  const kept: Record<string, unknown> = {};
  for (const name of keep) if (Object.prototype.hasOwnProperty.call(properties, name)) kept[name] = properties[name];
  return kept;
}

export interface ProfilesPage {
  readonly rows: readonly ProfileRow[];
  readonly broken: number;
}

/** Reads a profiles page; every row gets `weight` (and the sample's `stratum`) and, of its custom properties, those named in `keep`. */
export function parseProfilesPage(answer: unknown, keep: readonly string[], weight: number, stratum?: number): ProfilesPage {
  const rows: ProfileRow[] = [];
  let broken = 0;
  for (const member of arrayOf((answer as { data?: unknown }).data)) {
    const profile = member as { id?: unknown; attributes?: Loose<ProfileAttributes> } | null;
    if (!profile || typeof profile.id !== 'string' || typeof profile.attributes !== 'object' || profile.attributes === null) {
      broken += 1;
      continue;
    }
    const row = profileRow(profile.id, profile.attributes, keep, weight);
    rows.push(stratum === undefined ? row : { ...row, stratum });
  }
  return { rows, broken };
}

function profileRow(id: string, attributes: Loose<ProfileAttributes>, keep: readonly string[], weight: number): ProfileRow {
  const location = objectOf(attributes.location);
  const subscriptions = objectOf(attributes.subscriptions);
  return {
    id,
    created: instantOf(attributes.created),
    email: consentOf(subscriptions.email, 'can_receive_email_marketing'),
    sms: consentOf(subscriptions.sms, 'can_receive_sms_marketing'),
    push: consentOf(subscriptions.mobile_push, 'can_receive_push_marketing'),
    predictions: predictionsOf(attributes.predictive_analytics),
    country: textOf(location.country),
    region: textOf(location.region),
    postalCode: textOf(location.zip),
    properties: picked(objectOf(attributes.properties) as Record<string, unknown>, keep),
    weight,
  };
}

function consentOf(channel: unknown, canReceive: string): ChannelConsent {
  const marketing = objectOf(objectOf(channel).marketing);
  const suppressions = arrayOf(marketing.suppression).flatMap((member) => {
    const { reason, timestamp } = objectOf(member);
    return typeof reason === 'string' ? [{ reason, at: instantOf(timestamp) }] : [];
  });
  return {
    consent: textOf(marketing.consent),
    canReceive: booleanOf(marketing[canReceive]),
    consentAt: instantOf(marketing.consent_timestamp),
    method: textOf(marketing.method),
    doubleOptIn: booleanOf(marketing.double_optin),
    suppressions,
  };
}

/** Null where every figure is: Klaviyo predicts nothing for accounts and profiles with too little history. */
function predictionsOf(value: unknown): Predictions | null {
  const figures = objectOf(value);
  const predictions: Predictions = {
    historicClv: numberOf(figures.historic_clv),
    predictedClv: numberOf(figures.predicted_clv),
    totalClv: numberOf(figures.total_clv),
    historicOrders: numberOf(figures.historic_number_of_orders),
    predictedOrders: numberOf(figures.predicted_number_of_orders),
    averageDaysBetweenOrders: numberOf(figures.average_days_between_orders),
    averageOrderValue: numberOf(figures.average_order_value),
    churnProbability: numberOf(figures.churn_probability),
    expectedNextOrder: instantOf(figures.expected_date_of_next_order),
    channelAffinity: arrayOf(figures.ranked_channel_affinity).filter((name): name is string => typeof name === 'string'),
  };
  const { channelAffinity, ...numbers } = predictions;
  return channelAffinity.length === 0 && Object.values(numbers).every((figure) => figure === null) ? null : predictions;
}
