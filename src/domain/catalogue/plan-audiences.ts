import type { LifecycleAudience } from './audience';
import { CATALOGUE } from './catalogue';
import { proposeRule } from './proposed-rule';
import type { FilledParameter, ProposedRule } from './proposed-rule';
import type { RecognizedMetrics } from './recognize-metrics';

/** A catalogue audience with the rule proposed to this account, or why the account cannot have it. */
export interface PlannedAudience {
  readonly audience: LifecycleAudience;
  readonly proposed: ProposedRule;
}

/**
 * Every audience of the catalogue with the rule proposed to this account, or why the account cannot have it.
 * @param parametersOf an audience's parameters as measured
 * @param whyLacking why the account cannot have an audience, whatever its metrics are; null where it can
 */
export function planAudiences(
  recognized: RecognizedMetrics, parametersOf: (audience: LifecycleAudience) => readonly FilledParameter[], whyLacking: (audience: LifecycleAudience) => string | null,
): readonly PlannedAudience[] {
  return CATALOGUE.map((audience): PlannedAudience => {
    const reason = whyLacking(audience);
    return { audience, proposed: reason === null ? proposeRule(audience, parametersOf(audience), recognized) : { kind: 'not applicable', reason } };
  });
}
