import type { Random } from '../../klaviyo/random';
import { mix, pickWeighted, randomFrom, waiting, whole } from '../../klaviyo/random';
import { Columns } from './columns';
import type { Order } from './orders';
import type { Person } from './people';
import { DAY, PRODUCTS } from './shop';

const MINUTE = 60_000;

/** A checkout that was started, whether or not an order followed. */
export interface Checkout {
  readonly person: number;
  readonly at: number;
  readonly items: Order['items'];
  readonly value: number;
}

/** What people did in the shop. */
export interface Activity {
  readonly site: Columns;
  readonly viewed: Columns;
  readonly cart: Columns;
  readonly checkout: Columns;
  readonly search: Columns;
  readonly bis: Columns;
  readonly review: Columns;
  readonly points: Columns;
  readonly quiz: Columns;
  readonly inStore: Columns;
  readonly consentedSms: Columns;
  readonly beta: Columns;
  readonly checkouts: readonly Checkout[];
  /** Carts, views and checkouts that led nowhere, for the flows that follow them. */
  readonly waits: Spot[];
  readonly quizzes: Spot[];
  readonly abandoned: { readonly views: Spot[]; readonly carts: Spot[]; readonly checkouts: Spot[] };
}

export interface Spot {
  readonly index: number;
  readonly at: number;
}

type Writable = { -readonly [K in keyof Activity]: K extends 'checkouts' ? Checkout[] : Activity[K] };

/** Everybody's visits up to the end of `today`, around their orders and beside them. */
export function createActivity(people: readonly Person[], ordersOf: (index: number) => readonly Order[], today: number): Activity {
  const activity: Writable = {
    site: new Columns(),
    viewed: new Columns(),
    cart: new Columns(),
    checkout: new Columns(),
    search: new Columns(),
    bis: new Columns(),
    review: new Columns(),
    points: new Columns(),
    quiz: new Columns(),
    inStore: new Columns(),
    consentedSms: new Columns(),
    beta: new Columns(),
    checkouts: [],
    waits: [],
    quizzes: [],
    abandoned: { views: [], carts: [], checkouts: [] },
  };
  people.forEach((person, index) => {
    const random = randomFrom(mix(person.seed, 23));
    for (const order of ordersOf(index)) visitWithOrder(activity, index, order, person, random);
    for (const [at, depth] of visits(person, random, today)) visit(activity, index, at, depth, random);
    extras(activity, person, index, random, today);
  });
  return activity;
}

/** How far a visit went. */
type Depth = 'site' | 'view' | 'cart' | 'checkout';

function productOf(random: Random): number {
  return pickWeighted(
    random,
    PRODUCTS.map((product, index) => [index, product.weight] as const),
  );
}

/** Visits that ended without an order: when and how far they went. */
function visits(person: Person, random: Random, today: number): readonly (readonly [number, Depth])[] {
  const found: (readonly [number, Depth])[] = [];
  const add = (daysAgo: number, depth: Depth): void => {
    const at = today - daysAgo * DAY;
    if (at > person.created) found.push([at, depth]);
  };
  const many = (times: number, low: number, high: number, depth: Depth): void => {
    for (let number = 0; number < times; number += 1) add(low + random() * (high - low), depth);
  };
  switch (person.state) {
    case 'browse abandoner':
      many(whole(random, 1, 3), -0.95, random() < 0.6 ? 6.5 : 60, 'view');
      break;
    case 'cart abandoner':
      many(1, -0.95, random() < 0.5 ? 6.5 : 120, 'cart');
      many(whole(random, 1, 3), 1, 150, 'view');
      break;
    case 'checkout abandoner':
      many(1, -0.95, random() < 0.5 ? 6.5 : 120, 'checkout');
      many(whole(random, 1, 2), 1, 150, 'view');
      break;
    case 'engaged non-buyer':
      many(whole(random, 2, 7), -0.95, 45, 'view');
      many(whole(random, 0, 5), 40, 300, 'site');
      if (random() < 0.2) many(1, 10, 200, 'cart');
      break;
    case 'new subscriber':
      many(whole(random, 1, 3), 0, 28, random() < 0.5 ? 'view' : 'site');
      break;
    case 'never engaged':
    case 'import only':
      break;
    default: {
      // The rest look in now and then until they lose interest.
      const until = person.coldSince ?? today + DAY;
      const rate = person.engagement * 0.05;
      for (let at = person.created + waiting(random, 1 / rate) * DAY; at < until; at += waiting(random, 1 / rate) * DAY) {
        found.push([
          at,
          pickWeighted(random, [
            ['site', 48],
            ['view', 40],
            ['cart', 8],
            ['checkout', 4],
          ] as const),
        ]);
      }
    }
  }
  return found;
}

function visit(activity: Writable, index: number, at: number, depth: Depth, random: Random): void {
  activity.site.add(index, at, whole(random, 0, 5));
  if (random() < 0.08) activity.search.add(index, at + MINUTE, whole(random, 0, 5));
  if (depth === 'site') return;
  const product = productOf(random);
  activity.viewed.add(index, at + MINUTE, product);
  if (random() < 0.35) activity.viewed.add(index, at + 3 * MINUTE, random() < 0.4 ? product : productOf(random));
  if (depth === 'view') {
    activity.abandoned.views.push({ index, at: at + MINUTE });
    return;
  }
  activity.cart.add(index, at + 5 * MINUTE, product, PRODUCTS[product]?.price ?? 0);
  if (depth === 'cart') {
    activity.abandoned.carts.push({ index, at: at + 5 * MINUTE });
    return;
  }
  startCheckout(activity, { person: index, at: at + 9 * MINUTE, items: [{ product, quantity: whole(random, 1, 3) }], value: 0 });
  activity.abandoned.checkouts.push({ index, at: at + 9 * MINUTE });
}

function startCheckout(activity: Writable, checkout: Checkout): void {
  const value = checkout.items.reduce((sum, { product, quantity }) => sum + (PRODUCTS[product]?.price ?? 0) * quantity, 0);
  activity.checkout.add(checkout.person, checkout.at, activity.checkouts.length, value);
  activity.checkouts.push({ ...checkout, value });
}

function visitWithOrder(activity: Writable, index: number, order: Order, person: Person, random: Random): void {
  if (order.store === 'woocommerce') return;
  const start = order.at - whole(random, 14, 50) * MINUTE;
  activity.site.add(index, start, whole(random, 0, 5));
  for (const { product } of order.items) {
    activity.viewed.add(index, start + 2 * MINUTE, product);
    activity.cart.add(index, start + 5 * MINUTE, product, PRODUCTS[product]?.price ?? 0);
  }
  if (order.store === 'shopify') startCheckout(activity, { person: index, at: order.at - 6 * MINUTE, items: order.items, value: 0 });
  if (random() < 0.13 && !order.cancelled)
    activity.review.add(
      index,
      order.at + (12 + random() * 20) * DAY,
      (order.items[0]?.product ?? 0) * 8 + (random() < 0.82 ? whole(random, 4, 5) : whole(random, 1, 3)),
    );
  if (person.properties['Loyalty Tier'] && !order.cancelled) activity.points.add(index, order.at + 10 * MINUTE, Math.round(order.total));
}

function extras(activity: Writable, person: Person, index: number, random: Random, today: number): void {
  const waitFor = (at: number): void => {
    activity.bis.add(index, at, productOf(random));
    activity.waits.push({ index, at });
  };
  if (person.state === 'engaged non-buyer' && random() < 0.25) waitFor(Math.max(person.created, today - random() * 80 * DAY));
  if (random() < 0.02) waitFor(person.created + waiting(random, 60) * DAY);
  if (person.properties['Skin Type'] && random() < 0.7) {
    const at = person.created + waiting(random, 6) * DAY;
    activity.quiz.add(index, at, whole(random, 1, 10));
    activity.quizzes.push({ index, at });
  }
  if (person.place.city === 'Portland' && random() < 0.3)
    activity.inStore.add(index, person.created + random() * (today - person.created), 0, whole(random, 18, 140));
  const { status, at } = person.smsConsent;
  if (status === 'SUBSCRIBED' && at !== null) activity.consentedSms.add(index, at, 0);
  if (index % 900 === 17) activity.beta.add(index, Math.max(person.created, today - 90 * DAY) + DAY, 0);
}
