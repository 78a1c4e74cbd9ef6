import type { Inventory, InventoryPart } from './inventory';
import { isKnown } from './known';
import type { Known } from './known';

/** Why something is unknown that the refresh under way has yet to read; follows “unknown:” or “could not be read:”. */
export const NOT_YET = 'this refresh has not come that far yet';

/** What tells whether a part of the inventory was read. */
export type PartsRead = Pick<Inventory, 'incomplete'> & Partial<Pick<Inventory, 'lists' | 'segments' | 'campaigns' | 'flows' | 'forms'>>;

/** A part of the inventory, empty where it could not be read. */
export function readPart<T>(part: Known<readonly T[]>): readonly T[] {
  return isKnown(part) ? part.value : [];
}

/**
 * Why something of this part of the account may be missing from what was read, as a whole or in part; null where it is all there.
 * What is not found in a part that is missing something is unknown, not absent.
 */
export function whyMissing(inventory: PartsRead, part: InventoryPart): string | null {
  const whole: Known<unknown> | undefined = part === 'metrics' ? undefined : inventory[part];
  return whole !== undefined && !isKnown(whole) ? whole.unknown : (inventory.incomplete?.[part] ?? null);
}
