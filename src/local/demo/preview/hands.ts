import type { Host } from '../../host/host';
import type { HandsWork, PersonName } from './messages';
import { PEOPLE } from './people';

/** Does in the sheet what a person does with their own hands; throws the sheet's refusal. */
export function useHands(host: Host, person: PersonName, work: HandsWork): void {
  const { spreadsheet, SpreadsheetApp } = host.hands(PEOPLE[person]);
  const sheet = spreadsheet.getSheets().find((each) => each.getSheetId() === work.tab);
  if (sheet === undefined) throw new Error('This tab is no longer there.');
  switch (work.kind) {
    case 'type': {
      const cell = sheet.getRange(work.row, work.column);
      // An empty text clears the cell as the Delete key does: looks and dropdown stay.
      if (work.text === '') cell.clearContent();
      else cell.setValue(work.text);
      SpreadsheetApp.flush();
      return;
    }
    case 'select':
      sheet.getRange(work.row, work.column).activate();
      return;
    case 'open tab':
      sheet.activate();
      return;
    case 'insert row':
      sheet.insertRowBefore(work.row);
      return;
    case 'delete row':
      sheet.deleteRow(work.row);
      return;
    case 'sort': {
      const filter = sheet.getFilter();
      if (filter !== null) filter.sort(work.column, work.ascending);
      else sheet.sort(work.column, work.ascending);
    }
  }
}
