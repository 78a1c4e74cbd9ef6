import type { Inventory } from '../../src/domain/account/inventory';
import type { BehaviorCollector } from '../../src/domain/behavior/collector';

/** The inventory in an order that does not depend on which answer came first. */
export function orderedInventory(inventory: Inventory): unknown {
  return JSON.parse(
    JSON.stringify(inventory, (_key, value: unknown) => {
      if (!Array.isArray(value) || !value.every((member) => typeof member === 'object' && member !== null)) return value;
      return [...(value as Record<string, unknown>[])].sort((one, other) => sortKey(one).localeCompare(sortKey(other)));
    }),
  );
}

function sortKey(member: Readonly<Record<string, unknown>>): string {
  return JSON.stringify([member.id, member.metricId, member.groupId, member.property, member.what]);
}

/** Every event and profile that the collector keeps, as sorted text: equal when nothing was lost and nothing doubled. */
export function behaviorText(collector: BehaviorCollector): readonly string[] {
  const { metrics, ids, profiles } = collector.kept();
  const rows: string[] = [];
  for (const [metricId, { events }] of metrics) {
    for (let row = 0; row < events.rows; row += 1)
      rows.push(`${metricId} ${ids[events.profiles[row] ?? 0] ?? ''} ${events.seconds[row] ?? 0} ${events.values?.[row] ?? ''}`);
  }
  ids.forEach((id, place) => {
    if (profiles.present[place] === 1) rows.push(`${id} ${profiles.created[place] ?? ''} ${profiles.weight[place] ?? ''}`);
  });
  return rows.sort();
}
