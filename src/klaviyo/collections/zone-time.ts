import type { Instant } from '../../domain/account/known';
import { monthStart as startOfMonth, zoneOffset } from '../../domain/account/local-day';

/** Zones that metric aggregates refuse, and the older names of the same places that they take. */
const RENAMED: Readonly<Record<string, string>> = { 'Europe/Kyiv': 'Europe/Kiev', 'Pacific/Kanton': 'Pacific/Enderbury', Factory: 'UTC' };

/** The account's zone as metric aggregates take it. */
export function aggregateZone(timezone: string): string {
  return RENAMED[timezone] ?? timezone;
}

/** First instant of the month that lies `back` months before the one of `at`, in the zone; UTC where the zone is not known here. */
export function monthStart(zone: string, at: Instant, back: number): Instant {
  return startOfMonth(zoneOffset(zone), at, back);
}

/** A wall-clock text of an instant in the zone, `2026-07-01T00:00:00`: reports ignore offsets and use the account's zone. */
export function wallText(zone: string, at: Instant): string {
  return new Date(at + zoneOffset(zone)(at)).toISOString().slice(0, 19);
}
