import type { Known } from '../account/known';
import { known, unknown } from '../account/known';
import type { AccountTraits } from '../catalogue/applicability';
import type { PropertyRole } from '../catalogue/audience';
import { candidateProperties } from '../catalogue/profile-properties';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import { PROPERTY_ROLES } from '../catalogue/catalogue-settings';
import type { SettingValues } from '../settings/setting';
import type { BehaviorState } from './behavior-state';
import { placeOf } from './place';
import type { ProductReading } from './products';
import { NO_WORD } from './string-dictionary';

/** The property that carries a role in this account, its fill and its most common values. */
export interface RoleProperty {
  readonly name: string;
  /** Weighted share of profiles that have it. */
  readonly fill: number;
  /** By weight, most common first; items of lists count one by one. */
  readonly values: readonly { readonly value: string; readonly share: number; readonly inList: boolean }[];
}

export interface ProfileTraits {
  readonly traits: AccountTraits;
  readonly roles: ReadonlyMap<PropertyRole, RoleProperty>;
  /** Weighted shares by country of those who can be reached by email or SMS, largest first. */
  readonly countries: readonly { readonly country: string; readonly share: number }[];
}

const VALUES_AT_MOST = 20;

/** Looks through the profiles for what the account has. */
export function readTraits(
  state: BehaviorState,
  recognized: RecognizedMetrics,
  settings: SettingValues,
  products: ProductReading,
  noSeasonAhead: Known<string | null>,
): ProfileTraits {
  const read = state.coverage !== 'events only';
  const { profiles, words } = state;
  let [emailSubscribers, smsSubscribers, pushReachable, predicted, withAffinity, withCountry, european, withPostalCode, total] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  const countries = new Map<number, number>();
  const subscribed = memoBy((word: number) => consentWord(words.valueOf(word)) === 'SUBSCRIBED');
  const reachable = memoBy((word: number) => consentWord(words.valueOf(word)) === 'SUBSCRIBED' && (words.valueOf(word) as unknown[])[1] === true);
  const receives = memoBy((word: number) => Array.isArray(words.valueOf(word)) && (words.valueOf(word) as unknown[])[1] === true);
  const inEurope = memoBy((word: number) => placeOf(String(words.valueOf(word))) === 'european_union');
  const anyAffinity = memoBy((word: number) => Array.isArray(words.valueOf(word)) && (words.valueOf(word) as unknown[]).length > 0);
  for (let profile = 0; profile < state.count; profile += 1) {
    if (!state.isRead(profile)) continue;
    const weight = profiles.weight[profile]!;
    total += weight;
    if (subscribed(profiles.consent.email.state[profile]!)) emailSubscribers += 1;
    if (subscribed(profiles.consent.sms.state[profile]!)) smsSubscribers += 1;
    if (receives(profiles.consent.push.state[profile]!)) pushReachable += 1;
    if (profiles.predicted !== null && profiles.predicted[profile] === 1 && hasFigures(state, profile)) predicted += 1;
    if (profiles.predicted !== null && profiles.predicted[profile] === 1 && anyAffinity(profiles.affinity[profile]!)) withAffinity += 1;
    const country = profiles.country[profile]!;
    if (country >= 0) {
      withCountry += 1;
      if (reachable(profiles.consent.email.state[profile]!) || reachable(profiles.consent.sms.state[profile]!))
        countries.set(country, (countries.get(country) ?? 0) + weight);
      if (inEurope(country)) european += 1;
    }
    if (profiles.postalCode[profile] !== NO_WORD) withPostalCode += 1;
  }
  const fact = (count: number): Known<number> => (read ? known(count) : unknown('profiles were not read'));
  const consent = (count: number): Known<number> => (state.consentRead ? fact(count) : unknown('profiles came without their consent'));
  const roles = new Map<PropertyRole, RoleProperty>();
  const withProperty = new Map<PropertyRole, Known<number>>();
  const propertyNames = new Map<PropertyRole, readonly string[]>();
  for (const role of PROPERTY_ROLES) {
    const candidates = candidateProperties(role, settings, recognized.profileProperties);
    propertyNames.set(role, candidates);
    const found = bestProperty(state, candidates, total);
    if (found !== null) roles.set(role, found.property);
    // A property that was not asked for, or is spelled otherwise than those that were, cannot be told to be missing.
    const asked = candidates.every((name) => state.askedProperties.has(name));
    withProperty.set(role, read && (asked || found !== null) ? known(found?.profiles ?? 0) : unknown('these properties were not read'));
  }
  const reached = [...countries.values()].reduce((sum, weight) => sum + weight, 0);
  return {
    traits: {
      profilesSeen: profiles.count,
      emailSubscribers: consent(emailSubscribers),
      smsSubscribers: consent(smsSubscribers),
      pushReachable: consent(pushReachable),
      predicted: fact(predicted),
      withAffinity: fact(withAffinity),
      withCountry: fact(withCountry),
      european: fact(european),
      withPostalCode: fact(withPostalCode),
      categories: products.items === null ? unknown('what was ordered was not read') : known(products.categories.length),
      noSeasonAhead,
      withProperty,
      propertyNames,
    },
    roles,
    countries: [...countries]
      .map(([word, weight]) => ({ country: String(words.valueOf(word)), share: weight / reached }))
      .sort((one, other) => other.share - one.share || (one.country < other.country ? -1 : 1)),
  };
}

function bestProperty(state: BehaviorState, candidates: readonly string[], total: number): { property: RoleProperty; profiles: number } | null {
  let best: { property: RoleProperty; profiles: number } | null = null;
  for (const name of candidates) {
    const column = state.profiles.properties.get(name);
    if (column === undefined) continue;
    const byWord = new Map<number, number>();
    let weight = 0;
    let profiles = 0;
    for (let profile = 0; profile < state.count; profile += 1) {
      const word = column[profile]!;
      if (word === -1 || !state.isRead(profile)) continue;
      profiles += 1;
      weight += state.profiles.weight[profile]!;
      if (word >= 0) byWord.set(word, (byWord.get(word) ?? 0) + state.profiles.weight[profile]!);
    }
    if (profiles === 0 || (best !== null && weight / total <= best.property.fill)) continue;
    best = { property: { name, fill: weight / total, values: valuesOf(state, byWord, weight) }, profiles };
  }
  return best;
}

function valuesOf(state: BehaviorState, byWord: ReadonlyMap<number, number>, total: number): RoleProperty['values'] {
  const weights = new Map<string, { weight: number; inList: boolean }>();
  for (const [word, weight] of byWord) {
    const value = state.words.valueOf(word);
    for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof item !== 'string' && typeof item !== 'number') continue;
      const own = weights.get(String(item)) ?? { weight: 0, inList: Array.isArray(value) };
      weights.set(String(item), { weight: own.weight + weight, inList: own.inList || Array.isArray(value) });
    }
  }
  return [...weights]
    .map(([value, own]) => ({ value, share: own.weight / total, inList: own.inList }))
    .sort((one, other) => other.share - one.share || (one.value < other.value ? -1 : 1))
    .slice(0, VALUES_AT_MOST);
}

function hasFigures(state: BehaviorState, profile: number): boolean {
  return state.profiles.predictions.some((column) => !Number.isNaN(column[profile]!));
}

function consentWord(state: unknown): string | null {
  const consent: unknown = Array.isArray(state) ? state[0] : null;
  return typeof consent === 'string' ? consent.toUpperCase() : null;
}

function memoBy(compute: (word: number) => boolean): (word: number) => boolean {
  const known = new Map<number, boolean>();
  return (word) => {
    let value = known.get(word);
    if (value === undefined) {
      value = word >= 0 && compute(word);
      known.set(word, value);
    }
    return value;
  };
}
