import { resampledBounds } from './resample';

/** What customers spent and how often they ordered, by profile. */
interface Spent {
  readonly spend: Float64Array;
  readonly orders: Int32Array;
}

/** Customers of the year, whose draws make the intervals. */
function customersOf({ orders }: Pick<Spent, 'orders'>): readonly number[] {
  return Array.from(orders.keys()).filter((profile) => orders[profile]! > 0);
}

/** How far the VIP cut would lie elsewhere with other customers of the same kind. */
export function vipBounds(year: Spent, cut: number): readonly [number, number] {
  const { spend, orders } = year;
  const customers = customersOf(year);
  const spent = Float64Array.from(customers, (profile) => spend[profile]!);
  const byRank = Int32Array.from([...customers.keys()].filter((at) => orders[customers[at]!]! >= 2).sort((one, other) => spent[other]! - spent[one]!));
  const statistic = (times: Uint8Array): number | null => {
    let people = 0;
    let revenue = 0;
    for (let at = 0; at < spent.length; at += 1) {
      people += times[at]!;
      revenue += times[at]! * spent[at]!;
    }
    let taken = 0;
    let reached = 0;
    let last: number | null = null;
    for (const at of byRank) {
      if (times[at] === 0) continue;
      if (last !== null && taken >= 0.05 * people && (reached >= 0.5 * revenue || taken >= 0.2 * people)) break;
      last = spent[at]!;
      taken += times[at]!;
      reached += times[at]! * last;
    }
    return last === null ? null : Math.max(1, Math.floor(last));
  };
  const [low, high] = resampledBounds(customers.length, statistic, cut);
  return [Math.floor(low), Math.ceil(high)];
}

/** The same of the orders that make a VIP. */
export function vipOrderBounds(year: Spent, least: number): readonly [number, number] {
  const customers = customersOf(year);
  const ordered = Int32Array.from(customers, (profile) => year.orders[profile]!);
  const most = ordered.reduce((greatest, orders) => Math.max(greatest, orders), 0);
  const statistic = (times: Uint8Array): number => {
    const people = new Float64Array(most + 2);
    for (let at = 0; at < ordered.length; at += 1) people[ordered[at]!]! += times[at]!;
    const all = people.reduce((sum, one) => sum + one, 0);
    let above = 0;
    let count = most + 1;
    while (count > 2 && above + people[count - 1]! <= 0.1 * all) above += people[(count -= 1)]!;
    return count;
  };
  const [low, high] = resampledBounds(customers.length, statistic, least);
  return [Math.floor(low), Math.ceil(high)];
}

/** Interval of the 80 % point of checkout values, whose owners are drawn anew. */
export function checkoutBounds(values: readonly number[], owners: readonly number[], people: number, value: number): readonly [number, number] {
  const sorted = [...values.keys()].sort((one, other) => values[one]! - values[other]!);
  const ownerOf = Int32Array.from(sorted, (at) => owners[at]!);
  const statistic = (times: Uint8Array): number | null => {
    let all = 0;
    for (let place = 0; place < ownerOf.length; place += 1) all += times[ownerOf[place]!]!;
    let reached = 0;
    for (let place = 0; place < ownerOf.length; place += 1) {
      reached += times[ownerOf[place]!]!;
      if (reached > 0 && reached >= 0.8 * all) return values[sorted[place]!]!;
    }
    return null;
  };
  const [low, high] = resampledBounds(people, statistic, value);
  return [Math.floor(low), Math.ceil(high)];
}
