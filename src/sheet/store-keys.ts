/** Keys under which the sheet layer keeps what it remembers. */
export const SCHEMA_KEY = 'workbook/schema';
export const TABS_KEY = 'workbook/tabs';
export const STYLES_KEY = 'workbook/styles';
export const TRACKER_MEMORY_KEY = 'tracker/memory';
export const SETTINGS_MEMORY_KEY = 'settings/memory';
export const SETTINGS_EDITS_KEY = 'settings/edits';
export const SUMMARY_LAYOUT_KEY = 'workbook/summary-layout';
export const PENDING_KEY = 'write/pending';
/** What of a pending write is done. */
export const PROGRESS_KEY = 'write/progress';

/** A record of numbers or texts read from the store; empty when there is none or it is damaged. */
export function readRecord<T extends number | string>(text: string | null, kind: 'number' | 'string'): Record<string, T> {
  try {
    const read: unknown = JSON.parse(text ?? '{}');
    if (typeof read !== 'object' || read === null || Array.isArray(read)) return {};
    return Object.fromEntries(Object.entries(read).filter(([, value]) => typeof value === kind)) as Record<string, T>;
  } catch {
    return {};
  }
}
