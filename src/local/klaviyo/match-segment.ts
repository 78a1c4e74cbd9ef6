import type * as sdk from 'klaviyo-api';
import type { AccountData, EventSeries, StoredProfile } from './account-data';
import { byProfile } from './event-series';
import { matchesConsent } from './match-consent';
import type { FilterJson } from './match-filter';
import { dateSpan, matchesDate, matchesNumber, matchesValue } from './match-filter';

/** True when the profile at an index belongs at an instant. */
export type Predicate = (profile: number, at: number) => boolean;

/** What conditions are decided on. */
export interface Ground {
  readonly timezone: string;
  readonly profiles: AccountData['profiles'];
  readonly events: ReadonlyMap<string, EventSeries>;
  /** Membership of a list or segment at an instant; false for one that is not there. */
  isMember(groupId: string, profile: number, at: number): boolean;
  /** When the profile joined a list; null when it is no member or the group is a segment. */
  joinedAt(groupId: string, profile: number): number | null;
}

type Json = Readonly<Record<string, unknown>>;
const EUROPEAN_UNION: readonly string[] = [
  'Austria',
  'Belgium',
  'Bulgaria',
  'Croatia',
  'Cyprus',
  'Czechia',
  'Denmark',
  'Estonia',
  'Finland',
  'France',
  'Germany',
  'Greece',
  'Hungary',
  'Ireland',
  'Italy',
  'Latvia',
  'Lithuania',
  'Luxembourg',
  'Malta',
  'Netherlands',
  'Poland',
  'Portugal',
  'Romania',
  'Slovakia',
  'Slovenia',
  'Spain',
  'Sweden',
];

/**
 * Klaviyo's meaning of a segment definition, written plainly over the raw data: groups all hold, within a group any condition
 * holds. It shares nothing with the product, so that tests can compare the two.
 */
export function segmentPredicate(definition: unknown, ground: Ground): Predicate {
  const groups = ((definition as { readonly condition_groups?: unknown } | null)?.condition_groups ?? []) as readonly Json[];
  const all = groups.map((group) => ((group.conditions ?? []) as readonly Json[]).map((condition) => conditionPredicate(condition, ground)));
  return (profile, at) => ground.profiles.created(profile) <= at && all.every((any) => any.some((holds) => holds(profile, at)));
}

/** The condition types that a segment may have, by the official SDK: one that it adds and that is not decided here does not compile. */
type SegmentCondition = Extract<sdk.ConditionGroup['conditions'][number]['type'], string>;

const PREDICATES: Readonly<Record<SegmentCondition, (condition: Json, ground: Ground) => Predicate>> = {
  'profile-metric': metricPredicate,
  'profile-metric-funnel': funnelPredicate,
  'profile-marketing-consent':
    ({ consent }, { profiles, timezone }) =>
    (profile, at) =>
      matchesConsent(consent as Json, profiles.read(profile), at, timezone),
  'profile-group-membership': membershipPredicate,
  'profile-property':
    ({ filter, property }, { profiles, timezone }) =>
    (profile, at) =>
      matchesValue(filter as FilterJson, propertyOf(profiles.read(profile), String(property)), at, timezone),
  'profile-region':
    ({ region, in_region: inside }, { profiles }) =>
    (profile) => {
      const { country } = profiles.read(profile).location;
      return (region === 'european_union' ? EUROPEAN_UNION.includes(country ?? '') : country === 'United States') === inside;
    },
  'profile-predictive-analytics':
    (condition, { profiles, timezone }) =>
    (profile, at) =>
      matchesPrediction(condition, profiles.read(profile), at, timezone),
  'profile-postal-code-distance': (condition, ground) => (profile) => matchesDistance(condition, ground.profiles.read(profile), ground),
  // The accounts served here hold no custom objects: everybody has none.
  'profile-has-custom-object':
    ({ filter }) =>
    () =>
      matchesNumber(filter as FilterJson, 0),
  // Nor WhatsApp permissions: nobody has said yes or no, which Klaviyo calls implicitly unreachable.
  'profile-permissions':
    ({ permission }) =>
    () =>
      /^implicitly_(or_explicitly_)?unreachable$/.test(String((permission as Json).reachable_status)),
};

const isKnown = (type: unknown): type is keyof typeof PREDICATES => Object.prototype.hasOwnProperty.call(PREDICATES, String(type));

/** A type that the revision does not have is one of the future: nobody meets it yet. */
const conditionPredicate = (condition: Json, ground: Ground): Predicate =>
  isKnown(condition.type) ? PREDICATES[condition.type](condition, ground) : () => false;

/** A well-known property or one of the account's own, by the name that definitions use. */
export function propertyOf(profile: StoredProfile, name: string): unknown {
  const custom = /^properties\['(.+)'\]$/.exec(name)?.[1];
  if (custom !== undefined) return profile.properties[custom];
  const place = /^location\['(.+)'\]$/.exec(name)?.[1];
  if (place !== undefined) return (profile.location as Json)[place];
  switch (name) {
    case 'email':
      return profile.email;
    case 'phone_number':
      return profile.phone;
    case 'first_name':
      return profile.firstName;
    case 'last_name':
      return profile.lastName;
    case 'external_id':
      return profile.externalId;
    case 'locale':
      return profile.locale;
    case 'created':
      return profile.created;
    case 'updated':
      return profile.updated;
    case 'last_event_date':
      return profile.lastEvent;
    default:
      return undefined;
  }
}

const decided = new WeakMap<EventSeries, Map<string, Int8Array>>();

/** Decides filters on events, each event once: properties are costly to put together. */
function eventFilter(filters: unknown, series: EventSeries, zone: string): ((position: number, at: number) => boolean) | null {
  if (!Array.isArray(filters) || filters.length === 0) return null;
  const list = filters as readonly { readonly property: string; readonly filter?: FilterJson }[];
  const holds = (position: number, at: number): boolean => {
    const properties = series.properties(position);
    return list.every(({ property, filter }) => matchesValue(filter ?? { type: 'existence', operator: 'is-set' }, properties[property], at, zone));
  };
  // Filters on dates depend on the instant at which they are asked.
  if (list.some(({ filter }) => filter?.type === 'date')) return holds;
  const known = decided.get(series) ?? new Map<string, Int8Array>();
  decided.set(series, known);
  const key = JSON.stringify(list);
  const answers = known.get(key) ?? new Int8Array(series.times.length);
  known.set(key, answers);
  return (position, at) => {
    if (answers[position] === 0) answers[position] = holds(position, at) ? 1 : -1;
    return answers[position] === 1;
  };
}

function metricPredicate(condition: Json, ground: Ground): Predicate {
  const wanted = condition.measurement_filter as FilterJson;
  const series = ground.events.get(String(condition.metric_id));
  if (!series) return () => matchesNumber(wanted, 0);
  const { offsets, positions } = byProfile(series, ground.profiles.size);
  const timeframe = condition.timeframe_filter as FilterJson;
  const passes = eventFilter(condition.metric_filters, series, ground.timezone);
  const sums = condition.measurement === 'sum';
  return (profile, at) => {
    const span = dateSpan(timeframe, at);
    const first = offsets[profile] as number;
    let total = 0;
    // Newest first: most windows end today.
    for (let place = (offsets[profile + 1] as number) - 1; place >= first; place -= 1) {
      const position = positions[place] as number;
      const time = series.times[position] as number;
      if (time > at) continue;
      if (span) {
        if (time > span[1]) continue;
        if (time < span[0]) break;
      } else if (!matchesDate(timeframe, time, at, ground.timezone)) continue;
      if (passes && !passes(position, at)) continue;
      total += sums ? series.values?.[position] || 0 : 1;
    }
    return matchesNumber(wanted, sums ? Math.round(total * 100) / 100 : total);
  };
}

const WINDOWS: Readonly<Record<string, number>> = {
  HOURS_1: 1 / 24,
  DAYS_1: 1,
  DAYS_3: 3,
  DAYS_5: 5,
  WEEKS_1: 7,
  DAYS_30: 30,
  DAYS_90: 90,
  DAYS_180: 180,
  YEARS_1: 365,
};

/** Steps in order within the window after the first; a last step that must not exist is absent from the whole window. */
function funnelPredicate(condition: Json, ground: Ground): Predicate {
  const steps = condition.steps as readonly { readonly metric_exists: boolean; readonly metric_id: string; readonly metric_filters?: unknown }[];
  const window = (WINDOWS[String(condition.completion_window_seconds)] ?? 365) * 86_400_000;
  const times = (step: (typeof steps)[number], profile: number, at: number): readonly number[] => {
    const series = ground.events.get(step.metric_id);
    if (!series) return [];
    const passes = eventFilter(step.metric_filters, series, ground.timezone);
    const { offsets, positions } = byProfile(series, ground.profiles.size);
    return [...positions.subarray(offsets[profile] as number, offsets[profile + 1] as number)]
      .filter((position) => (series.times[position] as number) <= at && (!passes || passes(position, at)))
      .map((position) => series.times[position] as number);
  };
  return (profile, at) => {
    const [first, ...rest] = steps;
    if (!first) return false;
    const span = dateSpan(condition.timeframe_filter as FilterJson, at) ?? [0, at];
    const starts = times(first, profile, at).filter((time) => time >= span[0] && time <= span[1]);
    return starts.some((start) => {
      let reached = start;
      return rest.every((step) => {
        const next = times(step, profile, at).find((time) => time >= reached && time <= start + window);
        if (next !== undefined) reached = next;
        return (next !== undefined) === step.metric_exists;
      });
    });
  };
}

function membershipPredicate(condition: Json, ground: Ground): Predicate {
  const ids = (condition.group_ids ?? []) as readonly string[];
  const timeframe = condition.timeframe_filter as FilterJson | null | undefined;
  if (condition.is_member === false) return (profile, at) => !ids.some((id) => ground.isMember(id, profile, at));
  return (profile, at) =>
    ids.some((id) => {
      if (!ground.isMember(id, profile, at)) return false;
      if (!timeframe) return true;
      const joined = ground.joinedAt(id, profile);
      return joined !== null && matchesDate(timeframe, joined, at, ground.timezone);
    });
}

function matchesPrediction(condition: Json, profile: StoredProfile, at: number, zone: string): boolean {
  const { predictions } = profile;
  if (!predictions) return false;
  const filter = condition.filter as FilterJson;
  const dimension = String(condition.dimension);
  if (dimension === 'expected_date_of_next_purchase') {
    return predictions.expected_date_of_next_order !== null && matchesDate(filter, predictions.expected_date_of_next_order, at, zone);
  }
  if (dimension === 'channel_affinity') {
    const place = (predictions.ranked_channel_affinity ?? []).indexOf(String(condition.predicted_channel));
    if (condition.measurement === 'priority') return place >= 0 && matchesNumber(filter, place + 1);
    return matchesValue(filter, place < 0 ? 'low' : (['high', 'medium'][place] ?? 'low'), at, zone);
  }
  const value = (predictions as unknown as Json)[dimension];
  return typeof value === 'number' && matchesNumber(filter, value);
}

const RADIUS_KM = 6371;

/** Distance to the place of the postal code, which is taken from any profile that lives there. */
function matchesDistance(condition: Json, profile: StoredProfile, ground: Ground): boolean {
  const { latitude, longitude } = profile.location;
  const centre = placeOf(String(condition.postal_code), ground);
  if (latitude === null || longitude === null || !centre) return false;
  const radians = (degrees: number): number => (degrees * Math.PI) / 180;
  const a =
    Math.sin(radians(latitude - centre[0]) / 2) ** 2 +
    Math.cos(radians(latitude)) * Math.cos(radians(centre[0])) * Math.sin(radians(longitude - centre[1]) / 2) ** 2;
  const kilometers = 2 * RADIUS_KM * Math.asin(Math.sqrt(a));
  return matchesNumber(condition.filter as FilterJson, condition.unit === 'miles' ? kilometers / 1.609344 : kilometers);
}

const places = new WeakMap<Ground, Map<string, readonly [number, number]>>();

function placeOf(zip: string, ground: Ground): readonly [number, number] | undefined {
  let known = places.get(ground);
  if (!known) {
    known = new Map();
    for (let index = 0; index < ground.profiles.size; index += 1) {
      const { zip: code, latitude, longitude } = ground.profiles.read(index).location;
      if (code !== null && latitude !== null && longitude !== null) known.set(code, [latitude, longitude]);
    }
    places.set(ground, known);
  }
  return known.get(zip);
}
