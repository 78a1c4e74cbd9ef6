import type { Checkout } from './activity';
import { LIST_NAMES } from './lists';
import type { Message } from './mail';
import { unpackReference } from './mail';
import type { Order } from './orders';
import type { Person } from './people';
import type { MetricKey } from './shop';
import { PRODUCTS } from './shop';

/** Tells an event's properties from its reference. */
export type Describe = (reference: number, profile: number, at: number) => Readonly<Record<string, unknown>>;

export interface DescribeParts {
  readonly people: readonly Person[];
  readonly orders: readonly Order[];
  readonly checkouts: readonly Checkout[];
  readonly messages: readonly Message[];
  /** List ids, as `Subscribed to List` refers to them. */
  readonly listIds: readonly string[];
}

const PAGES = ['/', '/collections/serums', '/collections/bestsellers', '/pages/about', '/blogs/skin-notes', '/collections/refills'];
const TERMS = ['retinol', 'gift', 'spf', 'dry skin', 'refill', 'eye cream'];
const SHOP = 'https://www.juniperandsalt.example';
/** Items of an order that an `Ordered Product` reference can name. */
export const ITEMS_PER_ORDER = 16;

function basketOf(items: Order['items']): Readonly<Record<string, unknown>> {
  const products = items.map(({ product }) => PRODUCTS[product]);
  return {
    Items: products.map((product) => product?.name ?? ''),
    Collections: [...new Set(products.flatMap((product) => product?.collections ?? []))],
    'Item Count': items.reduce((sum, { quantity }) => sum + quantity, 0),
  };
}

function orderOf(order: Order | undefined, number: number): Readonly<Record<string, unknown>> {
  if (!order) return {};
  return {
    OrderId: String(5_200_000_000 + number),
    ...basketOf(order.items),
    'Discount Codes': order.code === null ? [] : [order.code],
    'Total Discounts': order.discount,
    'Source Name': 'web',
    'Currency Code': 'USD',
    FulfillmentStatus: 'fulfilled',
    HasPartialFulfillments: false,
  };
}

function productOf(product: number): Readonly<Record<string, unknown>> {
  const found = PRODUCTS[product];
  return {
    ProductName: found?.name ?? '',
    ProductID: found?.sku ?? '',
    Categories: found?.collections ?? [],
    Collections: found?.collections ?? [],
    Price: found?.price ?? 0,
    URL: `${SHOP}/products/${(found?.sku ?? '').toLowerCase()}`,
  };
}

/** How each metric tells its events; a metric that is not here tells nothing. */
export function describers(parts: DescribeParts): Readonly<Partial<Record<MetricKey, Describe>>> {
  const order: Describe = (reference) => orderOf(parts.orders[reference], reference);
  const mail: Describe = (reference, profile) => {
    const message = parts.messages[unpackReference(reference).message];
    const domain = parts.people[profile]?.email?.split('@')[1] ?? '';
    return {
      Subject: message?.name ?? '',
      'Campaign Name': message?.name ?? '',
      $message: message?.id ?? '',
      ...(message?.flowId ? { $flow: message.flowId } : {}),
      'Email Domain': domain,
      'Inbox Provider': domain.split('.')[0] ?? '',
    };
  };
  const text: Describe = (reference) => {
    const message = parts.messages[unpackReference(reference).message];
    return {
      'Message Name': message?.name ?? '',
      $message: message?.id ?? '',
      ...(message?.flowId ? { $flow: message.flowId } : {}),
      'Message Format': 'SMS',
      'To Phone Region': 'US',
    };
  };
  return {
    order,
    orderEu: order,
    orderWoo: order,
    fulfilled: order,
    refund: order,
    cancel: order,
    checkoutWoo: order,
    ordered: (reference) => {
      const number = Math.floor(reference / ITEMS_PER_ORDER);
      const item = parts.orders[number]?.items[reference % ITEMS_PER_ORDER];
      const product = PRODUCTS[item?.product ?? -1];
      return {
        OrderId: String(5_200_000_000 + number),
        Name: product?.name ?? '',
        ProductID: product?.sku ?? '',
        SKU: product?.sku ?? '',
        Quantity: item?.quantity ?? 0,
        Collections: product?.collections ?? [],
        'Variant Name': 'Default',
      };
    },
    checkout: (reference) => ({ ...basketOf(parts.checkouts[reference]?.items ?? []), 'Source Name': 'web' }),
    cart: (reference) => ({
      'Added Item Product Name': PRODUCTS[reference]?.name ?? '',
      'Added Item Quantity': 1,
      'Added Item Price': PRODUCTS[reference]?.price ?? 0,
      ...productOf(reference),
    }),
    viewed: productOf,
    bis: (reference) => ({ ProductName: PRODUCTS[reference]?.name ?? '', VariantId: PRODUCTS[reference]?.sku ?? '' }),
    site: (reference) => ({ page: `${SHOP}${PAGES[reference] ?? '/'}`, browser: 'Chrome', os: 'iOS' }),
    search: (reference) => ({ 'Search Term': TERMS[reference] ?? '' }),
    review: (reference) => ({ ProductName: PRODUCTS[reference >> 3]?.name ?? '', Rating: reference & 7, 'Review Verified': true }),
    points: (reference) => ({ Points: reference }),
    quiz: (reference, profile) => ({ Score: reference, Finished: reference > 2, 'Skin Type': parts.people[profile]?.properties['Skin Type'] ?? null }),
    inStore: () => ({ Location: 'Portland', Tender: 'card' }),
    received: mail,
    open: (reference, profile, at) => ({
      ...mail(reference, profile, at),
      'Apple Privacy Open': unpackReference(reference).apple,
      'Client Type': unpackReference(reference).apple ? 'proxy' : 'mobile',
    }),
    click: (reference, profile, at) => ({ ...mail(reference, profile, at), URL: `${SHOP}/?utm_source=klaviyo`, 'Bot Click': false }),
    bounced: (reference, profile, at) => ({ ...mail(reference, profile, at), 'Bounce Type': 'Hard' }),
    spam: mail,
    unsubscribed: mail,
    receivedSms: text,
    clickedSms: text,
    receivedPush: text,
    consentedSms: () => ({ Method: 'Form' }),
    subscribedTo: (reference) => ({ List: LIST_NAMES.get(parts.listIds[reference] ?? '') ?? '', Method: 'Form' }),
    beta: () => ({ Feature: 'routine builder' }),
  };
}
