import { ballooning } from './ballooning';
import { circular } from './circular';
import { contradictory } from './contradictory';
import { deadMetric } from './dead-metric';
import { deadProperty } from './dead-property';
import { deadReference } from './dead-reference';
import type { Consequences, FindingDeclaration, Found, Need, Severity } from './declare-finding';
import { duplicate } from './duplicate';
import { empty } from './empty';
import type { FindingContext } from './finding-context';
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
import { tooLarge } from './too-large';
import { trivial } from './trivial';
import { unknownCondition } from './unknown-condition';
import { unread } from './unread';
import { unused } from './unused';

/** Every kind of finding, gravest first: the order in which they are shown for one object. */
export const ALL_FINDINGS = [
  noConsent,
  deadMetric,
  deadProperty,
  contradictory,
  circular,
  deadReference,
  trivial,
  inactive,
  fixedDates,
  tooBroad,
  thresholdDrift,
  opensOnly,
  duplicate,
  nearDuplicate,
  empty,
  nearEmpty,
  notMoving,
  ballooning,
  unused,
  noAction,
  listMisuse,
  noExclusion,
  hiddenRule,
  unknownCondition,
  tooLarge,
  unread,
] as const;

export type FindingKind = (typeof ALL_FINDINGS)[number]['kind'];

/** One finding on one object of the account. */
export interface Finding extends Required<Omit<Found, 'threshold'>> {
  readonly kind: FindingKind;
  readonly severity: Severity;
  /** The threshold it met, when one decided. */
  readonly threshold: NonNullable<Found['threshold']> | null;
}

const DECLARATIONS: readonly FindingDeclaration<FindingKind>[] = ALL_FINDINGS;
const BY_KIND = new Map(DECLARATIONS.map((declaration) => [declaration.kind, declaration]));

const IS_MET: Readonly<Record<Need, (context: FindingContext) => boolean>> = {
  'all groups': ({ account }) => account.groupsComplete,
  'people as far as they come': ({ account }) => account.inventory.stillToCome?.people !== true,
  'all uses': ({ account }) => account.uses.unknownBecause.length === 0,
};

/** All findings of the account, by kind in the order of the table and within a kind in the account's order. */
export function findAll(context: FindingContext): readonly Finding[] {
  return DECLARATIONS.filter(({ needs }) => needs.every((need) => IS_MET[need](context))).flatMap((declaration) => findingsOf(declaration, context));
}

function findingsOf(declaration: FindingDeclaration<FindingKind>, context: FindingContext): readonly Finding[] {
  const { kind } = declaration;
  const finding = (found: Found, severity: Severity): Finding => ({ threshold: null, related: [], ...found, kind, severity });
  return declaration.severity === 'case by case'
    ? declaration.decide(context).map((found) => finding(found, found.severity))
    : declaration.decide(context).map((found) => finding(found, declaration.severity));
}

/** What follows from a finding, as its kind declares it. */
export function consequencesOf({ kind }: Pick<Finding, 'kind'>): Consequences {
  return BY_KIND.get(kind)!.consequences;
}

/** What people call a kind of finding. */
export function findingTitle(kind: FindingKind): string {
  return BY_KIND.get(kind)!.title;
}
