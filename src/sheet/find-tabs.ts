import { TAB_NAMES } from '../domain/table/tab-names';
import { plainHeader } from '../domain/tracker/columns';
import { inQuotes } from '../domain/text/quotes';

type Spreadsheet = GoogleAppsScript.Spreadsheet.Spreadsheet;
type Sheet = GoogleAppsScript.Spreadsheet.Sheet;

/** Id of each tab that the add-on made, by name. */
export type TabIds = Readonly<Record<string, number>>;

/** The tabs of a spreadsheet at one moment. */
export interface TabDirectory {
  /** The add-on's tab of that name wherever it is; null when there is none. Changes nothing. */
  find(name: string, headers: readonly string[]): Sheet | null;
  /** The add-on's tab of that name, under its own name: found, given its name back, or made. @param headers of its first row, in any of the forms it has had */
  claim(name: string, ...headers: readonly (readonly string[])[]): ClaimedTab;
  /** Sentences about what had to be moved out of the way. */
  readonly messages: readonly string[];
}

export interface ClaimedTab {
  readonly sheet: Sheet;
  /** Nothing of the add-on's stands in it yet. */
  readonly blank: boolean;
}

interface Listed {
  readonly sheet: Sheet;
  readonly id: number;
  name: string;
}

/** Share of a tab's headers that have to be there for a tab of unknown origin to count as the add-on's. */
const ENOUGH_HEADERS = 0.6;

/**
 * Finds the add-on's tabs. A tab is the add-on's when it has the id that was remembered for the name, or when its header row says so (a copied
 * spreadsheet and a converted workbook have other ids). A tab that a person renamed gets its name back, one that is gone is made again in its place in
 * the order. A person's own tab that has one of the names is never written to: it keeps its contents and is renamed to `… (yours)`.
 */
export function openTabs(spreadsheet: Spreadsheet, known: TabIds): TabDirectory {
  const listed: Listed[] = spreadsheet.getSheets().map((sheet) => ({ sheet, id: sheet.getSheetId(), name: sheet.getName() }));
  const messages: string[] = [];
  const named = (name: string): Listed | undefined => listed.find((tab) => tab.name === name);
  const ours = (name: string, forms: readonly (readonly string[])[]): Listed | undefined => {
    const byId = listed.find((tab) => tab.id === known[name]);
    const byName = named(name);
    // Two tabs may claim a name: the one with the remembered id is the add-on's.
    if (byId && (byId === byName || !Object.values(known).includes(byName?.id ?? Number.NaN))) return byId;
    return byName && forms.some((headers) => isOurs(byName.sheet, headers)) ? byName : byId;
  };
  return {
    messages,
    find: (name, headers) => ours(name, [headers])?.sheet ?? null,
    claim: (name, ...headers) => {
      const found = ours(name, headers);
      const holder = listed.find((tab) => tab.name.toLowerCase() === name.toLowerCase());
      if (holder && holder !== found) {
        const free = freeName(name, listed);
        holder.sheet.setName(free);
        holder.name = free;
        messages.push(`You had a tab named ${inQuotes(name)} of your own: it is now ${inQuotes(free)}, with everything in it as it was.`);
      }
      if (found) {
        if (found.name !== name) found.sheet.setName(name);
        found.name = name;
        return { sheet: found.sheet, blank: found.sheet.getLastRow() === 0 };
      }
      const made = soleBlank(listed) ?? insert(spreadsheet, name, listed);
      if (made.name !== name) made.sheet.setName(name);
      made.name = name;
      return { sheet: made.sheet, blank: true };
    },
  };
}

/** A new spreadsheet has one blank tab: it is used rather than left lying about. */
function soleBlank(listed: readonly Listed[]): Listed | null {
  const visible = listed.filter(({ name }) => !name.startsWith('_'));
  const only = visible.length === 1 ? visible[0] : undefined;
  return only && !(TAB_NAMES as readonly string[]).includes(only.name) && only.sheet.getLastRow() === 0 ? only : null;
}

/** A new tab stands where the fixed order has it among the add-on's others; the first ones come after the person's own. */
function insert(spreadsheet: Spreadsheet, name: string, listed: Listed[]): Listed {
  const order: readonly string[] = TAB_NAMES;
  const place = order.indexOf(name);
  const before = order
    .slice(0, Math.max(place, 0))
    .reverse()
    .find((other) => listed.some((tab) => tab.name === other));
  const after = order.slice(place + 1).find((other) => listed.some((tab) => tab.name === other));
  const indexOf = (other: string): number => listed.findIndex((tab) => tab.name === other);
  const hidden = listed.findIndex((tab) => tab.name.startsWith('_'));
  const end = hidden >= 0 ? hidden : listed.length;
  const index = before !== undefined ? indexOf(before) + 1 : after !== undefined ? indexOf(after) : end;
  const sheet = spreadsheet.insertSheet(name, index);
  const made = { sheet, id: sheet.getSheetId(), name };
  listed.splice(index, 0, made);
  return made;
}

function isOurs(sheet: Sheet, headers: readonly string[]): boolean {
  const columns = sheet.getLastColumn();
  if (columns === 0) return true;
  const row = sheet.getRange(1, 1, 1, columns).getValues()[0] ?? [];
  const found = new Set(row.map((value) => plainHeader(String(value))));
  return headers.filter((header) => found.has(plainHeader(header))).length >= Math.max(1, headers.length * ENOUGH_HEADERS);
}

function freeName(name: string, listed: readonly Listed[]): string {
  for (let count = 1; ; count += 1) {
    const free = count === 1 ? `${name} (yours)` : `${name} (yours ${count})`;
    if (!listed.some((tab) => tab.name.toLowerCase() === free.toLowerCase())) return free;
  }
}
