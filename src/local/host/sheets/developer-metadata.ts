import type { Tab } from '../workbook/tab';
import type { MetadataPart } from '../workbook/tab-parts';
import { EnumMember, memberName } from '../enumeration';
import { offer, signatureError } from '../refusal';
import type { RangeCore } from './range-core';
import type { SheetsContext } from './sheets-context';

type Metadata = GoogleAppsScript.Spreadsheet.DeveloperMetadata;

/** Where an entry is kept (`tab` is null for the spreadsheet) and the row or column that it sits on. */
export interface MetadataHome {
  readonly home: { metadata: MetadataPart[] };
  readonly tab: Tab | null;
  readonly place: { readonly row?: number; readonly column?: number };
}

/** A range bears metadata only when it is one whole row or one whole column. */
export function rangeMetadata(core: RangeCore): MetadataHome {
  const { region, tab } = core;
  if (region.rows === 1 && region.column === 1 && region.columns === tab.columns) return { home: tab, tab, place: { row: region.row } };
  if (region.columns === 1 && region.row === 1 && region.rows === tab.rows) return { home: tab, tab, place: { column: region.column } };
  throw new Error(
    'Adding developer metadata to arbitrary ranges is not currently supported. Developer metadata may only be added to the top-level spreadsheet, an individual sheet, or an entire row or column.',
  );
}

/** Adds an entry; `more` is the value, the visibility, or both. */
export function addDeveloperMetadata(context: SheetsContext, { home, place }: MetadataHome, key: string, more: readonly unknown[]): void {
  const method = 'SpreadsheetApp.addDeveloperMetadata';
  if (typeof key !== 'string' || more.length > 2) throw signatureError([key, ...more], method);
  const visibility = more.find((value) => value instanceof EnumMember);
  const value = more.find((one) => typeof one === 'string') as string | undefined;
  home.metadata.push({
    id: context.workbook.freshId(),
    key,
    value: value ?? null,
    ...place,
    visibility: visibility ? (memberName(visibility, 'DeveloperMetadataVisibility', method) as MetadataPart['visibility']) : 'DOCUMENT',
  });
}

/** A `DeveloperMetadata` entry. */
export function createDeveloperMetadata(context: SheetsContext, home: MetadataHome['home'], entry: MetadataPart): Metadata {
  const members = {
    getValue: () => entry.value,
    setValue: (value: string) => {
      entry.value = value;
      return metadata;
    },
    remove: () => {
      home.metadata = home.metadata.filter((other) => other !== entry);
    },
  } satisfies Partial<Metadata>;
  const metadata: Metadata = offer<object>('DeveloperMetadata', members, context.gate) as Metadata;
  return metadata;
}
