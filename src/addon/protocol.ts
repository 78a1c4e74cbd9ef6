/**
 * What the sidebar may ask of the server: the one list, typed once, imported by both sides (by the page as types only).
 * Every call carries one JSON argument and answers with `Answer`; nothing but JSON passes google.script.run.
 */

import type { FieldProblem, ProblemKind } from './problem';

export type { FieldProblem, ProblemKind } from './problem';

/** What came of a call: the value, or one sentence on what happened and what to do. */
export type Answer<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly sentence: string;
      readonly kind: ProblemKind;
      readonly link: string | null;
      /** Of settings that were refused: each with what is wrong with it. */
      readonly fields?: readonly FieldProblem[];
    };

export interface ScopeView {
  readonly scope: string;
  /** null: could not be told. */
  readonly present: boolean | null;
  /** What it brings, in a marketer's words. */
  readonly brings: string;
}

export interface ConnectionView {
  readonly accountName: string;
  readonly accountId: string;
  readonly currency: string;
  readonly timezone: string;
  readonly testAccount: boolean;
  readonly scopes: readonly ScopeView[];
  /** Something worth knowing, for example that the key could also write; empty when nothing. */
  readonly note: string;
}

/** One setting as the page shows it; saved by name. */
export interface SettingView {
  readonly name: string;
  readonly group: string;
  readonly kind: 'number' | 'choice' | 'choices' | 'text' | 'yes-no';
  readonly value: string;
  readonly allowed: string;
  /** Of a metric's setting: the account's own metrics, once they are known. */
  readonly choices: readonly string[];
  readonly meaning: string;
  /** Whether the account has that metric; null for other settings and where that is not known yet. */
  readonly recognized: boolean | null;
  /** What the account itself suggests, with the reason; null where it suggests nothing else or a person has chosen. */
  readonly proposed: { readonly value: string; readonly why: string } | null;
}

export type RefreshState = 'idle' | 'running' | 'waiting' | 'done' | 'failed' | 'cancelled';

export interface RefreshView {
  readonly state: RefreshState;
  /** In a marketer's words: `Reading flows`. */
  readonly step: string;
  readonly done: number;
  /** Of how many requests in any case, and of how many by the estimate; null when the end is not known yet. The two meet when it is. */
  readonly atLeast: number | null;
  readonly expected: number | null;
  /** How far it is, 0..1, which never falls; null until that can be told. */
  readonly share: number | null;
  readonly secondsLeft: number | null;
  readonly requests: number;
  readonly startedAt: number | null;
  readonly finishedAt: number | null;
  /** True when this person's executions drive it; another person's page only watches. */
  readonly mine: boolean;
  /** One sentence on how it went or goes on: what failed and what to do, or how it goes on with the sheet closed. */
  readonly sentence: string;
  /** Not before this instant is there anything to send (a spent quota, a daily limit); null when at once. */
  readonly notBefore: number | null;
}

/** The two switches without which nothing is ever changed in Klaviyo. */
export interface ChangesView {
  /** The sheet's setting. */
  readonly allowed: boolean;
  /** This person's second key. */
  readonly connected: boolean;
  readonly who: string;
  /** Something worth knowing about the key; empty when nothing. */
  readonly note: string;
}

export type Deed = 'create' | 'deactivate' | 'reactivate';

/** What an approved row asks to be done in Klaviyo, in full. */
export interface ChangeView {
  readonly key: string;
  readonly action: string;
  readonly segment: string;
  /** Null: nothing is done from here for this row. */
  readonly deed: Deed | null;
  /** Why it cannot be asked for; empty when it can. */
  readonly why: string;
  readonly rule: string;
  readonly definition: string | null;
  /** How many people it will hold, or `Unknown`. */
  readonly size: string;
  readonly will: string;
  readonly never: string;
}

/** A change that a person agreed to, as it was shown. */
export interface AskedChange {
  readonly key: string;
  readonly deed: Deed;
  readonly segment: string;
  readonly definition: string | null;
}

export type ChangeResult = 'done' | 'would be done' | 'not done' | 'later' | 'unknown';

export interface OutcomeView {
  readonly key: string;
  readonly deed: Deed;
  readonly segment: string;
  readonly result: ChangeResult;
  readonly sentence: string;
  /** The new segment in Klaviyo. */
  readonly link: string | null;
}

export interface StateView {
  readonly changes: ChangesView;
  readonly connection: ConnectionView | null;
  readonly refresh: RefreshView;
  readonly lastRefresh: number | null;
  /** The account that this sheet belongs to; null before the first refresh. */
  readonly sheetAccount: { readonly id: string; readonly name: string } | null;
  /** Plan and metrics settings. */
  readonly settings: readonly SettingView[];
  readonly hasResults: boolean;
  readonly dismissed: number;
  /** Address of the recommendation document, once there is one. */
  readonly documentUrl: string | null;
}

export interface StageCoverage {
  readonly stage: string;
  readonly covered: number;
  readonly partial: number;
  readonly stale: number;
  readonly missing: number;
  readonly notApplicable: number;
  /** Left out by results that an earlier version kept. */
  readonly unknown?: number;
}

export interface MoveView {
  readonly key: string;
  readonly action: string;
  readonly segment: string;
  readonly priority: string;
  readonly why: string;
  /** What it is worth, in a few words. */
  readonly value: string;
  readonly due?: string;
}

export interface ResultsView {
  readonly asOf: number;
  /** For example `41 of 58 applicable lifecycle audiences are covered`. */
  readonly headline: string;
  readonly stages: readonly StageCoverage[];
  readonly counts: readonly { readonly label: string; readonly count: number }[];
  readonly moves: readonly MoveView[];
  /** What the quarter's moves bring. The following are left out by results that an earlier version kept. */
  readonly plan?: string | null;
  readonly owners?: readonly string[];
  readonly cleanUp?: readonly CleanUpView[];
  readonly changes: readonly string[];
  readonly limits: readonly string[];
}

/** `owner` shows the rows of one person or role; the others are of the whole tracker. */
export type TrackerFilter = 'all' | 'now' | 'waiting' | 'clean-up' | 'overdue' | 'owner';

/** A merge or retirement that waits for somebody to say yes or no. */
export interface CleanUpView {
  readonly key: string;
  readonly action: string;
  readonly segment: string;
  readonly why: string;
  /** Nothing has to be checked first. */
  readonly safe: boolean;
}

export interface NearSegmentView {
  readonly name: string;
  readonly link: string | null;
  readonly difference: string;
  readonly members: string;
}

/** Blocks joined by AND, the lines of each by OR. */
export interface BuildView {
  readonly blocks: readonly (readonly { readonly type: string; readonly words: string }[])[];
  readonly sentence: string;
}

export interface RowView {
  /** The row's key, or the address of a person's own row. */
  readonly key: string;
  /** Typed by a person; nothing was computed about it. */
  readonly own: boolean;
  /** False where the last refresh said nothing of this row: its figures, near segments and steps are unknown, not none. */
  readonly detailed: boolean;
  readonly action: string;
  readonly segment: string;
  readonly stage: string;
  readonly priority: string;
  readonly scoreReason: string;
  readonly rule: string;
  /** Of a refresh: what the segment's rule says today; null or left out where none is to be changed. */
  readonly ruleNow?: string | null;
  readonly evidence: string;
  readonly figures: readonly { readonly label: string; readonly value: string; readonly method: string }[];
  readonly uses: readonly string[];
  readonly near: readonly NearSegmentView[];
  /** Segments in live use that get the same people, one sentence each; null where that cannot be told, absent from what an earlier version kept. */
  readonly alsoGet?: readonly string[] | null;
  /** Earlier rules of the segment that the row is about, newest first, with Klaviyo's definition to copy back; absent from what an earlier version kept. */
  readonly past?: readonly { readonly sentence: string; readonly rule: string; readonly definition: string | null }[];
  /** Click path, one step each. */
  readonly steps: readonly string[];
  /** The segment as Klaviyo's builder lays it out, to be built by hand or by its Segments AI; null where its words cannot say it, absent from what an earlier version kept. */
  readonly build?: BuildView | null;
  readonly readiness: string;
  /** As the sheet has them now. */
  readonly status: string;
  readonly owner: string;
  readonly link: string | null;
  /** The deed that its approval asks for and that can be done from here; null where there is none. */
  readonly change: Deed | null;
  /** The last day, in words, on which a deactivation can be taken back here; null where there is nothing to take back. */
  readonly undoUntil: string | null;
  readonly statuses: readonly string[];
  readonly position: number;
  readonly of: number;
}

export interface Protocol {
  getState(argument: null): StateView;
  connect(argument: { readonly key: string }): StateView;
  disconnect(argument: null): StateView;
  saveSettings(argument: { readonly values: readonly { readonly name: string; readonly value: string }[] }): StateView;
  startRefresh(argument: { readonly full: boolean }): RefreshView;
  /** Runs one execution's worth; call again while `running`. */
  continueRefresh(argument: null): RefreshView;
  getProgress(argument: null): RefreshView;
  cancelRefresh(argument: null): RefreshView;
  getResults(argument: null): ResultsView;
  /** What the last refresh came to as plain text (the summary), as Markdown (the recommendation document) and as a page to print (the brief, HTML). */
  getTexts(argument: null): { readonly summary: string; readonly markdown: string; readonly brief: string };
  /** Selects the row in the tracker. */
  showRow(argument: { readonly key: string }): RowView;
  /** The row under the cursor (`null` key), a given one, or its neighbour. Fails as `no-row` beside the tracker's rows, `another-tab` outside of it. */
  getRow(argument: { readonly key: string | null; readonly step: -1 | 0 | 1 }): RowView;
  setRow(argument: { readonly key: string; readonly status?: string; readonly owner?: string }): RowView;
  /** Sets the status of several rows at once, as the person's own edits; rows that are gone are left out of the count. */
  setRows(argument: { readonly keys: readonly string[]; readonly status: string }): { readonly set: number };
  filterTracker(argument: { readonly filter: TrackerFilter; readonly owner?: string }): { readonly shown: number };
  /** Keeps a second key, which alone may change something; `who` stands in the journal. */
  connectWriting(argument: { readonly key: string; readonly who: string }): StateView;
  disconnectWriting(argument: null): StateView;
  /** What approved rows ask for: all (`null`), or those named. Sends nothing. */
  planChanges(argument: { readonly keys: readonly string[] | null }): { readonly changes: readonly ChangeView[] };
  /** Carries out what a person agreed to; call again with `remaining`. A dry run sends nothing that changes anything. */
  makeChanges(argument: { readonly changes: readonly AskedChange[]; readonly dryRun: boolean }): {
    readonly outcomes: readonly OutcomeView[];
    readonly remaining: readonly AskedChange[];
  };
  /** What failed lately, to be sent to whoever helps. */
  getReport(argument: null): { readonly text: string };
  /** Deletes what was read of customers; says what is left. */
  deleteCustomerData(argument: null): { readonly sentence: string };
  restoreDismissed(argument: null): { readonly restored: number };
}

export type PageCall = keyof Protocol;
export type ArgumentOf<C extends PageCall> = Parameters<Protocol[C]>[0];
export type ResultOf<C extends PageCall> = ReturnType<Protocol[C]>;
