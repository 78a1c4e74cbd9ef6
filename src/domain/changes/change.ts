import type { TrackerLine } from '../table/tracker-line';

/** What a person may ask this add-on to do in Klaviyo. There is no other deed: nothing is edited or deleted. */
export type Deed = 'create' | 'deactivate' | 'reactivate';

/** A tracker row as it stands in the sheet, with what the report leaves out. */
export interface AskedRow extends Pick<TrackerLine, 'key' | 'action' | 'segment' | 'status' | 'rule' | 'size'> {
  /** Klaviyo's definition as JSON text; empty where there is none. */
  readonly definition: string;
  /** False when the last refresh no longer recommended it. */
  readonly holds: boolean;
}

/** The deed that an approved row asks for. */
export type AskedDeed = { readonly deed: 'create' } | { readonly deed: 'deactivate'; readonly segmentId: string };

/** What the row asks for: only an approved one does, and only one that a refresh made and whose action nobody changed. Null for any other. */
export function askedDeed(row: Pick<AskedRow, 'key' | 'action' | 'status'>): AskedDeed | null {
  if (plain(row.status) !== 'approved') return null;
  const action = plain(row.action);
  const [, kind, about] = /^(create|hidden|retire|merge):(.+)$/s.exec(row.key) ?? [];
  if (action === 'create' && (kind === 'create' || kind === 'hidden')) return { deed: 'create' };
  if (about !== undefined && action === kind && (kind === 'retire' || kind === 'merge')) return { deed: 'deactivate', segmentId: about };
  return null;
}

/** Whether something may be done at this moment; `why` is one sentence that says what to do instead. */
export type Permission<T> = ({ readonly may: true } & T) | { readonly may: false; readonly why: string };

export function refuse(why: string): { readonly may: false; readonly why: string } {
  return { may: false, why };
}

/** What none of the deeds does, said wherever one is asked for. */
export const NEVER = 'No campaign, flow, list or profile is changed, and no existing segment is edited or deleted.';

function plain(word: string): string {
  return word.trim().toLowerCase();
}
