import type { Formats } from '../text/format';
import { known } from '../account/known';
import type { AudienceParameter, LifecycleAudience, ParameterSource } from '../catalogue/audience';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import type { ProfileTraits } from './account-traits';
import type { ParameterValue } from './figure';
import type { ProductReading } from './products';
import { storeCountry, storePostalCode } from './behavior-settings';
import { setByPerson } from './thresholds';
import type { Thresholds } from './thresholds';
import { figure } from './figure-wording';

/** What parameters are filled from. */
export interface ParameterInputs {
  readonly thresholds: Thresholds;
  readonly products: ProductReading;
  readonly profiles: ProfileTraits;
  readonly recognized: RecognizedMetrics;
  readonly settings: SettingValues;
  readonly period: string;
  readonly formats: Formats;
}

/** Every parameter of an audience, filled for this account, each with its reason. */
export function fillParameters(audience: LifecycleAudience, inputs: ParameterInputs): readonly ParameterValue[] {
  return audience.parameters.map((parameter) => fill(parameter, inputs));
}

function fill(parameter: AudienceParameter, inputs: ParameterInputs): ParameterValue {
  const { name, fallback, source } = parameter;
  const threshold = inputs.thresholds.get(source);
  if (threshold !== undefined) {
    // The catalogue's own working value differs by audience: it stands where nothing was measured.
    const value = threshold.figure.method === 'fallback' && typeof fallback === 'number' ? fallback : threshold.value;
    return {
      name, value, because: threshold.because, ...(threshold.working === true ? { working: true } : {}),
      figure: value === threshold.value ? threshold.figure : { ...threshold.figure, value: known(value) },
    };
  }
  const set = setByPerson(source, inputs.settings);
  if (set !== null) return { name, value: set, figure: null, because: 'set by a person' };
  const found = fromAccount(parameter, inputs);
  if (found !== null) return { name, figure: null, ...found };
  return {
    name, value: fallback, figure: null, because: parameter.guess ? 'an example: the account’s data does not tell' : 'a working value from practice',
    ...(parameter.guess ? { guess: true } : {}),
  };
}

type Found = Pick<ParameterValue, 'value' | 'because'> & { readonly figure?: ParameterValue['figure']; readonly guess?: boolean };

function fromAccount({ source, role }: AudienceParameter, { products, profiles, recognized, settings, period, formats }: ParameterInputs): Found | null {
  const { properties } = recognized;
  const cycle = (days: number, share: number): Found | null => (products.replenished === null ? null : {
    value: days, because: `${formats.count(days)} days: ${formats.share(share)} of those who buy “${products.replenished.product}” again have by then`,
    figure: figure(known(days), 'days', 'measured', period, `${formats.count(products.replenished.repurchases)} repurchases`, 'Kaplan–Meier over the waits between purchases of the same product.'),
  });
  switch (source as Exclude<ParameterSource, 'practice'>) {
    case 'replenishment from': return cycle(products.replenished?.from ?? 0, 0.4);
    case 'replenishment to': return cycle(products.replenished?.to ?? 0, 0.75);
    case 'replenished product': return products.replenished === null ? null
      : { value: products.replenished.product, because: `bought again most often: ${formats.count(products.replenished.repurchases)} times, by ${formats.share(products.replenished.share)} of its buyers` };
    case 'product property': return named(properties.productName);
    case 'category property': return named(properties.orderedCategory);
    case 'viewed category property': return named(properties.viewedCategory ?? properties.orderedCategory);
    case 'discount property': return named(properties.discount?.property ?? null);
    case 'discount shape': return properties.discount === null ? null : { value: properties.discount.shape, because: 'as the account’s events carry it' };
    case 'rating property': return named(properties.rating);
    case 'category': {
      const top = products.pair === null ? products.categories[0] : products.categories.find((one) => one.category === products.pair!.bought);
      return top === undefined ? null : { value: top.category, because: `${formats.share(top.share)} of what was sold, bought by ${formats.count(top.buyers)} people` };
    }
    case 'cross-sell category': return products.pair === null ? null : {
      value: products.pair.offer,
      because: `buyers of ${products.pair.bought} buy it ${formats.decimal(products.pair.lift)} times as often as others (${formats.count(products.pair.together)} people)`,
    };
    case 'profile property': {
      const own = role === undefined ? undefined : profiles.roles.get(role);
      return own === undefined ? null : { value: own.name, because: `set on ${formats.share(own.fill)} of profiles` };
    }
    case 'profile value': return role === undefined ? null : valueOfRole(role, profiles, formats);
    case 'country': {
      // The account's main country is no audience of its own; the next one is, from a twentieth of the base on.
      const second = profiles.countries[1];
      const country = second !== undefined && second.share >= 0.05 ? second : profiles.countries[0];
      return country === undefined ? null : { value: country.country, because: `home of ${formats.share(country.share)} of profiles` };
    }
    case 'postal code': return set(valueOf(settings, storePostalCode));
    case 'postal country': return set(valueOf(settings, storeCountry).toUpperCase());
    default: return null;
  }
}

function set(value: string): Found | null {
  return value.trim() === '' ? null : { value: value.trim(), because: 'set by a person' };
}

function named(property: string | null): Found | null {
  return property === null ? null : { value: property, because: 'as the account’s events carry it' };
}

function valueOfRole(role: NonNullable<AudienceParameter['role']>, profiles: ProfileTraits, formats: Formats): Found | null {
  const values = profiles.roles.get(role)?.values ?? [];
  const wanted = role === 'product subscription' ? values.find((one) => /^active/i.test(one.value)) : role === 'RFM group' ? values.find((one) => /^champions/i.test(one.value)) : undefined;
  const chosen = wanted ?? values[0];
  if (chosen === undefined) return null;
  const certain = wanted !== undefined || values.length === 1;
  return { value: chosen.value, because: `${formats.share(chosen.share)} of the profiles that have it`, ...(certain ? {} : { guess: true }) };
}
