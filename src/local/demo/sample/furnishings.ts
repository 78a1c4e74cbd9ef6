import type { AccountData, EventSeries } from '../../klaviyo/account-data';
import { DAY, id, INTEGRATIONS, L, M, METRICS, PRODUCTS, TIMEZONE } from './shop';

const TAG_GROUPS = ['Lifecycle', 'Team'];
const TAGS = ['Base', 'Welcome', 'Engagement', 'Customers', 'Win-back', 'Exclusions', 'SMS', 'Old – check with Sam'];

type Furnishings = Pick<
  AccountData,
  'account' | 'metrics' | 'customMetrics' | 'mappedMetrics' | 'tagGroups' | 'tags' | 'forms' | 'catalogItems' | 'catalogCategories'
>;

/** Everything of the sample account that is neither people nor audiences nor sends. */
export function furnishings(today: number, events: ReadonlyMap<string, EventSeries>): Furnishings {
  const start = today - 735 * DAY;
  const collections = [...new Set(PRODUCTS.flatMap((product) => product.collections))];
  const categoryId = (name: string): string => `$custom:::$default:::${name.toUpperCase().replace(/\W+/g, '-')}`;
  return {
    account: {
      id: 'JnPr5T',
      organization: 'Juniper & Salt',
      timezone: TIMEZONE,
      currency: 'USD',
      locale: 'en-US',
      industry: 'Ecommerce, Health & Beauty',
      website: 'https://www.juniperandsalt.example',
      testAccount: false,
    },
    metrics: METRICS.map(({ key, name, integration }) => {
      const times = events.get(M[key])?.times;
      return {
        id: M[key],
        name,
        created: times?.[0] ?? start,
        updated: times?.[times.length - 1] ?? start,
        integration: integration === null ? null : INTEGRATIONS[integration],
      };
    }),
    customMetrics: [
      {
        id: id('custom metric', 'all sales'),
        name: 'All sales',
        created: start + 300 * DAY,
        updated: start + 400 * DAY,
        aggregation: 'value',
        metricIds: [M.order, M.orderEu, M.inStore],
      },
    ],
    mappedMetrics: [
      { role: 'revenue', updated: start + 380 * DAY, metricId: M.order, customMetricId: null },
      { role: 'ordered_product', updated: start + 380 * DAY, metricId: M.ordered, customMetricId: null },
      { role: 'started_checkout', updated: start + 380 * DAY, metricId: M.checkout, customMetricId: null },
      { role: 'added_to_cart', updated: start + 380 * DAY, metricId: M.cart, customMetricId: null },
      { role: 'viewed_product', updated: start + 380 * DAY, metricId: M.viewed, customMetricId: null },
      { role: 'cancelled_sales', updated: start + 380 * DAY, metricId: M.cancel, customMetricId: null },
      { role: 'refunded_sales', updated: start + 380 * DAY, metricId: M.refund, customMetricId: null },
    ],
    tagGroups: TAG_GROUPS.map((name, place) => ({ id: id('tag group', name), name, exclusive: place === 1, isDefault: place === 0 })),
    tags: TAGS.map((name, place) => ({ id: id('tag', name), name, groupId: id('tag group', TAG_GROUPS[place === TAGS.length - 1 ? 1 : 0] ?? '') })),
    forms: [
      {
        id: id('form', 'popup'),
        name: 'Popup – 10% off your first order',
        status: 'live',
        abTest: true,
        createdAt: start + 140 * DAY,
        updatedAt: today - 40 * DAY,
        listIds: [L.popup, L.sms],
      },
      {
        id: id('form', 'footer'),
        name: 'Footer newsletter',
        status: 'live',
        abTest: false,
        createdAt: start + 2 * DAY,
        updatedAt: today - 300 * DAY,
        listIds: [L.newsletter],
      },
      {
        id: id('form', 'waitlist'),
        name: 'Back in stock',
        status: 'live',
        abTest: false,
        createdAt: start + 360 * DAY,
        updatedAt: today - 200 * DAY,
        listIds: [L.backInStock],
      },
      {
        id: id('form', 'giveaway'),
        name: 'Summer giveaway',
        status: 'draft',
        abTest: false,
        createdAt: start + 265 * DAY,
        updatedAt: today - 430 * DAY,
        listIds: [L.giveaway],
      },
    ],
    catalogItems: PRODUCTS.map((product) => ({
      id: `$custom:::$default:::${product.sku}`,
      externalId: product.sku,
      title: product.name,
      description: `${product.name} by Juniper & Salt`,
      price: product.price,
      url: `https://www.juniperandsalt.example/products/${product.sku.toLowerCase()}`,
      published: true,
      created: start,
      updated: today - 30 * DAY,
      categoryIds: product.collections.map(categoryId),
    })),
    catalogCategories: collections.map((name) => ({ id: categoryId(name), externalId: name, name, updated: start })),
  };
}
