import { existsSync, readFileSync } from 'node:fs';
import { BuyingCounts, chanceAlive, expectedOrders, fitBgNbd, type Buying } from '../../src/domain/prediction/bg-nbd';
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
  const repeat = forecast
    .filter(({ buying }) => buying.repeats >= 1)
    .map((one) => ({ ...one, returned: one.later.length > 0, alive: chanceAlive(fit, one.buying) }));
  print(
    `repeat buyers: ${repeat.length}, of whom ${repeat.filter(({ returned }) => returned).length} came back; AUC of expected orders ${areaUnder(repeat.map((one) => ({ score: one.expected, returned: one.returned }))).toFixed(3)}, of silence alone ${areaUnder(repeat.map((one) => ({ score: -one.silent, returned: one.returned }))).toFixed(3)}`,
  );
  print('| flag among repeat buyers | flagged | balanced accuracy |');
  print('| --- | --- | --- |');
  for (const days of [90, 180]) {
    const flags = repeat.map(({ silent, returned }) => ({ gone: silent > days, returned }));
    const share = flags.filter(({ gone }) => gone).length;
    print(`| silent for ${days} days | ${share} | ${balanced(flags).toFixed(3)} |`);
    const limit = [...repeat].sort((one, other) => one.expected - other.expected)[share]?.expected ?? Infinity;
    print(
      `| as many, by fewest expected orders | ${share} | ${balanced(repeat.map(({ expected, returned }) => ({ gone: expected < limit, returned }))).toFixed(3)} |`,
    );
  }
}
