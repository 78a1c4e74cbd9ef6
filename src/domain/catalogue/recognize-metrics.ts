import type { Instant, Known } from '../account/known';
import type { MetricIds } from './audience';
import type { MetricAlias } from './metric-alias';

/** One of the account's metrics as a candidate for an alias. */
export interface MetricEvidence {
  readonly metricId: string;
  readonly name: string;
  readonly integration: string | null;
  readonly firstActivity: Instant | null;
  readonly lastActivity: Instant | null;
  /** Events of the last 90 days (whole months that reach into them). */
  readonly count90: Known<number>;
  /** `silent`: had events once, none in the last 90 days; `never`: none at all in what was read; `unknown`: activity not read. */
  readonly state: 'live' | 'silent' | 'never' | 'unknown';
  readonly score: number;
}

/** What an alias stands for in this account. */
export interface RecognizedMetric {
  readonly alias: MetricAlias;
  /** Usual name: `Placed Order`. */
  readonly label: string;
  /** Metrics that rules use: the live ones (or those a person set). Empty: the account has none. */
  readonly metricIds: readonly string[];
  readonly metrics: readonly MetricEvidence[];
  /** Silent ones of the same kind: never used in rules, shown as evidence. */
  readonly silent: readonly MetricEvidence[];
  readonly confidence: 'set by a person' | 'mapped in Klaviyo' | 'recognized' | 'uncertain' | 'not found';
  /** One sentence with names and figures. */
  readonly evidence: string;
  readonly firstActivity: Instant | null;
  readonly lastActivity: Instant | null;
  readonly count90: Known<number>;
}

/** A metric that no longer arrives while another of its kind does: rules that still name it have gone wrong. */
export interface DeadMetric {
  readonly metricId: string;
  readonly name: string;
  readonly alias: MetricAlias;
  readonly lastActivity: Instant | null;
  /** Live metrics of the same kind. */
  readonly replacedBy: readonly string[];
  readonly evidence: string;
}

/** What the events' own properties are called in this account. Null: no such property was found. */
export interface EventPropertyNames {
  readonly discount: { readonly property: string; readonly shape: 'list' | 'amount' | 'yes or no' | 'text' } | null;
  /** Category property of Ordered Product, and of Viewed Product. */
  readonly orderedCategory: string | null;
  readonly viewedCategory: string | null;
  /** Name property of Ordered Product. */
  readonly productName: string | null;
  readonly rating: string | null;
  readonly applePrivacy: string | null;
  /** True where the account's event properties were read at all. */
  readonly read: boolean;
}

export interface RecognizedMetrics {
  readonly byAlias: ReadonlyMap<MetricAlias, RecognizedMetric>;
  readonly dead: readonly DeadMetric[];
  readonly properties: EventPropertyNames;
  /** Custom profile properties named in existing segments' and flows' rules. */
  readonly profileProperties: readonly string[];
  /** Metric id to use as the reports' conversion metric; null where the account has none. */
  readonly conversionMetricId: string | null;
  /** Sentences for a person: a setting that names no metric, a choice to make. */
  readonly problems: readonly string[];
  /** What was recognized, by setting name, to show beside an empty setting: `Placed Order (Shopify), 1,204 events in 90 days`. */
  readonly shown: ReadonlyMap<string, string>;
}

/** Metric ids by alias for writing rules. */
export function metricIdsOf(recognized: RecognizedMetrics): MetricIds {
  return Object.fromEntries([...recognized.byAlias].filter(([, one]) => one.metricIds.length > 0).map(([alias, one]) => [alias, one.metricIds]));
}
