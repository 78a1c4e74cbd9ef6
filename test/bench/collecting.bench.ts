import { createCollector } from '../../src/domain/behavior/collector';
import type { EventRow } from '../../src/domain/behavior/rows';
import { CROWD_NEEDS, NOW, ORDER } from '../build/behavior-crowd';

const DAY = 86_400_000;

/** Adds events to the collector, two million and a quarter of them; prints the CPU seconds and how they grow for four times as many (4 is linear). */
export function run(print: (line: string) => void): void {
  added(100);
  const quarter = added(500);
  const whole = added(2000);
  print(
    `500,000 events are added in ${quarter.toFixed(2)} s of CPU, 2,000,000 in ${whole.toFixed(2)} s: ${(whole / quarter).toFixed(2)} times (limit 5 for four times as many) ${whole / quarter <= 5 ? '(holds)' : '(DOES NOT HOLD)'}`,
  );
}

/** CPU seconds for that many pages of 1,000 events of 20,000 people. */
function added(pages: number): number {
  const page: readonly EventRow[] = Array.from({ length: 1000 }, (_, at) => ({
    profileId: `01HPROFILE${(at * 37) % 20_000}`,
    at: NOW - (1 + (at % 700)) * DAY,
    value: 49.9,
    properties: {},
  }));
  const collector = createCollector(null);
  collector.begin(CROWD_NEEDS);
  const before = process.cpuUsage();
  for (let count = 0; count < pages; count += 1) collector.addEvents(ORDER, page);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
