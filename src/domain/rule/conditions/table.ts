import { isText, asObject } from '../json';
import type { JsonObject } from '../json';
import type { ConditionKind } from '../condition-kind';
import { actionOutput } from './action-output';
import { affinityPriority } from './affinity-priority';
import { affinityRank } from './affinity-rank';
import { consent } from './consent';
import { customObject } from './custom-object';
import { distance } from './distance';
import { funnel } from './funnel';
import { membership } from './membership';
import { metric } from './metric';
import { notInFlow } from './not-in-flow';
import { notSent } from './not-sent';
import { objectProperty } from './object-property';
import { objectTriggerProperty } from './object-trigger-property';
import { permission } from './permission';
import { predictedDate } from './predicted-date';
import { predictedGender } from './predicted-gender';
import { predictedNumber } from './predicted-number';
import { property } from './property';
import { region } from './region';
import { sample } from './sample';
import { triggerProperty } from './trigger-property';
import { unknown } from './unknown';

/** Every kind of condition, by its name: the only place that lists them. */
const KINDS = {
  membership,
  metric,
  consent,
  distance,
  property,
  region,
  'predicted-date': predictedDate,
  'predicted-number': predictedNumber,
  'predicted-gender': predictedGender,
  'affinity-priority': affinityPriority,
  'affinity-rank': affinityRank,
  'custom-object': customObject,
  permission,
  funnel,
  sample,
  'not-sent': notSent,
  'not-in-flow': notInFlow,
  'trigger-property': triggerProperty,
  'object-trigger-property': objectTriggerProperty,
  'object-property': objectProperty,
  'action-output': actionOutput,
  unknown,
};

type Kinds = typeof KINDS;
export type Condition = { [K in keyof Kinds]: Kinds[K] extends ConditionKind<infer C> ? (C extends { readonly kind: K } ? C : never) : never }[keyof Kinds];

/** What is to be said of a condition's kind. */
export function kindOf(condition: Condition): ConditionKind<Condition> {
  return KINDS[condition.kind];
}

const PARSERS = new Map<string, ((source: JsonObject) => Condition | null)[]>();
for (const kind of Object.values<ConditionKind<Condition>>(KINDS)) {
  for (const [type, parse] of Object.entries(kind.parse)) PARSERS.set(type, [...(PARSERS.get(type) ?? []), parse]);
}

/** Reads one condition of a segment or flow; never throws. What does not fit the grammar is kept as an unknown condition. */
export function parseCondition(source: unknown): Condition {
  const object = asObject(source);
  const type = object?.['type'];
  for (const parse of (object !== null && isText(type) && PARSERS.get(type)) || []) {
    const condition = parse(object!);
    if (condition !== null) return condition;
  }
  return { kind: 'unknown', level: 'condition', source };
}
