import { existsSync, readFileSync } from 'node:fs';
import { wilson } from '../../src/domain/behavior/interval';
import { forecastOrders } from '../../src/domain/behavior/order-forecast';
import type { OrderHistory } from '../../src/domain/behavior/order-history';
import { HORIZON_DAYS } from '../../src/domain/behavior/purchase-waits';
import { scoreWindows } from '../../src/domain/behavior/window-bands';
import { windowsText } from '../../src/domain/catalogue/windows-by-orders';
import { createFormats } from '../../src/domain/text/format';
import { BuyingCounts, chanceOfOrder, expectedOrders, fitBgNbd, type Buying } from '../../src/domain/prediction/bg-nbd';
import { expectedSpend, fitGammaGamma } from '../../src/domain/prediction/gamma-gamma';

const DAY = 86_400_000;
/** Days forecast, at the end of the file: 26 weeks, as the literature on CDNOW does. */
const AHEAD = 182;

/** One customer's days with an order, ascending, with the day's money. */
type Orders = readonly (readonly [day: number, money: number])[];

/** Lines of customer, date (`yyyymmdd` or `yyyy-mm-dd`) and, last, money, parted by blanks or commas; orders of one day are one, days without money none. */
function readOrders(file: string): ReadonlyMap<string, Orders> {
  const days = new Map<string, Map<number, number>>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const parts = line.trim().split(/[\s,;]+/);
    const place = parts.findIndex((part) => /^\d{4}-?\d{2}-?\d{2}$/.test(part));
    const money = Number(parts[parts.length - 1]);
    if (place < 1 || !(money > 0)) continue;
    const date = parts[place]!.replace(/-/g, '');
    const day = Date.UTC(Number(date.slice(0, 4)), Number(date.slice(4, 6)) - 1, Number(date.slice(6))) / DAY;
    const own = days.get(parts[place - 1]!) ?? new Map<number, number>();
    own.set(day, (own.get(day) ?? 0) + money);
    days.set(parts[place - 1]!, own);
  }
  return new Map([...days].map(([customer, own]) => [customer, [...own].sort(([one], [other]) => one - other)]));
}

/** Chance that a random returner ranks above a random leaver. */
function areaUnder(scored: readonly { readonly score: number; readonly returned: boolean }[]): number {
  const sorted = [...scored].sort((one, other) => one.score - other.score);
  const positives = sorted.filter(({ returned }) => returned).length;
  let ranks = 0;
  for (let from = 0; from < sorted.length;) {
    let to = from;
    while (to < sorted.length && sorted[to]!.score === sorted[from]!.score) to += 1;
    for (let at = from; at < to; at += 1) if (sorted[at]!.returned) ranks += (from + to + 1) / 2;
    from = to;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (sorted.length - positives));
}

/** Mean of the shares of returners and of leavers that a flag gets right. */
function balanced(flagged: readonly { readonly gone: boolean; readonly returned: boolean }[]): number {
  const right = (returned: boolean): number => {
    const of = flagged.filter((one) => one.returned === returned);
    return of.filter((one) => one.gone !== returned).length / Math.max(1, of.length);
  };
  return (right(true) + right(false)) / 2;
}

/**
 * Fits the models on all but the last 26 weeks of a file of orders (`npm run bench -- prediction --data FILE`) and holds the forecast to what came.
 * Without a file it says so.
 */
export function run(print: (line: string) => void): void {
  const file = process.argv[process.argv.indexOf('--data') + 1];
  if (!process.argv.includes('--data') || file === undefined || !existsSync(file)) {
    print('prediction: name a file of orders with --data FILE (customer, date, money on each line); nothing was measured.');
    return;
  }
  const customers = readOrders(file);
  const last = Math.max(...[...customers.values()].map((orders) => orders[orders.length - 1]![0]));
  const cut = last - AHEAD;
  const counts = new BuyingCounts();
  const people: { readonly buying: Buying; readonly silent: number; readonly orders: number; readonly mean: number; readonly later: Orders }[] = [];
  for (const orders of customers.values()) {
    const known = orders.filter(([day]) => day <= cut);
    if (known.length === 0) continue;
    const first = known[0]![0];
    const buying = { repeats: known.length - 1, last: known[known.length - 1]![0] - first, age: cut - first };
    counts.add(buying);
    people.push({
      buying,
      silent: cut - known[known.length - 1]![0],
      orders: known.length,
      mean: known.reduce((sum, [, money]) => sum + money, 0) / known.length,
      later: orders.filter(([day]) => day > cut),
    });
  }
  const started = process.cpuUsage();
  const fit = fitBgNbd(counts);
  const spend = fitGammaGamma(people.map(({ orders, mean }) => ({ orders, mean })));
  const used = process.cpuUsage(started);
  print(
    `${people.length} customers, ${counts.people.length} different histories; fitted in ${((used.user + used.system) / 1e6).toFixed(1)} s of CPU on all but the last ${AHEAD} days.`,
  );
  print(
    `BG/NBD in days: r ${fit.r.toFixed(3)}, alpha ${fit.alpha.toFixed(2)}, a ${fit.a.toFixed(3)}, b ${fit.b.toFixed(3)}, log-likelihood ${fit.logLikelihood.toFixed(1)}, converged ${fit.converged}`,
  );
  print(`gamma-gamma (first orders too): p ${spend.p.toFixed(2)}, q ${spend.q.toFixed(2)}, v ${spend.v.toFixed(2)}, converged ${spend.converged}`);
  const forecast = people.map((one) => {
    const orders = expectedOrders(fit, one.buying, AHEAD);
    return { ...one, expected: orders, money: orders * (expectedSpend(spend, { orders: one.orders, mean: one.mean }) ?? one.mean) };
  });
  const sum = (of: (one: (typeof forecast)[number]) => number): number => forecast.reduce((total, one) => total + of(one), 0);
  const [orders, came] = [sum(({ expected }) => expected), sum(({ later }) => later.length)];
  const [money, spent] = [sum((one) => one.money), sum(({ later }) => later.reduce((total, [, amount]) => total + amount, 0))];
  print(
    `orders: forecast ${orders.toFixed(0)}, came ${came} (${((100 * (orders - came)) / came).toFixed(1)} %); money: forecast ${money.toFixed(0)}, came ${spent.toFixed(0)} (${((100 * (money - spent)) / spent).toFixed(1)} %)`,
  );
  const repeat = forecast.filter(({ buying }) => buying.repeats >= 1).map((one) => ({ ...one, returned: one.later.length > 0 }));
  print(
    `repeat buyers: ${repeat.length}, of whom ${repeat.filter(({ returned }) => returned).length} came back; AUC of expected orders ${areaUnder(repeat.map((one) => ({ score: one.expected, returned: one.returned }))).toFixed(3)}, of silence alone ${areaUnder(repeat.map((one) => ({ score: -one.silent, returned: one.returned }))).toFixed(3)}`,
  );
  print('| flag among repeat buyers | flagged | balanced accuracy | as many, by fewest expected orders |');
  print('| --- | --- | --- | --- |');
  const asMany = (share: number): string => {
    const limit = [...repeat].sort((one, other) => one.expected - other.expected)[share]?.expected ?? Infinity;
    return balanced(repeat.map(({ expected, returned }) => ({ gone: expected < limit, returned }))).toFixed(3);
  };
  const row = (name: string, flagged: number, accuracy: number): void => {
    print(`| ${name} | ${flagged} | ${accuracy.toFixed(3)} | ${asMany(flagged)} |`);
  };
  for (const days of [90, 180]) {
    const flags = repeat.map(({ silent, returned }) => ({ gone: silent > days, returned }));
    row(`silent for ${days} days`, flags.filter(({ gone }) => gone).length, balanced(flags));
  }
  const history = historyOf([...customers.values()]);
  const now = (last + 1) * DAY;
  const measured = forecastOrders(history, -Infinity, AHEAD, now, createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' }));
  const read = Math.min(HORIZON_DAYS, last + 1 - Math.min(...[...customers.values()].map((orders) => orders[0]![0])));
  const score = scoreWindows(history, measured, read, AHEAD, HORIZON_DAYS, now);
  if (score === null) print('the product tells no windows by number of orders here');
  else {
    row(`the product's one window, told before: ${score.singleDays} days`, score.singleFlagged, score.single);
    row(`the product's windows by number of orders, told before: ${windowsText(score.atRisk)}`, score.flagged, score.banded);
  }
  calibration(
    repeat.map(({ buying, returned }) => ({ chance: chanceOfOrder(fit, buying, AHEAD), returned })),
    print,
  );
}

/** Of tenths of repeat buyers by their chance of an order: what the model said and what came, and how often the interval of what came holds what was said. */
function calibration(people: readonly { readonly chance: number; readonly returned: boolean }[], print: (line: string) => void): void {
  const sorted = [...people].sort((one, other) => one.chance - other.chance);
  print('| tenth by chance of an order | said | came | 95 % interval of what came (Wilson) |');
  print('| --- | --- | --- | --- |');
  let held = 0;
  for (let tenth = 0; tenth < 10; tenth += 1) {
    const own = sorted.slice(Math.round((tenth * sorted.length) / 10), Math.round(((tenth + 1) * sorted.length) / 10));
    const said = own.reduce((sum, { chance }) => sum + chance, 0) / own.length;
    const { share, low, high } = wilson(own.filter(({ returned }) => returned).length / own.length, own.length);
    if (said >= low && said <= high) held += 1;
    print(`| ${tenth + 1} | ${said.toFixed(3)} | ${share.toFixed(3)} | ${low.toFixed(3)} to ${high.toFixed(3)} |`);
  }
  print(`${held} of 10 intervals hold what the model said.`);
}

/** The file's orders as behavior lays them out. */
function historyOf(customers: readonly Orders[]): OrderHistory {
  const starts = [0];
  for (const orders of customers) starts.push(starts[starts.length - 1]! + orders.length);
  const all = customers.flat();
  return {
    starts: Int32Array.from(starts),
    // Noon, so that an order of the last known day lies before the window's start.
    seconds: Uint32Array.from(all, ([day]) => (day + 0.5) * (DAY / 1000)),
    amounts: Float64Array.from(all, ([, money]) => money),
    discounted: new Uint8Array(all.length),
    buyers: customers.length,
    orders: all.length,
    worthless: 0,
  };
}
