import type { LifecycleAudience } from './audience';
import { CATALOGUE } from './catalogue';
import type { ConsentChannel } from './condition';
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
 * @param main what the account's campaigns are sent by
 * @param whyLacking why the account cannot have an audience, whatever its metrics are; null where it can
 */
export function planAudiences(
  recognized: RecognizedMetrics,
  parametersOf: (audience: LifecycleAudience) => readonly FilledParameter[],
  whyLacking: (audience: LifecycleAudience) => string | null,
  main: ConsentChannel = 'email',
): readonly PlannedAudience[] {
  return CATALOGUE.map((audience): PlannedAudience => {
    const reason = whyLacking(audience);
    return {
      audience,
      proposed: reason === null ? proposeRule(audience, parametersOf(audience), recognized, channelOf(audience, main)) : { kind: 'not applicable', reason },
    };
  });
}

/** The channel that an audience is for: its own where its rule asks for one, else the account's main one. */
export function channelOf({ capabilities }: LifecycleAudience, main: ConsentChannel): ConsentChannel {
  const asks = (kind: ConsentChannel): boolean => capabilities.some((one) => one.kind === kind);
  return asks('push') ? 'push' : asks('email') ? 'email' : asks('sms') ? 'sms' : main;
}
