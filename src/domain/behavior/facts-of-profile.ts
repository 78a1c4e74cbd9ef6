import type { Instant, Known } from '../account/known';
import { known, unknown } from '../account/known';
import type { ConsentFacts, ProfileFacts } from '../rule/profile-facts';
import { CONSENT_NOT_KNOWN, NOTHING_KNOWN } from '../rule/profile-facts';
import type { ConsentChannel, PredictedNumber } from '../rule/rule';
import type { BehaviorState } from './behavior-state';
import { firstFrom } from './event-index';
import { placeOf } from './place';
import { DATED_SUPPRESSIONS } from './profile-columns';
import { WORD_NOT_KEPT } from './string-dictionary';

const NOT_READ = unknown<never>('this profile was not read');
const NOT_ASKED = unknown<never>('this property was not read');
/** Places of the predictive figures among the kept columns (PREDICTED of profile-columns.ts). */
const PREDICTED_PLACE: Readonly<Record<PredictedNumber, number>> = {
  historic_clv: 0,
  predicted_clv: 1,
  total_clv: 2,
  historic_number_of_orders: 3,
  predicted_number_of_orders: 4,
  average_days_between_orders: 5,
  average_order_value: 6,
  churn_probability: 7,
};

/**
 * What is known of one profile, for `evaluateRule`. Times are whole seconds, as Klaviyo's event times are. A count over time
 * that was not read is not known.
 */
export function factsOf(state: BehaviorState, profile: number): ProfileFacts {
  const { profiles, words } = state;
  const read = state.isRead(profile);
  const rowsIn: ProfileFacts['metricCount'] = (metricId, span, where) => total(state, profile, metricId, span, where, 'count');
  return {
    ...NOTHING_KNOWN,
    metricCount: rowsIn,
    metricSum: (metricId, span, where) => total(state, profile, metricId, span, where, 'sum'),
    metricEvents: (metricId, where) => {
      const metric = state.metrics.get(metricId);
      if (metric === undefined) return null;
      const test = state.filterTest(metricId, where);
      const events: { at: Instant; value: number }[] = [];
      for (let row = metric.index.starts[profile]!; row < metric.index.starts[profile + 1]!; row += 1) {
        const meets = state.eventMeets(metric, row, test);
        if (meets === null) return null;
        const value = metric.index.values?.[row] ?? Number.NaN;
        if (meets) events.push({ at: metric.index.seconds[row]! * 1000, value: metric.valued && Number.isNaN(value) ? 0 : value });
      }
      return events;
    },
    property: (name) => {
      if (!read) return NOT_READ;
      switch (name) {
        case 'created':
          return isoOf(profiles.created[profile]!);
        case "location['country']":
          return known(words.valueOf(profiles.country[profile]!));
        case "location['region']":
          return known(words.valueOf(profiles.region[profile]!));
        case "location['zip']":
          return profiles.postalCode[profile] === WORD_NOT_KEPT ? NOT_ASKED : known(words.valueOf(profiles.postalCode[profile]!));
        default: {
          const custom = /^properties\['(.+)'\]$/.exec(name)?.[1];
          if (custom === undefined || !state.askedProperties.has(custom)) return NOT_ASKED;
          const word = profiles.properties.get(custom)?.[profile] ?? -1;
          return word < -1 ? NOT_ASKED : known(words.valueOf(word));
        }
      }
    },
    consent: (channel) => (read ? consentFacts(state, profile, channel) : null),
    predictedNumber: (dimension) => predictedNumber(state, profile, dimension),
    expectedNextPurchase: () => {
      if (!read) return NOT_READ;
      const told = profiles.predicted !== null && profiles.predicted[profile] === 1 ? profiles.expectedNextOrder[profile]! : Number.NaN;
      return known(instant(told));
    },
    affinity: (channel) => affinityOf(state, profile, channel),
    inRegion: (region) => {
      const country = read ? words.valueOf(profiles.country[profile]!) : null;
      return typeof country !== 'string' ? (read ? false : null) : placeOf(country) === region;
    },
  };
}

function total(
  state: BehaviorState,
  profile: number,
  metricId: string,
  span: { from: number | null; to: number | null },
  where: Parameters<ProfileFacts['metricCount']>[2],
  measurement: 'count' | 'sum',
): number | null {
  const metric = state.metrics.get(metricId);
  if (metric === undefined || !state.isComplete(metricId, metric, span, profile)) return null;
  const test = state.filterTest(metricId, where);
  const end = metric.index.starts[profile + 1]!;
  let result = 0;
  for (let row = span.from === null ? metric.index.starts[profile]! : firstFrom(metric.index, profile, span.from / 1000); row < end; row += 1) {
    if (span.to !== null && metric.index.seconds[row]! * 1000 > span.to) break;
    const meets = state.eventMeets(metric, row, test);
    if (meets === null) return null;
    if (!meets) continue;
    if (measurement === 'sum' && !metric.valued) return null;
    const value = metric.index.values?.[row] ?? Number.NaN;
    result += measurement === 'count' ? 1 : Number.isNaN(value) ? 0 : value;
  }
  return Math.round(result * 1e4) / 1e4;
}

/** A channel that the profile's subscriptions do not name (no address, no phone) was never subscribed to and cannot be used. */
function consentFacts(state: BehaviorState, profile: number, channel: ConsentChannel): ConsentFacts {
  const { profiles } = state;
  const kept = profiles.consentOf(profile, channel);
  if (kept === null) {
    return state.consentRead
      ? { ...CONSENT_NOT_KNOWN, canReceive: false, subscription: 'never_subscribed', statusDate: known(null), method: known(null) }
      : CONSENT_NOT_KNOWN;
  }
  const dates = profiles.suppressedAt.get(profile);
  const dated = (reason: (typeof DATED_SUPPRESSIONS)[number]): Known<Instant | null> =>
    kept.suppressions.includes(reason) ? known(instant(dates?.[DATED_SUPPRESSIONS.indexOf(reason)] ?? Number.NaN)) : known(null);
  return {
    ...CONSENT_NOT_KNOWN,
    canReceive: kept.canReceive,
    subscription: subscriptionOf(kept.consent),
    statusDate: known(instant(profiles.consent[channel].at[profile]!)),
    method: known(kept.method === null ? null : kept.method.toLowerCase()),
    doubleOptIn: known(kept.doubleOptIn),
    bounceDate: dated('HARD_BOUNCE'),
    manualSuppressionDate: dated('USER_SUPPRESSED'),
    invalidEmailDate: dated('INVALID_EMAIL'),
  };
}

function subscriptionOf(consent: string | null): ConsentFacts['subscription'] {
  switch (consent?.toUpperCase()) {
    case 'SUBSCRIBED':
      return 'subscribed';
    case 'UNSUBSCRIBED':
      return 'unsubscribed';
    case 'NEVER_SUBSCRIBED':
      return 'never_subscribed';
    default:
      return null;
  }
}

/** Without predictive figures a profile has none: they are not set, which is not the same as not read. */
function predictedNumber(state: BehaviorState, profile: number, dimension: PredictedNumber): Known<number | null> {
  if (!state.isRead(profile)) return NOT_READ;
  const { predicted, predictions } = state.profiles;
  const value = predicted !== null && predicted[profile] === 1 ? predictions[PREDICTED_PLACE[dimension]]![profile]! : Number.NaN;
  return known(Number.isNaN(value) ? null : value);
}

/** The API tells channels in their order and not how high Klaviyo rates each: the first is taken as high, the second as medium, later ones as low. */
function affinityOf(state: BehaviorState, profile: number, channel: string): ReturnType<ProfileFacts['affinity']> {
  if (!state.isRead(profile)) return { rank: NOT_READ, priority: NOT_READ };
  const { predicted, affinity } = state.profiles;
  const ranked = predicted !== null && predicted[profile] === 1 ? state.words.valueOf(affinity[profile]!) : null;
  if (!Array.isArray(ranked) || ranked.length === 0) return { rank: known(null), priority: known(null) };
  const place = ranked.findIndex((one) => typeof one === 'string' && one.toLowerCase().startsWith(channel));
  return { rank: known(place < 0 ? null : place === 0 ? 'high' : place === 1 ? 'medium' : 'low'), priority: known(place < 0 ? null : place + 1) };
}

function instant(second: number): Instant | null {
  return Number.isNaN(second) ? null : second * 1000;
}

function isoOf(second: number): Known<string | null> {
  return known(Number.isNaN(second) ? null : new Date(second * 1000).toISOString());
}
