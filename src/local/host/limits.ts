import { assumed } from './assumptions';

/** What the platform allows a script; each figure with its source in assumptions.ts. */
export interface Limits {
  /** One execution. */
  readonly executionMs: number;
  /** One simple trigger such as onOpen. */
  readonly simpleTriggerMs: number;
  readonly urlFetchCallsPerDay: number;
  readonly urlChars: number;
  readonly responseBytes: number;
  readonly payloadBytes: number;
  readonly headersPerCall: number;
  readonly headerBytes: number;
  readonly propertyValueBytes: number;
  readonly propertyStoreBytes: number;
  readonly propertyCallsPerDay: number;
  readonly cacheKeyChars: number;
  readonly cacheValueBytes: number;
  readonly cacheItems: number;
  /** Of these, the ones that expire last, remain when the cache overflows. */
  readonly cacheItemsKept: number;
  readonly triggersPerUser: number;
  readonly triggerMsPerDay: number;
  readonly documentsPerDay: number;
  readonly longestSleepMs: number;
}

export const PLATFORM_LIMITS: Limits = {
  executionMs: assumed('executionMs'),
  simpleTriggerMs: assumed('simpleTriggerMs'),
  urlFetchCallsPerDay: assumed('urlFetchCallsPerDay'),
  urlChars: assumed('urlChars'),
  responseBytes: assumed('responseBytes'),
  payloadBytes: assumed('payloadBytes'),
  headersPerCall: assumed('headersPerCall'),
  headerBytes: assumed('headerBytes'),
  propertyValueBytes: assumed('propertyValueBytes'),
  propertyStoreBytes: assumed('propertyStoreBytes'),
  propertyCallsPerDay: assumed('propertyCallsPerDay'),
  cacheKeyChars: assumed('cacheKeyChars'),
  cacheValueBytes: assumed('cacheValueBytes'),
  cacheItems: assumed('cacheItems'),
  cacheItemsKept: assumed('cacheItemsKept'),
  triggersPerUser: assumed('triggersPerUser'),
  triggerMsPerDay: assumed('triggerMsPerDay'),
  documentsPerDay: assumed('documentsPerDay'),
  longestSleepMs: assumed('longestSleepMs'),
};

const DAY = 86_400_000;

/** A daily allowance of one user; it starts with the first use and is whole again 24 hours later. */
export class DailyQuota {
  private since = 0;
  private used = 0;

  constructor(private readonly limit: number) {}

  /** Takes `amount` at the instant; false, and nothing taken, when that is more than is left. */
  take(now: number, amount = 1): boolean {
    this.renew(now);
    if (this.used + amount > this.limit) return false;
    if (this.used === 0) this.since = now;
    this.used += amount;
    return true;
  }

  /** Notes what was used, whether or not it was allowed. */
  note(now: number, amount: number): void {
    this.renew(now);
    if (this.used === 0) this.since = now;
    this.used += amount;
  }

  /** Used up in the current 24 hours. */
  usedAt(now: number): number {
    this.renew(now);
    return this.used;
  }

  private renew(now: number): void {
    if (now - this.since >= DAY) this.used = 0;
  }
}
