import type { GroupKind, Inventory } from '../account/inventory';
import { readPart, whyMissing } from '../account/unread-part';
import type { Names } from '../rule/names';
import { createEndings, plainName } from '../text/names';
import { grouped } from './use-graph';

/**
 * Names of metrics, lists and segments. A metric name that several metrics share is followed by its integration, and by the end of its id where that
 * is shared too; so are the names that several lists or several segments share.
 */
export function namesOf(inventory: Pick<Inventory, 'metrics' | 'lists' | 'segments' | 'incomplete'>): Names {
  const metrics = new Map(inventory.metrics.map((metric) => [metric.id, metric]));
  const shared = sharedNames(inventory.metrics);
  const ending = createEndings();
  const lists = readPart(inventory.lists);
  const segments = readPart(inventory.segments);
  const sharedBy = { list: sharedNames(lists), segment: sharedNames(segments) };
  const named = (kind: GroupKind) => ({ id, name }: { readonly id: string; readonly name: string }) => [id, { name, kind, shared: sharedBy[kind].has(name) }] as const;
  const groups = new Map([...lists.map(named('list')), ...segments.map(named('segment'))]);
  const groupsRead = whyMissing(inventory, 'lists') === null && whyMissing(inventory, 'segments') === null;
  return {
    metric(id) {
      const metric = metrics.get(id);
      if (metric === undefined) return `a metric ${whyMissing(inventory, 'metrics') === null ? 'that is not in the account' : 'whose name could not be read'} (${ending(id)})`;
      if (!shared.has(metric.name)) return plainName(metric.name);
      const from = metric.integration?.name ?? null;
      const alone = inventory.metrics.filter((other) => other.name === metric.name && (other.integration?.name ?? null) === from).length === 1;
      const which = from === null ? ending(id) : alone ? from : `${from}, ${ending(id)}`;
      return `${plainName(metric.name)} (${which})`;
    },
    group: (id) => groups.get(id) ?? null,
    missingGroup: (id) => `a list or segment ${groupsRead ? 'that is not in the account' : 'whose name could not be read'} (${ending(id)})`,
    ending,
  };
}

function sharedNames(things: readonly { readonly name: string }[]): ReadonlySet<string> {
  return new Set([...grouped(things, (thing) => thing.name)].filter(([, same]) => same.length > 1).map(([name]) => name));
}
