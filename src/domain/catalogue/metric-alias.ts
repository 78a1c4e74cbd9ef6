/**
 * Kinds of metric that the catalogue speaks of, whatever an account calls them. Compared without regard to case, punctuation,
 * word order and US or UK spelling. Sources: lifecycle research section 5 (Klaviyo help pages of each integration).
 */
export interface AliasDeclaration {
  readonly name: string;
  /** How Klaviyo's own integrations and its guide for custom events call it. */
  readonly names: readonly string[];
  /** What custom code calls it. Used only where no metric with a usual name arrives: it may repeat the same orders. */
  readonly synonyms: readonly string[];
  /** Id of Klaviyo's own mapping (`GET /api/mapped-metrics`), where there is one. */
  readonly mapping: string | null;
  /** Sent by a shop, by Klaviyo's own channels, by the site snippet, or by another app. */
  readonly from: 'shop' | 'klaviyo' | 'site' | 'app';
}

export const METRIC_ALIASES = {
  order: {
    name: 'Placed Order',
    mapping: 'revenue',
    from: 'shop',
    names: ['placed order'],
    synonyms: [
      'order placed',
      'order completed',
      'completed order',
      'purchase',
      'purchased',
      'purchase completed',
      'completed purchase',
      'order created',
      'order submitted',
      'new order',
      'checkout completed',
    ],
  },
  ordered: {
    name: 'Ordered Product',
    mapping: 'ordered_product',
    from: 'shop',
    names: ['ordered product'],
    synonyms: ['product ordered', 'product purchased', 'ordered item', 'item purchased', 'line item ordered'],
  },
  checkout: {
    name: 'Checkout Started',
    mapping: 'started_checkout',
    from: 'shop',
    names: ['checkout started', 'started checkout'],
    synonyms: ['begin checkout', 'checkout begun', 'initiated checkout', 'checkout initiated', 'checkout created'],
  },
  cart: {
    name: 'Added to Cart',
    mapping: 'added_to_cart',
    from: 'site',
    names: ['added to cart'],
    synonyms: ['add to cart', 'product added', 'added product to cart', 'product added to cart', 'added item to cart', 'cart updated'],
  },
  viewed: {
    name: 'Viewed Product',
    mapping: 'viewed_product',
    from: 'site',
    names: ['viewed product'],
    synonyms: ['view product', 'viewed item', 'product page viewed', 'product detail viewed'],
  },
  site: {
    name: 'Active on Site',
    mapping: null,
    from: 'site',
    names: ['active on site'],
    synonyms: ['visited site', 'site visit', 'page viewed', 'viewed page'],
  },
  search: {
    name: 'Submitted Search',
    mapping: null,
    from: 'site',
    names: ['submitted search'],
    synonyms: ['searched site', 'products searched', 'product searched', 'searched', 'performed search'],
  },
  open: { name: 'Opened Email', mapping: null, from: 'klaviyo', names: ['opened email'], synonyms: [] },
  click: { name: 'Clicked Email', mapping: null, from: 'klaviyo', names: ['clicked email'], synonyms: [] },
  received: { name: 'Received Email', mapping: null, from: 'klaviyo', names: ['received email'], synonyms: [] },
  clicked_sms: { name: 'Clicked SMS', mapping: null, from: 'klaviyo', names: ['clicked sms'], synonyms: ['clicked text message'] },
  bis: {
    name: 'Subscribed to Back in Stock',
    mapping: null,
    from: 'klaviyo',
    names: ['subscribed to back in stock'],
    synonyms: ['back in stock subscribed', 'back in stock subscription', 'back in stock requested'],
  },
  fulfilled: {
    name: 'Fulfilled Order',
    mapping: null,
    from: 'shop',
    names: ['fulfilled order'],
    synonyms: ['delivered shipment', 'order delivered', 'delivered order', 'order shipped', 'shipped order', 'order fulfilled'],
  },
  refund: {
    name: 'Refunded Order',
    mapping: 'refunded_sales',
    from: 'shop',
    names: ['refunded order'],
    synonyms: ['refund issued', 'order refund', 'refund created'],
  },
  cancel: {
    name: 'Cancelled Order',
    mapping: 'cancelled_sales',
    from: 'shop',
    names: ['cancelled order'],
    synonyms: ['order cancellation', 'canceled payment'],
  },
  review: {
    name: 'Review',
    mapping: null,
    from: 'app',
    names: ['submitted review'],
    synonyms: [
      'left review',
      'new review',
      'product review',
      'review created',
      'wrote review',
      'reviewed product',
      'review published',
      'completed review',
      'review left',
      'review received',
      'submitted product review',
    ],
  },
  conversion: { name: 'Conversion', mapping: null, from: 'app', names: [], synonyms: [] },
} as const satisfies Readonly<Record<string, AliasDeclaration>>;

/** `order` = Placed Order, `ordered` = Ordered Product, …; `conversion` is what the account counts as its goal. */
export type MetricAlias = keyof typeof METRIC_ALIASES;
export const ALIASES: readonly MetricAlias[] = Object.keys(METRIC_ALIASES) as MetricAlias[];

/** What an alias is declared as. */
export function declarationOf(alias: MetricAlias): AliasDeclaration {
  return METRIC_ALIASES[alias];
}
