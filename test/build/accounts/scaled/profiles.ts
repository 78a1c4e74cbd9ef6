import type { ProfileStore, StoredProfile } from '../../../../src/local/klaviyo/account-data';
import { profileId, profileIndex } from '../../../../src/local/klaviyo/identifiers';
import { mix, mixShare } from '../../../../src/local/klaviyo/random';
import { PLACES } from '../../../../src/local/demo/sample/places';

const DAY = 86_400_000;
const FIRST = ['Ava', 'Liam', 'Mia', 'Noah', 'Zoe', 'Lucas', 'Emma', 'Theo'];

/** Profiles that are told from their index alone, so that half a million of them cost eight bytes each. */
export function scaledProfiles(seed: number, size: number, now: number): ProfileStore {
  const created = new Float64Array(size);
  const span = 730 * DAY;
  // More came lately than long ago; sorted by construction.
  for (let index = 0; index < size; index += 1) {
    const share = (index + mixShare(seed, index)) / size;
    created[index] = Math.floor((now - span * (1 - share) ** 1.2) / 1000) * 1000;
  }
  const id = (index: number): string => profileId(seed, index, created[index] as number);
  return {
    size,
    id,
    indexOf: (wanted) => {
      const index = profileIndex(wanted);
      return index >= 0 && index < size && id(index) === wanted ? index : -1;
    },
    created: (index) => created[index] as number,
    updated: (index) => updatedAt(seed, index, created[index] as number, now),
    read: (index) => readProfile(seed, index, created[index] as number, now),
  };
}

function updatedAt(seed: number, index: number, created: number, now: number): number {
  return Math.floor((created + (now - created) * mixShare(seed ^ 77, index)) / 1000) * 1000;
}

/** How a profile of a scaled account stands with email: three of four opted in. */
export function subscribedByEmail(seed: number, index: number): boolean {
  return mixShare(seed ^ 11, index) < 0.74;
}

function readProfile(seed: number, index: number, created: number, now: number): StoredProfile {
  const place = PLACES[mix(seed ^ 21, index) % PLACES.length]?.[0];
  const subscribed = subscribedByEmail(seed, index);
  const suppressed = subscribed && mixShare(seed ^ 12, index) < 0.05;
  const sms = mixShare(seed ^ 13, index);
  const phone = sms < 0.4 ? `+1503555${String(index % 10_000).padStart(4, '0')}` : null;
  const updated = updatedAt(seed, index, created, now);
  const orders = mix(seed ^ 14, index) % 9;
  return {
    id: profileId(seed, index, created),
    email: `person${index}@mail${index % 7}.example`,
    phone,
    externalId: null,
    firstName: FIRST[index % FIRST.length] ?? null,
    lastName: `N${index % 977}`,
    locale: place?.locale ?? null,
    created,
    updated,
    lastEvent: updated,
    location: {
      city: place?.city ?? null,
      region: place?.region ?? null,
      country: place?.country ?? null,
      zip: place?.zip ?? null,
      timezone: place?.timezone ?? null,
      latitude: place?.latitude ?? null,
      longitude: place?.longitude ?? null,
    },
    properties: mixShare(seed ^ 15, index) < 0.3 ? { 'Skin Type': ['Dry', 'Oily', 'Normal'][index % 3] } : {},
    emailConsent: {
      status: subscribed ? 'SUBSCRIBED' : mixShare(seed ^ 16, index) < 0.3 ? 'UNSUBSCRIBED' : 'NEVER_SUBSCRIBED',
      at: created + 60_000,
      method: 'FORM',
      methodDetail: '',
      doubleOptIn: index % 3 === 0,
      suppressions: suppressed ? [{ reason: 'HARD_BOUNCE', at: updated }] : [],
      listSuppressions: [],
    },
    smsConsent: {
      status: phone !== null && sms < 0.25 ? 'SUBSCRIBED' : 'NEVER_SUBSCRIBED',
      at: phone !== null && sms < 0.25 ? created + 120_000 : null,
      method: 'FORM',
    },
    pushSince: null,
    predictions:
      orders > 5
        ? null
        : {
            historic_clv: orders * 58,
            predicted_clv: orders * 21,
            total_clv: orders * 79,
            historic_number_of_orders: orders,
            predicted_number_of_orders: orders / 2,
            average_days_between_orders: orders > 1 ? 61 : null,
            average_order_value: 58,
            churn_probability: mixShare(seed ^ 17, index),
            expected_date_of_next_order: now + (index % 90) * DAY,
            ranked_channel_affinity: ['email', 'sms'],
          },
  };
}
