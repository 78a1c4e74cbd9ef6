import { every } from '../answers';
import { yes } from '../prove/claims';
import type { ConditionKind } from '../condition-kind';
import { NOWHERE, ORDINARY } from '../condition-kind';
import type { ConsentFilter } from '../consent-filter';
import {
  consentFilterClaims,
  consentNumbers,
  consentReferences,
  describeConsentFilters,
  meetsConsentFilter,
  parseConsentFilters,
  writeConsentFilters,
} from '../consent-filter';
import { conjunction, disjunction } from '../prove/formula';
import { isKeyOf, withKeys } from '../json';
import type { PermissionChannel } from '../profile-facts';
import { optional } from '../write-optional';

export type Reachable =
  | 'explicitly_reachable'
  | 'implicitly_reachable'
  | 'implicitly_or_explicitly_reachable'
  | 'explicitly_unreachable'
  | 'implicitly_unreachable'
  | 'implicitly_or_explicitly_unreachable';
/** WhatsApp permission. */
export interface PermissionCondition {
  readonly kind: 'permission';
  readonly channel: PermissionChannel;
  readonly status: Reachable;
  readonly filters?: readonly ConsentFilter[] | null;
}

const CHANNELS: Readonly<Record<PermissionChannel, string>> = {
  whatsapp_marketing: 'WhatsApp marketing messages',
  whatsapp_transactional: 'WhatsApp transactional messages',
};
const REACH: Readonly<Record<Reachable, string>> = {
  explicitly_reachable: 'explicitly agreed to',
  implicitly_reachable: 'implicitly agreed to',
  implicitly_or_explicitly_reachable: 'implicitly or explicitly agreed to',
  explicitly_unreachable: 'explicitly refused',
  implicitly_unreachable: 'implicitly refused',
  implicitly_or_explicitly_unreachable: 'implicitly or explicitly refused',
};
/** `implicitly_or_explicitly_…` is taken at its word. */
const eitherOf = (status: Reachable): readonly string[] => {
  const either = status.replace('implicitly_or_explicitly_', '');
  return either === status ? [status] : [`explicitly_${either}`, `implicitly_${either}`];
};

export const permission: ConditionKind<PermissionCondition> = {
  ...ORDINARY,
  parse: {
    'profile-permissions': (source) => {
      const condition = withKeys(source, ['type', 'permission', 'channel']);
      const inner = condition && withKeys(condition['permission'], ['reachable_status'], ['filters']);
      if (!condition || !inner) return null;
      const channel = condition['channel'];
      const status = inner['reachable_status'];
      if (!isKeyOf(CHANNELS, channel) || !isKeyOf(REACH, status)) return null;
      const filters = parseConsentFilters(inner);
      return filters && { kind: 'permission', channel, status, ...filters };
    },
  },
  write: (condition) => ({
    type: 'profile-permissions',
    channel: condition.channel,
    permission: { reachable_status: condition.status, ...optional('filters', condition.filters, writeConsentFilters) },
  }),
  // `explicitly agreed to WhatsApp marketing messages (recorded in the last 30 days)`
  describe: ({ channel, status, filters }, names) => `${REACH[status]} ${CHANNELS[channel]}${describeConsentFilters(filters, 'any', names.formats)}`,
  topic: (condition) => `consent ${condition.channel} permission`,
  isConsent: true,
  evaluate: ({ channel, status, filters }, profile, at) => {
    const facts = profile.permission(channel);
    if (facts === null || facts.status === null) return null;
    const details = { ...facts, dates: { effective_date: facts.effectiveDate, recorded_date: facts.recordedDate }, values: {} };
    const answers = [eitherOf(status).includes(facts.status), ...(filters ?? []).map((filter) => meetsConsentFilter(filter, details, at))];
    return every(answers.length, (index) => answers[index]!);
  },
  // That the statuses exclude one another is not assumed.
  formula: ({ channel, status, filters }, context) => {
    const group = `consent:${channel}`;
    return conjunction([
      disjunction(eitherOf(status).map((one) => yes(`${group} ${one}`, group, { type: 'opaque' }, context.vocabulary))),
      ...consentFilterClaims(filters, group, `@permission ${channel}`, context),
    ]);
  },
  refer: ({ channel, status, filters }, to) => {
    to.channel(channel, status.endsWith('_reachable'));
    consentReferences(filters, to);
  },
  numbers: ({ channel, filters }) => consentNumbers(channel, filters),
  evidence: () => NOWHERE,
};
