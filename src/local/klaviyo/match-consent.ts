import type { StoredProfile } from './account-data';
import type { FilterJson } from './match-filter';
import { matchesDate } from './match-filter';

interface ConsentJson {
  readonly channel?: string;
  readonly can_receive_marketing?: boolean;
  readonly consent_status?: { readonly subscription?: string; readonly filters?: readonly Readonly<Record<string, unknown>>[] | null };
}

const METHODS: Readonly<Record<string, string>> = {
  form: 'FORM',
  api: 'API',
  checkout: 'CHECKOUT',
  manual_import: 'MANUAL_IMPORT',
  manual_add: 'MANUAL_ADD',
  preference_page: 'PREFERENCE_PAGE',
  back_in_stock: 'BACK_IN_STOCK',
  inbound_message: 'INBOUND_MESSAGE',
};

/** How a channel stood at an instant. */
interface Standing {
  readonly status: string;
  readonly canReceive: boolean;
  readonly at: number | null;
  readonly method: string | null;
  readonly doubleOptIn: boolean;
  readonly suppressions: readonly { readonly reason: string; readonly at: number }[];
}

/** Consent as it was at `at`: what happened later is undone. */
function standing(profile: StoredProfile, channel: string | undefined, at: number): Standing {
  if (channel === 'push') {
    const canReceive = profile.pushSince !== null && profile.pushSince <= at;
    return { status: canReceive ? 'SUBSCRIBED' : 'NEVER_SUBSCRIBED', canReceive, at: profile.pushSince, method: null, doubleOptIn: false, suppressions: [] };
  }
  if (channel === 'sms') {
    const { status, at: since, method } = profile.smsConsent;
    const then = since !== null && since > at ? (status === 'UNSUBSCRIBED' ? 'SUBSCRIBED' : 'NEVER_SUBSCRIBED') : status;
    return { status: then, canReceive: then === 'SUBSCRIBED' && profile.phone !== null, at: since, method, doubleOptIn: false, suppressions: [] };
  }
  const { status, at: since, method, doubleOptIn, suppressions: all } = profile.emailConsent;
  const then = since !== null && since > at ? (status === 'UNSUBSCRIBED' ? 'SUBSCRIBED' : 'NEVER_SUBSCRIBED') : status;
  const suppressions = all.filter((suppression) => suppression.at <= at);
  return {
    status: then,
    canReceive: profile.email !== null && then !== 'UNSUBSCRIBED' && suppressions.length === 0,
    at: since,
    method,
    doubleOptIn,
    suppressions,
  };
}

/** True when a profile satisfies a `profile-marketing-consent` condition at `at`. */
export function matchesConsent(consent: ConsentJson, profile: StoredProfile, at: number, zone: string): boolean {
  const { channel, can_receive_marketing: wanted, consent_status: status } = consent;
  if (channel === 'email' ? profile.email === null : channel === 'sms' && wanted === true && profile.phone === null) return false;
  const then = standing(profile, channel, at);
  if (then.canReceive !== wanted) return false;
  switch (status?.subscription) {
    case 'any':
      break;
    case 'subscribed':
      if (then.status !== 'SUBSCRIBED') return false;
      break;
    case 'unsubscribed':
      if (then.status !== 'UNSUBSCRIBED') return false;
      break;
    case 'never_subscribed':
      if (then.status !== 'NEVER_SUBSCRIBED') return false;
      break;
    default:
      return false;
  }
  return (status.filters ?? []).every((filter) => matchesDetail(filter, then, at, zone));
}

const SUPPRESSION_FIELDS: Readonly<Record<string, string>> = {
  bounce_date: 'HARD_BOUNCE',
  manual_suppression_date: 'USER_SUPPRESSED',
  invalid_email_date: 'INVALID_EMAIL',
  spam_complaint: 'SPAM_COMPLAINT',
};

function matchesDetail(filter: Readonly<Record<string, unknown>>, then: Standing, at: number, zone: string): boolean {
  const inner = filter.filter as FilterJson | null | undefined;
  const field = String(filter.field);
  if (field === 'status_date') return then.at !== null && inner !== null && inner !== undefined && matchesDate(inner, then.at, at, zone);
  if (field === 'method') return then.method === METHODS[String(filter.method)];
  if (field === 'is_double_opt_in') return then.doubleOptIn === inner?.value;
  const reason = SUPPRESSION_FIELDS[field];
  const suppression = then.suppressions.find((item) => item.reason === reason);
  if (!suppression) return false;
  return !inner || inner.type !== 'date' || matchesDate(inner, suppression.at, at, zone);
}
