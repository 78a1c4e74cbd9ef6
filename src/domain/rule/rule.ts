import type { Condition } from './conditions/table';

export type { Condition } from './conditions/table';
export type { ConsentCondition } from './conditions/consent';
export type { FunnelCondition } from './conditions/funnel';
export type { MembershipCondition } from './conditions/membership';
export type { MetricCondition } from './conditions/metric';
export type { ConsentFilter } from './consent-filter';
export type { AffinityChannel, ConsentChannel, PermissionChannel, PredictedNumber, Subscription } from './profile-facts';

/**
 * An audience rule: a tree of conditions over one profile. Plain readonly data that survives JSON. Optional keys that are
 * absent in Klaviyo's JSON stay absent and `null` stays `null`, so that writing gives back what was read.
 */
export type Rule = All | Any | Not | Condition;

/** Every one of them; `all([])` is everyone. */
export interface All {
  readonly kind: 'all';
  readonly of: readonly Rule[];
}
/** At least one of them; `any([])` is no one. */
export interface Any {
  readonly kind: 'any';
  readonly of: readonly Rule[];
}
/** Everyone who does not meet it. */
export interface Not {
  readonly kind: 'not';
  readonly of: Rule;
}

export const EVERYONE: All = { kind: 'all', of: [] };
export const NO_ONE: Any = { kind: 'any', of: [] };

/** Every one of the rules: nested `all` flattened, a single rule unwrapped. */
export function all(rules: readonly Rule[]): Rule {
  const of = rules.flatMap((rule) => (rule.kind === 'all' ? rule.of : [rule]));
  return of.length === 1 ? of[0]! : { kind: 'all', of };
}

/** At least one of the rules: nested `any` flattened, a single rule unwrapped. */
export function any(rules: readonly Rule[]): Rule {
  const of = rules.flatMap((rule) => (rule.kind === 'any' ? rule.of : [rule]));
  return of.length === 1 ? of[0]! : { kind: 'any', of };
}

/** Everyone outside the rule; a double negation is undone. */
export function not(rule: Rule): Rule {
  return rule.kind === 'not' ? rule.of : { kind: 'not', of: rule };
}

/** The conditions of a rule, in the order in which they stand. */
export function conditionsOf(rule: Rule): readonly Condition[] {
  const found: Condition[] = [];
  const open: Rule[] = [rule];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === 'all' || node.kind === 'any') for (let at = node.of.length - 1; at >= 0; at -= 1) open.push(node.of[at]!);
    else if (node.kind === 'not') open.push(node.of);
    else found.push(node);
  }
  return found;
}

/** A rule that is one condition. */
export const isCondition = (rule: Rule): rule is Condition => rule.kind !== 'all' && rule.kind !== 'any' && rule.kind !== 'not';
