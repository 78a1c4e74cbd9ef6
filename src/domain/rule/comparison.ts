/** How the profiles of a first rule relate to those of a second. */
export type Relation = 'equivalent' | 'inside' | 'contains' | 'overlapping' | 'disjoint' | 'not decided';

/** The answer of the engine about two rules. A relation is proven, or the answer is `not decided`. */
export interface Comparison {
  readonly relation: Relation;
  /** One plain sentence. */
  readonly reason: string;
  /**
   * True when the answer takes units of time for one another that may differ by part of a day (hours against days, `between 0 and 30 days ago`
   * against `in the last 30 days`).
   */
  readonly approximate: boolean;
}

/** Whether one rule is proven to lie in the other; `neither` where it is not, for whatever reason. */
export interface Nesting extends Pick<Comparison, 'approximate'> {
  readonly relation: Exclude<Relation, 'overlapping' | 'disjoint' | 'not decided'> | 'neither';
}

/** Whether a rule can match anyone. */
export interface RuleStatus {
  /** `too large`: it is not opened up, so it is only ever the same as itself, and nothing else is concluded from it. */
  readonly status: 'contradictory' | 'trivial' | 'satisfiable' | 'not decided' | 'too large';
  readonly reason: string;
  /** True when the answer takes units of time for one another that may differ by part of a day. */
  readonly approximate: boolean;
}
