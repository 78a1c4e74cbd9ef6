import type { Instant } from '../../domain/account/known';

/** Zones that metric aggregates refuse, and the older names of the same places that they take. */
const RENAMED: Readonly<Record<string, string>> = { 'Europe/Kyiv': 'Europe/Kiev', 'Pacific/Kanton': 'Pacific/Enderbury', Factory: 'UTC' };

/** The account's zone as metric aggregates take it. */
export function aggregateZone(timezone: string): string {
  return RENAMED[timezone] ?? timezone;
}

/** Year, month (1-12) and so on of an instant in a zone; UTC where the zone is not known here. */
function partsIn(zone: string, at: Instant): readonly [number, number, number, number, number, number] {
  const read = (timeZone: string): readonly [number, number, number, number, number, number] => {
    const parts = new Intl.DateTimeFormat('en-US', {
      timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
    }).formatToParts(new Date(at));
    const value = (type: string): number => Number(parts.find((part) => part.type === type)?.value ?? 0);
    return [value('year'), value('month'), value('day'), value('hour'), value('minute'), value('second')];
  };
  try {
    return read(zone);
  } catch {
    return read('UTC');
  }
}

/** First instant of the month that lies `back` months before the one of `at`, in the zone. */
export function monthStart(zone: string, at: Instant, back: number): Instant {
  const [year, month] = partsIn(zone, at);
  const wall = Date.UTC(year, month - 1 - back, 1);
  // Twice, because the offset at the guess may be that of the other side of a clock change.
  const guess = wall - offsetAt(zone, wall);
  return wall - offsetAt(zone, guess);
}

/** A wall-clock text of an instant in the zone, `2026-07-01T00:00:00`: reports ignore offsets and use the account's zone. */
export function wallText(zone: string, at: Instant): string {
  return new Date(at + offsetAt(zone, at)).toISOString().slice(0, 19);
}

function offsetAt(zone: string, at: Instant): number {
  const [year, month, day, hour, minute, second] = partsIn(zone, at);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}
