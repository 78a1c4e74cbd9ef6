import type { Setting } from '../settings/setting';
import type { FindingContext } from './finding-context';
import type { Subject } from './subject';

export type Severity = 'defect' | 'warning' | 'note';

/** One finding as its kind decides it, with the evidence that a person can check in Klaviyo. */
export interface Found {
  readonly subject: Subject;
  /** One plain sentence with the figures in it. */
  readonly evidence: string;
  /** The threshold it met: setting name and value. Left out where none decided. */
  readonly threshold?: { readonly setting: string; readonly value: string };
  /** Other objects that it names, for example the duplicate. */
  readonly related?: readonly Subject[];
}

/** The same where the kind grades each case by itself. */
export interface GradedFound extends Found {
  readonly severity: Severity;
}

/** What has to be known of the account before a kind of finding says anything at all; in part unknown, it stays silent. */
export type Need =
  /** Every list and segment: otherwise what was not read looks deleted. */
  | 'all groups'
  /** Everything that uses a list or segment: otherwise what is used looks idle. */
  | 'all uses'
  /** People and events, unless they cannot be had at all: while they are still to come, what they would refute is not said. */
  | 'people as far as they come';

/** What is to be done about a list or segment with such a finding. */
export type Remedy =
  /** Its rule is to be changed; `step` says how, as one sentence in the document. Findings that are mere notes change nothing. */
  | { readonly how: 'repair'; readonly step: string }
  /** A person has to look at it. Findings that are mere notes ask for nothing. */
  | { readonly how: 'review' }
  /** Nothing uses it: it may go, unless something speaks for it. */
  | { readonly how: 'let go' }
  /** Another one is the same: one of them is enough. */
  | { readonly how: 'keep one' }
  | { readonly how: 'none' };

/** What follows from a finding beyond its being shown. Each has to be said by every kind: a forgotten one does not compile. */
export interface Consequences {
  /** Whether a segment with it is no cover for a lifecycle audience: always, only where it is a defect, or not because of this. */
  readonly breaksCover: 'always' | 'as a defect' | 'no';
  readonly remedy: Remedy;
  /** What it adds when a list or segment is retired: no reason, a reason, or one on which the full idle time need not be waited for. */
  readonly retirement: 'no reason' | 'a reason' | 'need not wait';
  /** Why a defect comes before revenue where a campaign of the planning window uses the segment, as the end of a sentence; null where it does not. */
  readonly urgent: string | null;
}

interface Words<Kind extends string> {
  readonly kind: Kind;
  /** What people see in the tabs: `Fixed dates`. */
  readonly title: string;
  /** One sentence: what it means and why it matters. */
  readonly meaning: string;
  readonly about: readonly Subject['type'][];
  readonly settings: readonly Setting[];
  readonly needs: readonly Need[];
  readonly consequences: Consequences;
}

/** Every finding of the kind in the account. Pure; linear in what it looks at. */
type Decide<What extends Found> = (context: FindingContext) => readonly What[];

/** One kind of finding: words, the settings it obeys, what follows from it, and the function that decides. The table of all is in all-findings.ts. */
export type FindingDeclaration<Kind extends string = string> = Words<Kind> &
  ({ readonly severity: Severity; readonly decide: Decide<Found> } | { readonly severity: 'case by case'; readonly decide: Decide<GradedFound> });

/** Declares a kind of finding; its name becomes one of the kinds once it stands in the table. */
export function declareFinding<const Kind extends string>(declaration: FindingDeclaration<Kind>): FindingDeclaration<Kind> {
  return declaration;
}

/** The threshold part of a finding, from the setting that decided. */
export function threshold(setting: Setting<number>, value: number): NonNullable<Found['threshold']> {
  return { setting: setting.name, value: String(value) };
}
