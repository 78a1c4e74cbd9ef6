import { offer } from '../refusal';
import { createConditionalBuilder } from './conditional-format';
import { SHEET_ENUMS } from './enums';
import { createFilterCriteriaBuilder } from './filter';
import { createRichTextBuilder, createTextStyleBuilder } from './rich-text';
import type { SheetsContext } from './sheets-context';
import { createValidationBuilder } from './validation';

type App = GoogleAppsScript.Spreadsheet.SpreadsheetApp;

/** `SpreadsheetApp` of one execution. `ui` is refused where the script runs without a person before the sheet, such as in a trigger. */
export function createSpreadsheetApp(context: SheetsContext, ui: () => GoogleAppsScript.Base.Ui): App {
  const spreadsheet = context.make.spreadsheet;
  const members = {
    ...SHEET_ENUMS,
    flush: () => undefined,
    getActive: spreadsheet,
    getActiveSpreadsheet: spreadsheet,
    getActiveSheet: () => spreadsheet().getActiveSheet(),
    setActiveSheet: (sheet: GoogleAppsScript.Spreadsheet.Sheet) => spreadsheet().setActiveSheet(sheet),
    getActiveRange: () => spreadsheet().getActiveRange() as GoogleAppsScript.Spreadsheet.Range,
    getUi: ui,
    newConditionalFormatRule: () => createConditionalBuilder(context),
    newDataValidation: () => createValidationBuilder(context),
    newFilterCriteria: () => createFilterCriteriaBuilder(context),
    newRichTextValue: () => createRichTextBuilder(context),
    newTextStyle: () => createTextStyleBuilder(context),
  } satisfies Partial<App>;
  return offer<object>('SpreadsheetApp', members, context.gate) as App;
}
