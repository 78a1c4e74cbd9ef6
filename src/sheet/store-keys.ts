import * as v from 'valibot';
import { kept, soundRecord } from '../domain/text/kept';

/** Keys under which the sheet layer keeps what it remembers. */
export const SCHEMA_KEY = 'workbook/schema';
export const SUMMARY_LAYOUT_KEY = 'workbook/summary-layout';
export const PENDING_KEY = 'write/pending';
/** What of a pending write is done. */
export const PROGRESS_KEY = 'write/progress';

const NUMBERS = soundRecord(v.number());
/** Which tab of the spreadsheet is which, by name of ours. */
export const TABS = kept('workbook/tabs', NUMBERS);
/** The version of the looks that a tab was given. */
export const STYLES = kept('workbook/styles', NUMBERS);
/** Settings changed in the sidebar since the last refresh. */
export const SETTINGS_EDITS = kept('settings/edits', soundRecord(v.string()));
