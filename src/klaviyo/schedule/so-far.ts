import type { Inventory, InventoryPart, StillToCome, Unread } from '../../domain/account/inventory';
import { unknown } from '../../domain/account/known';
import { NOT_YET } from '../../domain/account/unread-part';
import { enumerated } from '../../domain/text/lists';
import type { Head } from '../state/head';
import type { Step } from './collection';
import type { Stage } from './reading-options';

/**
 * How far a reading has come. `late`: the account is all that has to be known for the first stage, since a person has waited long enough; whatever
 * else is not there yet is unknown.
 */
export function stageOf(head: Head, steps: readonly Step[], late: boolean): Stage {
  if (head.status === 'done') return 3;
  if (head.account === null) return 0;
  const open = steps.filter(({ name }) => !head.ended.includes(name));
  if (open.some(({ stage }) => stage === 1)) return late ? 1 : 0;
  return open.some(({ stage }) => stage === 2) ? 1 : 2;
}

/** What was read so far, with everything that may still turn up unknown: a listing that is not through, metrics' activity, people. */
export function soFar(inventory: Inventory, head: Head, steps: readonly Step[]): Inventory {
  if (head.status === 'done') return inventory;
  const open = new Set(steps.flatMap(({ name, completes }) => (completes === undefined || head.ended.includes(name) ? [] : [completes])));
  const incomplete: Partial<Record<InventoryPart, string>> = { ...inventory.incomplete };
  for (const part of open) if (part !== 'activity' && part !== 'events' && part !== 'profiles') incomplete[part] ??= NOT_YET;
  const people = open.has('events') || open.has('profiles');
  const to: StillToCome = { people, sentence: firstLookSentence(people ? 'sizes and behavior' : enumerated(ahead(head, steps), MOST_NAMED)) };
  const unread: readonly Unread[] = [
    { what: 'first look', missingScope: null, sentence: to.sentence },
    ...(['profiles', 'events'] as const).flatMap((what) =>
      open.has(what) && !inventory.unread.some((one) => one.what === what)
        ? [{ what, missingScope: null, sentence: `${what === 'profiles' ? 'Profiles' : 'Events'} are still to come in this refresh.` }]
        : [],
    ),
  ];
  return {
    ...inventory,
    ...(open.has('activity') ? { activity: unknown(NOT_YET) } : {}),
    incomplete,
    unread: [...unread, ...inventory.unread],
    stillToCome: to,
  };
}

/** Longer lists of what is to come are cut. */
const MOST_NAMED = 4;

function firstLookSentence(what: string): string {
  return `This is a first look; ${what} are still to come in this refresh. Until it is finished, nothing is called missing or retired that may still turn up.`;
}

/** What steps that are not through will bring, as their labels have it: `sizes of lists`. */
function ahead(head: Head, steps: readonly Step[]): readonly string[] {
  const names = steps.flatMap(({ name, label }) => (head.ended.includes(name) ? [] : (/^(?:Reading|Comparing) (?:the )?(.*)$/.exec(label)?.[1] ?? [])));
  return [...new Set(names)];
}

/** True while the step's answers may still come. */
export function isToCome(head: Head, step: string): boolean {
  return head.status === 'reading' && !head.ended.includes(step);
}

/** Why one record's fact is unknown: its step is not through yet, else `otherwise`. */
export function notYetOr(head: Head, step: string, otherwise: string): string {
  return isToCome(head, step) ? NOT_YET : otherwise;
}
