import { PLAN } from '../../src/klaviyo/collections/table';
import { PLATFORM_LIMITS } from '../../src/local/host/limits';
import { createScaledAccount, LARGE, type ScaledOptions } from '../build/accounts/scaled-account';
import { fileBytes, openMeteredWorld, storedCharacters, type Bill, type Driver, type MeteredWorld } from '../build/metered-refresh';
import { NOW } from '../build/refreshed-sheet';

/** Limits of the issue. */
const LIMITS = { wall: 1.15, again: 0.05, firstLookMs: 3 * 60_000, megabytes: 2000 };
const HOUR = 3_600_000;

const SIZES: Readonly<Record<string, Omit<ScaledOptions, 'seed' | 'now'>>> = {
  small: { profiles: 5_000, events: 30_000, segments: 60, flows: 20, actionsPerFlow: 8, campaigns: 150, lists: 20 },
  medium: { profiles: 50_000, events: 300_000, segments: 200, flows: 100, actionsPerFlow: 12, campaigns: 600, lists: 100 },
  large: LARGE,
};

/** Requests as the sample server counts them, and the endpoint whose limit they draw on. */
const COUNTED: readonly (readonly [name: string, endpoint: string])[] = [
  ['GET lists/{id}', 'listSize'],
  ['GET flows/{id}', 'flowDefinition'],
  ['GET profiles', 'profilesPredicted'],
  ['GET events', 'events'],
  ['POST metric-aggregates', 'metricActivity'],
  ['POST flow-values-reports', 'flowReport'],
  ['GET metrics/{id}/metric-properties', 'metricProperties'],
];

const DRIVERS: Readonly<Record<Driver, string>> = { sidebar: 'sidebar open', bound: 'closed, bound script', addon: 'closed, add-on' };

/**
 * Refreshes accounts of three sizes with the real bundle under Google's limits and prices on a virtual clock, whoever drives; prints a table of what each
 * costs. `BENCH_SIZES=small,medium` for a quick look.
 */
export async function run(print: (line: string) => void): Promise<void> {
  const sizes = (process.env.BENCH_SIZES ?? Object.keys(SIZES).join(',')).split(',');
  print(
    `Refreshes by the built bundle under Google's limits on a virtual clock (${PLATFORM_LIMITS.executionMs / 60_000} minutes an execution, ${PLATFORM_LIMITS.urlFetchCallsPerDay} requests a day)\n`,
  );
  print(
    "| account | refresh | who goes on | executions | requests | of a free day's | spreadsheet calls | stored in the sheet + in Drive, MB (bytes of the file a person with events) | first look | wall time | least that Klaviyo's limits allow | ratio | processor, s (longest execution) | memory, MB |",
  );
  print('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
  const missed: string[] = [];
  for (const name of sizes) {
    const size = SIZES[name];
    if (size === undefined) throw new Error(`There is no size "${name}": choose among ${Object.keys(SIZES).join(', ')}.`);
    const account = createScaledAccount({ ...size, seed: 1, now: NOW });
    const people = new Set([...account.events.values()].flatMap((series) => [...new Set(series.profiles)])).size;
    const open = (driver: Driver): MeteredWorld => openMeteredWorld(account, { mode: driver === 'addon' ? 'addon' : 'bound' }, true);
    const world = open('sidebar');
    const first = world.refreshBy('sidebar');
    const bound = leastTime(world);
    print(line(name, 'first', 'sidebar', first, world, people, bound));
    world.clock.moveTo(world.clock.now() + 24 * HOUR);
    const second = world.refreshBy('sidebar');
    print(line(name, 'second', 'sidebar', second, world, people, null));
    if (first.wallMs / bound.ms > LIMITS.wall && name === 'large') missed.push(`${name}: wall time`);
    if (first.firstLookMs > LIMITS.firstLookMs) missed.push(`${name}: first look`);
    if (second.requests / first.requests > LIMITS.again && name === 'large') missed.push(`${name}: requests of the second refresh`);
    if (process.resourceUsage().maxRSS / 1024 > LIMITS.megabytes) missed.push(`${name}: memory`);
    for (const driver of ['bound', 'addon'] as const) {
      const alone = open(driver);
      print(line(name, 'first', driver, alone.refreshBy(driver), alone, people, leastTime(alone)));
    }
    print(
      `| ${name} | second | | | ${((100 * second.requests) / first.requests).toFixed(1)} % of the first | | | | | | ${bound.endpoint}: ${bound.requests} requests | | | |`,
    );
  }
  print(
    `\nLimits for the large account: first look after ${minutes(LIMITS.firstLookMs)}, wall time with the sidebar open ${LIMITS.wall} of the least, second refresh ${100 * LIMITS.again} % of the first one's requests, ${LIMITS.megabytes} MB: ${missed.length === 0 ? 'kept' : `MISSED: ${missed.join(', ')}`}`,
  );
}

interface Least {
  readonly endpoint: string;
  readonly requests: number;
  readonly ms: number;
}

/** The endpoint that needs longest for what was asked of it, one limit's worth a minute; the first minute's worth may go out at once. */
function leastTime(world: MeteredWorld): Least {
  const each = COUNTED.map(([name, endpoint]): Least => {
    const counted = world.klaviyo.requests.get(name);
    const requests = counted === undefined ? 0 : counted.requests - counted.refused;
    const { burst, steady } = PLAN.endpoint(endpoint).limits;
    return {
      endpoint,
      requests,
      ms: Math.max(0, Math.ceil(requests / steady) - 1) * 60_000 + Math.floor(Math.max(0, (requests % steady || steady) - 1) / burst) * 1000,
    };
  });
  return each.reduce((most, one) => (one.ms > most.ms ? one : most));
}

function line(name: string, refresh: string, driver: Driver, bill: Bill, world: MeteredWorld, people: number, least: Least | null): string {
  if (bill.answer.state !== 'done') throw new Error(`${name}, ${DRIVERS[driver]}: ${bill.answer.sentence}`);
  const stored = fileBytes(world);
  const sheetCalls = bill.calls('sheet read') + bill.calls('sheet write');
  return `| ${[
    name,
    refresh,
    DRIVERS[driver],
    bill.executions,
    bill.requests,
    `${((100 * bill.requests) / PLATFORM_LIMITS.urlFetchCallsPerDay).toFixed(1)} %`,
    sheetCalls,
    `${(storedCharacters(world) / 1e6).toFixed(1)} + ${(stored / 1e6).toFixed(1)} (${(stored / people).toFixed(0)})`,
    refresh === 'first' ? minutes(bill.firstLookMs) : '',
    minutes(bill.wallMs),
    least === null ? '' : `${minutes(least.ms)} (${least.endpoint})`,
    least === null ? '' : (bill.wallMs / least.ms).toFixed(2),
    `${bill.cpu.toFixed(0)} (${bill.longestCpu.toFixed(0)})`,
    (process.resourceUsage().maxRSS / 1024).toFixed(0),
  ].join(' | ')} |`;
}

function minutes(milliseconds: number): string {
  return milliseconds >= 2 * HOUR ? `${(milliseconds / HOUR).toFixed(1)} h` : `${(milliseconds / 60_000).toFixed(1)} min`;
}
