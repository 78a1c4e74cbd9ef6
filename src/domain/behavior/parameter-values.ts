import type { Formats } from '../text/format';
import { known } from '../account/known';
import type { AudienceParameter, LifecycleAudience, ParameterSource } from '../catalogue/audience';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import type { SettingValues } from '../settings/setting';
import { valueOf } from '../settings/setting';
import type { ProfileTraits } from './account-traits';
import type { ParameterValue } from './figure';
import type { ProductReading } from './products';
import { crossSellCategory, mainCategory, mainCountry, replenishedProduct, storeCountry, storePostalCodes } from './behavior-settings';
import { setByPerson } from './thresholds';
import type { Thresholds } from './thresholds';
import { figure } from './figure-wording';
import { ONE_WINDOW, windowsText } from '../catalogue/windows-by-orders';
import type { OrderWindow } from '../catalogue/windows-by-orders';
import type { WindowsByOrders } from './window-bands';
import { inQuotes } from '../text/quotes';

/** A category's share of what was sold from which it deserves a segment of its own, and beyond which it is no interest but the shop itself. */
const CATEGORY_FROM = 0.1;
const CATEGORY_TO = 0.8;
/** Categories named for one audience. */
const MOST_CATEGORIES = 3;
/** Share of reachable people from which a country deserves a segment (lifecycle research: 5 %). */
const COUNTRY_FROM = 0.05;

/** What parameters are filled from. */
export interface ParameterInputs {
  readonly thresholds: Thresholds;
  readonly products: ProductReading;
  readonly profiles: ProfileTraits;
  readonly recognized: RecognizedMetrics;
  readonly windows: WindowsByOrders;
  readonly settings: SettingValues;
  readonly period: string;
  readonly formats: Formats;
}

/** Every parameter of an audience, filled for this account, each with its reason. */
export function fillParameters(audience: LifecycleAudience, inputs: ParameterInputs): readonly ParameterValue[] {
  return audience.parameters.map((parameter) => fill(parameter, inputs));
}

function fill(parameter: AudienceParameter, inputs: ParameterInputs): ParameterValue {
  const { name, meaning, fallback, source } = parameter;
  const threshold = inputs.thresholds.get(source);
  if (threshold !== undefined) {
    // The catalogue's own usual value differs by audience: it stands where nothing was measured.
    const value = threshold.figure.method === 'fallback' && typeof fallback === 'number' ? fallback : threshold.value;
    return {
      name,
      meaning,
      value,
      because: threshold.because,
      ...(threshold.working === true ? { working: true } : {}),
      figure: value === threshold.value ? threshold.figure : { ...threshold.figure, value: known(value) },
    };
  }
  const set = setByPerson(source, inputs.settings);
  if (set !== null) return { name, meaning, value: source === 'country' ? inSeveral(String(set)) : set, figure: null, because: 'set by a person' };
  const found = fromAccount(parameter, inputs);
  if (found !== null) return { name, meaning, figure: null, ...found };
  if (!parameter.guess) return { name, meaning, value: fallback, figure: null, because: 'a usual value' };
  return {
    name,
    meaning,
    value: fallback,
    figure: null,
    because: 'an example: the account’s data does not tell',
    guess: true,
    lacking: lackingOf(parameter, inputs),
  };
}

/** Why a value that nothing in the account tells is not proposed: an example would be somebody else's product, place or category. */
function lackingOf(
  { source, role, meaning }: AudienceParameter,
  { products, formats }: ParameterInputs,
): { readonly reason: string; readonly unread: boolean } {
  const asked = (why: string, setting: { readonly name: string }): { reason: string; unread: boolean } => ({
    reason: `${why} Name one in Settings, ${inQuotes(setting.name)}.`,
    unread: false,
  });
  const ofProducts = (why: string, setting: { readonly name: string }): { reason: string; unread: boolean } =>
    products.items === null ? { reason: 'What was ordered was not read.', unread: true } : asked(why, setting);
  switch (source) {
    case 'replenished product':
      return ofProducts('No product is bought again by enough of its buyers to be one that runs out.', replenishedProduct);
    case 'category':
      return ofProducts('Ordered products name no category that brings a tenth of what is sold.', mainCategory);
    case 'bought category':
    case 'cross-sell category':
      return ofProducts('No category stands out among what buyers of another one buy.', crossSellCategory);
    case 'country':
      return asked(`Beside the main country none has ${formats.share(COUNTRY_FROM)} of reachable people.`, mainCountry);
    case 'postal code':
      return { reason: `Where the stores are only a person knows: name them in Settings, ${inQuotes(storePostalCodes.name)}.`, unread: false };
    case 'postal country':
      return { reason: `In which country the stores are only a person knows: name it in Settings, ${inQuotes(storeCountry.name)}.`, unread: false };
    default:
      return {
        reason: `Which ${meaning} the account has was not read${role === undefined ? '' : `; it can be named in Settings, “Property for ${role}”`}.`,
        unread: true,
      };
  }
}

/** Values that a person parted by commas or semicolons, parted by semicolons. */
function inSeveral(text: string): string {
  return text
    .split(/[,;]/)
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .join('; ');
}

type Found = Pick<ParameterValue, 'value' | 'because'> & { readonly figure?: ParameterValue['figure']; readonly guess?: boolean };

function fromAccount(
  { source, role }: AudienceParameter,
  { products, profiles, recognized, windows, settings, period, formats }: ParameterInputs,
): Found | null {
  const { properties } = recognized;
  const cycle = (days: number, share: number): Found | null =>
    products.replenished === null
      ? null
      : {
          value: days,
          because: `${formats.count(days)} days: ${formats.share(share)} of those who buy ${inQuotes(products.replenished.product)} again have by then`,
          figure: figure(
            known(days),
            'days',
            'measured',
            period,
            `${formats.count(products.replenished.repurchases)} repurchases`,
            'Kaplan–Meier over the waits between purchases of the same product.',
          ),
        };
  switch (source as Exclude<ParameterSource, 'practice'>) {
    case 'active windows by orders':
      return byOrders(windows.atRisk, windows);
    case 'lapsed windows by orders':
      return byOrders(windows.lapsed, windows);
    case 'replenishment from':
      return cycle(products.replenished?.from ?? 0, 0.4);
    case 'replenishment to':
      return cycle(products.replenished?.to ?? 0, 0.75);
    case 'replenished product':
      return products.replenished === null
        ? null
        : {
            value: products.replenished.product,
            because: `bought again most often: ${formats.count(products.replenished.repurchases)} times, by ${formats.share(products.replenished.share)} of its buyers`,
          };
    case 'product property':
      return named(properties.productName);
    case 'category property':
      return named(properties.orderedCategory);
    case 'viewed category property':
      return named(properties.viewedCategory ?? properties.orderedCategory);
    case 'discount property':
      return named(properties.discount?.property ?? null);
    case 'discount shape':
      return properties.discount === null ? null : { value: properties.discount.shape, because: 'as the account’s events carry it' };
    case 'rating property':
      return named(properties.rating);
    case 'category': {
      // What nearly everything belongs to ("All products") is no interest, and what brings little is none that matters.
      const telling = products.categories.filter(({ share }) => share >= CATEGORY_FROM && share <= CATEGORY_TO);
      const [top] = telling;
      if (top === undefined) return null;
      const others = telling
        .filter(({ category }) => category !== top.category)
        .slice(0, MOST_CATEGORIES - 1)
        .map((one) => `${one.category} (${formats.share(one.share)})`);
      return {
        value: top.category,
        because: `${formats.share(top.share)} of what was sold, bought by ${formats.count(top.buyers)} people${others.length === 0 ? '' : `; ${others.join(' and ')} would be worth the same`}`,
      };
    }
    case 'bought category': {
      const bought = products.categories.find((one) => one.category === products.pair?.bought);
      return bought === undefined
        ? null
        : { value: bought.category, because: `${formats.share(bought.share)} of what was sold, bought by ${formats.count(bought.buyers)} people` };
    }
    case 'cross-sell category':
      return products.pair === null
        ? null
        : {
            value: products.pair.offer,
            because: `buyers of ${products.pair.bought} buy it ${formats.decimal(products.pair.lift)} times as often as others (${formats.count(products.pair.together)} people)`,
          };
    case 'profile property': {
      const own = role === undefined ? undefined : profiles.roles.get(role);
      return own === undefined ? null : { value: own.name, because: `set on ${formats.share(own.fill)} of profiles` };
    }
    case 'profile value':
      return role === undefined ? null : valueOfRole(role, profiles, formats);
    case 'country': {
      // The account's main country is no audience of its own; the others are, from a twentieth of those who can be reached.
      const others = profiles.countries.slice(1).filter(({ share }) => share >= COUNTRY_FROM);
      return others.length === 0
        ? null
        : {
            value: others.map(({ country }) => country).join('; '),
            because: `${others.map(({ country, share }) => `${country} ${formats.share(share)}`).join(', ')} of reachable people`,
          };
    }
    case 'postal code':
      return set(inSeveral(valueOf(settings, storePostalCodes)));
    case 'postal country':
      return set(valueOf(settings, storeCountry).toUpperCase());
    default:
      return null;
  }
}

function byOrders(own: readonly OrderWindow[], { used, why }: WindowsByOrders): Found {
  const value = windowsText(used ? own : []);
  return { value, because: value === ONE_WINDOW ? why : `${value}, in place of one window for all: ${why}` };
}

function set(value: string): Found | null {
  return value.trim() === '' ? null : { value: value.trim(), because: 'set by a person' };
}

function named(property: string | null): Found | null {
  return property === null ? null : { value: property, because: 'as the account’s events carry it' };
}

function valueOfRole(role: NonNullable<AudienceParameter['role']>, profiles: ProfileTraits, formats: Formats): Found | null {
  const values = profiles.roles.get(role)?.values ?? [];
  if (role === 'loyalty tier' && values.length > 0) return topTier(values, formats);
  const wanted =
    role === 'product subscription'
      ? values.find((one) => /^active/i.test(one.value))
      : role === 'RFM group'
        ? values.find((one) => /^champions/i.test(one.value))
        : undefined;
  const chosen = wanted ?? values[0];
  if (chosen === undefined) return null;
  // Of interests the most common one is meant; which of several states is the running subscription a person has to say.
  const certain = wanted !== undefined || values.length === 1 || role === 'interests';
  return { value: chosen.value, because: `${formats.share(chosen.share)} of the profiles that have it`, ...(certain ? {} : { guess: true }) };
}

/** Words that programmes call their tiers by, the highest first. */
const TIERS: readonly RegExp[] = [/diamond|diamant/i, /platin/i, /\bgold|\boro\b/i, /silver|silber|argent|plata/i, /bronze|bronce/i];

/** The top tier: by its name where programmes use it, else the highest number, else the rarest, which a person has to confirm. */
function topTier(values: readonly { readonly value: string; readonly share: number }[], formats: Formats): Found {
  const words = (one: { readonly share: number }, how: string): string =>
    `${how} of ${formats.counted(values.length, 'tier')}, held by ${formats.share(one.share)} of the profiles that have one`;
  const named = TIERS.flatMap((tier) => values.filter(({ value }) => tier.test(value)))[0];
  if (named !== undefined) return { value: named.value, because: words(named, 'the highest by its name') };
  const numbered = values.every(({ value }) => /\d/.test(value))
    ? [...values].sort((one, other) => Number(/\d+/.exec(other.value)![0]) - Number(/\d+/.exec(one.value)![0]))[0]
    : undefined;
  if (numbered !== undefined) return { value: numbered.value, because: words(numbered, 'the highest by its number') };
  const rarest = [...values].sort((one, other) => one.share - other.share)[0]!;
  return { value: rarest.value, because: words(rarest, 'the rarest'), ...(values.length > 1 ? { guess: true } : {}) };
}
