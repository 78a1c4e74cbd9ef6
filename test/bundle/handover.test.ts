import { createScaledAccount } from '../build/accounts/scaled-account';
import { openMeteredWorld, type Driver } from '../build/metered-refresh';
import { NOW } from '../build/refreshed-sheet';

/** What takes longest here are the definitions of some 730 flows, one call each at 60 a minute: three executions. */
const account = createScaledAccount({ seed: 1, now: NOW, profiles: 300, events: 2000, segments: 20, flows: 800, actionsPerFlow: 2, campaigns: 10, lists: 5 });

test.each<readonly [Driver, number]>([
  ['sidebar', 0],
  ['bound', 0],
  ['bound', 30_000],
  ['bound', 50_000],
])('driven by %s, timers %d ms late, the scarcest limit idles at no hand-over from one execution to the next', (driver, lateMs) => {
  const world = openMeteredWorld(account, { mode: 'bound' });
  const at: number[] = [];
  const handle = world.klaviyo.handle.bind(world.klaviyo);
  world.klaviyo.handle = (request, now) => {
    if (/api\/flows\/[^?]/.test(request.url)) at.push(now);
    return handle(request, now);
  };
  const bill = world.refreshBy(driver, {}, lateMs);
  expect(bill.answer.state).toBe('done');
  expect(bill.executions).toBeGreaterThanOrEqual(3);
  expect(bill.longestMs).toBeLessThan(6 * 60_000);
  const least = Math.floor((at.length - 1) / 60) * 60_000 + (((at.length - 1) % 60) / 3) * 1000;
  expect((at[at.length - 1]! - at[0]!) / least).toBeLessThanOrEqual(1.15);
});
