import type { StoredPredictions, StoredProfile } from '../../klaviyo/account-data';
import { profileId } from '../../klaviyo/identifiers';
import { mixShare } from '../../klaviyo/random';
import type { Order } from './orders';
import type { Person } from './people';
import { DAY, L } from './shop';

/** People as Klaviyo keeps them, in the order in which they came. `lastEvent` is the time of anybody's newest event; null without one. */
export function storedProfiles(
  seed: number,
  people: readonly Person[],
  ordersOf: (index: number) => readonly Order[],
  lastEvent: (index: number) => number | null,
  now: number,
): readonly StoredProfile[] {
  return people.map((person, index): StoredProfile => {
    const { place, emailConsent } = person;
    const last = lastEvent(index);
    const known = person.state !== 'import only' || mixShare(person.seed, 61) < 0.5;
    return {
      id: profileId(seed, index, Math.floor(person.created)),
      email: person.email,
      phone: person.phone,
      externalId: ordersOf(index).length > 0 ? String(7_100_000_000 + index) : null,
      firstName: person.firstName,
      lastName: person.lastName,
      locale: place.locale,
      created: whole(person.created),
      updated: whole(Math.max(person.created, last ?? 0)),
      lastEvent: last,
      location: known
        ? {
            city: place.city,
            region: place.region,
            country: place.country,
            zip: place.zip,
            timezone: place.timezone,
            latitude: place.latitude,
            longitude: place.longitude,
          }
        : { city: null, region: null, country: null, zip: null, timezone: null, latitude: null, longitude: null },
      properties: person.properties,
      emailConsent: {
        ...emailConsent,
        at: emailConsent.at === null ? null : whole(Math.min(now, emailConsent.at)),
        suppressions: emailConsent.suppressions.map(({ reason, at }) => ({ reason, at: whole(at) })),
        listSuppressions: emailConsent.listSuppressions.map(({ reason, at }) => ({ listId: L.giveaway, reason, at: whole(at) })),
      },
      smsConsent: { ...person.smsConsent, at: person.smsConsent.at === null ? null : whole(Math.min(now, person.smsConsent.at)) },
      pushSince: person.pushSince === null ? null : whole(person.pushSince),
      predictions: predictionsOf(person, ordersOf(index), now),
    };
  });
}

/** Whole seconds, as the API shows times. */
const whole = (at: number): number => Math.floor(at / 1000) * 1000;
const cents = (value: number): number => Math.round(value * 100) / 100;

/** What Klaviyo might predict: nothing for who never bought; the more overdue, the likelier gone. */
function predictionsOf(person: Person, orders: readonly Order[], now: number): StoredPredictions | null {
  const past = orders.filter(({ at, store }) => at <= now && store === 'shopify');
  const first = past[0];
  const last = past[past.length - 1];
  if (!first || !last) return null;
  const spent = past.reduce((sum, order) => sum + order.total, 0);
  const gap = past.length > 1 ? (last.at - first.at) / DAY / (past.length - 1) : null;
  const silence = (now - last.at) / DAY;
  const churn = Math.min(0.99, Math.max(0.02, 1 - Math.exp(-silence / ((gap ?? 140) * 1.9))));
  const coming = (1 - churn) * (365 / (gap ?? 210));
  const average = spent / past.length;
  const ranked = ['email', 'sms', 'push'].sort((a, b) => mixShare(person.seed, a.length) - mixShare(person.seed, b.length));
  return {
    historic_clv: cents(spent),
    predicted_clv: cents(coming * average),
    total_clv: cents(spent + coming * average),
    historic_number_of_orders: past.length,
    predicted_number_of_orders: cents(coming),
    average_days_between_orders: gap === null ? null : cents(gap),
    average_order_value: cents(average),
    churn_probability: cents(churn),
    expected_date_of_next_order: whole(last.at + (gap ?? 95) * DAY),
    ranked_channel_affinity: person.phone === null ? ranked.filter((channel) => channel !== 'sms') : ranked,
  };
}
