import type { Instant } from '../account/known';
import type { Answer } from './answers';
import { every, opposite } from './answers';
import { kindOf } from './conditions/table';
import type { ProfileFacts } from './profile-facts';
import type { Rule } from './rule';

/**
 * Whether the profile meets the rule, looked at `at`: true, false, or null where the facts (or what Klaviyo says of the condition) do not
 * tell. A plain reading of every condition, on purpose apart from the engine: it is the judge of the engine's proofs.
 */
export function evaluateRule(rule: Rule, facts: ProfileFacts, at: Instant): Answer {
  switch (rule.kind) {
    case 'all':
      return every(rule.of.length, (index) => evaluateRule(rule.of[index]!, facts, at));
    case 'any':
      return opposite(every(rule.of.length, (index) => opposite(evaluateRule(rule.of[index]!, facts, at))));
    case 'not':
      return opposite(evaluateRule(rule.of, facts, at));
    default:
      return kindOf(rule).evaluate(rule, facts, at);
  }
}
