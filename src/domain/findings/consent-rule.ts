import type { ParsedAccount } from '../coverage/parsed-account';
import type { Condition, Rule } from '../rule/rule';

/** How surely everyone who meets a rule has opted in to email: `subscribed`, only `can receive` (which admits people who never opted in), or neither. */
export type ConsentSurety = 'subscribed' | 'can receive' | 'none';

/**
 * What a list or segment asks of email consent. Being on a list counts as subscribed: people join lists by opting in
 * (Klaviyo help, lists). Segments that a rule refers to are followed.
 */
export function groupConsent(groupId: string, account: ParsedAccount, seen: ReadonlySet<string> = new Set()): ConsentSurety {
  if (account.listById.has(groupId)) return 'subscribed';
  const segment = account.segmentById.get(groupId);
  if (segment === undefined || seen.has(groupId)) return 'none';
  return ruleConsent(segment.rule, account, new Set([...seen, groupId]));
}

/** True when being kept out of this group keeps out those who never opted in (the exclusion segment of Klaviyo's own guide). */
export function excludesNotOptedIn(groupId: string, account: ParsedAccount): boolean {
  const rule = account.segmentById.get(groupId)?.rule;
  if (rule === undefined) return false;
  const arms = rule.kind === 'any' ? rule.of : [rule];
  return arms.some((arm) => arm.kind === 'consent' && arm.channel === 'email' && arm.subscription === 'never_subscribed');
}

function ruleConsent(rule: Rule, account: ParsedAccount, seen: ReadonlySet<string>): ConsentSurety {
  switch (rule.kind) {
    case 'all': return rule.of.reduce<ConsentSurety>((best, part) => surer(best, ruleConsent(part, account, seen)), 'none');
    case 'any': {
      if (rule.of.length === 0) return 'subscribed';
      return rule.of.reduce<ConsentSurety>((worst, part) => weaker(worst, ruleConsent(part, account, seen)), 'subscribed');
    }
    case 'not': return 'none';
    default: return conditionConsent(rule, account, seen);
  }
}

function conditionConsent(condition: Condition, account: ParsedAccount, seen: ReadonlySet<string>): ConsentSurety {
  if (condition.kind === 'consent') {
    if (condition.channel !== 'email' || !condition.canReceive) return 'none';
    return condition.subscription === 'subscribed' ? 'subscribed' : condition.subscription === 'any' ? 'can receive' : 'none';
  }
  if (condition.kind !== 'membership' || !condition.isMember || condition.groupIds.length === 0) return 'none';
  return condition.groupIds.map((id) => groupConsent(id, account, seen)).reduce(weaker);
}

const ORDER: readonly ConsentSurety[] = ['none', 'can receive', 'subscribed'];
const surer = (a: ConsentSurety, b: ConsentSurety): ConsentSurety => (ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b);
const weaker = (a: ConsentSurety, b: ConsentSurety): ConsentSurety => (ORDER.indexOf(a) <= ORDER.indexOf(b) ? a : b);
