import { createFormats } from '../text/format';
import type { Formats } from '../text/format';
import type { Inventory, Metric, Segment } from '../account/inventory';
import type { Instant, Known } from '../account/known';
import { isKnown, known, unknown } from '../account/known';
import { whyMissing } from '../account/unread-part';
import type { SettingValues } from '../settings/setting';
import type { MetricIds } from './audience';
import type { EventPropertyNames } from './event-properties';
import { eventPropertyNames } from './event-properties';
import { ALIASES, declarationOf } from './metric-alias';
import type { MetricAlias } from './metric-alias';
import type { MetricEvidence } from './metric-evidence';
import { weigh } from './metric-evidence';
import { meaningOf } from './metric-meaning';
import type { MetricMeaning } from './metric-meaning';
import { displayName } from './metric-name';
import { createEndings } from '../text/names';
import { conversionMetric, metricSettings } from './catalogue-settings';
import { inQuotes } from '../text/quotes';

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

export interface RecognizedMetrics {
  readonly byAlias: ReadonlyMap<MetricAlias, RecognizedMetric>;
  readonly dead: readonly DeadMetric[];
  readonly properties: EventPropertyNames;
  /** Custom profile properties named in existing segments' rules. */
  readonly profileProperties: readonly string[];
  /** Properties of events that active segments filter on, by metric id, those of most segments first. */
  readonly eventProperties: ReadonlyMap<string, readonly string[]>;
  /** True where an existing segment's rule looks at profiles' postal codes. */
  readonly postalCodes: boolean;
  /** Metric id to use as the reports' conversion metric; null where the account has none. */
  readonly conversionMetricId: string | null;
  /** Sentences for a person: a setting that names no metric, a choice to make. */
  readonly problems: readonly string[];
  /** Why a metric that was not found may exist all the same, since the listing of metrics was not read (whole); null where it was. */
  readonly unread: string | null;
}

/** Metric ids by alias for writing rules. */
export function metricIdsOf(recognized: RecognizedMetrics): MetricIds {
  return Object.fromEntries([...recognized.byAlias].filter(([, one]) => one.metricIds.length > 0).map(([alias, one]) => [alias, one.metricIds]));
}

/** The input with the account's writer of numbers and months. */
type Recognizing = RecognitionInput & { readonly formats: Formats };

/** The part of the inventory that recognition looks at; segments may be missing while the account is still being read. */
export type RecognitionInput = Pick<Inventory, 'account' | 'metrics' | 'mappedMetrics' | 'activity' | 'metricProperties' | 'readAt' | 'incomplete'> &
  Partial<Pick<Inventory, 'segments'>>;

/**
 * Finds out which of the account's metrics mean Placed Order, Viewed Product and so on. A person's setting decides; else
 * Klaviyo's own mapping together with the usual names, live ones only; else what custom code calls it. Metrics that went silent
 * never enter rules: they are kept as evidence, and where another of their kind is live, as dead.
 */
export function recognizeMetrics(read: RecognitionInput, settings: SettingValues): RecognizedMetrics {
  const formats = createFormats(read.account);
  const input: Recognizing = { ...read, formats };
  const problems: string[] = [];
  const unread = whyMissing(input, 'metrics');
  const byAlias = new Map<MetricAlias, RecognizedMetric>();
  for (const alias of ALIASES.filter((one) => one !== 'conversion')) byAlias.set(alias, recognize(alias, input, settings, problems));
  const conversion = recognizeConversion(input, settings, byAlias.get('order')!, problems);
  byAlias.set('conversion', conversion);
  const order = byAlias.get('order')!;
  if (order.metricIds.length === 0 && conversion.confidence === 'set by a person' && conversion.metrics.some((one) => (one.valueSum ?? 0) > 0)) {
    // A goal that carries money, named by a person in an account without any order metric, is its order.
    byAlias.set('order', {
      ...conversion,
      alias: 'order',
      label: order.label,
      evidence: `${conversion.evidence} It carries money, so it counts as the order as well.`,
    });
  }
  const dead = [...byAlias.values()].filter((one) => one.alias !== 'conversion').flatMap((one) => deadOf(one, formats));
  const named = propertiesInRules(input.segments);
  return {
    byAlias,
    dead,
    properties: eventPropertyNames(input.metricProperties, (alias) => byAlias.get(alias)?.metricIds ?? []),
    profileProperties: named.flatMap((property) => /^properties\['(.+)'\]$/.exec(property)?.[1] ?? []).sort(),
    postalCodes: named.includes(POSTAL_CODE),
    eventProperties: eventPropertiesInRules(input.segments),
    conversionMetricId: busiest(conversion),
    problems,
    unread,
  };
}

function recognize(alias: MetricAlias, input: Recognizing, settings: SettingValues, problems: string[]): RecognizedMetric {
  const declared = declarationOf(alias);
  const unread = whyMissing(input, 'metrics');
  const weighed = (metrics: readonly Metric[], mapped: ReadonlySet<string>): readonly MetricEvidence[] =>
    metrics.map((metric) => weigh(metric, declared, mapped.has(metric.id), input.activity, input.readAt)).sort((one, other) => other.score - one.score);
  const meaning = meaningOf(alias, input, settings);
  const { mapped } = meaning;
  problems.push(...settingProblems(metricSettings.get(alias)!.name, meaning, unread));
  if (meaning.set.length > 0) return result(alias, weighed(meaning.set, new Set()), [], 'set by a person', unread, input.formats);

  const named = weighed(meaning.named, mapped);
  const alike = weighed(meaning.alike, mapped);
  const isUsable = (one: MetricEvidence): boolean => one.state === 'live' || one.state === 'unknown';
  const isSilent = (one: MetricEvidence): boolean => one.state === 'silent';
  const usable = named.filter(isUsable);
  if (usable.length > 0) {
    const confidence = usable.some((one) => mapped.has(one.metricId))
      ? 'mapped in Klaviyo'
      : usable.some((one) => one.state === 'live')
        ? 'recognized'
        : 'uncertain';
    const { counted, minor } = withoutMinor(usable);
    if (minor.length > 0) {
      problems.push(
        `${namesOf([...counted, ...minor])
          .slice(counted.length)
          .join(
            ', ',
          )} also ${minor.length === 1 ? 'counts' : 'count'} ${declared.name}, with less than a tenth of its events, and ${minor.length === 1 ? 'is' : 'are'} left out of the rules; ` +
          `to count ${minor.length === 1 ? 'it' : 'them'} too, name all of them in the setting ${inQuotes(metricSettings.get(alias)!.name)}.`,
      );
    }
    return result(alias, counted, named.filter(isSilent), confidence, unread, input.formats);
  }
  const other = alike.filter(isUsable);
  const first = other[0];
  if (first !== undefined) {
    if (other.length > 1) {
      problems.push(
        `Several metrics could mean ${declared.name}: ${other.map(nameOf).join(', ')}. ${nameOf(first)} is used; name another in the setting ${inQuotes(metricSettings.get(alias)!.name)}.`,
      );
    }
    return result(alias, [first], [...named, ...alike].filter(isSilent), other.length > 1 ? 'uncertain' : 'recognized', unread, input.formats);
  }
  return result(
    alias,
    [],
    [...named, ...alike].filter(isSilent),
    'not found',
    unread,
    input.formats,
    [...named, ...alike].filter((one) => one.state === 'never'),
  );
}

/** Below this share of the busiest one's events a second metric of the same kind (a market stall's till, a test shop) would only complicate every rule. */
const LEAST_SHARE = 0.1;

/** Live metrics of one kind: those that carry weight, and the minor ones beside them. What was not counted carries weight. */
function withoutMinor(usable: readonly MetricEvidence[]): { readonly counted: readonly MetricEvidence[]; readonly minor: readonly MetricEvidence[] } {
  const events = (one: MetricEvidence): number => (isKnown(one.count90) ? one.count90.value : Number.POSITIVE_INFINITY);
  const least = LEAST_SHARE * Math.max(...usable.map((one) => (isKnown(one.count90) ? one.count90.value : 0)));
  return { counted: usable.filter((one) => events(one) >= least), minor: usable.filter((one) => events(one) < least) };
}

function recognizeConversion(input: Recognizing, settings: SettingValues, order: RecognizedMetric, problems: string[]): RecognizedMetric {
  const unread = whyMissing(input, 'metrics');
  const meaning = meaningOf('conversion', input, settings);
  const { set } = meaning;
  problems.push(...settingProblems(conversionMetric.name, meaning, unread));
  if (set.length > 0) {
    return result(
      'conversion',
      set.map((metric) => weigh(metric, declarationOf('order'), false, input.activity, input.readAt)),
      [],
      'set by a person',
      unread,
      input.formats,
    );
  }
  if (order.metricIds.length > 0) return { ...order, alias: 'conversion', label: 'Conversion', evidence: `The goal is the order: ${order.evidence}` };
  if (unread === null)
    problems.push(
      'No metric of this account was recognized as an order. Name what counts as the goal (an order, a booking, a quote) in the setting “Conversion metric”.',
    );
  return result('conversion', [], order.silent, 'not found', unread, input.formats);
}

function settingProblems(name: string, { missing }: MetricMeaning, unread: string | null): readonly string[] {
  return missing.map((wanted) =>
    unread === null
      ? `The setting ${inQuotes(name)} names ${inQuotes(wanted)}, which is no metric of this account. Copy its name from Klaviyo under Analytics › Metrics, or clear the cell to have it recognized.`
      : `The setting ${inQuotes(name)} names ${inQuotes(wanted)}, which is not among the metrics that could be read: ${unread}.`,
  );
}

function result(
  alias: MetricAlias,
  used: readonly MetricEvidence[],
  silent: readonly MetricEvidence[],
  confidence: RecognizedMetric['confidence'],
  unread: string | null,
  formats: Formats,
  never: readonly MetricEvidence[] = [],
): RecognizedMetric {
  const label = declarationOf(alias).name;
  const untold = used.filter((one) => !isKnown(one.count90));
  const counted = used.reduce((sum, one) => sum + (isKnown(one.count90) ? one.count90.value : 0), 0);
  const first = used.flatMap((one) => (one.firstActivity === null ? [] : [one.firstActivity]));
  const last = used.flatMap((one) => (one.lastActivity === null ? [] : [one.lastActivity]));
  return {
    alias,
    label,
    metricIds: used.map((one) => one.metricId),
    metrics: used,
    silent,
    confidence,
    evidence: sentence(label, used, silent, confidence, unread, formats, never),
    firstActivity: first.length ? Math.min(...first) : null,
    lastActivity: last.length ? Math.max(...last) : null,
    count90: untold.length > 0 ? unknown('the metrics’ activity was not read') : known(counted),
  };
}

function sentence(
  label: string,
  used: readonly MetricEvidence[],
  silent: readonly MetricEvidence[],
  confidence: RecognizedMetric['confidence'],
  unread: string | null,
  formats: Formats,
  never: readonly MetricEvidence[],
): string {
  const gone = silent
    .map((one) => `${nameOf(one)} has had no event since ${one.lastActivity === null ? 'long ago' : monthOf(one.lastActivity, formats)}`)
    .join('; ');
  if (used.length === 0 && unread !== null) return `Whether the account records ${label} is unknown, since metrics could not be read: ${unread}.`;
  const quiet = never.map((one) => `${nameOf(one)} has had no event in any month that was read`).join('; ');
  if (used.length === 0 && quiet !== '') return `No live ${label} metric: ${[gone, quiet].filter((part) => part !== '').join('; ')}.`;
  if (used.length === 0) return gone === '' ? `The account has no ${label} metric.` : `No live ${label} metric: ${gone}.`;
  const names = namesOf(used);
  const listed = used.map((one, at) => `${names[at]!}${isKnown(one.count90) ? ` with ${countedWords(one, one.count90.value, formats)}` : ''}`).join(' and ');
  const how = confidence === 'set by a person' ? ', named in the settings' : confidence === 'mapped in Klaviyo' ? ', as mapped in Klaviyo' : '';
  return `${label} is ${listed}${how}${gone === '' ? '' : `; ${gone}`}.`;
}

function deadOf(recognized: RecognizedMetric, formats: Formats): readonly DeadMetric[] {
  if (!recognized.metrics.some((one) => one.state === 'live')) return [];
  return recognized.silent.map((one) => ({
    metricId: one.metricId,
    name: nameOf(one),
    alias: recognized.alias,
    lastActivity: one.lastActivity,
    replacedBy: recognized.metricIds,
    evidence: `${nameOf(one)} has had no event since ${one.lastActivity === null ? 'long ago' : monthOf(one.lastActivity, formats)}, while ${namesOf(recognized.metrics).join(' and ')} ${recognized.metrics.length > 1 ? 'have' : 'has'}.`,
  }));
}

function nameOf(one: MetricEvidence): string {
  return displayName({ name: one.name, integration: one.integration === null ? null : { name: one.integration, category: null } });
}

/** Two shops of one kind bear the same name: then the ends of their ids tell them apart. */
function namesOf(all: readonly MetricEvidence[]): readonly string[] {
  const names = all.map(nameOf);
  const ending = createEndings();
  return names.map((name, at) => (names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} ${ending(all[at]!.metricId)}`));
}

/** The month of the last activity, which ends where the next begins: a moment earlier lies inside it. */
function monthOf(at: Instant, formats: Formats): string {
  return formats.month(at - 12 * 3_600_000);
}

function busiest({ metrics }: RecognizedMetric): string | null {
  const count = (one: MetricEvidence): number => (isKnown(one.count90) ? one.count90.value : 0);
  return [...metrics].sort((one, other) => count(other) - count(one) || other.score - one.score)[0]?.metricId ?? null;
}

/** Days over which a metric's events are counted one by one where they were read. */
export const RECENT_DAYS = 90;

/** `1,204 events since 1 Aug 2026`: whole calendar months, which is all that listing metrics tells. */
function countedWords({ countedSince }: MetricEvidence, count: number, formats: Formats): string {
  return `${formats.counted(count, 'event')}${countedSince === null ? '' : ` since ${formats.date(countedSince)}`}`;
}

/**
 * What was recognized, by setting name, to show beside an empty setting: `Placed Order (Shopify), 1,204 events in the last 90 days`.
 * @param eventsRead events of a metric over the last 90 days, counted one by one; null where they were not all read: then whole months are said
 */
export function shownMetrics(
  { byAlias, unread }: RecognizedMetrics,
  eventsRead: (metricId: string) => number | null,
  formats: Formats,
): ReadonlyMap<string, string> {
  return new Map(
    ALIASES.map((alias) => {
      const { metrics } = byAlias.get(alias)!;
      const names = namesOf(metrics);
      const words = metrics.map((one, at) => {
        const read = eventsRead(one.metricId);
        if (read !== null) return `${names[at]!}, ${formats.counted(read, 'event')} in the last ${RECENT_DAYS} days`;
        return `${names[at]!}${isKnown(one.count90) ? `, ${countedWords(one, one.count90.value, formats)}` : ''}`;
      });
      return [metricSettings.get(alias)!.name, metrics.length > 0 ? words.join('; ') : unread === null ? NOT_FOUND : `unknown: ${unread}`];
    }),
  );
}

/** What is shown for a metric that the account does not have. */
export const NOT_FOUND = 'not found';

/** How rules name the postal code of a profile. */
const POSTAL_CODE = "location['zip']";

function propertiesInRules(segments: Known<readonly Segment[]> | undefined): readonly string[] {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(visit);
    else if (typeof node === 'object' && node !== null) {
      const { property } = node as { property?: unknown };
      if (typeof property === 'string') found.add(property);
      Object.values(node).forEach(visit);
    }
  };
  if (segments !== undefined && isKnown(segments)) segments.value.forEach((segment) => visit(segment.definition));
  return [...found];
}

/** An amount tells each event from the next and comes of itself; other numbers would fill the store with words that never repeat. */
function eventPropertiesInRules(segments: Known<readonly Segment[]> | undefined): ReadonlyMap<string, readonly string[]> {
  const users = new Map<string, Map<string, number>>();
  const visit = (node: unknown, seen: Set<string>): void => {
    if (Array.isArray(node)) node.forEach((one) => visit(one, seen));
    else if (typeof node === 'object' && node !== null) {
      const { metric_id: metricId, metric_filters: filters } = node as { metric_id?: unknown; metric_filters?: unknown };
      for (const one of typeof metricId === 'string' && Array.isArray(filters) ? (filters as readonly unknown[]) : []) {
        const { property, filter } = (one ?? {}) as { property?: unknown; filter?: { type?: unknown } | null };
        if (typeof property !== 'string' || property === '$value' || filter?.type === 'numeric' || seen.has(`${String(metricId)} ${property}`)) continue;
        seen.add(`${String(metricId)} ${property}`);
        const of = users.get(metricId as string) ?? new Map<string, number>();
        users.set(metricId as string, of.set(property, (of.get(property) ?? 0) + 1));
      }
      Object.values(node).forEach((one) => visit(one, seen));
    }
  };
  if (segments !== undefined && isKnown(segments)) segments.value.filter(({ isActive }) => isActive).forEach(({ definition }) => visit(definition, new Set()));
  return new Map(
    [...users].map(([metricId, of]) => [
      metricId,
      [...of].sort(([one, some], [other, others]) => others - some || (one < other ? -1 : 1)).map(([property]) => property),
    ]),
  );
}
