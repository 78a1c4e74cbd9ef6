import type { MetricProperty } from '../account/inventory';
import type { MetricAlias } from './metric-alias';
import { nameKey } from './metric-name';

/** What the events' own properties are called in this account. Null: no such property was found. */
export interface EventPropertyNames {
  readonly discount: { readonly property: string; readonly shape: DiscountShape } | null;
  /** Category property of Ordered Product, and of Viewed Product: lists of names. */
  readonly orderedCategory: string | null;
  readonly viewedCategory: string | null;
  /** Name property of Ordered Product. */
  readonly productName: string | null;
  readonly rating: string | null;
  readonly applePrivacy: string | null;
  /** Kinds of metric whose events' properties were read, of every metric of the kind: of others nothing can be said to be missing. */
  readonly readOf: ReadonlySet<MetricAlias>;
}

export type DiscountShape = 'list' | 'amount' | 'yes or no' | 'text';

const DISCOUNT = [
  'Discount Codes',
  'Discount Code',
  'Coupons',
  'Coupon Codes',
  'Coupon Code',
  'Coupon',
  'Discounts',
  'Total Discounts',
  'Discount Amount',
  'Total Discount',
  'Discount Value',
  'Discounted',
];
const CATEGORY = ['Categories', 'Collections', 'Product Categories', 'Item Categories', 'Category Names', 'Category', 'Collection'];
const PRODUCT = ['Name', 'Product Name', 'Item Name', 'Title', 'Product Title', 'Product'];
const RATING = ['Rating', 'Review Rating', 'Stars', 'Star Rating', 'Score', 'Review Score', 'Review Stars'];
const APPLE = ['Apple Privacy Open'];

type Kind = 'list' | 'number' | 'boolean' | 'text' | 'other';

/** Finds each property by the names that shops use, checked against type and samples. */
export function eventPropertyNames(properties: readonly MetricProperty[], idsOf: (alias: MetricAlias) => readonly string[]): EventPropertyNames {
  const first = (alias: MetricAlias, names: readonly string[], kinds: readonly Kind[]): MetricProperty | null => {
    const ids = idsOf(alias);
    for (const name of names) {
      const found = properties.find((one) => ids.includes(one.metricId) && nameKey(spaced(one.property)) === nameKey(name) && kinds.includes(kindOf(one)));
      if (found) return found;
    }
    return null;
  };
  const looked = new Set(properties.map(({ metricId }) => metricId));
  const discount = first('order', DISCOUNT, ['list', 'number', 'boolean', 'text']);
  return {
    discount: discount === null ? null : { property: discount.property, shape: shapeOf(kindOf(discount)) },
    orderedCategory: first('ordered', CATEGORY, ['list'])?.property ?? null,
    viewedCategory: first('viewed', CATEGORY, ['list'])?.property ?? null,
    productName: first('ordered', PRODUCT, ['text'])?.property ?? null,
    rating: first('review', RATING, ['number'])?.property ?? null,
    applePrivacy: first('open', APPLE, ['boolean', 'text', 'other'])?.property ?? null,
    // Every event carries some property: a metric without any was not looked into.
    readOf: new Set(
      (['order', 'ordered', 'viewed', 'review', 'open'] as const).filter((alias) => idsOf(alias).length > 0 && idsOf(alias).every((id) => looked.has(id))),
    ),
  };
}

/** `ProductName` and `product_name` read as `Product Name`. */
function spaced(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1 $2');
}

/** The type where it is clear; samples of a list may be its items. A number written as text is no usable amount. */
function kindOf({ type, samples }: MetricProperty): Kind {
  const told = (type ?? '').toLowerCase();
  const sample = samples.find((one) => one !== null && one !== undefined);
  if (/list|array/.test(told) || Array.isArray(sample)) return 'list';
  if (/num|int|float|decimal|double/.test(told) || typeof sample === 'number') return 'number';
  if (/bool/.test(told) || typeof sample === 'boolean') return 'boolean';
  if (typeof sample === 'string') return sample.trim() !== '' && Number.isFinite(Number(sample)) ? 'other' : 'text';
  return sample === undefined && /str|text/.test(told) ? 'text' : 'other';
}

function shapeOf(kind: Kind): DiscountShape {
  return kind === 'number' ? 'amount' : kind === 'boolean' ? 'yes or no' : kind === 'text' ? 'text' : 'list';
}
