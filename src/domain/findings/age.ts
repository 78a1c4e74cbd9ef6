import type { Instant } from '../account/known';
import { DAY } from '../account/known';

/** True within `days` of creation. An unknown creation date counts as young: what cannot be dated is spared. */
export function isYoung(object: { readonly created: Instant | null }, days: number, now: Instant): boolean {
  return object.created === null || now - object.created < days * DAY;
}
