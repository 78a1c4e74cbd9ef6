import type { TableTab } from '../domain/table/tab';
import type { CellPatterns } from '../domain/text/cell-patterns';
import { settingKey, VALUE_HEADER } from '../domain/tracker/settings-merge';
import type { TableMerge } from '../domain/tracker/living-table';
import { dropdownOf } from './apply-styles';
import { softly } from './patience';
import { numberFormat } from './styles';

/** Gives each setting's value the dropdown and the number format of its own kind; rows that people added have none. */
export function styleSettingValues(sheet: GoogleAppsScript.Spreadsheet.Sheet, tab: TableTab, merge: TableMerge, patterns: CellPatterns): void {
  const declared = tab.columns.findIndex(({ header }) => header === VALUE_HEADER);
  const column = merge.located.find(({ column: { header } }) => header === VALUE_HEADER)?.index ?? -1;
  const rows = merge.cells.length;
  if (declared < 0 || column < 0 || rows === 0) return;
  const cells = new Map(tab.rows.map((row) => [settingKey(row[0]?.value ?? null), row[declared]]));
  const byRow = new Map(merge.rows.map(({ key, row }) => [row, cells.get(key)]));
  const each = Array.from({ length: rows }, (_, row) => byRow.get(row));
  const range = sheet.getRange(2, column + 1, rows, 1);
  softly('number formats', () => {
    range.setNumberFormats(each.map((cell) => [numberFormat(cell?.format ?? 'text', patterns)]));
  });
  softly('alignment', () => {
    range.setHorizontalAlignment('left');
  });
  softly('dropdowns', () => {
    range.setDataValidations(each.map((cell) => [cell?.choices ? dropdownOf(cell.choices, false) : null]));
  });
}
