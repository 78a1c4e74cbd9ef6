import { atLeast, funnel, last, none, numberAtLeast } from '../condition';
import { count, days, money, stage } from '../declare';

const since = (meaning: string, fallback = 7) => days('d', fallback, meaning);

/** B. Showed that they want something: cart, checkout, browsing. */
export const INTENT = stage('High intent', 'Lifecycle marketer', [
  {
    id: 'B1', flowTriggers: ['viewed'], name: 'Browse abandoners', uses: 'CF', cadence: 'Weekly', valueClass: 'RR',
    needs: ['cart', 'checkout', 'order', 'viewed'], optional: ['cart', 'checkout'], turnoverDays: 7,
    meaning: 'Viewed a product and went no further.',
    note: 'Usually served by a flow; the segment is for campaign top-up and ad audiences.',
    parameters: [since('days since the product was viewed')],
    clauses: (value) => {
      const lately = last(value.number('d'));
      return [[atLeast('viewed', 1, lately)], [none('cart', lately)], [none('checkout', lately)], [none('order', lately)]];
    },
  },
  {
    id: 'B2', flowTriggers: ['cart'], name: 'Cart abandoners', uses: 'CF', cadence: 'Weekly', valueClass: 'RR', needs: ['cart', 'checkout', 'order'], optional: ['checkout'], turnoverDays: 7,
    meaning: 'Added to the cart, no checkout and no order.',
    note: 'Exists only where the shop or site reports additions to the cart.',
    parameters: [since('days since something was added to the cart')],
    clauses: (value) => {
      const lately = last(value.number('d'));
      return [[atLeast('cart', 1, lately)], [none('checkout', lately)], [none('order', lately)]];
    },
  },
  {
    id: 'B3', flowTriggers: ['checkout'], name: 'Checkout abandoners', uses: 'CF', cadence: 'Weekly', valueClass: 'RR', needs: ['checkout', 'order'], turnoverDays: 7,
    meaning: 'Started a checkout, no order in the same days.',
    note: 'Also leaves out people who ordered shortly before they abandoned: the funnel version (B4) heeds the order of events.',
    parameters: [since('days since the checkout was started')],
    clauses: (value) => [[atLeast('checkout', 1, last(value.number('d')))], [none('order', last(value.number('d')))]],
  },
  {
    id: 'B4', flowTriggers: ['checkout'], name: 'Checkout not followed by an order', uses: 'CB', cadence: 'Weekly', valueClass: 'RR', needs: ['checkout', 'order'], turnoverDays: 30,
    meaning: 'Started a checkout that was not followed by an order within three days.',
    note: 'How Klaviyo reads a step that must not happen should be checked once on the live account.',
    paidProduct: 'Advanced KDP or Marketing Analytics',
    parameters: [since('days looked back on', 30)],
    clauses: (value) => [[funnel('checkout', 'order', 'DAYS_3', last(value.number('d')))]],
  },
  {
    id: 'B5', flowTriggers: ['checkout'], name: 'High-value abandoned checkout', uses: 'CFP', cadence: 'Weekly', valueClass: 'RR', needs: ['checkout', 'order'], turnoverDays: 7,
    meaning: 'Left a checkout behind whose value is among the top fifth.',
    note: 'Compares the event’s `$value`.',
    parameters: [since('days since the checkout was started'), money('hv', 150, 'checkout value from which it counts as high', 'checkout value')],
    clauses: (value) => [[atLeast('checkout', 1, last(value.number('d')), numberAtLeast('$value', value.number('hv')))], [none('order', last(value.number('d')))]],
  },
  {
    id: 'B6', name: 'Repeat viewers, no order', uses: 'CFP', cadence: 'Monthly', valueClass: 'HI', needs: ['order', 'viewed'], turnoverDays: 14,
    meaning: 'Viewed products again and again in two weeks, no order in a month.',
    parameters: [since('days in which the views are counted', 14), count('views', 3, 'product views')],
    clauses: (value) => [[atLeast('viewed', value.number('views'), last(value.number('d')))], [none('order', last(30))]],
  },
  {
    id: 'B7', flowTriggers: ['bis'], name: 'Back-in-stock waiters', uses: 'CF', cadence: 'Monthly', valueClass: 'HI', needs: ['bis', 'order'], turnoverDays: 90,
    rarelyFilled: true,
    meaning: 'Asked to be told when something is back and have not bought since.',
    note: 'Asking for that message is not consent to marketing.',
    parameters: [since('days since they asked', 90)],
    clauses: (value) => [[atLeast('bis', 1, last(value.number('d')))], [none('order', last(30))]],
  },
  {
    id: 'B8', name: 'Recently searched on site', uses: 'CP', cadence: 'Monthly', valueClass: 'HI', needs: ['order', 'search'], turnoverDays: 14,
    meaning: 'Searched the site, no order.',
    parameters: [since('days since the search', 14)],
    clauses: (value) => [[atLeast('search', 1, last(value.number('d')))], [none('order', last(value.number('d')))]],
  },
]);
