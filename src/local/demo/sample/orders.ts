import type { Random } from '../../klaviyo/random';
import { around, mix, pickWeighted, randomFrom, waiting, whole } from '../../klaviyo/random';
import type { Person } from './people';
import type { Product } from './shop';
import { blackFriday, DAY, PRODUCTS } from './shop';

export type Store = 'shopify' | 'shopify-eu' | 'woocommerce';

export interface Order {
  /** Index of the person. */
  readonly person: number;
  readonly at: number;
  readonly items: readonly { readonly product: number; readonly quantity: number }[];
  /** What was paid. */
  readonly total: number;
  readonly discount: number;
  readonly code: string | null;
  readonly store: Store;
  readonly refunded: boolean;
  readonly cancelled: boolean;
}

/** The old shop closed about a year ago. */
export const OLD_SHOP_CLOSED = 372 * DAY;

/** Everybody's orders up to `today`, by person and then by time. `sends` are the times of newsletters, oldest first. */
export function createOrders(people: readonly Person[], today: number, sends: readonly number[]): readonly Order[] {
  return people.flatMap((person, index) => ordersOf(person, index, today, sends));
}

function ordersOf(person: Person, index: number, today: number, sends: readonly number[]): readonly Order[] {
  const random = randomFrom(mix(person.seed, 11));
  const favourite = favouriteOf(random);
  const times = orderTimes(person, PRODUCTS[favourite] as Product, random, today)
    .map((at) => nudged(at, person, random, sends))
    .filter((at) => at > person.created && at <= today + DAY)
    .sort((a, b) => a - b);
  const old = random() < 0.12;
  const european = person.place.european && random() < 0.35;
  return times.map((at, place): Order => {
    const items = basket(person, favourite, random);
    const full = items.reduce((sum, { product, quantity }) => sum + (PRODUCTS[product] as Product).price * quantity, 0);
    const code = codeOf(person, place, at, random);
    const discount = code === null ? 0 : Math.round(full * (code === 'WELCOME10' ? 0.1 : 0.2) * 100) / 100;
    const store: Store = old && at < today - OLD_SHOP_CLOSED ? 'woocommerce' : european ? 'shopify-eu' : 'shopify';
    return {
      person: index,
      at,
      items,
      total: Math.round((full - discount) * 100) / 100,
      discount,
      code,
      store,
      refunded: random() < 0.03,
      cancelled: random() < 0.014,
    };
  });
}

function favouriteOf(random: Random): number {
  return pickWeighted(
    random,
    PRODUCTS.map((product, index) => [index, product.lasts === null ? 0 : product.weight] as const),
  );
}

function orderTimes(person: Person, favourite: Product, random: Random, today: number): number[] {
  const first = person.created + Math.min(waiting(random, 9), 60) * DAY;
  const gap = (factor = 1): number => around(random, (favourite.lasts ?? 60) * factor, 0.36) * DAY;
  const until = (end: number, factor = 1): number[] => {
    const times: number[] = [];
    for (let at = first; at < end; at += gap(factor)) times.push(at);
    return times;
  };
  const endingAt = (daysAgo: number, most: number): number[] => {
    const times = [today - daysAgo * DAY];
    while (times.length < most && (times[0] as number) - gap() > person.created) times.unshift((times[0] as number) - gap());
    return times.filter((at) => at > person.created);
  };
  switch (person.state) {
    case 'one-time recent':
      return [today - whole(random, 0, 29) * DAY - whole(random, 1, 80_000) * 1000];
    case 'one-time in window':
      return [today - (31 + random() * 50) * DAY];
    case 'one-time past window':
      return [Math.min(first, today - 105 * DAY)];
    case 'repeat':
      return until(today);
    case 'vip':
      return until(today, 0.42);
    case 'discount-driven':
      return until(today, 1.3);
    case 'at risk':
      return endingAt(92 + random() * 60, whole(random, 2, 7));
    case 'lapsed':
      return endingAt(165 + random() * 230, whole(random, 1, 5));
    case 'lost':
      return endingAt(430 + random() * 160, whole(random, 1, 3));
    case 'reactivated':
      return [...endingAt(300 + random() * 100, 3), today - random() * 40 * DAY];
    case 'seasonal':
      return [0, 1].map((back) => blackFriday(new Date(today).getUTCFullYear() - 1 - back) + (random() * 24 - 4) * DAY);
    case 'unsubscribed':
    case 'suppressed':
      return random() < 0.45 ? until(Math.min(today, first + 200 * DAY)) : [];
    case 'sms only':
      return random() < 0.4 ? [first] : [];
    case 'import only':
      return random() < 0.15 ? [first] : [];
    default:
      return [];
  }
}

/** Some orders wait for Black Friday, some follow a newsletter; the hour is a waking one on the west coast. */
function nudged(at: number, person: Person, random: Random, sends: readonly number[]): number {
  const friday = blackFriday(new Date(at).getUTCFullYear());
  const draw = random();
  if (person.state !== 'seasonal' && Math.abs(at - friday) < 18 * DAY && draw < 0.4) return friday + (random() * 4.5 - 0.8) * DAY;
  if (draw > 0.68 && person.emailConsent.status === 'SUBSCRIBED') {
    const send = sends.find((time) => time > at - 3 * DAY);
    if (send !== undefined && send - at < 6 * DAY) return send + 600_000 + waiting(random, 9 * 3_600_000);
  }
  const day = Math.floor(at / DAY) * DAY;
  return day + (14 + random() * 15) * 3_600_000;
}

function basket(person: Person, favourite: number, random: Random): Order['items'] {
  const items = new Map<number, number>();
  if (random() < 0.72) items.set(favourite, person.state === 'vip' && random() < 0.3 ? 2 : 1);
  const extra = person.state === 'vip' ? 2 : 1;
  for (let tries = 0; tries < extra; tries += 1) {
    if (items.size > 0 && random() > 0.38 + (person.state === 'vip' ? 0.3 : 0)) continue;
    const product = pickWeighted(
      random,
      PRODUCTS.map((item, index) => [index, item.weight] as const),
    );
    items.set(product, (items.get(product) ?? 0) + 1);
  }
  if (items.size === 0) items.set(favourite, 1);
  return [...items].map(([product, quantity]) => ({ product, quantity }));
}

function codeOf(person: Person, place: number, at: number, random: Random): string | null {
  const year = new Date(at).getUTCFullYear();
  const season = Math.abs(at - blackFriday(year)) < 5 * DAY;
  if (person.state === 'discount-driven') return season ? `BFCM${year % 100}` : 'SAVE20';
  if (place === 0 && random() < 0.36) return 'WELCOME10';
  if (season && random() < 0.55) return `BFCM${year % 100}`;
  return random() < 0.07 ? 'SAVE20' : null;
}
