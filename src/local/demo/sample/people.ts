import type { StoredEmailConsent, StoredSmsConsent } from '../../klaviyo/account-data';
import type { Random } from '../../klaviyo/random';
import { mix, pick, pickWeighted, randomFrom, waiting, whole } from '../../klaviyo/random';
import { DAY } from './shop';
import type { Place } from './places';
import { PLACES } from './places';

/** What a person was made to be; recorded so that tests can compare what the product finds. */
export const STATES = [
  'new subscriber',
  'subscriber',
  'engaged non-buyer',
  'never engaged',
  'browse abandoner',
  'cart abandoner',
  'checkout abandoner',
  'one-time recent',
  'one-time in window',
  'one-time past window',
  'repeat',
  'vip',
  'at risk',
  'lapsed',
  'lost',
  'reactivated',
  'discount-driven',
  'seasonal',
  'unsubscribed',
  'suppressed',
  'sms only',
  'import only',
] as const;
export type State = (typeof STATES)[number];

/** How many of a thousand people are in each state. */
const SHARES: Readonly<Record<State, number>> = {
  'new subscriber': 38,
  subscriber: 128,
  'engaged non-buyer': 78,
  'never engaged': 62,
  'browse abandoner': 22,
  'cart abandoner': 30,
  'checkout abandoner': 24,
  'one-time recent': 42,
  'one-time in window': 52,
  'one-time past window': 92,
  repeat: 118,
  vip: 26,
  'at risk': 44,
  lapsed: 64,
  lost: 42,
  reactivated: 16,
  'discount-driven': 24,
  seasonal: 22,
  unsubscribed: 34,
  suppressed: 24,
  'sms only': 10,
  'import only': 8,
};

export interface Person {
  readonly state: State;
  readonly seed: number;
  readonly created: number;
  readonly email: string | null;
  readonly phone: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly place: Place;
  readonly emailConsent: StoredEmailConsent;
  readonly smsConsent: StoredSmsConsent;
  readonly pushSince: number | null;
  /** Share of mails that this person opens when fresh. */
  readonly engagement: number;
  /** Engagement ends about here; null while it goes on. */
  readonly coldSince: number | null;
  /** Reads mail with Apple's app, which opens everything by itself. */
  readonly apple: boolean;
  readonly properties: Readonly<Record<string, unknown>>;
}

const FIRST = [
  'Ava',
  'Mia',
  'Noah',
  'Liam',
  'Zoë',
  'Emma',
  'Olivia',
  'Lucas',
  'Mateo',
  'Sofia',
  'Chloe',
  'Amara',
  'Priya',
  'Hana',
  'Ines',
  'Lena',
  'Oscar',
  'Nora',
  'Theo',
  'Maya',
  'José',
  'Søren',
  'Yuki',
  'Anaïs',
];
const LAST = [
  'Nguyen',
  'Smith',
  'García',
  'Brown',
  'Rossi',
  'Müller',
  'Kim',
  'Patel',
  'Lopez',
  'Martin',
  'Dubois',
  'Jensen',
  'Okafor',
  'Cohen',
  'Silva',
  'Novak',
  'O’Brien',
  'Tanaka',
  'Weber',
  'Haddad',
];
const DOMAINS: readonly (readonly [string, number])[] = [
  ['gmail.com', 52],
  ['icloud.com', 14],
  ['yahoo.com', 12],
  ['outlook.com', 11],
  ['hotmail.com', 6],
  ['proton.me', 5],
];
const SKIN = ['Dry', 'Oily', 'Combination', 'Sensitive', 'Normal'];

/** People in the order in which they came, `count` of them by the end of `today`, of whom those who came after `now` are left out. */
export function createPeople(seed: number, count: number, today: number, now: number): readonly Person[] {
  const people: Person[] = [];
  const shares = Object.entries(SHARES) as [State, number][];
  for (let number = 0; number < count; number += 1) {
    const random = randomFrom(mix(seed, number));
    people.push(createPerson(pickWeighted(random, shares), number, mix(seed ^ 0x5eed, number), random, today));
  }
  return people.filter((person) => person.created <= now).sort((a, b) => a.created - b.created || a.seed - b.seed);
}

/** How many days ago a person of this state came, at least and at most. */
function arrival(state: State): readonly [number, number] {
  switch (state) {
    case 'new subscriber':
      return [0, 28];
    case 'one-time recent':
      return [1, 90];
    case 'browse abandoner':
    case 'cart abandoner':
    case 'checkout abandoner':
      return [2, 300];
    case 'one-time in window':
      return [32, 240];
    case 'engaged non-buyer':
    case 'subscriber':
      return [32, 700];
    case 'one-time past window':
      return [110, 725];
    case 'repeat':
    case 'discount-driven':
      return [90, 725];
    case 'vip':
      return [240, 725];
    case 'at risk':
    case 'never engaged':
      return [230, 725];
    case 'lapsed':
    case 'reactivated':
      return [430, 728];
    case 'lost':
    case 'seasonal':
    case 'import only':
      return [600, 729];
    default:
      return [60, 725];
  }
}

function engagementOf(state: State, random: Random): number {
  switch (state) {
    case 'engaged non-buyer':
    case 'vip':
      return 0.5 + random() * 0.35;
    case 'new subscriber':
    case 'repeat':
    case 'one-time recent':
    case 'reactivated':
      return 0.3 + random() * 0.4;
    case 'never engaged':
    case 'import only':
      return 0;
    case 'lost':
    case 'lapsed':
    case 'unsubscribed':
    case 'suppressed':
      return 0.1 + random() * 0.25;
    default:
      return 0.12 + random() * 0.4;
  }
}

function createPerson(state: State, number: number, seed: number, random: Random, today: number): Person {
  const [latest, earliest] = arrival(state);
  // More people came lately than two years ago: the shop grows.
  const daysAgo = latest + (earliest - latest) * random() ** 1.25;
  const created = today - daysAgo * DAY + whole(random, 0, 80_000) * 1000;
  const firstName = random() < 0.86 ? pick(random, FIRST) : null;
  const lastName = firstName !== null && random() < 0.9 ? pick(random, LAST) : null;
  const domain = pickWeighted(random, DOMAINS);
  const emailName = `${(firstName ?? 'hello')
    .normalize('NFKD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()}.${(lastName ?? 'x')
    .normalize('NFKD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()}${number}`;
  const email = state === 'sms only' && random() < 0.6 ? null : `${emailName}@${domain}`;
  const place = pickWeighted(random, PLACES);
  const phone = state === 'sms only' || random() < 0.42 ? `${place.dial}${whole(random, 200, 989)}555${String(number % 10_000).padStart(4, '0')}` : null;
  const coldSince = coldFrom(state, created, today, random);
  return {
    state,
    seed,
    created,
    email,
    phone,
    firstName,
    lastName,
    place,
    engagement: engagementOf(state, random),
    coldSince,
    apple: domain === 'icloud.com' ? random() < 0.95 : random() < 0.44,
    emailConsent: emailConsent(state, created, today, random),
    smsConsent: smsConsent(state, phone, created, today, random),
    pushSince: random() < 0.055 ? Math.max(created, Math.min(today, created + waiting(random, 40) * DAY)) : null,
    properties: propertiesOf(state, created, random),
  };
}

function coldFrom(state: State, created: number, today: number, random: Random): number | null {
  const back = (low: number, high: number): number => Math.max(created + 5 * DAY, today - (low + random() * (high - low)) * DAY);
  switch (state) {
    case 'at risk':
      return random() < 0.5 ? back(40, 110) : null;
    case 'lapsed':
      return back(90, 330);
    case 'lost':
      return back(300, 520);
    case 'one-time past window':
      return random() < 0.5 ? back(60, 400) : null;
    case 'subscriber':
      return random() < 0.45 ? back(60, 420) : null;
    default:
      return null;
  }
}

function propertiesOf(state: State, created: number, random: Random): Readonly<Record<string, unknown>> {
  const properties: Record<string, unknown> = {};
  if (random() < 0.31) properties['Skin Type'] = pick(random, SKIN);
  if (random() < 0.16)
    properties.Interests = [
      ...new Set([pick(random, ['Anti-aging', 'Hydration', 'Acne', 'Sun', 'Clean beauty']), pick(random, ['Hydration', 'Gifts', 'Refills', 'Sun'])]),
    ];
  if (random() < 0.22) {
    const birthday = new Date(Date.UTC(whole(random, 1958, 2004), whole(random, 0, 11), whole(random, 1, 28)));
    properties.Birthday = birthday.toISOString().slice(0, 10);
  }
  if (state === 'vip') properties['Loyalty Tier'] = random() < 0.75 ? 'Gold' : 'Silver';
  else if (state === 'repeat' || state === 'at risk') {
    if (random() < 0.5) properties['Loyalty Tier'] = random() < 0.25 ? 'Silver' : 'Bronze';
  }
  if ((state === 'repeat' || state === 'vip') && random() < 0.18) properties['Subscription Status'] = random() < 0.8 ? 'active' : 'cancelled';
  properties['Sign-up Source'] = pickWeighted(random, [
    ['Popup', 40],
    ['Checkout', 28],
    ['Footer', 14],
    ['Instagram', 10],
    ['Quiz', 8],
  ]);
  if (random() < 0.03) properties['Newsletter Edition'] = created % 2 === 0 ? 'A' : 'B';
  return properties;
}

const BLANK = { methodDetail: '', doubleOptIn: false, suppressions: [], listSuppressions: [] };

function emailConsent(state: State, created: number, today: number, random: Random): StoredEmailConsent {
  const soon = created + whole(random, 20, 3000) * 1000;
  const method = pickWeighted(random, [
    ['FORM', 58],
    ['CHECKOUT', 20],
    ['API', 10],
    ['MANUAL_IMPORT', 9],
    ['PREFERENCE_PAGE', 3],
  ] as const);
  const subscribed: StoredEmailConsent = {
    ...BLANK,
    status: 'SUBSCRIBED',
    at: soon,
    method,
    methodDetail: method === 'FORM' ? 'Popup – 10% off' : '',
    doubleOptIn: method === 'FORM' && random() < 0.62,
  };
  const left = Math.min(today, created + (20 + random() * 0.8 * ((today - created) / DAY)) * DAY);
  switch (state) {
    case 'unsubscribed':
      return { ...BLANK, status: 'UNSUBSCRIBED', at: left, method: 'PREFERENCE_PAGE', suppressions: [{ reason: 'UNSUBSCRIBE', at: left }] };
    case 'suppressed': {
      const reason = pickWeighted(random, [
        ['HARD_BOUNCE', 44],
        ['USER_SUPPRESSED', 26],
        ['SPAM_COMPLAINT', 18],
        ['INVALID_EMAIL', 12],
      ] as const);
      return { ...subscribed, suppressions: [{ reason, at: left }] };
    }
    case 'sms only':
      return { ...BLANK, status: 'NEVER_SUBSCRIBED', at: null, method: null };
    case 'import only':
      return random() < 0.5
        ? { ...BLANK, status: 'NEVER_SUBSCRIBED', at: null, method: null }
        : { ...subscribed, method: 'MANUAL_IMPORT', methodDetail: 'Mailchimp import', doubleOptIn: false };
    case 'new subscriber':
    case 'subscriber':
    case 'engaged non-buyer':
    case 'never engaged':
      return subscribed;
    default:
      // Buyers and visitors who never ticked the box can be written to, but did not opt in.
      if (random() < 0.15) return { ...BLANK, status: 'NEVER_SUBSCRIBED', at: null, method: null };
      if (random() < 0.02) return { ...subscribed, listSuppressions: [{ listId: 'giveaway', reason: 'UNSUBSCRIBE', at: left }] };
      return subscribed;
  }
}

function smsConsent(state: State, phone: string | null, created: number, today: number, random: Random): StoredSmsConsent {
  const at = Math.max(created + 30_000, Math.min(today, created + waiting(random, 25) * DAY));
  if (phone === null) return { status: 'NEVER_SUBSCRIBED', at: null, method: null };
  if (state === 'sms only') return { status: 'SUBSCRIBED', at: created + 60_000, method: 'FORM' };
  const draw = random();
  if (draw < 0.52) return { status: 'SUBSCRIBED', at, method: random() < 0.6 ? 'FORM' : 'CHECKOUT' };
  if (draw < 0.6) return { status: 'UNSUBSCRIBED', at, method: 'INBOUND_MESSAGE' };
  return { status: 'NEVER_SUBSCRIBED', at: null, method: null };
}
