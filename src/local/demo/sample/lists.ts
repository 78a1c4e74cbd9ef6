import type { Members, StoredList } from '../../klaviyo/account-data';
import { mixShare } from '../../klaviyo/random';
import type { Person } from './people';
import type { ListKey } from './shop';
import { DAY, id, L } from './shop';

interface ListSpec {
  readonly key: ListKey;
  readonly name: string;
  readonly optIn: 'single_opt_in' | 'double_opt_in';
  readonly age: number;
  readonly tags?: readonly string[];
  /** When a person joined; null for those who did not. */
  readonly joined: (person: Person, today: number) => number | null;
}

const chance = (person: Person, salt: number, share: number): boolean => mixShare(person.seed, salt) < share;

/** When the person opted in to email, also of those who left since. */
function optedIn(person: Person): number | null {
  const { status, at } = person.emailConsent;
  if (status === 'NEVER_SUBSCRIBED') return null;
  return status === 'UNSUBSCRIBED' ? person.created + 900_000 : at;
}

const still = (person: Person): boolean => person.emailConsent.status === 'SUBSCRIBED';

const LISTS: readonly ListSpec[] = [
  {
    key: 'newsletter',
    name: 'Newsletter',
    optIn: 'double_opt_in',
    age: 735,
    tags: ['Base'],
    joined: (person) => (still(person) && person.emailConsent.method !== 'MANUAL_IMPORT' && person.emailConsent.method !== 'CHECKOUT' ? optedIn(person) : null),
  },
  {
    key: 'sms',
    name: 'SMS Subscribers',
    optIn: 'single_opt_in',
    age: 620,
    tags: ['SMS'],
    joined: (person) => (person.smsConsent.status === 'SUBSCRIBED' ? person.smsConsent.at : null),
  },
  {
    key: 'oldImport',
    name: 'Mailchimp import 2024 – DO NOT SEND',
    optIn: 'single_opt_in',
    age: 728,
    joined: (person, today) =>
      person.state === 'import only' || person.emailConsent.method === 'MANUAL_IMPORT' ? Math.max(person.created, today - 600 * DAY) : null,
  },
  {
    key: 'popup',
    name: 'Popup – 10% off',
    optIn: 'single_opt_in',
    age: 600,
    tags: ['Welcome'],
    joined: (person) => (person.emailConsent.method === 'FORM' && chance(person, 3, 0.6) ? optedIn(person) : null),
  },
  {
    key: 'checkout',
    name: 'Checkout opt-ins',
    optIn: 'single_opt_in',
    age: 560,
    joined: (person) => (person.emailConsent.method === 'CHECKOUT' ? optedIn(person) : null),
  },
  {
    key: 'vipClone',
    name: 'VIP early access (copied from segment)',
    optIn: 'single_opt_in',
    age: 262,
    tags: ['Customers'],
    joined: (person, today) => {
      const was = person.state === 'vip' || (person.state === 'lapsed' && chance(person, 5, 0.2));
      return was && person.created < today - 261 * DAY && chance(person, 4, 0.8) ? today - 261 * DAY : null;
    },
  },
  {
    key: 'popUpShop',
    name: 'Pop-up shop Portland',
    optIn: 'single_opt_in',
    age: 420,
    joined: (person, today) => (person.place.city === 'Portland' && person.created < today - 410 * DAY && chance(person, 6, 0.25) ? today - 409 * DAY : null),
  },
  {
    key: 'tradeShow',
    name: 'Trade show leads',
    optIn: 'single_opt_in',
    age: 500,
    joined: (person, today) => (chance(person, 7, 0.002) && person.created < today - 490 * DAY ? today - 489 * DAY : null),
  },
  {
    key: 'giveaway',
    name: 'Summer giveaway',
    optIn: 'single_opt_in',
    age: 470,
    joined: (person, today) =>
      (person.state === 'never engaged' || person.state === 'subscriber') && person.created < today - 440 * DAY && chance(person, 8, 0.35)
        ? today - 438 * DAY
        : null,
  },
  {
    key: 'backInStock',
    name: 'Back-in-stock waitlist',
    optIn: 'single_opt_in',
    age: 380,
    joined: (person, today) => (person.state === 'engaged non-buyer' && chance(person, 9, 0.22) ? Math.min(today, person.created + 20 * DAY) : null),
  },
  {
    key: 'loyalty',
    name: 'Loyalty members',
    optIn: 'single_opt_in',
    age: 470,
    tags: ['Customers'],
    joined: (person, today) => (person.properties['Loyalty Tier'] ? Math.min(today, Math.max(person.created + 35 * DAY, today - 469 * DAY)) : null),
  },
  {
    key: 'internal',
    name: 'TEST – internal',
    optIn: 'single_opt_in',
    age: 735,
    joined: (person, today) => (chance(person, 10, 0.0009) ? Math.max(person.created, today - 400 * DAY) : null),
  },
];

/** The lists of the sample account as of `today`. */
export function storedLists(today: number): readonly StoredList[] {
  return LISTS.map((list, place) => ({
    id: L[list.key],
    name: list.name,
    created: today - list.age * DAY + 60_000_000,
    updated: today - Math.min(list.age, (place * 41) % 200) * DAY + 60_000_000,
    optIn: list.optIn,
    tagIds: (list.tags ?? []).map((name) => id('tag', name)),
  }));
}

/** Who joined which list and when, oldest first, up to `until`. */
export function listMembers(people: readonly Person[], today: number, until: number): ReadonlyMap<string, Members> {
  return new Map(
    LISTS.map((list) => {
      const rows: [index: number, at: number][] = [];
      people.forEach((person, index) => {
        const at = list.joined(person, today);
        if (at !== null && at <= until) rows.push([index, Math.floor(at / 1000) * 1000]);
      });
      rows.sort((a, b) => a[1] - b[1] || a[0] - b[0]);
      return [L[list.key], { profiles: Uint32Array.from(rows, ([index]) => index), joinedAt: Float64Array.from(rows, ([, at]) => at) }] as const;
    }),
  );
}

/** Names of lists by id, for the events that tell them. */
export const LIST_NAMES: ReadonlyMap<string, string> = new Map(LISTS.map((list) => [L[list.key], list.name]));
