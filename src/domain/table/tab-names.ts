/** Visible tabs, in order. Fixed by the product's design: checked from outside. */
export const TAB_NAMES = ['Summary', 'Tracker', 'Gaps', 'Segments', 'Lists', 'Campaigns', 'Flows', 'Overlap', 'Hidden rules', 'Behavior', 'Settings'] as const;
export type TabName = (typeof TAB_NAMES)[number];
