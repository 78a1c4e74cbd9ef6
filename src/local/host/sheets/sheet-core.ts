import type { Tab } from '../workbook/tab';
import { refuseChange, type SheetsContext } from './sheets-context';

/** The tab behind a `Sheet`. */
export class SheetCore {
  constructor(
    readonly context: SheetsContext,
    readonly tab: Tab,
  ) {}

  requirePresent(): void {
    if (!this.context.workbook.tabs.includes(this.tab)) throw new Error(`Sheet ${this.tab.id} not found`);
  }

  /** Runs a change of the tab as a whole, if this person may make it. */
  change(work: () => void): void {
    this.requirePresent();
    refuseChange(this.context, this.tab, (protection) => protection.region === null);
    work();
  }
}
