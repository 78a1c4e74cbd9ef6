import type { Inventory } from '../../domain/account/inventory';
import type { Instant } from '../../domain/account/known';
import type { Deed } from '../../domain/changes/change';
import type { JournalEntry } from '../../domain/changes/journal';
import type { ParsedAccount } from '../../domain/model/parsed-account';
import type { KlaviyoError } from '../http/klaviyo-error';
import type { FreshScope } from './fresh-reading';
import type { LookPorts } from './look';
import type { WritePorts } from './segment-writes';

/** What carrying out a change needs from outside. */
export interface ChangePorts {
  readonly looking: LookPorts;
  /** Null: nothing is sent, and what would come of it is told. */
  readonly writing: WritePorts | null;
  readonly journal: {
    read(): readonly JournalEntry[];
    /** Kept for good before it returns. */
    keep(entry: JournalEntry): void;
  };
  /** Reads the account at this moment. */
  fresh(scope: FreshScope): { readonly inventory: Inventory } | { readonly error: KlaviyoError } | { readonly tooSlow: true };
  parse(inventory: Inventory): ParsedAccount;
  readonly who: string;
  newId(): string;
  /** The account's calendar day so many days from now, `YYYY-MM-DD`. */
  dayIn(days: number): string;
  /** Nothing is begun that cannot end by then. */
  readonly until: Instant;
}

/** `later`: it could not be done yet, and asking again may do it. `unknown`: it was sent, and what became of it is not known. */
export type ChangeResult = 'done' | 'would be done' | 'not done' | 'later' | 'unknown';

/** What came of one change. */
export interface ChangeOutcome {
  readonly key: string;
  readonly deed: Deed;
  readonly segment: string;
  readonly result: ChangeResult;
  /** One or two sentences for a person. */
  readonly sentence: string;
  readonly segmentId: string | null;
  /** Of a deactivation that was done: the day until which it can be taken back here. */
  readonly graceUntil: string | null;
}
