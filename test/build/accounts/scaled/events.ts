import type { EventSeries, ProfileStore } from '../../../../src/local/klaviyo/account-data';
import { mix, mixShare } from '../../../../src/local/klaviyo/random';
import type { MetricKey } from '../../../../src/local/demo/sample/shop';
import { blackFriday, M, PRODUCTS } from '../../../../src/local/demo/sample/shop';

const DAY = 86_400_000;
/** How long events go back. */
export const LOOK_BACK = 728 * DAY;

/** How many of a thousand events belong to each metric. */
const SHARES: Readonly<Partial<Record<MetricKey, number>>> = {
  order: 120,
  ordered: 150,
  checkout: 100,
  cart: 80,
  viewed: 150,
  site: 120,
  received: 120,
  open: 100,
  click: 30,
  fulfilled: 22,
  refund: 4,
  cancel: 2,
  clickedSms: 2,
};

/** `total` events over two years, sorted by construction, all told from their position. */
export function scaledEvents(seed: number, total: number, profiles: ProfileStore, now: number): ReadonlyMap<string, EventSeries> {
  const curve = seasonCurve(now);
  return new Map(
    (Object.entries(SHARES) as [MetricKey, number][]).map(
      ([key, share], place) => [M[key], scaledSeries(key, mix(seed, place), Math.round((total * share) / 1000), profiles, curve)] as const,
    ),
  );
}

/** Instants at a thousand equal shares of all events: growth, and a hump at each Black Friday. */
function seasonCurve(now: number): Float64Array {
  const steps = 728;
  const start = now - LOOK_BACK;
  const weights = Array.from({ length: steps }, (_, day) => {
    const at = start + day * DAY;
    const friday = blackFriday(new Date(at).getUTCFullYear());
    return (0.7 + (0.6 * day) / steps) * (Math.abs(at - friday) < 3 * DAY ? 4 : 1);
  });
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const curve = new Float64Array(1001);
  let day = 0;
  let passed = 0;
  for (let step = 0; step <= 1000; step += 1) {
    const target = (whole * step) / 1000;
    while (day < steps - 1 && passed + (weights[day] ?? 0) < target) {
      passed += weights[day] ?? 0;
      day += 1;
    }
    curve[step] = Math.min(now, start + (day + (target - passed) / (weights[day] ?? 1)) * DAY);
  }
  return curve;
}

function scaledSeries(key: MetricKey, seed: number, size: number, profiles: ProfileStore, curve: Float64Array): EventSeries {
  const times = new Float64Array(size);
  const people = new Uint32Array(size);
  const priced = ['order', 'ordered', 'checkout', 'cart', 'fulfilled', 'refund', 'cancel'].includes(key);
  const values = priced ? new Float64Array(size) : null;
  let existing = 0;
  for (let position = 0; position < size; position += 1) {
    const share = ((position + mixShare(seed, position)) / size) * 1000;
    const step = Math.min(999, Math.floor(share));
    const before = curve[step] as number;
    const at = Math.floor((before + ((curve[step + 1] as number) - before) * (share - step)) / 1000) * 1000;
    times[position] = position > 0 && at < (times[position - 1] as number) ? (times[position - 1] as number) : at;
    while (existing < profiles.size && profiles.created(existing) <= at) existing += 1;
    // Some come back again and again, most once.
    people[position] = Math.floor(mixShare(seed ^ 0x1234, position) ** 1.6 * Math.max(1, existing));
    if (values) values[position] = valueOf(seed, position);
  }
  const metricId = M[key];
  return {
    metricId,
    times,
    profiles: people,
    values,
    properties: (position) => propertiesOf(key, seed, position, values?.[position] ?? null),
    attribution: () => null,
  };
}

function valueOf(seed: number, position: number): number {
  return Math.round((18 + 140 * mixShare(seed ^ 0x77, position) ** 2.2) * 100) / 100;
}

function propertiesOf(key: MetricKey, seed: number, position: number, value: number | null): Readonly<Record<string, unknown>> {
  const product = PRODUCTS[mix(seed, position) % PRODUCTS.length];
  const money = value === null ? {} : { $value: value };
  switch (key) {
    case 'order':
    case 'checkout':
    case 'fulfilled':
    case 'refund':
    case 'cancel':
      return {
        OrderId: `${key}${position}`,
        Items: [product?.name ?? ''],
        Collections: product?.collections ?? [],
        'Item Count': 1,
        'Discount Codes': mixShare(seed ^ 5, position) < 0.25 ? ['SAVE20'] : [],
        'Total Discounts': 0,
        ...money,
      };
    case 'ordered':
      return {
        Name: product?.name ?? '',
        ProductID: product?.sku ?? '',
        SKU: product?.sku ?? '',
        Quantity: 1,
        Collections: product?.collections ?? [],
        ...money,
      };
    case 'viewed':
    case 'cart':
      return {
        ProductName: product?.name ?? '',
        ProductID: product?.sku ?? '',
        Categories: product?.collections ?? [],
        Collections: product?.collections ?? [],
        Price: product?.price ?? 0,
        ...money,
      };
    case 'open':
      return { Subject: `Issue ${position % 90}`, $message: `message${position % 90}`, 'Apple Privacy Open': mixShare(seed ^ 6, position) < 0.5 };
    default:
      return { Subject: `Issue ${position % 90}`, $message: `message${position % 90}` };
  }
}
