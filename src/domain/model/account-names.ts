import type { GroupKind, Inventory } from '../account/inventory';
import { readPart, whyMissing } from '../account/unread-part';
import type { Names } from '../rule/names';
import { createFormats } from '../text/format';
import { createEndings } from '../text/names';
import { metricNames } from './metric-names';
import type { MetricSource } from './metric-names';
import { grouped } from './use-graph';

/** Names of metrics, lists and segments. A name that several lists or several segments share is followed by the end of the id. */
export function namesOf(inventory: MetricSource & Pick<Inventory, 'account' | 'lists'>): Names {
  const ending = createEndings();
  const lists = readPart(inventory.lists);
  const segments = readPart(inventory.segments);
  const sharedBy = { list: sharedNames(lists), segment: sharedNames(segments) };
  const named =
    (kind: GroupKind) =>
    ({ id, name }: { readonly id: string; readonly name: string }) =>
      [id, { name, kind, shared: sharedBy[kind].has(name) }] as const;
  const groups = new Map([...lists.map(named('list')), ...segments.map(named('segment'))]);
  const groupsRead = whyMissing(inventory, 'lists') === null && whyMissing(inventory, 'segments') === null;
  return {
    metric: metricNames(inventory, ending),
    group: (id) => groups.get(id) ?? null,
    missingGroup: (id) => `a list or segment ${groupsRead ? 'that is not in the account' : 'whose name could not be read'} (${ending(id)})`,
    ending,
    formats: createFormats(inventory.account),
  };
}

function sharedNames(things: readonly { readonly name: string }[]): ReadonlySet<string> {
  return new Set([...grouped(things, (thing) => thing.name)].filter(([, same]) => same.length > 1).map(([name]) => name));
}
