import type { Setting } from '../settings/setting';
import { ALIASES, declarationOf } from './metric-alias';
import type { MetricAlias } from './metric-alias';
import type { PropertyRole } from './audience';

const HOW =
  'A metric’s name, with its integration in brackets where two share a name; several separated by commas. Automatic or empty: recognized from the account.';

/** What the account counts as its goal: orders, bookings, quotes. */
export const conversionMetric: Setting<string> = {
  name: 'Conversion metric',
  group: 'Metrics',
  kind: 'text',
  standard: '',
  mayBeEmpty: true,
  meaning: `The event that counts as the goal, for results and conversions. ${HOW}`,
};

function metricSetting(alias: MetricAlias): Setting<string> {
  return {
    name: `Metric for ${declarationOf(alias).name}`,
    group: 'Metrics',
    kind: 'text',
    standard: '',
    mayBeEmpty: true,
    meaning: `Which of the account’s metrics means ${declarationOf(alias).name}. ${HOW}`,
  };
}

/** One setting for each alias; the conversion has the setting above. */
export const metricSettings: ReadonlyMap<MetricAlias, Setting<string>> = new Map(
  ALIASES.map((alias) => [alias, alias === 'conversion' ? conversionMetric : metricSetting(alias)]),
);

export const PROPERTY_ROLES: readonly PropertyRole[] = ['quiz answer', 'product subscription', 'loyalty tier', 'RFM group', 'birthday', 'interests'];

/** Which custom profile property carries each of these; empty: recognized from the profiles. */
export const propertySettings: ReadonlyMap<PropertyRole, Setting<string>> = new Map(
  PROPERTY_ROLES.map((role) => [
    role,
    {
      name: `Property for ${role}`,
      group: 'Metrics',
      kind: 'text',
      standard: '',
      mayBeEmpty: true,
      meaning: `Name of the custom profile property that holds the ${role}, exactly as in Klaviyo. Empty: recognized from the account.`,
    },
  ]),
);

export const CATALOGUE_SETTINGS: readonly Setting[] = [...metricSettings.values(), ...propertySettings.values()] as readonly Setting[];
