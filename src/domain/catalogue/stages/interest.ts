import { ALL_TIME, ago, atLeast, custom, discounted, last, listHas, listHasAny, none, numberAtLeast } from '../condition';
import { days, discountProperty, discountShape, eventProperty, property, propertyName, propertyValue, stage, text, usual } from '../declare';

const orderedCategory = (fallback: string) => usual('category_property', fallback, 'category property of ordered products', 'category property');

/** G. What they like, when they buy, how they pay. */
export const INTEREST = stage('Product interest', 'E-commerce manager', [
  {
    id: 'G1', name: 'Category browsers, not buyers', uses: 'CFP', cadence: 'Monthly', valueClass: 'HI', needs: ['ordered', 'viewed'],
    capabilities: [eventProperty('ordered', 'category'), eventProperty('viewed', 'category')], turnoverDays: 30,
    meaning: 'Viewed a category twice in a month and never bought from it.',
    segmentName: (value) => `Viewed ${value.text('cat')}, never bought it`,
    note: 'The category that brings most; each that brings a tenth of revenue deserves the same, at most three.',
    parameters: [
      days('d', 30, 'days in which the views are counted'), text('cat', 'Serums', 'category', 'category'), orderedCategory('Categories'),
      usual('viewed_property', 'Categories', 'category property of viewed products', 'viewed category property'),
    ],
    clauses: (value) => [
      [atLeast('viewed', 2, last(value.number('d')), listHasAny(value.text('viewed_property'), value.text('cat')))],
      [none('ordered', ALL_TIME, listHasAny(value.text('category_property'), value.text('cat')))],
    ],
  },
  {
    id: 'G2', name: 'Category buyers (cross-sell)', uses: 'CFP', cadence: 'Quarterly', valueClass: 'PE', needs: ['ordered'],
    capabilities: [eventProperty('ordered', 'category'), { kind: 'two categories' }],
    meaning: 'Bought from one category and never from another that goes with it.',
    segmentName: (value) => `Bought ${value.text('a')}, not ${value.text('b')}`,
    parameters: [text('a', 'Shoes', 'category they bought', 'bought category'), text('b', 'Socks', 'category to offer', 'cross-sell category'), orderedCategory('Collections')],
    clauses: (value) => [
      [atLeast('ordered', 1, last(365), listHasAny(value.text('category_property'), value.text('a')))],
      [none('ordered', ALL_TIME, listHasAny(value.text('category_property'), value.text('b')))],
    ],
  },
  {
    id: 'G3', name: 'Discount-driven buyers', uses: 'CP', cadence: 'Quarterly', valueClass: 'PE', needs: ['order'], capabilities: [eventProperty('order', 'discount')],
    meaning: 'Two or more orders, every one of them with a discount.',
    note: 'An absent list and an empty one differ by shop: check on some events.',
    parameters: [discountProperty, discountShape],
    clauses: (value) => [
      [atLeast('order', 2, last(730), discounted(value.text('discount'), value.text('discount_shape'), true))],
      [none('order', last(730), discounted(value.text('discount'), value.text('discount_shape'), false))],
    ],
  },
  {
    id: 'G4', name: 'Full-price buyers', uses: 'CP', cadence: 'Quarterly', valueClass: 'PE', needs: ['order'], capabilities: [eventProperty('order', 'discount')],
    meaning: 'Bought, never with a discount.',
    note: 'Store-wide markdowns leave no code.',
    parameters: [discountProperty, discountShape],
    clauses: (value) => [[atLeast('order', 1, last(730))], [none('order', last(730), discounted(value.text('discount'), value.text('discount_shape'), true))]],
  },
  {
    id: 'G6', name: 'Last season’s buyers', uses: 'CR', cadence: 'Yearly', valueClass: 'RR', needs: ['order'], capabilities: [{ kind: 'season ahead' }],
    rarelyFilled: true,
    meaning: 'Bought in the account’s last season and not since: due when the next one begins.',
    note: 'Expected to be silent off season: not stale, and no case for lapsed offers. Made for the season ahead: its days are counted back from now, so make it anew next year.',
    parameters: [days('s1', 300, 'days since the season’s end', 'season end'), days('s2', 400, 'days since the season’s start', 'season start')],
    clauses: (value) => [[atLeast('order', 1, last(value.number('s2')))], [none('order', last(value.number('s1')))]],
  },
  {
    id: 'G7', name: 'Birthday this month', uses: 'CFP', cadence: 'Yearly', valueClass: 'PE', capabilities: [property('birthday')],
    rarelyFilled: true,
    meaning: 'Their birthday is known and falls in this month.',
    parameters: [propertyName('bday', 'Birthday', 'birthday')],
    clauses: (value) => [[custom(value.text('bday'), { type: 'date', operator: 'anniversary-month' })]],
  },
  {
    id: 'G8', name: 'Reviewers / advocates', uses: 'CP', cadence: 'Quarterly', valueClass: 'PE', needs: ['review'], capabilities: [eventProperty('review', 'rating')],
    meaning: 'Left a good review in the last year.',
    note: 'The metric comes from the review app.',
    parameters: [usual('rating_key', 'Rating', 'rating property of reviews', 'rating property')],
    clauses: (value) => [[atLeast('review', 1, last(365), numberAtLeast(value.text('rating_key'), 4))]],
  },
  {
    id: 'G9', flowTriggers: ['fulfilled'], name: 'Review-ask eligible', uses: 'FC', cadence: 'Monthly', valueClass: 'PE', needs: ['fulfilled', 'review'],
    meaning: 'Received an order some weeks ago and have not reviewed it.',
    clauses: () => [[atLeast('fulfilled', 1, ago(7, 45))], [none('review', last(60))]],
  },
  {
    id: 'G10', name: 'Recent refund or cancellation', uses: 'CF', usedAs: 'exclusion', cadence: 'Monthly', valueClass: 'RO', needs: ['cancel', 'refund'], optional: ['cancel', 'refund'],
    meaning: 'Had a refund or a cancellation lately: care first, no promotions.',
    note: 'Used as an exclusion.',
    owner: 'Customer care lead',
    parameters: [days('d', 30, 'days since the refund or cancellation')],
    clauses: (value) => [[atLeast('refund', 1, last(value.number('d'))), atLeast('cancel', 1, last(value.number('d')))]],
  },
  {
    id: 'G11', name: 'Declared preference', uses: 'CFP', cadence: 'Quarterly', valueClass: 'PE', capabilities: [property('interests')],
    meaning: 'Named an interest in a form or preference page.',
    segmentName: (value) => `Interested in ${value.text('item')}`,
    parameters: [propertyName('pref', 'Interests', 'interests'), propertyValue('item', 'Running', 'interests')],
    clauses: (value) => [[custom(value.text('pref'), listHas(value.text('item')))]],
  },
]);
