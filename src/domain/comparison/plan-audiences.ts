import type { BehaviorReading } from '../behavior/figure';
import { CATALOGUE } from '../catalogue/catalogue';
import { proposeRule } from '../catalogue/proposed-rule';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import type { PlannedAudience } from './match-catalogue';

/** Every audience of the catalogue with the rule proposed to this account, its parameters filled from behavior, or why the account cannot have it. */
export function planAudiences(behavior: BehaviorReading, recognized: RecognizedMetrics): readonly PlannedAudience[] {
  return CATALOGUE.map((audience): PlannedAudience => {
    const reason = behavior.notApplicable.get(audience.id);
    if (reason !== undefined) return { audience, proposed: { kind: 'not applicable', reason } };
    return { audience, proposed: proposeRule(audience, behavior.parameters.get(audience.id) ?? [], recognized) };
  });
}
