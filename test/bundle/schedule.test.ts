import { createQuarterShop } from '../build/accounts/quarter-shop';
import { NOW, openWorld, type World } from '../build/refreshed-sheet';

const DAY = 86_400_000;

const page = (world: World, call: string, argument: unknown): { readonly ok: boolean } =>
  JSON.parse(String(world.host.run('callFromPage', call, JSON.stringify(argument)))) as { ok: boolean };
const schedule = (world: World, value: string): void => {
  expect(page(world, 'saveSettings', { values: [{ name: 'Scheduled refresh', value }] }).ok).toBe(true);
};
const lastRefresh = (world: World): number => Number(world.host.workbook.documentProperties.get('last-refresh'));

describe.each(['addon', 'bound'] as const)('[E] a scheduled refresh of a script in mode %s', (mode) => {
  const world = openWorld(createQuarterShop({ seed: 4, now: NOW + 40 * DAY, people: 60 }), { mode });
  world.refresh();
  const first = lastRefresh(world);

  test('is off by default: no timer is left', () => {
    expect(world.host.state.triggers.length).toBe(0);
  });

  test('turned on, runs by itself a month later with nobody there, and keeps one timer', () => {
    schedule(world, 'Monthly');
    expect(world.host.state.triggers.length).toBe(1);
    world.host.passTime(20 * DAY);
    expect(lastRefresh(world)).toBe(first);
    world.host.passTime(12 * DAY);
    expect(lastRefresh(world)).toBeGreaterThan(first + 28 * DAY);
    expect(world.host.state.triggers.length).toBe(1);
    expect(String(world.values('Summary')[1]?.[0])).toMatch(/^Read Dec \d+, 2026,/);
  });

  test('turned off, leaves no timer behind', () => {
    schedule(world, 'Off');
    expect(world.host.state.triggers.length).toBe(0);
  });
});
