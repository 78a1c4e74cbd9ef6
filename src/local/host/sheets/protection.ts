import type { Region } from '../workbook/region';
import type { Tab } from '../workbook/tab';
import type { ProtectionPart } from '../workbook/tab-parts';
import { coreOf, offer } from '../refusal';
import { RangeCore } from './range-core';
import { refuseChange, type SheetsContext } from './sheets-context';

type Protection = GoogleAppsScript.Spreadsheet.Protection;

/** Protects a block, or the whole tab (null). A tab has one protection of the whole: asking again gives that one. */
export function protect(context: SheetsContext, tab: Tab, region: Region | null): ProtectionPart {
  refuseChange(context, tab, () => false);
  const whole = region === null ? tab.protections.find((protection) => protection.region === null) : undefined;
  if (whole) return whole;
  const part: ProtectionPart = {
    id: String(context.workbook.freshId()),
    region,
    description: '',
    warningOnly: false,
    editors: [context.person.email],
    domainEdit: false,
    free: [],
  };
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
  const refuseWithWarningOnly = (): void => {
    if (part.warningOnly) throw new Error('You cannot set or get editors of a protection that only warns.');
  };
  const members = {
    getDescription: () => part.description,
    getRange: () => context.make.range(tab, part.region ?? { row: 1, column: 1, rows: tab.rows, columns: tab.columns }),
    isWarningOnly: () => part.warningOnly,
    remove: () => {
      chain(() => {
        tab.protections = tab.protections.filter((other) => other !== part);
      });
    },
    addEditor: (person: unknown) =>
      chain(() => {
        refuseWithWarningOnly();
        part.editors = [...new Set([...part.editors, emailOf(person)])];
      }),
    setDescription: (description: string) =>
      chain(() => {
        part.description = String(description);
      }),
    setUnprotectedRanges: (ranges: GoogleAppsScript.Spreadsheet.Range[]) =>
      chain(() => {
        if (part.region) throw new Error('Only a protected sheet can have unprotected ranges.');
        part.free = ranges.map((range) => coreOf(range, RangeCore, 'SpreadsheetApp.Protection.setUnprotectedRanges').region);
      }),
    setWarningOnly: (warningOnly: boolean) =>
      chain(() => {
        part.warningOnly = warningOnly;
      }),
  } satisfies Partial<Protection>;
  const protection: Protection = offer<object>('Protection', members, context.gate) as Protection;
  return protection;
}
