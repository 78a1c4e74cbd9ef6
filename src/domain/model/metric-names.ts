import type { Inventory, Metric } from '../account/inventory';
import { isKnown } from '../account/known';
import { whyMissing } from '../account/unread-part';
import { plainName } from '../text/names';

/** What names of metrics are made from; flows and activity where they are at hand. */
export type MetricSource = Pick<Inventory, 'metrics' | 'segments' | 'incomplete'> & Partial<Pick<Inventory, 'flows' | 'activity'>>;

/** Below this part of the events that bear a name a metric counts as hardly used (the bound below which it is left out of the proposed rules too). */
const HARDLY_USED = 0.1;

/**
 * Names of metrics for sentences. Of several metrics of one name, the only one in use bears the bare name; where two are in use each is followed by
 * its integration, and by a number where that is shared too (the one with most events has none). Those not in use always are, so no two metrics are
 * ever named alike.
 * In use: a rule of the account names it, or it brings at least a tenth of the events of that name.
 */
export function metricNames(inventory: MetricSource, ending: (id: string) => string): (id: string) => string {
  const metrics = new Map(inventory.metrics.map((metric) => [metric.id, metric]));
  const named = new Map<string, Metric[]>();
  for (const metric of inventory.metrics) {
    const same = named.get(metric.name);
    if (same === undefined) named.set(metric.name, [metric]);
    else same.push(metric);
  }
  const inUse = usesByName(inventory);
  const events = eventsOf(inventory);
  const byEvents = (all: readonly Metric[]): readonly Metric[] =>
    [...all].sort((one, other) => (events.get(other.id) ?? 0) - (events.get(one.id) ?? 0) || (one.id < other.id ? -1 : 1));
  return (id) => {
    const metric = metrics.get(id);
    if (metric === undefined)
      return `a metric ${whyMissing(inventory, 'metrics') === null ? 'that is not in the account' : 'whose name could not be read'} (${ending(id)})`;
    const same = named.get(metric.name)!;
    if (same.length === 1) return plainName(metric.name);
    const used = inUse(same);
    if (used.length === 1 && used[0] === metric) return plainName(metric.name);
    const from = metric.integration?.name ?? null;
    if (from === null) return `${plainName(metric.name)} (${ending(id)})`;
    const place = byEvents(same.filter((other) => (other.integration?.name ?? null) === from)).indexOf(metric);
    return `${plainName(metric.name)} (${from}${place > 0 ? ` ${place + 1}` : ''})`;
  };
}

/** Which of the metrics of one name are in use; asked for only where a name is shared, since every definition is gone through. */
function usesByName(inventory: MetricSource): (same: readonly Metric[]) => readonly Metric[] {
  let definitions: readonly string[] | null = null;
  const known = new Map<string, readonly Metric[]>();
  const find = (same: readonly Metric[]): readonly Metric[] => {
    definitions ??= definitionsOf(inventory);
    const texts = definitions;
    const events = eventsOf(inventory);
    const all = same.reduce((sum, { id }) => sum + (events.get(id) ?? 0), 0);
    return same.filter(({ id }) => texts.some((text) => text.includes(JSON.stringify(id))) || (all > 0 && (events.get(id) ?? 0) >= all * HARDLY_USED));
  };
  return (same) => {
    const name = same[0]!.name;
    const uses = known.get(name) ?? find(same);
    known.set(name, uses);
    return uses;
  };
}

function eventsOf({ activity }: MetricSource): ReadonlyMap<string, number> {
  return new Map(
    activity !== undefined && isKnown(activity)
      ? activity.value.map(({ metricId, counts }) => [metricId, counts.reduce((sum, count) => sum + count, 0)] as const)
      : [],
  );
}

function definitionsOf({ segments, flows }: MetricSource): readonly string[] {
  const ofSegments = isKnown(segments) ? segments.value.map(({ definition }) => definition) : [];
  const ofFlows = flows !== undefined && isKnown(flows) ? flows.value.map(({ definition }) => (isKnown(definition) ? definition.value : null)) : [];
  return [...ofSegments, ...ofFlows].map((definition) => JSON.stringify(definition) ?? '');
}
