/** When the sheet was last refreshed and how often it shall be, in the document's properties: a timer looks here without opening a tab. */
const LAST = 'last-refresh';
const SCHEDULE = 'schedule';

/** The last finished refresh; null before the first. */
export function lastRefresh(): number | null {
  const text = PropertiesService.getDocumentProperties().getProperty(LAST);
  return text === null || !Number.isFinite(Number(text)) ? null : Number(text);
}

/** Notes that a refresh finished. */
export function noteRefreshed(now: number): void {
  PropertiesService.getDocumentProperties().setProperty(LAST, String(now));
}

/** `Off`, `Monthly` or `Quarterly`, as the `Settings` tab said when it was last read. */
export function readSchedule(): string {
  return PropertiesService.getDocumentProperties().getProperty(SCHEDULE) ?? 'Off';
}

/** Keeps what the `Settings` tab says for the timer. */
export function keepSchedule(schedule: string): void {
  PropertiesService.getDocumentProperties().setProperty(SCHEDULE, schedule);
}

const DAY = 86_400_000;
const DAYS: Readonly<Record<string, number>> = { Monthly: 30, Quarterly: 91 };

/** True when the schedule asks for a refresh now. The timer looks once a day, so a day's grace keeps it from slipping. */
export function isDue(schedule: string, now: number): boolean {
  const days = DAYS[schedule];
  return days !== undefined && now - (lastRefresh() ?? 0) >= (days - 0.5) * DAY;
}
