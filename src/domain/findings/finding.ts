/** What a finding is about. */
export interface Subject {
  readonly type: 'segment' | 'list' | 'campaign' | 'flow';
  readonly id: string;
}

export type FindingKind =
  | 'inactive' | 'empty' | 'near-empty' | 'fixed-dates' | 'dead-metric' | 'dead-reference' | 'unused' | 'not-moving'
  | 'ballooning' | 'threshold-drift' | 'too-broad' | 'no-action' | 'no-consent' | 'opens-only' | 'duplicate' | 'near-duplicate'
  | 'contradictory' | 'trivial' | 'circular' | 'list-misuse' | 'no-exclusion' | 'hidden-rule' | 'unknown-condition' | 'unread';

/** One finding with the evidence that a person can check in Klaviyo. */
export interface Finding {
  readonly kind: FindingKind;
  readonly subject: Subject;
  readonly severity: 'defect' | 'warning' | 'note';
  /** One plain sentence with the figures in it. */
  readonly evidence: string;
  /** The threshold it met: setting name and value, when one decided. */
  readonly threshold: { readonly setting: string; readonly value: string } | null;
  /** Other objects that it names, for example the duplicate. */
  readonly related: readonly Subject[];
}
