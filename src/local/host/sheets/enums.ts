import { enumeration } from '../enumeration';

const criteria = [
  'CELL_EMPTY', 'CELL_NOT_EMPTY', 'DATE_AFTER', 'DATE_BEFORE', 'DATE_EQUAL_TO', 'DATE_AFTER_RELATIVE', 'DATE_BEFORE_RELATIVE', 'DATE_EQUAL_TO_RELATIVE',
  'NUMBER_BETWEEN', 'NUMBER_EQUAL_TO', 'NUMBER_GREATER_THAN', 'NUMBER_GREATER_THAN_OR_EQUAL_TO', 'NUMBER_LESS_THAN', 'NUMBER_LESS_THAN_OR_EQUAL_TO', 'NUMBER_NOT_BETWEEN',
  'NUMBER_NOT_EQUAL_TO', 'TEXT_CONTAINS', 'TEXT_DOES_NOT_CONTAIN', 'TEXT_EQUAL_TO', 'TEXT_STARTS_WITH', 'TEXT_ENDS_WITH', 'CUSTOM_FORMULA',
] as const;

const validationCriteria = [
  'DATE_AFTER', 'DATE_BEFORE', 'DATE_BETWEEN', 'DATE_EQUAL_TO', 'DATE_IS_VALID_DATE', 'DATE_NOT_BETWEEN', 'DATE_ON_OR_AFTER', 'DATE_ON_OR_BEFORE', 'NUMBER_BETWEEN', 'NUMBER_EQUAL_TO',
  'NUMBER_GREATER_THAN', 'NUMBER_GREATER_THAN_OR_EQUAL_TO', 'NUMBER_LESS_THAN', 'NUMBER_LESS_THAN_OR_EQUAL_TO', 'NUMBER_NOT_BETWEEN', 'NUMBER_NOT_EQUAL_TO', 'TEXT_CONTAINS',
  'TEXT_DOES_NOT_CONTAIN', 'TEXT_EQUAL_TO', 'TEXT_IS_VALID_EMAIL', 'TEXT_IS_VALID_URL', 'VALUE_IN_LIST', 'VALUE_IN_RANGE', 'CUSTOM_FORMULA', 'CHECKBOX',
] as const;

const themes = [
  'LIGHT_GREY', 'CYAN', 'GREEN', 'YELLOW', 'ORANGE', 'BLUE', 'TEAL', 'GREY', 'BROWN', 'LIGHT_GREEN', 'INDIGO', 'PINK',
] as const;

/** The enums that hang on `SpreadsheetApp`, with the platform's member names. */
export const SHEET_ENUMS = {
  BandingTheme: enumeration<typeof GoogleAppsScript.Spreadsheet.BandingTheme>('BandingTheme', themes),
  BooleanCriteria: enumeration<typeof GoogleAppsScript.Spreadsheet.BooleanCriteria>('BooleanCriteria', criteria),
  BorderStyle: enumeration<typeof GoogleAppsScript.Spreadsheet.BorderStyle>('BorderStyle', ['DOTTED', 'DASHED', 'SOLID', 'SOLID_MEDIUM', 'SOLID_THICK', 'DOUBLE']),
  CopyPasteType: enumeration<typeof GoogleAppsScript.Spreadsheet.CopyPasteType>('CopyPasteType', [
    'PASTE_NORMAL', 'PASTE_NO_BORDERS', 'PASTE_FORMAT', 'PASTE_FORMULA', 'PASTE_DATA_VALIDATION', 'PASTE_VALUES', 'PASTE_CONDITIONAL_FORMATTING', 'PASTE_COLUMN_WIDTHS']),
  DataValidationCriteria: enumeration<typeof GoogleAppsScript.Spreadsheet.DataValidationCriteria>('DataValidationCriteria', validationCriteria),
  DeveloperMetadataLocationType: enumeration<typeof GoogleAppsScript.Spreadsheet.DeveloperMetadataLocationType>('DeveloperMetadataLocationType', ['SPREADSHEET', 'SHEET', 'ROW', 'COLUMN']),
  DeveloperMetadataVisibility: enumeration<typeof GoogleAppsScript.Spreadsheet.DeveloperMetadataVisibility>('DeveloperMetadataVisibility', ['DOCUMENT', 'PROJECT']),
  Dimension: enumeration<typeof GoogleAppsScript.Spreadsheet.Dimension>('Dimension', ['COLUMNS', 'ROWS']),
  GroupControlTogglePosition: enumeration<typeof GoogleAppsScript.Spreadsheet.GroupControlTogglePosition>('GroupControlTogglePosition', ['BEFORE', 'AFTER']),
  InterpolationType: enumeration<typeof GoogleAppsScript.Spreadsheet.InterpolationType>('InterpolationType', ['NUMBER', 'PERCENT', 'PERCENTILE', 'MIN', 'MAX']),
  ProtectionType: enumeration<typeof GoogleAppsScript.Spreadsheet.ProtectionType>('ProtectionType', ['RANGE', 'SHEET']),
  RelativeDate: enumeration<typeof GoogleAppsScript.Spreadsheet.RelativeDate>('RelativeDate', ['TODAY', 'TOMORROW', 'YESTERDAY', 'PAST_WEEK', 'PAST_MONTH', 'PAST_YEAR']),
  SheetType: enumeration<typeof GoogleAppsScript.Spreadsheet.SheetType>('SheetType', ['GRID', 'OBJECT']),
  TextDirection: enumeration<typeof GoogleAppsScript.Spreadsheet.TextDirection>('TextDirection', ['LEFT_TO_RIGHT', 'RIGHT_TO_LEFT']),
  WrapStrategy: enumeration<typeof GoogleAppsScript.Spreadsheet.WrapStrategy>('WrapStrategy', ['WRAP', 'OVERFLOW', 'CLIP']),
};
