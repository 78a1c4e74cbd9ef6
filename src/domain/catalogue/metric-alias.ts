/**
 * Kinds of metric that the catalogue speaks of, whatever an account calls them. `name` is the usual name; `names` are the
 * spellings under which shops and apps send it (normalised: lower case, no punctuation; word order does not matter).
 * Sources: lifecycle research section 5 (Klaviyo help pages of each integration).
 */
export interface AliasDeclaration {
  readonly name: string;
  readonly names: readonly string[];
  /** Id of Klaviyo's own mapping (`GET /api/mapped-metrics`), where there is one. */
  readonly mapping: string | null;
  /** Sent by a shop, by Klaviyo's own channels, by the site snippet, or by another app. */
  readonly from: 'shop' | 'klaviyo' | 'site' | 'app';
}

export const METRIC_ALIASES = {
  order: {
    name: 'Placed Order', mapping: 'revenue', from: 'shop',
    names: ['placed order', 'order placed', 'order completed', 'completed order', 'purchase', 'purchased', 'order created', 'new order', 'checkout completed'],
  },
  ordered: { name: 'Ordered Product', mapping: 'ordered_product', from: 'shop', names: ['ordered product', 'product ordered', 'product purchased', 'purchased product', 'ordered item'] },
  checkout: { name: 'Checkout Started', mapping: 'started_checkout', from: 'shop', names: ['checkout started', 'started checkout', 'begin checkout', 'initiated checkout', 'checkout created'] },
  cart: { name: 'Added to Cart', mapping: 'added_to_cart', from: 'site', names: ['added to cart', 'add to cart', 'product added', 'added product to cart', 'product added to cart'] },
  viewed: { name: 'Viewed Product', mapping: 'viewed_product', from: 'site', names: ['viewed product', 'product viewed', 'view product', 'viewed item'] },
  site: { name: 'Active on Site', mapping: null, from: 'site', names: ['active on site', 'visited site', 'site visit'] },
  search: { name: 'Submitted Search', mapping: null, from: 'site', names: ['submitted search', 'searched site', 'search submitted', 'products searched', 'product searched'] },
  open: { name: 'Opened Email', mapping: null, from: 'klaviyo', names: ['opened email', 'email opened'] },
  click: { name: 'Clicked Email', mapping: null, from: 'klaviyo', names: ['clicked email', 'email clicked'] },
  received: { name: 'Received Email', mapping: null, from: 'klaviyo', names: ['received email', 'email received'] },
  clicked_sms: { name: 'Clicked SMS', mapping: null, from: 'klaviyo', names: ['clicked sms', 'sms clicked', 'clicked text message'] },
  bis: { name: 'Subscribed to Back in Stock', mapping: null, from: 'klaviyo', names: ['subscribed to back in stock', 'back in stock subscribed', 'back in stock subscription'] },
  fulfilled: { name: 'Fulfilled Order', mapping: null, from: 'shop', names: ['fulfilled order', 'order fulfilled', 'delivered shipment', 'order delivered', 'order shipped', 'shipped order'] },
  refund: { name: 'Refunded Order', mapping: 'refunded_sales', from: 'shop', names: ['refunded order', 'order refunded', 'refund issued'] },
  cancel: { name: 'Cancelled Order', mapping: 'cancelled_sales', from: 'shop', names: ['cancelled order', 'canceled order', 'order cancelled', 'order canceled'] },
  review: {
    name: 'Review', mapping: null, from: 'app',
    names: ['submitted review', 'review submitted', 'left review', 'review left', 'ready to review submitted', 'new review', 'product review', 'review created', 'wrote review', 'reviewed product', 'review published'],
  },
  conversion: { name: 'Conversion', mapping: null, from: 'app', names: [] },
} as const satisfies Readonly<Record<string, AliasDeclaration>>;

/** `order` = Placed Order, `ordered` = Ordered Product, …; `conversion` is what the account counts as its goal. */
export type MetricAlias = keyof typeof METRIC_ALIASES;
export const ALIASES: readonly MetricAlias[] = Object.keys(METRIC_ALIASES) as MetricAlias[];

/** What an alias is declared as. */
export function declarationOf(alias: MetricAlias): AliasDeclaration {
  return METRIC_ALIASES[alias];
}
