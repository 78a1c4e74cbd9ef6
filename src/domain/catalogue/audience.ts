import type { Cadence, Stage, Use, ValueClass } from '../terms/lifecycle-terms';
import type { MetricAlias } from './metric-alias';
import type { Clause } from './clause';

/**
 * Where an account's value of a parameter comes from. `practice` is a plain usual value that needs no account data; the
 * others are measured (domain/behavior/thresholds) or found in the account (names of properties, products, categories).
 */
export type ParameterSource =
  | 'practice'
  | 'welcome window'
  | 'second-order window'
  | 'one-time lapse'
  | 'active window'
  | 'active windows by orders'
  | 'lapsed windows by orders'
  | 'lapsed'
  | 'lost'
  | 'reactivation gap'
  | 'vip spend'
  | 'near-vip spend'
  | 'vip orders'
  | 'order value'
  | 'checkout value'
  | 'historic value'
  | 'predicted value'
  | 'churn probability'
  | 'engaged days'
  | 'replenishment from'
  | 'replenishment to'
  | 'replenished product'
  | 'product property'
  | 'category'
  | 'bought category'
  | 'cross-sell category'
  | 'category property'
  | 'viewed category property'
  | 'discount property'
  | 'discount shape'
  | 'rating property'
  | 'profile property'
  | 'profile value'
  | 'season start'
  | 'season end'
  | 'country'
  | 'postal code'
  | 'postal country';

/** One parameter of an audience's rule. */
export interface AudienceParameter {
  readonly name: string;
  /** Unit of a number, or `text`. */
  readonly kind: 'days' | 'count' | 'money' | 'probability' | 'kilometers' | 'text';
  readonly source: ParameterSource;
  /** Used where the account's data cannot tell; the catalogue's own figure. */
  readonly fallback: number | string;
  /** For `profile property` and `profile value`: which of the account's properties. */
  readonly role?: PropertyRole;
  /** What it means, in a few words: `days since the last order`. */
  readonly meaning: string;
  /** A fallback is a guess that a person has to confirm (a product, a category, a property name). */
  readonly guess?: boolean;
}

/** Profile properties that other apps write, by what they tell. */
export type PropertyRole = 'quiz answer' | 'product subscription' | 'loyalty tier' | 'RFM group' | 'birthday' | 'interests';

/** What an account must have, besides metrics, for an audience to make sense. */
export type Capability =
  | { readonly kind: 'email' }
  | { readonly kind: 'sms' }
  | { readonly kind: 'push' }
  | { readonly kind: 'predictions' }
  | { readonly kind: 'channel affinity' }
  | { readonly kind: 'country' }
  | { readonly kind: 'european profiles' }
  | { readonly kind: 'postal code' }
  | { readonly kind: 'two categories' }
  /** Most orders of a year fall into one season, and the next one is near. */
  | { readonly kind: 'season ahead' }
  | { readonly kind: 'profile property'; readonly role: PropertyRole }
  | { readonly kind: 'event property'; readonly alias: MetricAlias; readonly property: 'discount' | 'category' | 'product' | 'rating' | 'apple privacy' };

/** Parameter values by name. A missing one has its fallback. */
export type ParameterValues = Readonly<Record<string, number | string>>;

/** Ids of the account's metrics by alias, at least one for each alias that the audience needs. */
export type MetricIds = Readonly<Partial<Record<MetricAlias, readonly string[]>>>;

/** One lifecycle audience of the catalogue: the declaration from which rule, texts, gaps and tracker rows are made. */
export interface LifecycleAudience {
  /** `A1` … `M3`: stable, part of tracker keys. */
  readonly id: string;
  readonly name: string;
  readonly stage: Stage;
  /** Who they are and why they matter, one sentence. */
  readonly meaning: string;
  readonly uses: readonly Use[];
  /** How often a person re-checks the thresholds; membership itself is live. */
  readonly cadence: Cadence;
  readonly valueClass: ValueClass;
  /** Metrics that its rule counts. */
  readonly needs: readonly MetricAlias[];
  /** Those of `needs` whose part of the rule is left out where the account lacks them (a shop without site tracking still has clicks). */
  readonly optional: readonly MetricAlias[];
  readonly capabilities: readonly Capability[];
  readonly parameters: readonly AudienceParameter[];
  readonly note: string;
  /** Role that usually looks after it. */
  readonly owner: string;
  /** Days after which membership has turned over, where it is a passing state (a cart left behind): cycles of the value at stake. */
  readonly turnoverDays: number | null;
  /** A base or an exclusion, meant to hold nearly everybody: never too broad. */
  readonly broadByDesign: boolean;
  /** Means the best customers: it should hold neither almost nobody nor a third of all. */
  readonly vip: boolean;
  /**
   * What its rule is made for: a `campaign` sends to it, so the rule asks for the channel’s consent; a `flow` branch, an `exclusion` and `reporting` do not need it
   * (flows skip who cannot be reached, and an exclusion has to hold those too).
   */
  readonly usedAs: 'campaign' | 'flow' | 'exclusion' | 'reporting';
  /** Events that make somebody part of the audience: a live flow that starts with one serves them for the same end. */
  readonly flowTriggers: readonly MetricAlias[];
  /** People are in it because they joined lately: a live flow that starts with a list writes to them already. */
  readonly flowsOnJoining: boolean;
  /** The paid Klaviyo product without which the rule cannot be built; null where every account can build it. */
  readonly paidProduct: string | null;
  /** A name for the segment that says what the rule says of this account; null where the audience's own name does. */
  readonly segmentName: ((value: ParameterReader) => string) | null;
  /** Rightly empty most of the time: its trigger is seasonal or rare. */
  readonly rarelyFilled: boolean;
  /** What has to be settled by law before it is used, as one sentence; null where nothing has. */
  readonly legalQuestion: string | null;
  /** Other usual ways to mean these people, looser or with one range where the rule has two counts: by them an existing segment is known to be meant for the audience. */
  readonly usualForms: (value: ParameterReader) => readonly (readonly Clause[])[];
  /** The rule as clauses, all of which have to hold; `text` and `number` read a parameter's value. */
  readonly clauses: (value: ParameterReader) => readonly Clause[];
}

/** Reads parameters inside an audience's rule. */
export interface ParameterReader {
  number(name: string): number;
  text(name: string): string;
  /** A text of several values, parted by semicolons. */
  list(name: string): readonly string[];
}
