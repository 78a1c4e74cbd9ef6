type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/**
 * Makes a tab large enough. New rows go in before the last one, so that dropdowns, colors and formats that reach down to it reach over them too; only
 * where the last row is in use are they added below.
 */
export function makeRoom(sheet: Sheet, rows: number, columns: number): void {
  const haveRows = sheet.getMaxRows();
  if (haveRows < rows) {
    const more = Math.max(rows - haveRows, 50);
    if (haveRows > 1 && sheet.getLastRow() < haveRows) sheet.insertRowsAfter(haveRows - 1, more);
    else sheet.insertRowsAfter(haveRows, more);
  }
  const haveColumns = sheet.getMaxColumns();
  if (haveColumns < columns) sheet.insertColumnsAfter(haveColumns, columns - haveColumns);
}
