import type { Instant } from '../account/known';
import type { Inventory } from '../account/inventory';
import type { JournalEntry } from '../changes/journal';
import type { BehaviorReading } from '../behavior/figure';
import type { Coverage } from '../coverage/recommendation';
import type { Reach } from '../reach/reach';
import type { AccountNews } from '../history/account-news';
import type { SettingProblem } from '../settings-registry/all-settings';
import type { SettingValues } from '../settings/setting';
import type { History } from './history';
import type { TrackerLine } from '../table/tracker-line';

/** Everything that the tabs, the summary and the document are made from. Reporters format it and decide nothing. */
export interface ReportInput {
  readonly inventory: Inventory;
  readonly behavior: BehaviorReading;
  readonly coverage: Coverage;
  /** Who is spoken to and who is not. */
  readonly reach: Reach;
  readonly settings: SettingValues;
  /** Settings that could not be read, as they stand in the tab; they have their standard meanwhile. */
  readonly settingProblems: readonly SettingProblem[];
  /** What an empty setting comes to at present, by setting name in lower case: `Placed Order (Shopify)`, `118`. */
  readonly automatic: ReadonlyMap<string, string>;
  /** Tracker rows with a key as they stand after the merge, in the tracker's order; dismissed rows are not among them. */
  readonly tracker: readonly TrackerLine[];
  /** Earlier refreshes, without this one. */
  readonly history: History;
  /** Every request that was sent to change something in Klaviyo; left out: none was. */
  readonly changes?: readonly JournalEntry[];
  /** What changed in the account since the last refresh, and the changes of rules that are remembered. */
  readonly news: AccountNews;
  readonly now: Instant;
}
