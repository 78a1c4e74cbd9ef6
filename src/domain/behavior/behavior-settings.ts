import type { Setting } from '../settings/setting';
import { numberSetting } from '../settings/setting';
import type { ParameterSource } from '../catalogue/audience';
import type { ValueClass } from '../terms/lifecycle-terms';

const OWN = 'Empty: from the account’s own orders.';
const days = (name: string, meaning: string): Setting<number | null> =>
  numberSetting<number | null>('Thresholds', name, null, `${meaning} ${OWN}`, { least: 1, most: 3650 });
const money = (name: string, meaning: string): Setting<number | null> =>
  numberSetting<number | null>('Thresholds', name, null, `${meaning} ${OWN}`, { least: 0, most: 10_000_000 });
const text = (name: string, meaning: string): Setting<string> => ({ name, group: 'Thresholds', kind: 'text', standard: '', mayBeEmpty: true, meaning });

export const atRiskAfter = days('At-risk after days', 'Days without an order after which a repeat buyer is at risk; four of five are back sooner.');
export const lapsedAfter = days('Lapsed after days', 'Days without an order after which a repeat buyer has lapsed; 95 of 100 are back sooner.');
export const windowByOrders: Setting<string> = {
  name: 'Window by number of orders',
  group: 'Thresholds',
  kind: 'choice',
  standard: 'Automatic',
  choices: ['Automatic', 'Yes', 'No'],
  meaning:
    'Whether repeat buyers are at risk, and lapse, after days that differ by how often they have ordered. Automatic: where such windows told better than one for all who came back in the last planning window (see Behavior).',
};
export const lostAfter = days('Lost after days', 'Days without an order after which a customer counts as lost; twice the lapse, at least a year.');
export const secondOrderWindow = days('Second-order window', 'Days after the first order in which four of five second orders come.');
export const oneTimeLapse = days('One-time buyers lapse after days', 'Days after a first and only order after which its buyer has lapsed.');
export const welcomeWindow = days('Welcome window', 'Days after opting in within which four of five first orders come.');
export const replenishmentFrom = days('Replenishment from days', 'Days after which the replenished product begins to be bought again.');
export const replenishmentTo = days('Replenishment to days', 'Days by which three of four have bought the replenished product again.');
export const vipSpendSetting = money(
  'VIP spend',
  'Spend within a year that makes a VIP: the smallest group of top customers that brings half of revenue, 5 to 20% of them.',
);
export const vipOrders = numberSetting<number | null>('Thresholds', 'VIP orders', null, `Orders within a year that make a VIP. ${OWN}`, {
  least: 2,
  most: 1000,
});
export const highCheckout = money('High-value checkout', 'Checkout value from which an abandoned checkout counts as high: that of the top fifth.');
export const highOrderValue = money('High order value', 'Average order value from which a customer counts as high-value: that of the top fifth.');
export const highValueSoFar = money('High value so far', 'Spend so far, as Klaviyo counts it, of the top fifth of customers.');
export const highPredictedValue = money('High predicted value', 'Predicted spend of the coming year, as Klaviyo predicts it, of the top fifth of customers.');
export const highChurn = numberSetting('Thresholds', 'High churn probability', 0.66, 'Predicted chance of never buying again from which it counts as high.', {
  least: 0,
  most: 1,
});
export const engagedDays = numberSetting<number | null>(
  'Thresholds',
  'Engaged days',
  null,
  'Days of the narrowest engaged tier. Empty: 30 for daily senders, 60 for several a week, 90 for weekly or rarer ones.',
  { least: 7, most: 365 },
);
export const replenishedProduct = text(
  'Replenished product',
  'Product (a part of its name is enough) that runs out and is bought again. Empty: the one that is most often bought again.',
);
export const mainCategory = text('Main category', 'Category for browsers and cross-selling. Empty: the one that brings the most revenue.');
export const crossSellCategory = text(
  'Cross-sell category',
  'Category to offer to buyers of the main one. Empty: the one most often bought by the same people.',
);
export const mainCountry = text(
  'Main country',
  'Countries for the audience of other countries, separated by commas. Empty: those with at least 5% of reachable people, beside the account’s own.',
);
export const storePostalCodes: Setting<string> = {
  ...text('Store postal codes', 'Postal codes of your stores, separated by commas, for people near one of them. Empty: no such audience.'),
  formerly: 'Store postal code',
};
export const storeCountry = text('Store country', 'Two-letter country code of those stores.');

/** The setting that overrides a measured parameter. */
export const THRESHOLD_SETTINGS: Readonly<Partial<Record<ParameterSource, Setting<number | null> | Setting<number> | Setting<string>>>> = {
  'active window': atRiskAfter,
  lapsed: lapsedAfter,
  lost: lostAfter,
  'second-order window': secondOrderWindow,
  'one-time lapse': oneTimeLapse,
  'welcome window': welcomeWindow,
  'replenishment from': replenishmentFrom,
  'replenishment to': replenishmentTo,
  'vip spend': vipSpendSetting,
  'vip orders': vipOrders,
  'checkout value': highCheckout,
  'order value': highOrderValue,
  'historic value': highValueSoFar,
  'predicted value': highPredictedValue,
  'engaged days': engagedDays,
  'replenished product': replenishedProduct,
  'churn probability': highChurn,
  category: mainCategory,
  'bought category': mainCategory,
  'cross-sell category': crossSellCategory,
  country: mainCountry,
};

export const profilesAtMost = numberSetting(
  'Reading',
  'Profiles read completely up to',
  50_000,
  'Profiles that are all read; a larger account is read as a sample of this many, and sizes come with their interval.',
  { least: 1000, most: 1_000_000 },
);
export const eventsAtMost = numberSetting(
  'Reading',
  'Events at most',
  2_000_000,
  'Events to read. Orders always come complete; mail and site events are read for a shorter time, or not at all, where they would exceed it.',
  { least: 10_000, most: 20_000_000 },
);

const lift = (of: string, standard: number, why: string): Setting<number> =>
  numberSetting('Priority', `Lift for ${of} (%)`, standard, `How much more of these people order when they are addressed as a group, in percent. ${why}`, {
    least: 0,
    most: 100,
  });

/** Expected relative rise of the chance to order (proposals of the lifecycle research, section 4; no outside source). */
export const LIFTS: Readonly<Record<ValueClass, Setting<number>>> = {
  RR: lift('revenue recovery', 25, 'A usual value.'),
  HI: lift('high intent', 20, 'A usual value.'),
  RT: lift('retention', 15, 'A usual value.'),
  PE: lift('personalization', 8, 'A usual value.'),
  CG: lift('consent-safe growth', 0, 'These protect reach rather than earn: none is counted.'),
  RO: lift('routing', 0, 'These route messages rather than earn: none is counted.'),
};
export const valueCap = numberSetting(
  'Priority',
  'Value cap (%)',
  3,
  'No single audience is credited with more than this share of the revenue of one planning window, in percent.',
  { least: 0.1, most: 100 },
);

export const BEHAVIOR_SETTINGS: readonly Setting[] = [
  atRiskAfter,
  lapsedAfter,
  windowByOrders,
  lostAfter,
  secondOrderWindow,
  oneTimeLapse,
  welcomeWindow,
  replenishmentFrom,
  replenishmentTo,
  vipSpendSetting,
  vipOrders,
  highCheckout,
  highOrderValue,
  highValueSoFar,
  highPredictedValue,
  highChurn,
  engagedDays,
  replenishedProduct,
  mainCategory,
  crossSellCategory,
  mainCountry,
  storePostalCodes,
  storeCountry,
  profilesAtMost,
  eventsAtMost,
  ...Object.values(LIFTS),
  valueCap,
] as readonly Setting[];
