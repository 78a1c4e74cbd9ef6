import type { Instant } from '../account/known';
import type { ClaimContext } from './prove/claims';
import type { Filter } from './filter';
import type { Formula } from './prove/formula';
import type { JsonObject } from './json';
import type { Names } from './names';
import type { ConsentChannel, ProfileFacts } from './profile-facts';
import type { RuleNumber } from './rule-number';

/**
 * All that is to be said of one kind of condition; nothing else in the product knows its name, unless it is after that very kind. Every member has to be
 * stated: what follows from nothing is said by `null`, `[]` or `never`.
 */
export interface ConditionKind<C> {
  /** Klaviyo's `type` to what reads it; null where it does not fit. Kinds may share a type, each with its own part of it. */
  readonly parse: Readonly<Record<string, (source: JsonObject) => C | null>>;
  /** Klaviyo's JSON: what was read, field by field. */
  write(condition: C): unknown;
  /** The rest of a sentence about a profile: `has Placed Order at least once in the last 30 days`. */
  describe(condition: C, names: Names): string;
  /** Conditions of one topic are the same condition with other values. */
  topic(condition: C): string;
  /** How it differs from another one of its topic, as the rest of a sentence; null: both are told whole. */
  difference(own: C, theirs: C, names: Names): readonly string[] | null;
  /** True where it asks for consent: what is asked of nearly everyone and tells audiences apart least. */
  readonly isConsent: boolean;
  /**
   * The condition that holds exactly where this one does not, as Klaviyo can say it, or null. Only where the value always exists: a count or sum is a
   * number for everyone, membership is yes or no, a property is set or not.
   */
  opposite(condition: C): C | null;
  /** Whether a profile meets it; null where the facts, or what Klaviyo says of the condition, do not tell. On purpose apart from `formula`, whose judge it is. */
  evaluate(condition: C, facts: ProfileFacts, at: Instant): boolean | null;
  /** What it claims of a profile; where Klaviyo leaves a question open, both answers are allowed for. */
  formula(condition: C, context: ClaimContext): Formula;
  /** Notes what it speaks of. */
  refer(condition: C, to: References): void;
  /** Its numbers, by which two rules of one shape are compared. */
  numbers(condition: C): readonly RuleNumber[];
  /** What decides it, as far as the product can read it. */
  evidence(condition: C): Evidence;
  /** Why it can stand in a flow only; null where a segment can say it too. */
  flowOnly(condition: C): string | null;
  /** The condition with metrics exchanged. */
  withMetrics(condition: C, other: (metricId: string) => string): C;
}

/** Takes down what conditions speak of. */
export interface References {
  /** `happened`: it wants events of the metric, as against none; null: neither. */
  metric(id: string, happened: boolean | null): void;
  group(id: string, isMember: boolean): void;
  property(name: string): void;
  /** `asksReachable`: it asks that marketing can be received. */
  channel(name: string, asksReachable: boolean): void;
  /** `of`: what is compared, should it be dated: `metric <id>`, `property <name>`, `consent`, … */
  filter(of: string, filter: Filter | null | undefined): void;
  /** A condition that this version does not know. */
  unknown(): void;
}

/** What decides a condition. `nowhere`: nothing that can be read; `why` in words where there is more to say than that profiles were not read. */
export type Evidence =
  | { readonly from: 'events'; readonly metricIds: readonly string[] }
  | { readonly from: 'consent'; readonly channel: ConsentChannel }
  | { readonly from: 'property'; readonly name: string }
  | { readonly from: 'country' | 'prediction' }
  | { readonly from: 'affinity' | 'nowhere'; readonly why: string | null };

export const NOWHERE: Evidence = { from: 'nowhere', why: null };
export const never = (): null => null;
export const none = (): readonly never[] => [];
export const nothing = (): void => undefined;

/** Most kinds: no consent, no opposite, no metric, sayable in a segment, told whole where they differ. To be spread, with what is otherwise stated after it. */
export const ORDINARY = { difference: never, isConsent: false, opposite: never, flowOnly: never, withMetrics: <C>(condition: C): C => condition };

/** Kinds that are met while a flow runs: nobody's can be read, and no segment has thresholds to compare with. */
export const inFlowsOnly = (why: string): Omit<typeof ORDINARY, 'flowOnly'> & Pick<ConditionKind<never>, 'flowOnly' | 'numbers' | 'evidence'> => ({
  ...ORDINARY,
  numbers: none,
  evidence: () => NOWHERE,
  flowOnly: () => why,
});
