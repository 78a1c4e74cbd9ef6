/** What the platform allows a script; the quotas page of Apps Script, consumer account. */
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
  executionMs: 6 * 60_000, simpleTriggerMs: 30_000,
  urlFetchCallsPerDay: 20_000, urlChars: 2_048, responseBytes: 50 * 1024 * 1024, payloadBytes: 50 * 1024 * 1024, headersPerCall: 100, headerBytes: 8 * 1024,
  propertyValueBytes: 9 * 1024, propertyStoreBytes: 500 * 1024, propertyCallsPerDay: 50_000,
  cacheKeyChars: 250, cacheValueBytes: 100 * 1024, cacheItems: 1_000, cacheItemsKept: 900,
  triggersPerUser: 20, triggerMsPerDay: 90 * 60_000, documentsPerDay: 250, longestSleepMs: 300_000,
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
