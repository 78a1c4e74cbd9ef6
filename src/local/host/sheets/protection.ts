import type { Region } from '../workbook/region';
import type { Tab } from '../workbook/tab';
import type { ProtectionPart } from '../workbook/tab-parts';
import { memberOf } from '../enumeration';
import { coreOf, offer } from '../refusal';
import { SHEET_ENUMS } from './enums';
import { RangeCore } from './range-core';
import { refuseChange, type SheetsContext } from './sheets-context';
import { createUser } from '../user';

type Protection = GoogleAppsScript.Spreadsheet.Protection;

/** Protects a block, or the whole tab (null). A tab has one protection of the whole: asking again gives that one. */
export function protect(context: SheetsContext, tab: Tab, region: Region | null): ProtectionPart {
  refuseChange(context, tab, () => false);
  const whole = region === null ? tab.protections.find((protection) => protection.region === null) : undefined;
  if (whole) return whole;
  const part: ProtectionPart = { id: String(context.workbook.freshId()), region, description: '', warningOnly: false, editors: [context.person.email], domainEdit: false, free: [] };
  tab.protections.push(part);
  return part;
}

/** A `Protection` of a tab. */
export function createProtection(context: SheetsContext, tab: Tab, part: ProtectionPart): Protection {
  const emailOf = (person: unknown): string => (typeof person === 'string' ? person : (person as { getEmail(): string }).getEmail());
  const chain = (change: () => void): Protection => {
    refuseChange(context, tab, (protection) => protection === part);
    change();
    return protection;
  };
  const refuseWithWarningOnly = (): void => { if (part.warningOnly) throw new Error('You cannot set or get editors of a protection that only warns.'); };
  const members = {
    canDomainEdit: () => part.domainEdit,
    canEdit: () => context.person.access === 'owner' || (context.person.access === 'editor' && (part.warningOnly || part.editors.includes(context.person.email))),
    getDescription: () => part.description,
    getEditors: () => { refuseWithWarningOnly(); return part.editors.map((email) => createUser(email, context.quiet)); },
    getProtectionType: () => memberOf(SHEET_ENUMS.ProtectionType, part.region ? 'RANGE' : 'SHEET'),
    getRange: () => context.make.range(tab, part.region ?? { row: 1, column: 1, rows: tab.rows, columns: tab.columns }),
    getUnprotectedRanges: () => part.free.map((region) => context.make.range(tab, region)),
    isWarningOnly: () => part.warningOnly,
    remove: () => { chain(() => { tab.protections = tab.protections.filter((other) => other !== part); }); },
    addEditor: (person: unknown) => chain(() => { refuseWithWarningOnly(); part.editors = [...new Set([...part.editors, emailOf(person)])]; }),
    addEditors: (people: unknown[]) => chain(() => { refuseWithWarningOnly(); part.editors = [...new Set([...part.editors, ...people.map(emailOf)])]; }),
    removeEditor: (person: unknown) => chain(() => { refuseWithWarningOnly(); part.editors = part.editors.filter((email) => email !== emailOf(person)); }),
    // The owner and the person who runs the script cannot be removed, as on the platform.
    removeEditors: (people: unknown[]) => chain(() => {
      refuseWithWarningOnly();
      const gone = people.map(emailOf).filter((email) => email !== context.person.email);
      part.editors = part.editors.filter((email) => !gone.includes(email));
    }),
    setDescription: (description: string) => chain(() => { part.description = String(description); }),
    setDomainEdit: (editable: boolean) => chain(() => { part.domainEdit = editable; }),
    setRange: (range: GoogleAppsScript.Spreadsheet.Range) => chain(() => { part.region = coreOf(range, RangeCore, 'SpreadsheetApp.Protection.setRange').region; }),
    setUnprotectedRanges: (ranges: GoogleAppsScript.Spreadsheet.Range[]) => chain(() => {
      if (part.region) throw new Error('Only a protected sheet can have unprotected ranges.');
      part.free = ranges.map((range) => coreOf(range, RangeCore, 'SpreadsheetApp.Protection.setUnprotectedRanges').region);
    }),
    setWarningOnly: (warningOnly: boolean) => chain(() => { part.warningOnly = warningOnly; }),
  } satisfies Partial<Protection>;
  const protection: Protection = offer<object>('Protection', members, context.gate) as Protection;
  return protection;
}
