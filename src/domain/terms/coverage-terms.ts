/** Words of the tracker's dropdowns and of verdicts, in their order there. Fixed by the product's design. */
export const ACTIONS = ['Create', 'Refresh', 'Merge', 'Retire'] as const;
export type Action = (typeof ACTIONS)[number];

/** When a move is to be made: this quarter, the one after, or some time. */
export const WHENS = ['Now', 'Next', 'Later'] as const;
export type When = (typeof WHENS)[number];

export const PRIORITIES = ['P1', 'P2', 'P3'] as const;
export type Priority = (typeof PRIORITIES)[number];

export const STATUSES = ['Proposed', 'In review', 'Approved', 'Created', 'Covered', 'Rejected', 'Done'] as const;
export type Status = (typeof STATUSES)[number];

export const VERDICTS = ['Keep', 'Refresh', 'Merge', 'Retire', 'Review'] as const;
export type VerdictWord = (typeof VERDICTS)[number];

export const COVERAGE_STATES = ['Covered', 'Partial', 'Stale', 'Missing', 'Unknown', 'Not applicable'] as const;
export type CoverageState = (typeof COVERAGE_STATES)[number];
