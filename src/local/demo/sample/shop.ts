import { shortId } from '../../klaviyo/identifiers';

/** Ids stay the same whatever the seed, so that a tracker made from one sample account fits the next. */
const SALT = 20260723;

export const id = (kind: string, name: string): string => shortId(SALT, kind, name);

export interface Product {
  readonly sku: string;
  readonly name: string;
  readonly price: number;
  readonly collections: readonly string[];
  /** Days that one lasts; null for what nobody needs again soon. */
  readonly lasts: number | null;
  /** How often it is chosen. */
  readonly weight: number;
}

export const PRODUCTS: readonly Product[] = [
  { sku: 'JS-CLN-01', name: 'Cloud Cleanser', price: 26, collections: ['Cleansers', 'Bestsellers'], lasts: 48, weight: 20 },
  { sku: 'JS-CLN-RF', name: 'Cloud Cleanser Refill', price: 19, collections: ['Cleansers', 'Refills'], lasts: 46, weight: 9 },
  { sku: 'JS-SER-VC', name: 'Vitamin C Serum', price: 54, collections: ['Serums', 'Bestsellers'], lasts: 62, weight: 15 },
  { sku: 'JS-SER-RT', name: 'Night Retinol Serum', price: 62, collections: ['Serums'], lasts: 76, weight: 9 },
  { sku: 'JS-MST-01', name: 'Barrier Moisturizer', price: 38, collections: ['Moisturizers', 'Bestsellers'], lasts: 58, weight: 16 },
  { sku: 'JS-MST-RF', name: 'Barrier Moisturizer Refill', price: 29, collections: ['Moisturizers', 'Refills'], lasts: 56, weight: 7 },
  { sku: 'JS-SUN-50', name: 'Daily Mineral SPF 50', price: 32, collections: ['Sun Care'], lasts: 44, weight: 10 },
  { sku: 'JS-EYE-01', name: 'Bright Eye Cream', price: 44, collections: ['Eye Care'], lasts: 95, weight: 6 },
  { sku: 'JS-MSK-01', name: 'Kelp Clay Mask', price: 34, collections: ['Masks'], lasts: 120, weight: 5 },
  { sku: 'JS-OIL-01', name: 'Juniper Body Oil', price: 42, collections: ['Body'], lasts: 82, weight: 5 },
  { sku: 'JS-KIT-TR', name: 'Travel Ritual Kit', price: 49, collections: ['Kits'], lasts: null, weight: 4 },
  { sku: 'JS-GFT-HL', name: 'Holiday Gift Set', price: 88, collections: ['Gifts'], lasts: null, weight: 3 },
];

interface MetricSpec {
  /** What the sample's code calls it. */
  readonly key: string;
  readonly name: string;
  readonly integration: 'shopify' | 'shopify-eu' | 'woocommerce' | 'klaviyo' | 'api' | 'reviews' | 'loyalty' | 'pos' | null;
}

export const INTEGRATIONS = {
  shopify: { id: '0eMvjm', name: 'Shopify', category: 'eCommerce' },
  'shopify-eu': { id: '0eMvjn', name: 'Shopify', category: 'eCommerce' },
  woocommerce: { id: '0eMvwc', name: 'WooCommerce', category: 'eCommerce' },
  klaviyo: { id: '0rG4eQ', name: 'Klaviyo', category: 'Internal' },
  api: { id: '7FtS4J', name: 'API', category: 'API' },
  reviews: { id: '3rEvw1', name: 'Klaviyo Reviews', category: 'Reviews' },
  loyalty: { id: '5sMile', name: 'Smile.io', category: 'Loyalty' },
  pos: { id: '2sQuar', name: 'Square', category: 'Point of sale' },
} as const;

const METRIC_SPECS = [
  { key: 'order', name: 'Placed Order', integration: 'shopify' },
  { key: 'ordered', name: 'Ordered Product', integration: 'shopify' },
  { key: 'checkout', name: 'Checkout Started', integration: 'shopify' },
  { key: 'fulfilled', name: 'Fulfilled Order', integration: 'shopify' },
  { key: 'refund', name: 'Refunded Order', integration: 'shopify' },
  { key: 'cancel', name: 'Cancelled Order', integration: 'shopify' },
  { key: 'search', name: 'Submitted Search', integration: 'shopify' },
  { key: 'orderEu', name: 'Placed Order', integration: 'shopify-eu' },
  { key: 'orderWoo', name: 'Placed Order', integration: 'woocommerce' },
  { key: 'checkoutWoo', name: 'Started Checkout', integration: 'woocommerce' },
  { key: 'cart', name: 'Added to Cart', integration: 'api' },
  { key: 'viewed', name: 'Viewed Product', integration: 'api' },
  { key: 'site', name: 'Active on Site', integration: 'api' },
  { key: 'received', name: 'Received Email', integration: 'klaviyo' },
  { key: 'open', name: 'Opened Email', integration: 'klaviyo' },
  { key: 'click', name: 'Clicked Email', integration: 'klaviyo' },
  { key: 'bounced', name: 'Bounced Email', integration: 'klaviyo' },
  { key: 'spam', name: 'Marked Email as Spam', integration: 'klaviyo' },
  { key: 'unsubscribed', name: 'Unsubscribed from Email Marketing', integration: 'klaviyo' },
  { key: 'subscribedTo', name: 'Subscribed to List', integration: 'klaviyo' },
  { key: 'bis', name: 'Subscribed to Back in Stock', integration: 'klaviyo' },
  { key: 'receivedSms', name: 'Received SMS', integration: 'klaviyo' },
  { key: 'clickedSms', name: 'Clicked SMS', integration: 'klaviyo' },
  { key: 'receivedPush', name: 'Received Push', integration: 'klaviyo' },
  { key: 'consentedSms', name: 'Consented to Receive SMS', integration: 'klaviyo' },
  { key: 'review', name: 'Submitted Review', integration: 'reviews' },
  { key: 'points', name: 'Earned Points', integration: 'loyalty' },
  { key: 'quiz', name: 'Completed Skin Quiz', integration: 'api' },
  { key: 'inStore', name: 'Completed Payment', integration: 'pos' },
  { key: 'beta', name: 'Beta Feature Viewed', integration: null },
] as const satisfies readonly MetricSpec[];

export type MetricKey = (typeof METRIC_SPECS)[number]['key'];
export const METRICS: readonly (MetricSpec & { readonly key: MetricKey })[] = METRIC_SPECS;

/** Metric ids by the name that the sample's code uses. */
export const M = Object.fromEntries(METRIC_SPECS.map(({ key, name, integration }) => [key, id('metric', `${name}/${integration ?? ''}`)])) as Readonly<
  Record<MetricKey, string>
>;

/** Lists by the name that the sample's code uses; membership is in lists.ts. */
export const L = {
  newsletter: id('list', 'newsletter'),
  sms: id('list', 'sms'),
  oldImport: id('list', 'old import'),
  popup: id('list', 'popup'),
  checkout: id('list', 'checkout'),
  vipClone: id('list', 'vip clone'),
  popUpShop: id('list', 'pop-up shop'),
  tradeShow: id('list', 'trade show'),
  giveaway: id('list', 'giveaway'),
  backInStock: id('list', 'back in stock'),
  loyalty: id('list', 'loyalty'),
  internal: id('list', 'internal'),
  /** Once a list; deleted, and still referred to. */
  deleted: id('list', 'deleted'),
} as const;
export type ListKey = Exclude<keyof typeof L, 'deleted'>;

export const TIMEZONE = 'America/Los_Angeles';
export const DAY = 86_400_000;

/** The Friday after the fourth Thursday of November, at noon UTC. */
export function blackFriday(year: number): number {
  const first = new Date(Date.UTC(year, 10, 1)).getUTCDay();
  const thursday = 1 + ((4 - first + 7) % 7) + 21;
  return Date.UTC(year, 10, thursday + 1, 12);
}
