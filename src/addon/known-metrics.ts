import * as v from 'valibot';
import type { Metric } from '../domain/account/inventory';
import { metricSettings } from '../domain/catalogue/catalogue-settings';
import { metricsNamed } from '../domain/catalogue/metric-name';
import { isAutomatic } from '../domain/settings/setting';
import { kept } from '../domain/text/kept';
import { nearestWord } from '../domain/text/nearest-word';
import { quoted } from '../domain/text/quotes';
import type { Store } from '../refresh/store';

/** The account's metrics as they were last listed, and what they were taken for. */
export interface KnownMetrics {
  readonly metrics: readonly Metric[];
  /** Settings whose metric was recognized, by name. */
  readonly found: readonly string[];
  /** True before the first refresh: recognized by name, without a look at which of them still arrive. */
  readonly byName: boolean;
  /** What each setting comes to, by its name in lower case, as the tab would show it; empty once the tab itself tells. */
  readonly shown: Readonly<Record<string, string>>;
  /** Values of the plan that the account itself suggests, by setting. */
  readonly proposed: Readonly<Record<string, { readonly value: string; readonly why: string }>>;
}

const textOrNull = v.nullable(v.string());
const timeOrNull = v.nullable(v.number());

/** Kept for the sidebar's plan: absent before the metrics were ever listed, and where the last refresh could not list them. */
export const KNOWN_METRICS = kept<KnownMetrics>(
  'page/metrics',
  v.object({
    metrics: v.array(
      v.object({
        id: v.string(),
        name: v.string(),
        created: timeOrNull,
        updated: timeOrNull,
        integration: v.nullable(v.object({ name: textOrNull, category: textOrNull })),
      }),
    ),
    found: v.array(v.string()),
    byName: v.boolean(),
    shown: v.record(v.string(), v.string()),
    proposed: v.record(v.string(), v.object({ value: v.string(), why: v.string() })),
  }),
);

/** The metrics as the sheet may keep them: when one first and last came is the moment of a customer's event, which no sheet holds. */
export function withoutMoments(metrics: readonly Metric[]): readonly Metric[] {
  return metrics.map((metric) => ({ ...metric, created: null, updated: null }));
}

/** What is known of the account's metrics; null where nothing is. */
export function readKnownMetrics(store: Store): KnownMetrics | null {
  return KNOWN_METRICS.read(store.read(KNOWN_METRICS.key));
}

/** Settings that name one of the account's metrics; the goal may be any of the others, and is not counted as recognized beside them. */
const NAMING: ReadonlySet<string> = new Set([...metricSettings.values()].map(({ name }) => name));
const GOAL = metricSettings.get('conversion')?.name;

/** True for a setting that names one of the account's metrics. */
export function namesMetric(setting: string): boolean {
  return NAMING.has(setting);
}

/** Whether the metric of a setting was recognized in the account; null for other settings and where it is not known. */
export function isRecognized(setting: string, given: string | undefined, known: KnownMetrics | null): boolean | null {
  if (known === null || !namesMetric(setting) || setting === GOAL) return null;
  return given !== undefined && given.trim() !== '' && !isAutomatic(given) ? true : known.found.includes(setting);
}

/** What is wrong with a metric's name as a person gave it, in one sentence; null when nothing is, or nothing can be told. */
export function metricProblem(text: string, known: KnownMetrics | null): string | null {
  if (known === null || text.trim() === '' || isAutomatic(text)) return null;
  const [missing] = metricsNamed(text, known.metrics).missing;
  if (missing === undefined) return null;
  const near = nearestWord(
    missing,
    known.metrics.map(({ name }) => name),
  );
  return `${quoted(missing)} is no metric of this account. ${near === null ? 'Choose one of the list, or Automatic.' : `Did you mean ${quoted(near)}?`}`;
}
