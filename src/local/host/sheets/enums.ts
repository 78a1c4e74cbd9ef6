import { enumeration } from '../enumeration';

const themes = ['LIGHT_GREY', 'CYAN', 'GREEN', 'YELLOW', 'ORANGE', 'BLUE', 'TEAL', 'GREY', 'BROWN', 'LIGHT_GREEN', 'INDIGO', 'PINK'] as const;

/** The enums that hang on `SpreadsheetApp`, with the platform's member names. */
export const SHEET_ENUMS = {
  BandingTheme: enumeration<typeof GoogleAppsScript.Spreadsheet.BandingTheme>('BandingTheme', themes),
  BorderStyle: enumeration<typeof GoogleAppsScript.Spreadsheet.BorderStyle>('BorderStyle', [
    'DOTTED',
    'DASHED',
    'SOLID',
    'SOLID_MEDIUM',
    'SOLID_THICK',
    'DOUBLE',
  ]),
  DeveloperMetadataVisibility: enumeration<typeof GoogleAppsScript.Spreadsheet.DeveloperMetadataVisibility>('DeveloperMetadataVisibility', [
    'DOCUMENT',
    'PROJECT',
  ]),
  InterpolationType: enumeration<typeof GoogleAppsScript.Spreadsheet.InterpolationType>('InterpolationType', ['NUMBER', 'PERCENT', 'PERCENTILE', 'MIN', 'MAX']),
  ProtectionType: enumeration<typeof GoogleAppsScript.Spreadsheet.ProtectionType>('ProtectionType', ['RANGE', 'SHEET']),
  RelativeDate: enumeration<typeof GoogleAppsScript.Spreadsheet.RelativeDate>('RelativeDate', [
    'TODAY',
    'TOMORROW',
    'YESTERDAY',
    'PAST_WEEK',
    'PAST_MONTH',
    'PAST_YEAR',
  ]),
  WrapStrategy: enumeration<typeof GoogleAppsScript.Spreadsheet.WrapStrategy>('WrapStrategy', ['WRAP', 'OVERFLOW', 'CLIP']),
};
