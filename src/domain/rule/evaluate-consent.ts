import type { Instant, Known } from '../account/known';
import { isKnown } from '../account/known';
import type { Filter } from './filter';
import type { ConsentFacts, PermissionFacts } from './profile-facts';
import type { ConsentCondition, ConsentFilter, PermissionCondition } from './rule';
import { matchesFilter } from './match-filter';
import { dateMeets } from './time-span';

/** Consent of one channel: may receive, status and every sub-filter (ANDed). */
export function evaluateConsent(condition: ConsentCondition, facts: ConsentFacts | null, at: Instant): boolean | null {
  if (facts === null) return null;
  const answers: (boolean | null)[] = [facts.canReceive === null ? null : facts.canReceive === condition.canReceive];
  if (condition.subscription !== 'any') answers.push(facts.subscription === null ? null : facts.subscription === condition.subscription);
  for (const filter of condition.filters ?? []) answers.push(meetsDetail(filter, facts, at));
  return allOf(answers);
}

/** WhatsApp permission. */
export function evaluatePermission(condition: PermissionCondition, facts: PermissionFacts | null, at: Instant): boolean | null {
  if (facts === null || facts.status === null) return null;
  const either = condition.status.replace('implicitly_or_explicitly_', '');
  const answers: (boolean | null)[] = [facts.status === condition.status || facts.status === `explicitly_${either}` || facts.status === `implicitly_${either}`];
  for (const filter of condition.filters ?? []) {
    if (filter.field === 'effective_date') answers.push(date(facts.effectiveDate, filter.filter, at));
    else if (filter.field === 'recorded_date') answers.push(date(facts.recordedDate, filter.filter, at));
    else if (filter.method !== undefined) answers.push(byMethod(filter, facts, at));
    else answers.push(null);
  }
  return allOf(answers);
}

function allOf(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

function meetsDetail(filter: ConsentFilter, facts: ConsentFacts, at: Instant): boolean | null {
  if (filter.method !== undefined) return byMethod(filter, facts, at);
  switch (filter.field) {
    case 'status_date': return date(facts.statusDate, filter.filter, at);
    case 'bounce_date': return date(facts.bounceDate, filter.filter, at);
    case 'manual_suppression_date': return date(facts.manualSuppressionDate, filter.filter, at);
    case 'invalid_email_date': return date(facts.invalidEmailDate, filter.filter, at);
    case 'is_double_opt_in': return value(facts.doubleOptIn, filter.filter, at);
    case 'is_rcs_capable': return value(facts.rcsCapable, filter.filter, at);
    case 'custom_source': return value(facts.customSource, filter.filter, at);
    default: return null;
  }
}

function date(fact: Known<Instant | null>, filter: Filter | null | undefined, at: Instant): boolean | null {
  if (!isKnown(fact) || filter === null || filter === undefined) return null;
  if (filter.type === 'existence') return (filter.operator === 'is-set') === (fact.value !== null);
  if (filter.type !== 'date') return null;
  return fact.value === null ? false : dateMeets(filter, fact.value, at);
}

function value(fact: Known<unknown>, filter: Filter | null | undefined, at: Instant): boolean | null {
  return isKnown(fact) && filter !== null && filter !== undefined ? matchesFilter(filter, fact.value, at) : null;
}

function byMethod(filter: ConsentFilter, facts: Pick<ConsentFacts, 'method' | 'methodDetail'>, at: Instant): boolean | null {
  if (!isKnown(facts.method)) return null;
  if (facts.method.value !== filter.method) return false;
  return filter.filter === null || filter.filter === undefined ? true : value(facts.methodDetail, filter.filter, at);
}
