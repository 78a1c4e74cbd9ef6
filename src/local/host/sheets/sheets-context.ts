import type { Region } from '../workbook/region';
import type { Tab } from '../workbook/tab';
import type { Workbook } from '../workbook/workbook';
import type { Gate } from '../refusal';

/** Who runs the script, and what they may do with this spreadsheet. */
export interface Person {
  readonly email: string;
  readonly access: 'owner' | 'editor' | 'viewer';
}

/** A message, dialog or sidebar that a script showed. */
export interface Shown {
  readonly kind: 'toast' | 'alert' | 'sidebar' | 'dialog';
  readonly title: string;
  readonly text: string;
}

/** Makes the objects that others hand out. */
export interface Makers {
  range(tab: Tab, region: Region): GoogleAppsScript.Spreadsheet.Range;
  sheet(tab: Tab): GoogleAppsScript.Spreadsheet.Sheet;
  spreadsheet(): GoogleAppsScript.Spreadsheet.Spreadsheet;
}

/** What the objects of one execution's SpreadsheetApp share. */
export interface SheetsContext {
  readonly workbook: Workbook;
  readonly gate: Gate;
  /** For builders and the plain data they make: work inside the script that no limit counts. */
  readonly quiet: Gate;
  readonly make: Makers;
  readonly person: Person;
  /** Milliseconds since 1970. */
  now(): number;
  /** A Date of the script's own realm, so that `instanceof Date` holds there. */
  makeDate(instant: number): Date;
  /** Brings computed values of formulas up to date. */
  computeFormulas(): void;
  /** Called with a tab's name before values are entered into it; may throw. */
  beforeEntry(tab: string): void;
  show(shown: Shown): void;
  /** What a person answers to an alert or prompt; the host's user decides. */
  answer(question: string): { button: string; text: string };
}

/** Refuses a change by a person who may only look, or to a block that is protected from them. */
export function refuseChange(context: SheetsContext, tab: Tab, touches: (protection: Tab['protections'][number]) => boolean): void {
  const { person } = context;
  if (person.access === 'viewer') throw new Error('You do not have permission to edit this spreadsheet.');
  if (person.access === 'owner') return;
  const barred = tab.protections.some((protection) => !protection.warningOnly && !protection.editors.includes(person.email) && touches(protection));
  if (barred)
    throw new Error('You are trying to edit a protected cell or object. Please contact the spreadsheet owner to remove protection if you need to edit.');
}
