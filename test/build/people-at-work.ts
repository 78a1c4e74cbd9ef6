import type { World } from './refreshed-sheet';

/** The tracker as a person finds it: header names to columns (1-based) and a way to the row of a key. */
export function trackerHands(world: World) {
  const { spreadsheet } = world.host.hands();
  const sheet = spreadsheet.getSheetByName('Tracker');
  if (sheet === null) throw new Error('There is no tracker.');
  const headers = (): string[] => (sheet.getRange(1, 1, 1, sheet.getLastColumn()).getValues()[0] ?? []).map(String);
  const column = (header: string): number => {
    const index = headers().indexOf(header);
    if (index < 0) throw new Error(`The tracker has no column ${header}.`);
    return index + 1;
  };
  const keys = (): string[] =>
    sheet
      .getRange(2, column('Key'), Math.max(1, sheet.getLastRow() - 1), 1)
      .getValues()
      .map(([value]) => String(value));
  const rowOf = (key: string): number => {
    const index = keys().indexOf(key);
    if (index < 0) throw new Error(`The tracker has no row ${key}.`);
    return index + 2;
  };
  return {
    spreadsheet,
    sheet,
    headers,
    column,
    keys,
    rowOf,
    get: (key: string, header: string): unknown => sheet.getRange(rowOf(key), column(header)).getValue(),
    set: (key: string, header: string, value: string | number | boolean | Date): void => {
      sheet.getRange(rowOf(key), column(header)).setValue(value);
    },
    note: (key: string, header: string): string => sheet.getRange(rowOf(key), column(header)).getNote(),
  };
}

/** Every visible tab as values and notes: what two refreshes have to agree on. */
export function picture(world: World): Record<string, { readonly values: unknown[][]; readonly notes: string[][] }> {
  const { spreadsheet } = world.host.hands();
  return Object.fromEntries(
    spreadsheet
      .getSheets()
      .filter((sheet) => !sheet.isSheetHidden())
      .map((sheet) => {
        const range = sheet.getDataRange();
        return [
          sheet.getName(),
          { values: range.getValues().map((row) => row.map((value) => (value instanceof Date ? value.toISOString() : value))), notes: range.getNotes() },
        ];
      }),
  );
}

/**
 * The same with the tracker's rows by their keys: a refresh so long that it was published in stages adds rows below those of its first look, as every later
 * refresh does.
 */
export function pictureByKey(world: World): Record<string, unknown> {
  const { Tracker: tracker, ...others } = picture(world);
  if (tracker === undefined) throw new Error('There is no tracker.');
  const rows = tracker.values.map((values, place) => ({ values, notes: tracker.notes[place] }));
  return { ...others, Tracker: rows.sort((one, other) => (String(one.values[0]) < String(other.values[0]) ? -1 : 1)) };
}
