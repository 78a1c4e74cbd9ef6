/**
 * The whole grammar of conditions of Klaviyo's revision 2026-07-15, one example each, written down from the schemas `SegmentDefinition` and
 * `FlowDefinition`. `says`: what the plain-language text must name.
 */
export interface Example {
  readonly json: unknown;
  readonly says: readonly string[];
}

const date = (operator: string, rest: object = {}): object => ({ type: 'date', operator, ...rest });
const numeric = (operator: string, value: number): object => ({ type: 'numeric', operator, value });
const text = (operator: string, value: unknown): object => ({ type: 'string', operator, value });
const list = (operator: string, value: unknown): object => ({ type: 'list', operator, value });

/** Every (type, operator) pair of segments: 50 over 6 types. */
export const FILTER_EXAMPLES: readonly Example[] = [
  ...['equals', 'not-equals', 'contains', 'not-contains', 'starts-with', 'not-starts-with', 'ends-with', 'not-ends-with', 'regex', 'nregex'].map(
    (operator) => ({ json: text(operator, 'Gold 7'), says: ['“Gold 7”'] }),
  ),
  ...['in', 'not-in', 'phone-country-code-in', 'phone-country-code-not-in'].map((operator) => ({ json: text(operator, ['US', 'GB']), says: ['“US”', '“GB”'] })),
  ...['equals', 'not-equals', 'greater-than', 'greater-than-or-equal', 'less-than', 'less-than-or-equal'].map((operator) => ({
    json: numeric(operator, 1250.5),
    says: ['1,250.5'],
  })),
  { json: { type: 'numeric', operator: 'between', start: 3, end: 44 }, says: ['3', '44'] },
  { json: { type: 'boolean', operator: 'equals', value: false }, says: ['false'] },
  { json: { type: 'existence', operator: 'is-set' }, says: ['is set'] },
  { json: { type: 'existence', operator: 'not-set' }, says: ['is not set'] },
  { json: list('contains', 'Running'), says: ['“Running”'] },
  { json: list('not-contains', 12), says: ['12'] },
  ...['contains-any', 'contains-all', 'not-contains-any', 'not-contains-all'].map((operator) => ({
    json: list(operator, ['Shoes', 'Socks']),
    says: ['“Shoes”', '“Socks”'],
  })),
  ...['length-equals', 'length-greater-than', 'length-greater-than-or-equal', 'length-less-than', 'length-less-than-or-equal'].map((operator) => ({
    json: list(operator, 5),
    says: ['5 items'],
  })),
  ...['contains-substring', 'not-contains-substring'].map((operator) => ({ json: list(operator, 'Sho'), says: ['“Sho”'] })),
  { json: date('after', { date: '2024-03-05T00:00:00Z' }), says: ['after', 'Mar 5, 2024'] },
  { json: date('before', { date: '2024-03-05T14:30:00+00:00' }), says: ['before', 'Mar 5, 2024 at 14:30 UTC'] },
  { json: date('between-static', { start: '2024-01-01T00:00:00Z', end: '2024-02-01T00:00:00Z' }), says: ['Jan 1, 2024', 'Feb 1, 2024'] },
  { json: date('in-the-last', { unit: 'day', quantity: 30 }), says: ['in the last 30 days'] },
  { json: date('at-least', { unit: 'week', quantity: 1 }), says: ['more than 1 week ago'] },
  { json: date('in-the-next', { unit: 'hour', quantity: 48 }), says: ['in the next 48 hours'] },
  { json: date('between', { start: 10, end: 20, unit: 'day' }), says: ['between 10 and 20 days ago'] },
  { json: date('anniversary-last', { unit: 'day', quantity: 9 }), says: ['anniversary', 'last 9 days'] },
  { json: date('anniversary-next', { unit: 'week', quantity: 2 }), says: ['anniversary', 'next 2 weeks'] },
  { json: date('calendar-month', { value: 6 }), says: ['June'] },
  { json: date('anniversary'), says: ['anniversary today'] },
  { json: date('anniversary-month'), says: ['anniversary this month'] },
  { json: date('alltime'), says: [] },
];

const alltime = date('alltime');
const last30 = date('in-the-last', { unit: 'day', quantity: 30 });
const once = numeric('greater-than-or-equal', 1);

const consent = (channel: string, can: boolean, status: object): object => ({
  type: 'profile-marketing-consent',
  consent: { channel, can_receive_marketing: can, consent_status: status },
});
const method = (name: string, filter?: unknown): object => ({ field: 'method', method: name, ...(filter === undefined ? {} : { filter }) });
const ids = (...value: string[]): object => ({ type: 'string', operator: 'in', value });

/** Sub-filters of consent with what they say. */
const EMAIL_SUBSCRIBED: readonly Example[] = [
  { json: { field: 'is_double_opt_in', filter: { type: 'boolean', operator: 'equals', value: true } }, says: ['with double opt-in'] },
  { json: { field: 'status_date', filter: last30 }, says: ['subscribed in the last 30 days'] },
  { json: { field: 'custom_source', filter: text('equals', 'Fair 2024') }, says: ['“Fair 2024”'] },
  { json: method('form'), says: ['through a form'] },
  { json: method('form', ids('Xy1', 'Xy2')), says: ['“Xy1”', '“Xy2”'] },
  { json: method('form', null), says: ['through a form'] },
  { json: method('preference_page', text('equals', 'https://x.example')), says: ['a preference page', '“https://x.example”'] },
  { json: method('api', ids('9f3e')), says: ['the API', '“9f3e”'] },
  { json: method('inbound_message'), says: ['an inbound message'] },
  { json: method('back_in_stock'), says: ['back in stock'] },
  { json: method('sftp'), says: ['SFTP'] },
  { json: method('manual_import', ids('u1')), says: ['a manual import', '“u1”'] },
  { json: method('manual_add', ids('u2')), says: ['by hand', '“u2”'] },
  { json: method('integration', ids('shopify')), says: ['an integration', '“shopify”'] },
];
const EMAIL_UNSUBSCRIBED = [
  'api',
  'inbound_message',
  'preference_page',
  'manual_remove',
  'spam_complaint',
  'mailbox_provider',
  'one_click_unsubscribe',
  'manual_import',
  'sftp',
  'data_warehouse_import',
  'profile_modification',
];
const SMS_UNSUBSCRIBED = [
  'form',
  'manual_import',
  'manual_add',
  'manual_remove',
  'bulk_remove',
  'checkout',
  'inbound_message',
  'preference_page',
  'sftp',
  'carrier_deactivation',
  'provided_landline',
  'message_blocked',
  'provided_no_age',
  'failed_age_gate',
];
const SUPPRESSED: readonly Example[] = [
  { json: { field: 'bounce_date', filter: last30 }, says: ['bounced in the last 30 days'] },
  { json: { field: 'manual_suppression_date', filter: { type: 'existence', operator: 'is-set' } }, says: ['suppressed by hand'] },
  { json: { field: 'invalid_email_date', filter: date('anniversary-month') }, says: ['invalid', 'this month'] },
];
const SUBSCRIBE_METHODS = [
  'api',
  'back_in_stock',
  'bigcommerce',
  'bulk_remove',
  'campaign_monitor',
  'carrier_deactivation',
  'checkout',
  'constant_contact',
  'exact_target',
  'facebook',
  'failed_age_gate',
  'inbound_message',
  'integration',
  'mad_mimi',
  'magento_two',
  'mailbox_provider',
  'manual_add',
  'manual_import',
  'manual_remove',
  'message_blocked',
  'netsuite',
  'preference_page',
  'provided_landline',
  'provided_no_age',
  'sftp',
  'shopify',
  'social_instagram_message',
  'spam_complaint',
  'square',
  'wix',
  'woocommerce',
];

const withFilter =
  (channel: string, can: boolean, subscription: string, words: string) =>
  ({ json, says }: Example): Example => ({ json: consent(channel, can, { subscription, filters: [json] }), says: [words, ...says] });

export const CONSENT_EXAMPLES: readonly Example[] = [
  { json: consent('email', true, { subscription: 'any', filters: null }), says: ['can receive email marketing'] },
  { json: consent('email', true, { subscription: 'any' }), says: ['can receive email marketing'] },
  { json: consent('email', true, { subscription: 'never_subscribed' }), says: ['can receive email marketing', 'has never subscribed'] },
  { json: consent('email', true, { subscription: 'subscribed' }), says: ['can receive email marketing and is subscribed'] },
  ...EMAIL_SUBSCRIBED.map(withFilter('email', true, 'subscribed', 'is subscribed')),
  { json: consent('email', false, { subscription: 'any' }), says: ['cannot receive email marketing'] },
  ...SUPPRESSED.flatMap((filter) =>
    ['any', 'unsubscribed', 'never_subscribed', 'subscribed'].map((subscription) => withFilter('email', false, subscription, 'cannot receive email')(filter)),
  ),
  ...EMAIL_UNSUBSCRIBED.map((name) => withFilter('email', false, 'unsubscribed', 'has unsubscribed')({ json: method(name), says: ['through'] })),
  withFilter('email', false, 'unsubscribed', 'has unsubscribed')({ json: method('integration', ids('constant_contact')), says: ['“constant_contact”'] }),
  withFilter(
    'email',
    false,
    'unsubscribed',
    'has unsubscribed',
  )({ json: { field: 'status_date', filter: last30 }, says: ['unsubscribed in the last 30 days'] }),
  {
    json: consent('sms', true, {
      subscription: 'subscribed',
      filters: [{ field: 'is_rcs_capable', filter: { type: 'boolean', operator: 'equals', value: false } }],
    }),
    says: ['can receive SMS', 'cannot receive RCS'],
  },
  ...['any', 'unsubscribed', 'never_subscribed'].map((subscription) => ({
    json: consent('sms', false, { subscription }),
    says: ['cannot receive SMS marketing'],
  })),
  ...SMS_UNSUBSCRIBED.map((name) => withFilter('sms', false, 'unsubscribed', 'has unsubscribed')({ json: method(name), says: ['through'] })),
  {
    json: consent('push', true, { subscription: 'any', filters: [{ field: 'status_date', filter: last30 }] }),
    says: ['can receive push marketing', 'in the last 30 days'],
  },
  { json: consent('push', false, { subscription: 'any' }), says: ['cannot receive push marketing'] },
  ...['implicitly_reachable', 'implicitly_or_explicitly_reachable', 'implicitly_unreachable', 'implicitly_or_explicitly_unreachable'].map((status) => ({
    json: { type: 'profile-permissions', channel: 'whatsapp_transactional', permission: { reachable_status: status } },
    says: ['WhatsApp transactional', 'implicitly'],
  })),
  ...['explicitly_reachable', 'explicitly_unreachable'].flatMap((status) =>
    [
      { field: 'effective_date', filter: last30 },
      { field: 'recorded_date', filter: date('calendar-month', { value: 5 }) },
      { field: 'subscribe_method', method: 'form', filter: ids('F9') },
      ...SUBSCRIBE_METHODS.map((name) => ({ field: 'subscribe_method', method: name })),
    ].map((filter) => ({
      json: { type: 'profile-permissions', channel: 'whatsapp_marketing', permission: { reachable_status: status, filters: [filter] } },
      says: ['WhatsApp marketing', 'explicitly'],
    })),
  ),
];

const metric = (rest: object): object => ({
  type: 'profile-metric',
  metric_id: 'ORDER',
  measurement: 'count',
  measurement_filter: once,
  timeframe_filter: alltime,
  ...rest,
});
const predictive = (dimension: string, rest: object): object => ({ type: 'profile-predictive-analytics', dimension, ...rest });
const NUMBERS = [
  'average_days_between_orders',
  'average_order_value',
  'churn_probability',
  'historic_clv',
  'historic_number_of_orders',
  'predicted_clv',
  'predicted_number_of_orders',
  'total_clv',
];

/** The other conditions of segments: membership, metrics, place, properties, predictions, custom objects, funnels. */
export const SEGMENT_EXAMPLES: readonly Example[] = [
  { json: { type: 'profile-group-membership', is_member: true, group_ids: ['LIST'] }, says: ['is in the list “Newsletter”'] },
  {
    json: { type: 'profile-group-membership', is_member: true, group_ids: ['LIST', 'SEGMENT'], timeframe_filter: last30 },
    says: ['“Newsletter”', 'the segment “VIP”', 'in the last 30 days'],
  },
  {
    json: { type: 'profile-group-membership', is_member: true, group_ids: ['GONE'], timeframe_filter: null },
    says: ['a list or segment that is not in the account'],
  },
  { json: { type: 'profile-group-membership', is_member: false, group_ids: ['SEGMENT'] }, says: ['is not in the segment “VIP”'] },
  { json: metric({}), says: ['has Placed Order at least once'] },
  { json: metric({ measurement_filter: numeric('equals', 0), metric_filters: null }), says: ['has never Placed Order'] },
  { json: metric({ measurement_filter: numeric('equals', 3), timeframe_filter: last30, metric_filters: [] }), says: ['exactly 3 times in the last 30 days'] },
  { json: metric({ measurement: 'sum', measurement_filter: numeric('greater-than', 500) }), says: ['total Placed Order value', '500'] },
  { json: metric({ timeframe_filter: date('anniversary-next', { unit: 'day', quantity: 30 }) }), says: ['anniversary in the next 30 days'] },
  {
    json: metric({
      metric_filters: [
        { property: '$value', filter: numeric('greater-than-or-equal', 150) },
        { property: 'Items', filter: list('contains-any', ['Tea', 'Mug']) },
        { property: 'Coupon' },
        { property: 'Note', filter: null },
      ],
    }),
    says: ['value is at least 150', 'its “Items” includes any of', '“Tea”', '“Mug”', 'Coupon', 'Note'],
  },
  {
    json: { type: 'profile-postal-code-distance', country_code: 'US', postal_code: '10001', unit: 'miles', filter: numeric('less-than', 20) },
    says: ['less than 20 miles', '10001', 'US'],
  },
  {
    json: { type: 'profile-postal-code-distance', country_code: 'DE', postal_code: '10115', unit: 'kilometers', filter: numeric('greater-than', 50) },
    says: ['more than 50 kilometers', '10115', 'DE'],
  },
  ...FILTER_EXAMPLES.map(({ json, says }) => ({
    json: { type: 'profile-property', property: "properties['Skin Type']", filter: json },
    says: ['Skin Type', ...says],
  })),
  { json: { type: 'profile-property', property: "location['country']", filter: text('equals', 'Germany') }, says: ['country', '“Germany”'] },
  ...['european_union', 'united_states'].flatMap((region) =>
    [true, false].map((inside) => ({
      json: { type: 'profile-region', in_region: inside, region },
      says: [region === 'european_union' ? 'European Union' : 'United States', inside ? 'is in' : 'is not in'],
    })),
  ),
  ...FILTER_EXAMPLES.filter(({ json }) => (json as { type: string }).type === 'date').map(({ json, says }) => ({
    json: predictive('expected_date_of_next_purchase', { filter: json }),
    says: ['next purchase', ...says],
  })),
  ...NUMBERS.map((dimension) => ({ json: predictive(dimension, { filter: numeric('greater-than', 0.7) }), says: ['more than 0.7'] })),
  ...['likely_female', 'likely_male', 'uncertain'].flatMap((value) =>
    ['equals', 'not-equals'].map((operator) => ({
      json: predictive('predicted_gender', { filter: text(operator, value) }),
      says: ['gender', value.replace('_', ' ')],
    })),
  ),
  ...['email', 'push', 'sms', 'whatsapp'].map((channel) => ({
    json: predictive('channel_affinity', { measurement: 'priority', predicted_channel: channel, filter: numeric('equals', 2) }),
    says: ['channel affinity', '2'],
  })),
  ...['high', 'medium', 'low'].flatMap((value) =>
    ['equals', 'not-equals'].map((operator) => ({
      json: predictive('channel_affinity', { measurement: 'rank', predicted_channel: 'sms', filter: text(operator, value) }),
      says: ['SMS channel affinity', value],
    })),
  ),
  {
    json: {
      type: 'profile-has-custom-object',
      object_type_id: 'T7',
      object_type_relationship_id: 'R8',
      filter: numeric('greater-than-or-equal', 2),
      filters: [{ property_id: 41, filter: { type: 'numeric', operator: 'between', start: 1, end: 6 } }],
    },
    says: ['T7', 'R8', 'at least 2', '41', '1 and 6'],
  },
  {
    json: {
      type: 'profile-metric-funnel',
      timeframe_filter: last30,
      completion_window_seconds: 'DAYS_3',
      steps: [
        { metric_exists: true, metric_id: 'CHECKOUT', metric_filters: [{ property: 'Size', filter: text('equals', 'XL') }] },
        { metric_exists: false, metric_id: 'ORDER', metric_filters: null },
      ],
    },
    says: ['Checkout Started', '“XL”', 'no Placed Order', '3 days', 'in the last 30 days'],
  },
  ...['HOURS_1', 'DAYS_1', 'DAYS_5', 'WEEKS_1', 'DAYS_30', 'DAYS_90', 'DAYS_180', 'YEARS_1'].map((window) => ({
    json: { type: 'profile-metric-funnel', timeframe_filter: last30, completion_window_seconds: window, steps: [{ metric_exists: true, metric_id: 'ORDER' }] },
    says: [window.split('_')[1]!],
  })),
  {
    json: {
      type: 'profile-metric-funnel',
      timeframe_filter: date('between', { start: 1, end: 9, unit: 'week' }),
      steps: [{ metric_exists: true, metric_id: 'ORDER' }],
    },
    says: ['between 1 and 9 weeks ago'],
  },
];

/** Conditions that stand in flows only. */
export const FLOW_EXAMPLES: readonly Example[] = [
  { json: metric({ timeframe_filter: date('flow-start') }), says: ['since starting this flow'] },
  { json: { type: 'profile-sample', percentage: 35 }, says: ['35%'] },
  ...['email', 'sms', 'push'].flatMap((channel) => [
    { json: { type: `profile-not-sent-${channel}`, timeframe_filter: last30 }, says: ['not sent', 'in the last 30 days'] },
    { json: { type: `profile-not-sent-${channel}`, timeframe_filter: alltime }, says: ['never sent'] },
  ]),
  { json: { type: 'profile-not-in-flow', timeframe_filter: alltime }, says: ['never in this flow'] },
  { json: { type: 'profile-not-in-flow', timeframe_filter: last30 }, says: ['not in this flow in the last 30 days'] },
  ...FILTER_EXAMPLES.map(({ json, says }) => ({
    json: { type: 'metric-property', metric_id: 'ORDER', field: 'Collections', filter: json },
    says: ['Placed Order', 'Collections', ...says],
  })),
  { json: { type: 'price-drop-property', metric_id: null, field: 'Price', filter: numeric('less-than', 20) }, says: ['price drop', 'Price', '20'] },
  { json: { type: 'low-inventory-property', field: 'Stock', filter: numeric('less-than', 3) }, says: ['low inventory', 'Stock', '3'] },
  { json: { type: 'custom-object-trigger-property', property_id: 12, filter: text('equals', 'open') }, says: ['property number 12', '“open”'] },
  { json: { type: 'custom-object-property', custom_object_label: 'Pet', field: 'Name', filter: text('starts-with', 'R') }, says: ['Pet', 'Name', '“R”'] },
  {
    json: { type: 'action-output', output_config_id: 77, field: 'score', filter: { type: 'numeric', operator: 'between', start: 1, end: 5 } },
    says: ['77', 'score', '1 and 5'],
  },
];

export const ALL_EXAMPLES: readonly Example[] = [...SEGMENT_EXAMPLES, ...CONSENT_EXAMPLES, ...FLOW_EXAMPLES];
