import type { Rule } from '../rule/rule';
import { campaignConsent } from './condition';
import type { ConsentChannel } from './condition';
import { parseSegmentDefinition } from '../rule/parse-segment';
import type { AudienceParameter, LifecycleAudience, ParameterReader, ParameterValues } from './audience';
import type { MetricIds } from './audience';
import type { RecognizedMetrics } from './recognize-metrics';
import { metricIdsOf } from './recognize-metrics';
import { declarationOf } from './metric-alias';
import { writeClauses } from './write-audience-definition';
import type { SegmentDefinition, WrittenDefinition } from './write-audience-definition';
import { joined } from '../text/lists';
import { inQuotes } from '../text/quotes';

/** A parameter as filled for this account (domain/behavior/figure `ParameterValue` is one). */
export interface FilledParameter {
  readonly name: string;
  readonly value: number | string;
  readonly because: string;
  /** True where nothing in the account tells and a person has to confirm. */
  readonly guess?: boolean;
  /** True for a usual value that stands in for what too little data could not tell. */
  readonly working?: boolean;
  /** Why no value can be proposed, as a sentence that says where a person can give one; the audience waits for it. */
  readonly lacking?: { readonly reason: string; readonly unread: boolean };
}

/** An audience's rule for this account, why the account cannot have it, or why that is unknown. */
export type ProposedRule =
  | {
      readonly kind: 'rule';
      /** Klaviyo's JSON, ready to create. */
      readonly definition: SegmentDefinition;
      readonly rule: Rule;
      /** The same people whether or not they consented: what existing segments are compared with besides `rule`. The same object where no consent was added for the use. */
      readonly core: Rule;
      /** Other usual ways to mean these people, without consent: what an existing segment of that shape is meant for. */
      readonly forms: readonly Rule[];
      /** The channel whose consent was added for campaigns; null where none was. */
      readonly consent: ConsentChannel | null;
      /** A name for the segment, at most 40 letters. */
      readonly name: string;
      /** Each parameter's value and reason, in words. */
      readonly parameters: readonly FilledParameter[];
      /** What a person has to confirm before it is created: one sentence each. */
      readonly guesses: readonly string[];
      /** Where Klaviyo's conditions can say it only approximately, or a part was left out: one sentence each. */
      readonly approximations: readonly string[];
    }
  | { readonly kind: 'not applicable'; readonly reason: string }
  /** What would tell was not read. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** Reads parameters from values, falling back to the declaration. */
export function parameterReader(parameters: readonly AudienceParameter[], values: ParameterValues): ParameterReader {
  const read = (name: string): number | string => {
    const declared = parameters.find((parameter) => parameter.name === name);
    if (!declared) throw new Error(`The catalogue's rule reads a parameter that it does not declare: ${name}`);
    return values[name] ?? declared.fallback;
  };
  return {
    number: (name) => Number(read(name)),
    text: (name) => String(read(name)),
    list: (name) =>
      String(read(name))
        .split(';')
        .map((one) => one.trim())
        .filter((one) => one !== ''),
  };
}

/** Klaviyo's definition of an audience for parameter values and metric ids; null where a needed metric is missing. */
export function buildDefinition(audience: LifecycleAudience, values: ParameterValues, metrics: MetricIds): WrittenDefinition | null {
  return writeClauses(audience.clauses(parameterReader(audience.parameters, values)), metrics, audience.optional);
}

/** Letters that a segment's name may have to be read in Klaviyo's lists (the product's design). */
export const LONGEST_NAME = 40;

/**
 * The rule to propose to this account for a lifecycle audience. Where it is made for campaigns, the consent of the channel is in the rule.
 * @param filled parameter values as measured (BehaviorReading.parameters); missing ones have the catalogue's fallback
 * @param channel what campaigns to this audience are sent by
 */
export function proposeRule(
  audience: LifecycleAudience,
  filled: readonly FilledParameter[],
  recognized: RecognizedMetrics,
  channel: ConsentChannel = 'email',
): ProposedRule {
  const lacking = filled.find((parameter) => parameter.lacking !== undefined)?.lacking;
  if (lacking !== undefined) return { kind: lacking.unread ? 'unknown' : 'not applicable', reason: lacking.reason };
  const values = Object.fromEntries(filled.map((parameter) => [parameter.name, parameter.value]));
  const metrics = metricIdsOf(recognized);
  const written = buildDefinition(audience, values, metrics);
  if (recognized.unread !== null && (written === null || written.leftOut.length > 0)) return { kind: 'unknown', reason: missingReason(audience, recognized) };
  if (written === null) return { kind: 'not applicable', reason: missingReason(audience, recognized) };
  const parameters = audience.parameters.map(
    (declared) =>
      filled.find((one) => one.name === declared.name) ?? {
        name: declared.name,
        value: declared.fallback,
        because: 'the catalogue’s usual value',
        ...(declared.guess ? { guess: true } : {}),
      },
  );
  const core = parseSegmentDefinition(written.definition);
  const consent = audience.usedAs === 'campaign' && !asksConsent(written.definition, channel) ? channel : null;
  const definition =
    consent === null
      ? written.definition
      : { condition_groups: [{ conditions: [campaignConsent(consent).condition] }, ...written.definition.condition_groups] };
  const own = audience.segmentName?.(parameterReader(audience.parameters, values)) ?? audience.name;
  return {
    kind: 'rule',
    definition,
    core,
    consent,
    forms: audience.usualForms(parameterReader(audience.parameters, values)).flatMap((clauses) => {
      const form = writeClauses(clauses, metrics, audience.optional);
      return form === null ? [] : [parseSegmentDefinition(form.definition)];
    }),
    rule: consent === null ? core : parseSegmentDefinition(definition),
    name: own.length <= LONGEST_NAME ? own : audience.name,
    parameters,
    guesses: parameters
      .filter((one) => one.guess)
      .map(
        (one) =>
          `Confirm ${audience.parameters.find((declared) => declared.name === one.name)?.meaning ?? one.name}: ${inQuotes(String(one.value))} (${one.because}).`,
      ),
    approximations: [
      ...written.approximations,
      ...written.leftOut.map((alias) => `${declarationOf(alias).name} is left out of the rule: the account does not record it.`),
    ],
  };
}

/** True where one block of the rule asks everybody for the channel's consent already. */
function asksConsent({ condition_groups: groups }: SegmentDefinition, channel: ConsentChannel): boolean {
  return groups.some(({ conditions }) =>
    conditions.every((condition) => {
      const consent =
        condition['type'] === 'profile-marketing-consent'
          ? (condition['consent'] as { channel?: string; can_receive_marketing?: boolean; consent_status?: { subscription?: string } })
          : null;
      return (
        consent !== null &&
        consent.channel === channel &&
        consent.can_receive_marketing === true &&
        (channel === 'push' || consent.consent_status?.subscription === 'subscribed')
      );
    }),
  );
}

/** Why an audience's metrics are missing, with the record behind it. */
export function missingReason(audience: LifecycleAudience, recognized: RecognizedMetrics): string {
  const missing = audience.needs.filter((alias) => !audience.optional.includes(alias) && !recognized.byAlias.get(alias)?.metricIds.length);
  if (recognized.unread !== null && missing.length + audience.optional.length > 0) {
    const names = (missing.length > 0 ? missing : audience.needs.filter((alias) => !recognized.byAlias.get(alias)?.metricIds.length)).map(
      (alias) => declarationOf(alias).name,
    );
    return `Whether the account records ${joined(names, 'and')} is unknown, since metrics could not be read: ${recognized.unread}.`;
  }
  const lacking = missing.length > 0 ? missing : audience.needs.filter((alias) => !recognized.byAlias.get(alias)?.metricIds.length);
  return lacking.map((alias) => recognized.byAlias.get(alias)?.evidence ?? `The account has no ${declarationOf(alias).name} metric.`).join(' ');
}
