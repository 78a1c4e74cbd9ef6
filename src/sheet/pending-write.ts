import type { SummaryPage } from '../domain/report/summary-page';
import type { TableTab } from '../domain/table/tab';
import type { SettingsPlan } from '../domain/tracker/settings-merge';
import type { TrackerPlan } from '../domain/tracker/tracker-plan';
import type { Store } from '../refresh/store';
import { PENDING_KEY, PROGRESS_KEY } from './store-keys';

/** Key and header of each cell that a person held. */
export type KeptCells = readonly (readonly [key: string, header: string])[];

/** Account facts that decide how figures are written. */
export interface AccountFormats {
  readonly locale: string | null;
  readonly currency: string;
  readonly timezone: string;
}

/**
 * Everything that one write brings into the sheet. It is kept in the store before the first cell is written, so that whatever cuts the write off, the
 * next run finishes it from here.
 */
export interface PendingWrite {
  readonly version: 1;
  readonly account: AccountFormats;
  readonly tracker: TrackerPlan;
  /** Cells that people held when the plan was made: one that equals its planned value is theirs, not written by the attempt. */
  readonly trackerKept: KeptCells;
  readonly settings: SettingsPlan;
  readonly settingsKept: KeptCells;
  readonly tabs: readonly TableTab[];
  readonly summary: SummaryPage;
  /** Further changes to the store that belong to this write. */
  readonly also: readonly (readonly [key: string, text: string | null])[];
}

/** The write that did not get to its end; null when there is none. */
export function readPending(store: Store): PendingWrite | null {
  const text = store.read(PENDING_KEY);
  if (text === null) return null;
  try {
    const read = JSON.parse(text) as Partial<PendingWrite> | null;
    return read?.version === 1 && read.tracker && read.settings && read.summary && Array.isArray(read.tabs)
      ? { ...(read as PendingWrite), summary: withFirstScreen(read.summary) }
      : null;
  } catch {
    return null;
  }
}

/** A page that the version before planned has no first screen: it is written as it was planned, and the next refresh adds it. */
function withFirstScreen(page: SummaryPage): SummaryPage {
  if ((page as Partial<SummaryPage>).brief !== undefined) return page;
  const { title, subtitle, headline, heatMap } = page;
  return {
    ...page,
    heatMap: { ...heatMap, shares: [] },
    brief: { title, subtitle, headline, plan: null, cards: [], nothingToDo: '', stages: [], unspoken: null, changed: '', cleanUp: '' },
  };
}

export function keepPending(store: Store, pending: PendingWrite): void {
  store.commit(
    new Map<string, string | null>([
      [PENDING_KEY, JSON.stringify(pending)],
      [PROGRESS_KEY, null],
    ]),
  );
}

/** True when the tabs that people work in, and the memory of them, are done already. */
export function sharedTabsDone(store: Store): boolean {
  return store.read(PROGRESS_KEY) === SHARED_TABS_DONE;
}

export const SHARED_TABS_DONE = 'shared tabs done';
