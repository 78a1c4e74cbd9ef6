import type { Finding, Subject } from './finding';
import { ballooning } from './ballooning';
import { circular } from './circular';
import { contradictory } from './contradictory';
import { deadMetric } from './dead-metric';
import { deadReference } from './dead-reference';
import { duplicate } from './duplicate';
import { empty } from './empty';
import type { FindingContext, FindingDeclaration } from './finding-context';
import { fixedDates } from './fixed-dates';
import { hiddenRule } from './hidden-rule';
import { inactive } from './inactive';
import { listMisuse } from './list-misuse';
import { nearDuplicate } from './near-duplicate';
import { nearEmpty } from './near-empty';
import { noAction } from './no-action';
import { noConsent } from './no-consent';
import { noExclusion } from './no-exclusion';
import { notMoving } from './not-moving';
import { opensOnly } from './opens-only';
import { thresholdDrift } from './threshold-drift';
import { tooBroad } from './too-broad';
import { trivial } from './trivial';
import { unknownCondition } from './unknown-condition';
import { unread } from './unread';
import { unused } from './unused';

/** Every kind of finding, gravest first: the order in which they are shown for one object. */
export const ALL_FINDINGS: readonly FindingDeclaration[] = [
  noConsent, deadMetric, contradictory, circular, deadReference, trivial, inactive, fixedDates, tooBroad, thresholdDrift, opensOnly, duplicate,
  nearDuplicate, empty, nearEmpty, notMoving, ballooning, unused, noAction, listMisuse, noExclusion, hiddenRule, unknownCondition, unread,
];

/** All findings of the account, by kind in the order of the table and within a kind in the account's order. */
export function findAll(context: FindingContext): readonly Finding[] {
  return ALL_FINDINGS.flatMap((declaration) => declaration.decide(context));
}

/** What people call a kind of finding. */
export function findingTitle(kind: Finding['kind']): string {
  return ALL_FINDINGS.find((declaration) => declaration.kind === kind)?.title ?? kind;
}

/** A subject as one text, for use as a key. */
export function subjectKey(subject: Subject): string {
  return `${subject.type} ${subject.id}`;
}
