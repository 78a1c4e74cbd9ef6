import type { Workbook as Xlsx, Worksheet } from '@cj-tech-master/excelts';
import type { ChoiceStore } from './xlsx-validation';
import type { Overflow } from './xlsx-cell';
import type { FilterTest, ChartPart, MetadataPart } from './tab-parts';
import type { Region } from './region';
import { columnLetters } from './region';

/** The hidden tab for what an .xlsx has no place for. */
export const EXTRAS_TAB = '_segment_coverage';
/** Characters of a piece: below the 32,767 that a cell of an .xlsx takes. */
const PIECE = 30_000;
const VERSION = 1;

/** A region with what stood over its columns in the tab's header row, so that it is found again after columns moved. */
export interface AnchoredRegion extends Region {
  readonly headers: readonly string[];
  readonly toEnd: boolean;
}

export interface TabExtras {
  readonly name: string;
  /** The name in the file, where a sheet's name is not allowed there. */
  readonly fileName: string;
  readonly id: number;
  readonly rows: number;
  readonly columns: number;
  readonly frozenRows: number;
  readonly metadata: readonly (MetadataPart & { readonly text?: string })[];
  readonly protections: readonly {
    readonly id: string;
    readonly region: AnchoredRegion | null;
    readonly description: string;
    readonly warningOnly: boolean;
    readonly editors: readonly string[];
    readonly domainEdit: boolean;
    readonly free: readonly AnchoredRegion[];
  }[];
  readonly filter: readonly (FilterTest & { readonly header: string })[];
  readonly charts: readonly (Omit<ChartPart, 'ranges'> & { readonly ranges: readonly { readonly sheet: number; readonly region: AnchoredRegion }[] })[];
}

/** All that is kept beside the cells. */
export interface Extras {
  readonly version: number;
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly activeTabId: number;
  readonly metadata: readonly MetadataPart[];
  readonly properties: Readonly<Record<string, string>>;
  readonly tabs: readonly TabExtras[];
  /** Texts that are longer than a cell of the file takes, by number. */
  readonly long: readonly string[];
}

/** Collects what goes into the hidden tab while a workbook is written. */
export class ExtrasWriter implements Overflow, ChoiceStore {
  private readonly long: string[] = [];
  private readonly lists: (readonly string[])[] = [];

  keep(text: string): number;
  keep(choices: readonly string[]): string;
  keep(content: string | readonly string[]): number | string {
    if (typeof content === 'string') return this.long.push(content) - 1;
    const key = JSON.stringify(content);
    let index = this.lists.findIndex((list) => JSON.stringify(list) === key);
    if (index < 0) index = this.lists.push(content) - 1;
    const column = columnLetters(index + 2);
    return `'${EXTRAS_TAB}'!$${column}$1:$${column}$${content.length}`;
  }

  find(): null {
    return null;
  }

  /** Writes the hidden tab: the data as JSON in pieces down column A, lists of choices beside it. */
  write(file: Xlsx, extras: Omit<Extras, 'version' | 'long'>): void {
    const sheet = file.addWorksheet(EXTRAS_TAB, { state: 'veryHidden' });
    const text = JSON.stringify({ version: VERSION, ...extras, long: this.long } satisfies Extras);
    const count = Math.ceil(text.length / PIECE);
    sheet.getCell(1, 1).value = `segment-coverage ${count}`;
    for (let index = 0; index < count; index += 1) sheet.getCell(index + 2, 1).value = `|${text.slice(index * PIECE, (index + 1) * PIECE)}|`;
    this.lists.forEach((list, index) =>
      list.forEach((choice, at) => {
        sheet.getCell(at + 1, index + 2).value = choice;
      }),
    );
  }
}

/** What the hidden tab of a file held; without one, or with one that was damaged, there is nothing. */
export class ExtrasReader implements Overflow, ChoiceStore {
  readonly extras: Extras | null;

  constructor(private readonly sheet: Worksheet | undefined) {
    this.extras = sheet ? parse(sheet) : null;
  }

  keep(): never {
    throw new Error('Nothing is kept while a workbook is read.');
  }

  find(number: number): string | null;
  find(formula: string): readonly string[] | null;
  find(what: number | string): string | readonly string[] | null {
    if (typeof what === 'number') return this.extras?.long[what] ?? null;
    const match = new RegExp(`^'?${EXTRAS_TAB}'?!\\$?([A-Z]+)\\$?1:\\$?[A-Z]+\\$?(\\d+)$`).exec(what);
    if (!match || !this.sheet) return null;
    return Array.from({ length: Number(match[2]) }, (_, index) => String(this.sheet?.getCell(`${match[1]}${index + 1}`).value ?? ''));
  }
}

function parse(sheet: Worksheet): Extras | null {
  const count = /^segment-coverage (\d+)$/.exec(String(sheet.getCell(1, 1).value))?.[1];
  if (count === undefined) return null;
  let text = '';
  for (let index = 0; index < Number(count); index += 1) text += String(sheet.getCell(index + 2, 1).value ?? '').replace(/^\||\|$/g, '');
  try {
    const extras = JSON.parse(text) as Extras;
    return extras.version === VERSION ? extras : null;
  } catch {
    return null;
  }
}
