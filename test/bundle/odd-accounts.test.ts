import { createCustomOrdersAccount, createEmptyAccount, createNoOrdersAccount, createTwoShopsAccount } from '../build/accounts/small-accounts';
import { NOW, openWorld, type World } from '../build/refreshed-sheet';

/** The state of an audience in the `Gaps` tab, and why. */
function gap(world: World, name: string): { readonly state: unknown; readonly why: string } {
  const [headers = [], ...rows] = world.values('Gaps');
  const at = (header: string): number => headers.map(String).indexOf(header);
  const row = rows.find((each) => each[at('Audience')] === name);
  if (row === undefined) throw new Error(`The Gaps tab has no ${name}.`);
  return { state: row[at('Coverage')], why: String(row[at('Why')]) };
}

describe('[E] an account', () => {
  test('with nothing in it gives a whole workbook that claims nothing', () => {
    const world = openWorld(createEmptyAccount({ now: NOW }));
    const answer = world.refresh();
    expect(answer.state).toBe('done');
    expect(world.values('Segments').length).toBe(1);
    expect(gap(world, 'New customers').state).toBe('Not applicable');
    expect(
      world
        .values('Tracker')
        .slice(1)
        .map((row) => row[1]),
    ).not.toContain('Retire');
  });

  test("without orders has buyers' audiences as not applicable, with the reason, and still plans for leads", () => {
    const world = openWorld(createNoOrdersAccount({ seed: 1, now: NOW }));
    expect(world.refresh().state).toBe('done');
    const buyers = gap(world, 'New customers');
    expect(buyers.state).toBe('Not applicable');
    expect(buyers.why).toMatch(/order/i);
    expect(gap(world, 'Email subscribers, explicit opt-in').state).not.toBe('Not applicable');
  });

  test('whose shop says "Order Completed" has its orders recognized, and says so in the settings', () => {
    const world = openWorld(createCustomOrdersAccount({ seed: 1, now: NOW }));
    expect(world.refresh().state).toBe('done');
    expect(gap(world, 'New customers').state).not.toBe('Not applicable');
    expect(JSON.stringify(world.values('Settings'))).toContain('Order Completed');
  });

  test('with two shops counts both of them', () => {
    const world = openWorld(createTwoShopsAccount({ seed: 1, now: NOW }));
    expect(world.refresh().state).toBe('done');
    expect(JSON.stringify(world.values('Settings').find(([name]) => name === 'Metric for Placed Order'))).toMatch(/Placed Order.*Placed Order/);
  });
});
