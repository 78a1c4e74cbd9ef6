import { DAY } from '../account/known';
import type { Instant } from '../account/known';
import type { BehaviorState, MeasuredMetric } from './behavior-state';
import { Waits } from './survival';

/** A product that is bought again and again, with its cycle. */
export interface Replenished {
  readonly product: string;
  /** Days by which 40 % and 75 % of those who buy it again have. */
  readonly from: number;
  readonly to: number;
  readonly repurchases: number;
  /** Buyers who bought it again, as a share. */
  readonly share: number;
}

/** A category and its share of what was ordered. */
export interface CategoryShare {
  readonly category: string;
  readonly share: number;
  readonly buyers: number;
}

/** What goes with a category: bought by its buyers so many times as often as by all. */
export interface CategoryPair {
  readonly bought: string;
  readonly offer: string;
  readonly lift: number;
  readonly together: number;
}

export interface ProductReading {
  readonly replenished: Replenished | null;
  /** By share of value, largest first. */
  readonly categories: readonly CategoryShare[];
  readonly pair: CategoryPair | null;
  /** Ordered Product events; null where they were not read. */
  readonly items: number | null;
}

/** Shelves of a shop rather than kinds of products: who bought a best seller has told no interest. */
const SHELVES =
  /^(all|all products|alle produkte|tous les produits|todo|best ?-?sellers?|bestseller|new|new in|new arrivals?|neu(heiten)?|nouveaut\u00e9s|novedades|featured|home ?page|frontpage|sale|outlet|clearance|last chance|gifts?|gift ideas?|trending|staff picks|shop all)$/iu;

const REPURCHASES_AT_LEAST = 30;
/** A product that fewer buyers come back for is not used up; a longer cycle is no replenishment. */
const REPURCHASED_BY_AT_LEAST = 0.15;
const CYCLE_AT_MOST = 240;
const HORIZON_DAYS = 730;
const TOGETHER_AT_LEAST = 30;
const CATEGORIES_AT_MOST = 60;

/** Reads products and categories out of Ordered Product events. */
export function readProducts(
  state: BehaviorState,
  metrics: readonly MeasuredMetric[],
  nameProperty: string | null,
  categoryProperty: string | null,
  now: Instant,
): ProductReading {
  const items = metrics.length === 0 ? null : metrics.reduce((sum, metric) => sum + metric.index.rows, 0);
  return {
    replenished: nameProperty === null ? null : findReplenished(state, metrics, nameProperty, now),
    ...(categoryProperty === null ? { categories: [], pair: null } : readCategories(state, metrics, categoryProperty)),
    items,
  };
}

function findReplenished(state: BehaviorState, metrics: readonly MeasuredMetric[], property: string, now: Instant): Replenished | null {
  const nameOf = memo((metric: MeasuredMetric, word: number) => {
    const name = state.eventProperty(metric, word, property);
    return typeof name === 'string' && name.trim() !== '' ? name : null;
  });
  const waits = new Map<string, Waits>();
  const last = new Map<string, number>();
  const bought: { readonly name: string; readonly second: number }[] = [];
  const end = now / 1000;
  for (let profile = 0; profile < state.count; profile += 1) {
    last.clear();
    bought.length = 0;
    for (const metric of metrics) {
      const { index } = metric;
      for (let row = index.starts[profile]!; row < index.starts[profile + 1]!; row += 1) {
        const name = nameOf(metric, index.words?.[row] ?? -1);
        if (name !== null) bought.push({ name, second: index.seconds[row]! });
      }
    }
    // Each metric's rows are in order; what two shops sold has to be put in order.
    if (metrics.length > 1) bought.sort((one, other) => one.second - other.second);
    for (const { name, second } of bought) {
      const before = last.get(name);
      // Two pieces in one basket are one purchase.
      if (before !== undefined && second - before >= DAY / 1000) waitsOf(waits, name).add((second - before) / (DAY / 1000), true);
      last.set(name, second);
    }
    for (const [name, second] of last) waitsOf(waits, name).add((end - second) / (DAY / 1000), false);
  }
  let best: Replenished | null = null;
  for (const [product, own] of waits) {
    const curve = own.curve(HORIZON_DAYS);
    if (curve.events < REPURCHASES_AT_LEAST || curve.ever < REPURCHASED_BY_AT_LEAST) continue;
    const from = curve.quantile(0.4)!;
    const to = Math.max(from + 1, curve.quantile(0.75)!);
    if (to > CYCLE_AT_MOST) continue;
    if (best === null || curve.events > best.repurchases || (curve.events === best.repurchases && product < best.product)) {
      best = { product, from, to, repurchases: curve.events, share: curve.ever };
    }
  }
  return best;
}

function waitsOf(waits: Map<string, Waits>, name: string): Waits {
  let own = waits.get(name);
  if (own === undefined) {
    own = new Waits();
    waits.set(name, own);
  }
  return own;
}

function readCategories(
  state: BehaviorState,
  metrics: readonly MeasuredMetric[],
  property: string,
): { categories: readonly CategoryShare[]; pair: CategoryPair | null } {
  const categoriesOf = memo((metric: MeasuredMetric, word: number) => {
    const list = state.eventProperty(metric, word, property);
    return Array.isArray(list)
      ? [...new Set(list.filter((one): one is string => typeof one === 'string' && one.trim() !== '' && !SHELVES.test(one.trim())))]
      : [];
  });
  const value = new Map<string, number>();
  const valued = metrics.some((metric) => metric.index.values !== null);
  let total = 0;
  for (const metric of metrics) {
    for (let row = 0; row < metric.index.rows; row += 1) {
      const own = metric.index.values?.[row] ?? Number.NaN;
      const amount = valued ? (Number.isNaN(own) ? 0 : own) : 1;
      total += amount;
      for (const category of categoriesOf(metric, metric.index.words?.[row] ?? -1)) value.set(category, (value.get(category) ?? 0) + amount);
    }
  }
  const top = [...value].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1)).slice(0, CATEGORIES_AT_MOST);
  const place = new Map(top.map(([category], at) => [category, at]));
  const buyers = new Int32Array(top.length);
  const together = new Int32Array(top.length * top.length);
  let people = 0;
  for (let profile = 0; profile < state.count; profile += 1) {
    const own = new Set<number>();
    for (const metric of metrics) {
      for (let row = metric.index.starts[profile]!; row < metric.index.starts[profile + 1]!; row += 1) {
        for (const category of categoriesOf(metric, metric.index.words?.[row] ?? -1)) {
          const at = place.get(category);
          if (at !== undefined) own.add(at);
        }
      }
    }
    if (own.size > 0) people += 1;
    for (const one of own) {
      buyers[one]! += 1;
      for (const other of own) together[one * top.length + other]! += 1;
    }
  }
  const categories = top.map(([category, own], at) => ({ category, share: total > 0 ? own / total : 0, buyers: buyers[at]! }));
  return { categories, pair: bestPair(categories, together, people) };
}

/** Of the main categories (a tenth of sales or more), what is bought with them most beyond chance and still lacks buyers. */
function bestPair(categories: readonly CategoryShare[], together: Int32Array, people: number): CategoryPair | null {
  let best: CategoryPair | null = null;
  categories.forEach((bought, one) => {
    if (bought.share < 0.1 || bought.buyers === people) return;
    categories.forEach((offer, other) => {
      const both = together[one * categories.length + other]!;
      // A collection that holds nearly every buyer of the other ("All products") is no offer.
      if (one === other || both < TOGETHER_AT_LEAST || both > 0.8 * bought.buyers) return;
      const lift = both / bought.buyers / (offer.buyers / people);
      if (best === null || lift > best.lift) best = { bought: bought.category, offer: offer.category, lift, together: both };
    });
  });
  return best;
}

/** Remembers by metric and word: the words are few, the events many. */
function memo<T>(compute: (metric: MeasuredMetric, word: number) => T): (metric: MeasuredMetric, word: number) => T {
  const known = new Map<MeasuredMetric, Map<number, T>>();
  return (metric, word) => {
    let own = known.get(metric);
    if (own === undefined) {
      own = new Map();
      known.set(metric, own);
    }
    let value = own.get(word);
    if (value === undefined) {
      value = compute(metric, word);
      own.set(word, value);
    }
    return value;
  };
}
