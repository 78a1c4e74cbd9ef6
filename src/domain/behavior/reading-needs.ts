import { DAY, isKnown } from '../account/known';
import { dayMonthsBefore, dayStart, localDay, zoneOffset } from '../account/local-day';
import type { Instant } from '../account/known';
import type { MetricAlias } from '../catalogue/metric-alias';
import { ALIASES } from '../catalogue/metric-alias';
import { allCandidateProperties } from '../catalogue/profile-properties';
import type { RecognizedMetrics } from '../catalogue/recognize-metrics';
import { lookBack } from '../settings/plan';
import { valueOf } from '../settings/setting';
import type { SettingValues } from '../settings/setting';
import type { EventNeed, ReadingNeeds } from './rows';
import { eventsAtMost, profilesAtMost } from './behavior-settings';

/** Mail and site events, in the order in which they get their share of the events that may be read: clicks tell more than opens. */
const PASSING: readonly MetricAlias[] = ['click', 'viewed', 'cart', 'search', 'open', 'received', 'site'];
/** The longest window that the catalogue's rules ask of passing events, and a day for the clock. */
const PASSING_DAYS = 181;

/**
 * What behavior needs to have read. Orders, checkouts and other rare events come for the whole look-back. Mail and site events
 * come for half a year, longer where the limit of events leaves room, and not at all where even that would exceed it. Each begins with a day of
 * the account's own zone.
 */
export function readingNeeds(settings: SettingValues, recognized: RecognizedMetrics, now: Instant, timezone: string): ReadingNeeds {
  const offset = zoneOffset(timezone);
  const start = dayMonthsBefore(offset, now, valueOf(settings, lookBack));
  const lookBackDays = (now - start) / DAY;
  const perDay = (id: string): number => {
    for (const one of recognized.byAlias.values()) {
      const evidence = one.metrics.find((metric) => metric.metricId === id);
      if (evidence && isKnown(evidence.count90)) return evidence.count90.value / Math.max(1, (now - (evidence.countedSince ?? now)) / DAY);
    }
    return 0;
  };
  const passing = new Map<string, MetricAlias>();
  const lasting = new Map<string, MetricAlias>();
  for (const alias of PASSING) for (const id of recognized.byAlias.get(alias)?.metricIds ?? []) passing.set(id, alias);
  for (const alias of ALIASES.filter((one) => !PASSING.includes(one))) {
    for (const id of recognized.byAlias.get(alias)?.metricIds ?? []) {
      passing.delete(id);
      if (!lasting.has(id)) lasting.set(id, alias);
    }
  }
  const events: EventNeed[] = [...lasting].map(([id, alias]) => eventNeed(id, alias, recognized, start));
  let room = valueOf(settings, eventsAtMost) - sum([...lasting.keys()].map((id) => perDay(id) * lookBackDays));
  const shortDays = Math.min(PASSING_DAYS, Math.ceil(lookBackDays));
  const read = [...passing].filter(([id]) => {
    const cost = perDay(id) * shortDays;
    if (cost > room) return false;
    room -= cost;
    return true;
  });
  const more = sum(read.map(([id]) => perDay(id)));
  // Whole months, so that a small change in traffic does not move the start.
  const extra = Math.ceil(more === 0 ? lookBackDays : Math.min(lookBackDays, Math.floor(room / more / 30) * 30));
  const from = Math.max(start, dayStart(offset, localDay(offset, now) - shortDays - extra));
  for (const [id, alias] of read) events.push(eventNeed(id, alias, recognized, from));
  return {
    events,
    profilesAtMost: valueOf(settings, profilesAtMost),
    predictions: true,
    profileProperties: allCandidateProperties(settings, recognized.profileProperties),
    postalCodes: recognized.postalCodes,
  };
}

/** Beyond the catalogue's own, so many properties that segments filter on: who is in them can then be told, and each keeps words in the store. */
const MOST_OF_SEGMENTS = 2;

function eventNeed(metricId: string, alias: MetricAlias, recognized: RecognizedMetrics, from: Instant): EventNeed {
  const need = needOfCatalogue(metricId, alias, recognized, from);
  const more = (recognized.eventProperties.get(metricId) ?? []).filter((property) => !need.properties.includes(property)).slice(0, MOST_OF_SEGMENTS);
  return more.length === 0 ? need : { ...need, properties: [...need.properties, ...more] };
}

function needOfCatalogue(metricId: string, alias: MetricAlias, recognized: RecognizedMetrics, from: Instant): EventNeed {
  const names = recognized.properties;
  switch (alias) {
    case 'order': {
      const discount = names.discount;
      return {
        metricId,
        from,
        value: true,
        properties: discount === null ? [] : [discount.property],
        keepLengthOf: discount === null || discount.shape !== 'list' ? [] : [discount.property],
      };
    }
    case 'ordered':
      return { metricId, from, value: true, properties: told(names.productName, names.orderedCategory) };
    case 'viewed':
      return { metricId, from, properties: told(names.viewedCategory) };
    case 'open':
      return { metricId, from, properties: told(names.applePrivacy) };
    case 'review':
      return { metricId, from, properties: told(names.rating) };
    case 'checkout':
      return { metricId, from, value: true, properties: [] };
    case 'conversion':
      return { metricId, from, value: true, properties: [] };
    default:
      return { metricId, from, properties: [] };
  }
}

function told(...names: readonly (string | null)[]): readonly string[] {
  return names.filter((name): name is string => name !== null);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
