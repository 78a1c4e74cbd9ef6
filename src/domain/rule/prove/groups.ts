import type { GroupKind } from '../../account/inventory';
import type { References } from '../condition-kind';
import { nothing } from '../condition-kind';
import { kindOf } from '../conditions/table';
import type { Rule } from '../rule';
import { conditionsOf } from '../rule';

export type Groups = ReadonlyMap<string, { readonly kind: GroupKind; readonly rule: Rule | null }>;

const NO_NOTES: References = { metric: nothing, group: nothing, property: nothing, channel: nothing, filter: nothing, unknown: nothing };

/** Lists and segments that a rule names. */
export function groupIdsOf(rule: Rule): readonly string[] {
  const ids = new Set<string>();
  const to: References = { ...NO_NOTES, group: (id) => ids.add(id) };
  for (const condition of conditionsOf(rule)) kindOf(condition).refer(condition, to);
  return [...ids];
}

/** Segments that refer to themselves, directly or through others: each circle once (strongly connected components, Tarjan 1972, without recursion). */
export function findCycles(groups: Groups): readonly (readonly string[])[] {
  const next = new Map<string, readonly string[]>();
  for (const [id, { rule }] of groups) next.set(id, rule === null ? [] : groupIdsOf(rule).filter((other) => groups.has(other)));
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const cycles: string[][] = [];

  for (const root of groups.keys()) {
    if (index.has(root)) continue;
    const path: { readonly id: string; edge: number }[] = [{ id: root, edge: 0 }];
    while (path.length > 0) {
      const step = path[path.length - 1]!;
      if (step.edge === 0) {
        index.set(step.id, index.size);
        low.set(step.id, index.get(step.id)!);
        open.push(step.id);
        isOpen.add(step.id);
      }
      const edges = next.get(step.id) ?? [];
      const target = edges[step.edge];
      step.edge += 1;
      if (target !== undefined) {
        if (!index.has(target)) path.push({ id: target, edge: 0 });
        else if (isOpen.has(target)) low.set(step.id, Math.min(low.get(step.id)!, index.get(target)!));
        continue;
      }
      path.pop();
      const parent = path[path.length - 1];
      if (parent !== undefined) low.set(parent.id, Math.min(low.get(parent.id)!, low.get(step.id)!));
      if (low.get(step.id) !== index.get(step.id)) continue;
      const component = open.splice(open.indexOf(step.id));
      component.forEach((id) => isOpen.delete(id));
      if (component.length > 1 || edges.includes(step.id)) cycles.push(component);
    }
  }
  return cycles;
}

/**
 * The groups that can be reached from some, each after those that it refers to; `known` ones are not entered. Without recursion: thousands of segments may
 * stand one inside the other. Ends early, with what was found so far, above `most`.
 */
export function inDependencyOrder(start: readonly string[], referred: (id: string) => readonly string[], known: (id: string) => boolean): readonly string[] {
  const order: string[] = [];
  const entered = new Set<string>();
  for (const root of start) {
    const path: { readonly id: string; readonly next: readonly string[]; edge: number }[] = [];
    const enter = (id: string): void => {
      if (entered.has(id) || known(id)) return;
      entered.add(id);
      path.push({ id, next: referred(id), edge: 0 });
    };
    enter(root);
    while (path.length > 0) {
      const step = path[path.length - 1]!;
      const next = step.next[step.edge];
      step.edge += 1;
      if (next !== undefined) enter(next);
      else order.push(path.pop()!.id);
    }
  }
  return order;
}

/** Whether more than so many groups can be reached from one, itself counted. */
export function reachesMoreThan(most: number, start: string, referred: (id: string) => readonly string[], known: (id: string) => boolean): boolean {
  const reached = new Set<string>([start]);
  for (const id of reached) {
    if (reached.size > most) return true;
    for (const next of referred(id)) if (!known(next)) reached.add(next);
  }
  return false;
}
