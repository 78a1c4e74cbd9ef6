import type { LifecycleAudience } from './audience';
import { CONSENT } from './stages/consent';
import { ENGAGEMENT } from './stages/engagement';
import { FIRST_BUYERS, REPEAT_BUYERS } from './stages/buyers';
import { GEOGRAPHY, PREDICTED_VALUE } from './stages/place-and-prediction';
import { INTENT } from './stages/intent';
import { INTEREST } from './stages/interest';
import { AT_RISK, LAPSED } from './stages/lapsing';
import { LOYAL, REPLENISHMENT } from './stages/loyal';
import { SUBSCRIBERS } from './stages/subscribers';

/** The 73 lifecycle audiences, by stage, in the order in which a person lives them. */
export const CATALOGUE: readonly LifecycleAudience[] = [
  ...SUBSCRIBERS, ...INTENT, ...FIRST_BUYERS, ...REPEAT_BUYERS, ...LOYAL, ...REPLENISHMENT, ...INTEREST, ...AT_RISK, ...LAPSED, ...ENGAGEMENT,
  ...CONSENT, ...GEOGRAPHY, ...PREDICTED_VALUE,
];

/** The audience with this id, or null. */
export function audienceOf(id: string): LifecycleAudience | null {
  return CATALOGUE.find((audience) => audience.id === id) ?? null;
}
