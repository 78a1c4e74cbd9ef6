/** Words that the catalogue and the tracker's dropdowns share, in their order there. */
export const USES = ['Campaign targeting', 'Flow branching', 'Reactivation', 'Personalization', 'Reporting'] as const;
export type Use = (typeof USES)[number];

export const CADENCES = ['Weekly', 'Monthly', 'Quarterly', 'Yearly'] as const;
export type Cadence = (typeof CADENCES)[number];

/** Lifecycle stages, in the order in which a person lives them; the letter is the catalogue's. */
export const STAGES = [
  'Subscriber or lead',
  'High intent',
  'First-time buyer',
  'Repeat buyer',
  'VIP or loyal',
  'Replenishment',
  'Product interest',
  'At risk',
  'Lapsed or win-back',
  'Engagement',
  'Consent and channel',
  'Geography',
  'Predicted value',
] as const;
export type Stage = (typeof STAGES)[number];

/** Why an audience is worth having: decides impact in the score. */
export const VALUE_CLASSES = {
  RR: 'Revenue recovery',
  RT: 'Retention',
  HI: 'High intent',
  CG: 'Consent-safe growth',
  PE: 'Personalization',
  RO: 'Routing',
} as const;
export type ValueClass = keyof typeof VALUE_CLASSES;
