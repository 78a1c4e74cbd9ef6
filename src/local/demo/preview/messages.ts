/** What the page's server asks of the thread that runs the host, and what comes back. Plain data: it crosses threads. */

export type PersonName = 'owner' | 'teammate' | 'viewer';

/** What a person's own hands do in the sheet. Rows and columns count from 1. */
export type HandsWork =
  | { readonly kind: 'type'; readonly tab: number; readonly row: number; readonly column: number; readonly text: string }
  | { readonly kind: 'select'; readonly tab: number; readonly row: number; readonly column: number }
  | { readonly kind: 'open tab'; readonly tab: number }
  | { readonly kind: 'insert row' | 'delete row'; readonly tab: number; readonly row: number }
  | { readonly kind: 'sort'; readonly tab: number; readonly column: number; readonly ascending: boolean };

export type HostAsk =
  | { readonly kind: 'run'; readonly person: PersonName; readonly function: string; readonly parameters: readonly unknown[] }
  | { readonly kind: 'menu'; readonly person: PersonName; readonly function: string }
  | { readonly kind: 'menus'; readonly person: PersonName }
  | { readonly kind: 'book' }
  | { readonly kind: 'tab'; readonly tab: number }
  | { readonly kind: 'hands'; readonly person: PersonName; readonly work: HandsWork };

export interface HostMessage {
  readonly id: number;
  readonly ask: HostAsk;
}
export interface HostReply {
  readonly id: number;
  readonly value?: unknown;
  readonly error?: string;
}

/** What a function of the menu showed. */
export interface MenuOutcome {
  readonly page: string | null;
  readonly told: readonly string[];
}

/** One item of the add-on's menu; null is a line. */
export type MenuItem = { readonly caption: string; readonly handler: string } | null;

/** What the thread is started with. */
export interface HostStart {
  /** Folder of the built bundle. */
  readonly bundleFolder: string;
  readonly httpWorkerFile: string;
  /** Where Klaviyo answers, without a trailing slash. */
  readonly klaviyoUrl: string;
  /** Present: waiting is skipped on a clock shared with Klaviyo. */
  readonly skipped: Float64Array<SharedArrayBuffer> | null;
  /** One execution; the platform's six minutes when absent. */
  readonly executionMs: number | null;
}
