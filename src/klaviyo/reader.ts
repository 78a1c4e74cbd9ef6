import type { Inventory } from '../domain/account/inventory';
import { DAY, type Instant } from '../domain/account/known';
import { PLAN } from './collections/table';
import { AccountReader } from './schedule/reader';
import { READING_DEFAULTS, type Reader, type ReaderOptions, type ReadingSettings } from './schedule/reading-options';

/**
 * How the next reading should begin: `resume` when the saved one is unfinished; `full` when there is none, or the last
 * full one is older than `fullRereadEveryDays` (deleted profiles and late events are only noticed by a full one); else
 * `incremental`. For `full`, hand in no saved parts and a fresh collector.
 */
export function readingMode(saved: ReadonlyMap<string, string> | null, now: Instant, fullRereadEveryDays: number): 'resume' | 'full' | 'incremental' {
  const head = PLAN.savedHead(saved);
  if (head === null) return 'full';
  if (head.status === 'reading') return 'resume';
  return now - head.lastFullAt >= fullRereadEveryDays * DAY ? 'full' : 'incremental';
}

/** As of when the saved reading is, where it was left unfinished; null when there is none or it was finished. */
export function unfinishedSince(saved: ReadonlyMap<string, string>): Instant | null {
  const head = PLAN.savedHead(saved);
  return head?.status === 'reading' ? head.readAt : null;
}

/** A reader of one account. Nothing is sent before `advance`. */
export function createReader(options: ReaderOptions): Reader {
  return new AccountReader(options, PLAN);
}

/** What a finished reading brought, from its saved parts, without reading anything; throws when the saved reading is not finished. */
export function finishedInventory(saved: ReadonlyMap<string, string>, settings: Partial<ReadingSettings>): Inventory {
  const head = PLAN.savedHead(saved);
  if (head?.status !== 'done') throw new Error('The saved reading is not finished.');
  return PLAN.inventory({ head, records: PLAN.openRecords(saved), settings: { ...READING_DEFAULTS, ...settings } });
}
