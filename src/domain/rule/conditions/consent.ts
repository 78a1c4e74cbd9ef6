import { every } from '../answers';
import type { ConditionKind } from '../condition-kind';
import { ORDINARY } from '../condition-kind';
import type { ConsentDetails, ConsentFilter } from '../consent-filter';
import {
  consentFilterClaims,
  consentNumbers,
  consentReferences,
  describeConsentFilters,
  meetsConsentFilter,
  parseConsentFilters,
  writeConsentFilters,
} from '../consent-filter';
import type { Formula } from '../prove/formula';
import { conjunction } from '../prove/formula';
import { isKeyOf, isTruth, withKeys } from '../json';
import type { ConsentChannel, ConsentFacts, Subscription } from '../profile-facts';
import { texts } from '../prove/values';
import { optional } from '../write-optional';

export interface ConsentCondition {
  readonly kind: 'consent';
  readonly channel: ConsentChannel;
  readonly canReceive: boolean;
  readonly subscription: Subscription;
  readonly filters?: readonly ConsentFilter[] | null;
}

const CHANNELS: Readonly<Record<ConsentChannel, string>> = { email: 'email', sms: 'SMS', push: 'push' };
const STATUS: Readonly<Record<Subscription, string>> = {
  any: '',
  subscribed: ' and is subscribed',
  unsubscribed: ' and has unsubscribed',
  never_subscribed: ' and has never subscribed',
};

export const consent: ConditionKind<ConsentCondition> = {
  ...ORDINARY,
  parse: {
    'profile-marketing-consent': (source) => {
      const inner = withKeys(withKeys(source, ['type', 'consent'])?.['consent'], ['channel', 'can_receive_marketing', 'consent_status']);
      const status = inner && withKeys(inner['consent_status'], ['subscription'], ['filters']);
      if (!inner || !status) return null;
      const { channel, can_receive_marketing: canReceive } = inner;
      const subscription = status['subscription'];
      if (!isKeyOf(CHANNELS, channel) || !isTruth(canReceive) || !isKeyOf(STATUS, subscription)) return null;
      const filters = parseConsentFilters(status);
      return filters && { kind: 'consent', channel, canReceive, subscription, ...filters };
    },
  },
  write: (condition) => ({
    type: 'profile-marketing-consent',
    consent: {
      channel: condition.channel,
      can_receive_marketing: condition.canReceive,
      consent_status: { subscription: condition.subscription, ...optional('filters', condition.filters, writeConsentFilters) },
    },
  }),
  // `can receive email marketing and is subscribed (in the last 30 days, through a form)`
  describe: ({ channel, canReceive, subscription, filters }, names) =>
    `${canReceive ? 'can' : 'cannot'} receive ${CHANNELS[channel]} marketing${STATUS[subscription]}${describeConsentFilters(filters, subscription, names.formats)}`,
  topic: (condition) => `consent ${condition.channel} consent`,
  isConsent: true,
  evaluate: (condition, profile, at) => {
    const facts = profile.consent(condition.channel);
    if (facts === null) return null;
    const { canReceive, subscription } = facts;
    const filters = condition.filters ?? [];
    // Asked of every profile: what the filters look at is put together only where the status does not decide.
    let details: ConsentDetails | null = null;
    return every(filters.length + 2, (index) => {
      if (index === 0) return canReceive === null ? null : canReceive === condition.canReceive;
      if (index === 1) return condition.subscription === 'any' ? true : subscription === null ? null : subscription === condition.subscription;
      details ??= { method: facts.method, methodDetail: facts.methodDetail, dates: datesOf(facts), values: valuesOf(facts) };
      return meetsConsentFilter(filters[index - 2]!, details, at);
    });
  },
  formula: ({ channel, canReceive, subscription, filters }, context) => {
    const group = `consent:${channel}`;
    const part = (name: 'receive' | 'subscription', word: string): Formula =>
      context.vocabulary.claim({ subject: `${group} ${name}`, group, mayBeMissing: false, meaning: { type: 'consent', channel, part: name } }, texts([word]));
    return conjunction([
      part('receive', canReceive ? 'can' : 'cannot'),
      ...(subscription === 'any' ? [] : [part('subscription', subscription)]),
      ...consentFilterClaims(filters, group, `@consent ${channel}`, context),
    ]);
  },
  refer: ({ channel, canReceive, filters }, to) => {
    to.channel(channel, canReceive);
    consentReferences(filters, to);
  },
  numbers: ({ channel, filters }) => consentNumbers(channel, filters),
  evidence: ({ channel }) => ({ from: 'consent', channel }),
};

const datesOf = (facts: ConsentFacts): Readonly<Record<string, ConsentFacts['statusDate']>> => ({
  status_date: facts.statusDate,
  bounce_date: facts.bounceDate,
  manual_suppression_date: facts.manualSuppressionDate,
  invalid_email_date: facts.invalidEmailDate,
});
const valuesOf = (facts: ConsentFacts): Readonly<Record<string, ConsentFacts['doubleOptIn' | 'rcsCapable' | 'customSource']>> => ({
  is_double_opt_in: facts.doubleOptIn,
  is_rcs_capable: facts.rcsCapable,
  custom_source: facts.customSource,
});
