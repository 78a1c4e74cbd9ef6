/**
 * One tracker row as it stands after the merge: what a person sees in the sheet, not what was newly computed. Words are
 * open strings, since a person may paste anything over a dropdown.
 */
export interface TrackerLine {
  /** The row's hidden key; rows that a person added themselves have none and are not handed in. */
  readonly key: string;
  /** `Now`, `Next`, `Later`, or what a person wrote. */
  readonly when: string;
  readonly action: string;
  readonly segment: string;
  readonly stage: string;
  readonly rule: string;
  readonly evidence: string;
  readonly why: string;
  readonly use: string;
  readonly priority: string;
  /** 0..100; null where the cell holds no number. */
  readonly score: number | null;
  /** Profiles; null where the sheet says that it is unknown or a person wrote something else. */
  readonly size: number | null;
  readonly reachable: number | null;
  /** Value at stake in the account's currency over the planning window. */
  readonly value: number | null;
  readonly owner: string;
  readonly status: string;
  /** Day by which the move should be done, `YYYY-MM-DD`; null when blank. */
  readonly due: string | null;
  readonly cadence: string;
  /** `YYYY-MM-DD`; null when blank or no date. */
  readonly nextReview: string | null;
  readonly notes: string;
  /** Klaviyo address, or null. */
  readonly link: string | null;
  readonly firstFound: string | null;
  readonly lastFound: string | null;
}

/** Statuses after which a row asks nothing of anybody any more. */
const SETTLED: ReadonlySet<string> = new Set(['Covered', 'Rejected', 'Done']);

/** True while the row still asks for work: proposed, in review, or approved. A created segment is work done. */
export function isOpen(line: Pick<TrackerLine, 'status'>): boolean {
  return !SETTLED.has(line.status) && line.status !== 'Created';
}

/** True when the row's review day lies before `today` (`YYYY-MM-DD`) and the row is not settled; created segments go on being reviewed. */
export function isOverdue(line: Pick<TrackerLine, 'status' | 'nextReview'>, today: string): boolean {
  return line.nextReview !== null && line.nextReview < today && !SETTLED.has(line.status);
}
