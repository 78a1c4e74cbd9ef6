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

/** All lifecycle audiences, by stage, in the order in which a person lives them. */
export const CATALOGUE: readonly LifecycleAudience[] = [
  ...SUBSCRIBERS,
  ...INTENT,
  ...FIRST_BUYERS,
  ...REPEAT_BUYERS,
  ...LOYAL,
  ...REPLENISHMENT,
  ...INTEREST,
  ...AT_RISK,
  ...LAPSED,
  ...ENGAGEMENT,
  ...CONSENT,
  ...GEOGRAPHY,
  ...PREDICTED_VALUE,
];

const BY_ID: ReadonlyMap<string, LifecycleAudience> = new Map(CATALOGUE.map((audience) => [audience.id, audience]));

/** The audience with this id, or null. */
export function audienceOf(id: string): LifecycleAudience | null {
  return BY_ID.get(id) ?? null;
}
