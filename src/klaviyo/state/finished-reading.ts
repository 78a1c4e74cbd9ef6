import type { Inventory } from '../../domain/account/inventory';
import { inventoryOf } from './inventory-of';
import { READING_DEFAULTS, type ReadingSettings } from '../schedule/reading-options';
import { openRecords, savedHead } from './head';

/** What a finished reading brought, from its saved parts, without reading anything; throws when the saved reading is not finished. */
export function finishedInventory(saved: ReadonlyMap<string, string>, settings: Partial<ReadingSettings>): Inventory {
  const head = savedHead(saved);
  if (head?.status !== 'done') throw new Error('The saved reading is not finished.');
  return inventoryOf(head, openRecords(saved), { ...READING_DEFAULTS, ...settings });
}
