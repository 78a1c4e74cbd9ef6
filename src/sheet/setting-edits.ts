import { findColumns } from '../domain/tracker/living-table';
import type { GivenSetting } from '../domain/tracker/settings-merge';
import { settingKey, typed, VALUE_HEADER } from '../domain/tracker/settings-merge';
import { enteredValue } from './cell-entry';
import type { SharedTabs } from './read-shared-tabs';
import { findSettings } from './read-shared-tabs';
import { SETTINGS_EDITS } from './store-keys';
import { createZone } from './zone';

const COLUMNS = [
  { header: 'Setting', width: 0, format: 'text' as const },
  { header: VALUE_HEADER, width: 0, format: 'text' as const },
];

/**
 * Sets settings as a person's own typing in the `Settings` tab would: sidebar and tab have the same values at once. Empty text clears the cell, which
 * brings the standard back. Where the tab or the row does not exist yet, the value waits in the store until the tab is written.
 */
export function keepSettingEdits(tabs: SharedTabs, edits: readonly GivenSetting[]): void {
  const { sheet, grid } = findSettings(tabs);
  const zone = createZone(tabs.spreadsheet.getSpreadsheetTimeZone());
  const [name, value] = findColumns(COLUMNS, grid.headers).map(({ index }) => index);
  const rowOf = new Map<string, number>();
  if (name !== undefined && name >= 0)
    grid.rows.forEach((row, at) => {
      if (!rowOf.has(settingKey(row[name] ?? null))) rowOf.set(settingKey(row[name] ?? null), at);
    });
  const before = SETTINGS_EDITS.read(tabs.store.read(SETTINGS_EDITS.key)) ?? {};
  const waiting = { ...before };
  for (const { name: setting, text } of edits) {
    const key = settingKey(setting);
    const row = rowOf.get(key);
    if (sheet !== null && row !== undefined && value !== undefined && value >= 0) {
      sheet.getRange(row + 2, value + 1).setValue(enteredValue(text.trim() === '' ? null : typed(text), zone));
      delete waiting[key];
    } else {
      waiting[key] = text;
    }
  }
  const next = JSON.stringify(waiting);
  if (next !== JSON.stringify(before)) tabs.store.commit(new Map([[SETTINGS_EDITS.key, Object.keys(waiting).length === 0 ? null : next]]));
}
