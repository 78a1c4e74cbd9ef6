import { checkoutBounds, vipBounds, vipOrderBounds } from '../../../src/domain/behavior/spend-bounds';
import { vipCut } from '../../../src/domain/behavior/spend-thresholds';
import { randomOf } from '../../build/behavior-crowd';

/** Customers of a year whose spend follows one law: a few large, most small, as shops have them. */
function yearOf(seed: number, customers: number) {
  const random = randomOf(seed);
  const orders = Int32Array.from({ length: customers }, () => 1 + Math.floor(-Math.log(1 - random()) * 1.6));
  const spend = Float64Array.from(orders, (own) => Math.round(own * 30 * Math.exp(1.1 * (random() + random() + random() - 1.5)) * 100) / 100);
  return { spend, orders, customers, revenue: spend.reduce((sum, one) => sum + one, 0) };
}

const law = vipCut(yearOf(1, 100_000))!.spend;

test('the interval of the VIP cut holds the law’s own cut about as often as it states', () => {
  let held = 0;
  const widths: number[] = [];
  for (let draw = 0; draw < 60; draw += 1) {
    const year = yearOf(100 + draw, 1500);
    const [low, high] = vipBounds(year, vipCut(year)!.spend);
    if (low <= law && law <= high) held += 1;
    widths.push((high - low) / law);
  }
  // 95 % of 60 is 57; by chance alone fewer than 53 or none missed come in fewer than one test in fifty.
  expect(held).toBeGreaterThanOrEqual(53);
  // Neither so wide that it says nothing.
  expect(widths.reduce((sum, one) => sum + one, 0) / widths.length).toBeLessThan(0.35);
});

test('more customers tell more, and the same customers always the same', () => {
  const width = (customers: number): number => {
    const year = yearOf(9, customers);
    const [low, high] = vipBounds(year, vipCut(year)!.spend);
    return high - low;
  };
  expect(width(400)).toBeGreaterThan(2 * width(12_000));
  expect(width(400)).toBe(width(400));
});

test('orders that make a VIP: the interval holds what half as many customers would say', () => {
  const year = yearOf(3, 2_000);
  const count = (orders: Int32Array): number => {
    let least = 2;
    while (orders.filter((own) => own >= least).length > 0.1 * orders.length) least += 1;
    return least;
  };
  const [low, high] = vipOrderBounds(year, count(year.orders));
  for (const half of [year.orders.slice(0, 1000), year.orders.slice(1000)]) expect([low <= count(half), count(half) <= high]).toEqual([true, true]);
});

test('ten checkouts of each of 400 people tell less than 4,000 checkouts of as many', () => {
  const random = randomOf(4);
  const values = Array.from({ length: 400 }, () => 20 + 200 * random()).flatMap((value) => Array.from({ length: 10 }, (_, at) => value + at / 10));
  const top = [...values].sort((one, other) => one - other)[Math.ceil(0.8 * values.length) - 1]!;
  const width = (owners: readonly number[], of: number): number => {
    const [low, high] = checkoutBounds(values, owners, of, top);
    return high - low;
  };
  expect(
    width(
      values.map((_, at) => Math.floor(at / 10)),
      400,
    ),
  ).toBeGreaterThan(
    2 *
      width(
        values.map((_, at) => at),
        4000,
      ),
  );
});
