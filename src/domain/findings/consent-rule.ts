import type { ParsedAccount } from '../model/parsed-account';
import type { Condition, Rule } from '../rule/rule';

/**
 * How surely everyone who meets a rule has opted in to email: `subscribed`, only `can receive` (which admits people who never opted in), or
 * neither; `unknown` where that hangs on a list or segment that was not read.
 */
export type ConsentSurety = 'subscribed' | 'unknown' | 'can receive' | 'none';

/** Segments that refer to segments are followed this deep; what lies deeper counts as asking nothing. */
const DEEPEST = 50;
const remembered = new WeakMap<ParsedAccount, Map<string, ConsentSurety>>();

/**
 * What a list or segment asks of email consent. Being on a list counts as subscribed: people join lists by opting in
 * (Klaviyo help, lists). Segments that a rule refers to are followed, each once: a circle asks nothing.
 */
export function groupConsent(groupId: string, account: ParsedAccount, depth = 0): ConsentSurety {
  if (account.listById.has(groupId)) return 'subscribed';
  const segment = account.segmentById.get(groupId);
  // Not found although not everything was read: it may be a list, whose members have opted in.
  if (segment === undefined && !account.groupsComplete) return 'unknown';
  if (segment === undefined || depth > DEEPEST) return 'none';
  const answers = remembered.get(account) ?? new Map<string, ConsentSurety>();
  remembered.set(account, answers);
  const known = answers.get(groupId);
  if (known !== undefined) return known;
  answers.set(groupId, 'none');
  const answer = ruleConsent(segment.rule, account, depth + 1);
  answers.set(groupId, answer);
  return answer;
}

/** True when being kept out of this group keeps out those who never opted in (the exclusion segment of Klaviyo's own guide). */
export function excludesNotOptedIn(groupId: string, account: ParsedAccount): boolean {
  const rule = account.segmentById.get(groupId)?.rule;
  if (rule === undefined) return false;
  const arms = rule.kind === 'any' ? rule.of : [rule];
  return arms.some((arm) => arm.kind === 'consent' && arm.channel === 'email' && arm.subscription === 'never_subscribed');
}

function ruleConsent(rule: Rule, account: ParsedAccount, depth: number): ConsentSurety {
  switch (rule.kind) {
    case 'all':
      return rule.of.reduce<ConsentSurety>((best, part) => surer(best, ruleConsent(part, account, depth)), 'none');
    case 'any': {
      if (rule.of.length === 0) return 'subscribed';
      return rule.of.reduce<ConsentSurety>((worst, part) => weaker(worst, ruleConsent(part, account, depth)), 'subscribed');
    }
    case 'not':
      return 'none';
    default:
      return conditionConsent(rule, account, depth);
  }
}

function conditionConsent(condition: Condition, account: ParsedAccount, depth: number): ConsentSurety {
  if (condition.kind === 'consent') {
    if (condition.channel !== 'email' || !condition.canReceive) return 'none';
    return condition.subscription === 'subscribed' ? 'subscribed' : condition.subscription === 'any' ? 'can receive' : 'none';
  }
  if (condition.kind !== 'membership' || !condition.isMember || condition.groupIds.length === 0) return 'none';
  return condition.groupIds.map((id) => groupConsent(id, account, depth)).reduce(weaker);
}

const ORDER: readonly ConsentSurety[] = ['none', 'can receive', 'unknown', 'subscribed'];
const surer = (a: ConsentSurety, b: ConsentSurety): ConsentSurety => (ORDER.indexOf(a) >= ORDER.indexOf(b) ? a : b);
const weaker = (a: ConsentSurety, b: ConsentSurety): ConsentSurety => (ORDER.indexOf(a) <= ORDER.indexOf(b) ? a : b);
