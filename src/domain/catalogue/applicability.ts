import type { Formats } from '../text/format';
import type { Known } from '../account/known';
import { isKnown } from '../account/known';
import type { Capability, LifecycleAudience, PropertyRole } from './audience';
import { declarationOf } from './metric-alias';
import { missingReason } from './proposed-rule';
import { metricIdsOf } from './recognize-metrics';
import type { RecognizedMetrics } from './recognize-metrics';
import { inQuotes } from '../text/quotes';

/** What the account's profiles and events show that it has. Numbers of profiles; a sample counts what was seen in it. */
export interface AccountTraits {
  readonly profilesSeen: number;
  readonly emailSubscribers: Known<number>;
  readonly smsSubscribers: Known<number>;
  readonly pushReachable: Known<number>;
  readonly predicted: Known<number>;
  readonly withAffinity: Known<number>;
  readonly withCountry: Known<number>;
  readonly european: Known<number>;
  readonly withPostalCode: Known<number>;
  readonly categories: Known<number>;
  /** Why no season of the account lies ahead, as a sentence; null where one does. */
  readonly noSeasonAhead: Known<string | null>;
  readonly withProperty: ReadonlyMap<PropertyRole, Known<number>>;
  /** Names looked under for each property. */
  readonly propertyNames: ReadonlyMap<PropertyRole, readonly string[]>;
}

/**
 * Why the account cannot have the audience, from its own data; null where it can, or where what would tell was not read (`proposeRule`
 * then says that it is unknown).
 */
export function reasonNotApplicable(audience: LifecycleAudience, recognized: RecognizedMetrics, traits: AccountTraits, formats: Formats): string | null {
  const metrics = metricIdsOf(recognized);
  const lacks = recognized.unread === null;
  if (lacks && audience.needs.some((alias) => !audience.optional.includes(alias) && !metrics[alias]?.length)) return missingReason(audience, recognized);
  if (
    lacks &&
    audience.needs.length > 0 &&
    audience.needs.every((alias) => !metrics[alias]?.length) &&
    !audience.capabilities.some((one) => one.kind === 'profile property')
  ) {
    return missingReason(audience, recognized);
  }
  for (const capability of audience.capabilities) {
    const reason = reasonLacking(capability, recognized, traits, formats);
    if (reason !== null) return reason;
  }
  return null;
}

function reasonLacking(capability: Capability, recognized: RecognizedMetrics, traits: AccountTraits, formats: Formats): string | null {
  const seen = `None of the ${formats.count(traits.profilesSeen)} profiles read`;
  const lacking = (count: Known<number>, words: string): string | null =>
    isKnown(count) && count.value === 0 && traits.profilesSeen > 0 ? `${seen} ${words}.` : null;
  switch (capability.kind) {
    case 'email':
      return lacking(traits.emailSubscribers, 'is subscribed to email');
    case 'sms':
      return lacking(traits.smsSubscribers, 'is subscribed to SMS');
    case 'push':
      return lacking(traits.pushReachable, 'can receive push messages');
    case 'predictions':
      return lacking(
        traits.predicted,
        'has predictive figures: Klaviyo makes them from 500 customers and 180 days of orders on, with an order in the last 30 days',
      );
    case 'channel affinity':
      return lacking(traits.withAffinity, 'has a predicted channel affinity');
    case 'country':
      return lacking(traits.withCountry, 'has a country');
    case 'european profiles':
      return lacking(traits.european, 'lives in the European Union, as far as their country is known');
    case 'postal code':
      return lacking(traits.withPostalCode, 'has a postal code');
    case 'two categories':
      return recognized.properties.readOf.has('ordered') && isKnown(traits.categories) && traits.categories.value < 2
        ? 'The ordered products name fewer than two categories.'
        : null;
    case 'season ahead':
      return isKnown(traits.noSeasonAhead) ? traits.noSeasonAhead.value : null;
    case 'profile property': {
      const names = traits.propertyNames.get(capability.role) ?? [];
      const found = traits.withProperty.get(capability.role);
      return found === undefined
        ? null
        : lacking(
            found,
            `has ${/^[aeioR]/.test(capability.role) ? 'an' : 'a'} ${capability.role} (looked for the property ${names
              .slice(0, 3)
              .map((name) => `${inQuotes(name)}`)
              .join(', ')} and the like; name another in “Property for ${capability.role}”)`,
          );
    }
    case 'event property': {
      const { properties } = recognized;
      if (!properties.readOf.has(capability.alias)) return null;
      const found =
        capability.property === 'discount'
          ? properties.discount
          : capability.property === 'category'
            ? capability.alias === 'viewed'
              ? properties.viewedCategory
              : properties.orderedCategory
            : capability.property === 'product'
              ? properties.productName
              : capability.property === 'rating'
                ? properties.rating
                : properties.applePrivacy;
      // The proxy flag is Klaviyo's own: an account whose opens were not looked into still has it.
      if (found !== null || capability.property === 'apple privacy') return null;
      return `${declarationOf(capability.alias).name} events carry no ${capability.property} property.`;
    }
  }
}
