import { Waits, type Survival } from '../../src/domain/behavior/survival';
import { randomOf } from '../build/behavior-crowd';

/** Share of draws in which a stated 95 % interval has to hold the truth. */
const LIMITS = { least: 0.93, most: 0.97 };
const DRAWS = Number(process.env.BENCH_DRAWS ?? '200');
const SEED = Number(process.env.BENCH_SEED ?? '20261125');
const SIZE = 20_000;
/** So many customers that their own quantile is the law's: it scatters a seventh as much as that of one draw. */
const LAW_SIZE = 1_000_000;
const HORIZON = 730;
const SHARES = [0.5, 0.8, 0.95] as const;

/** Repeat buyers with a pace of their own, of whom three in five come back after each order; the last `read` days are known. */
export function waitsOf(random: () => number, customers: number, read: number): Survival {
  const waits = new Waits();
  for (let customer = 0; customer < customers; customer += 1) {
    const mean = 10 + 70 * random();
    let day = Math.floor(read * random());
    for (;;) {
      const wait = random() < 0.6 ? Math.max(1, Math.round(-mean * Math.log(1 - random()))) : Infinity;
      if (day + wait >= read) {
        waits.add(read - day, false, customer);
        break;
      }
      waits.add(wait, true, customer);
      day += wait;
    }
  }
  return waits.curve(read, HORIZON);
}

/** How often stated intervals of days hold the days of the law over two years, and their mean width as a share of those days. */
export function coverage(
  read: number,
  size: number,
  draws: number,
  seed: number,
  truths: readonly number[],
): readonly { readonly held: number; readonly width: number }[] {
  const found = SHARES.map(() => ({ held: 0, width: 0 }));
  for (let draw = 0; draw < draws; draw += 1) {
    const curve = waitsOf(randomOf(seed + 7919 * (draw + 1)), size, read);
    SHARES.forEach((share, at) => {
      const [low, high] = curve.bounds(share)!;
      const truth = truths[at]!;
      if (low <= truth && truth <= high) found[at]!.held += 1 / draws;
      found[at]!.width += (high - low) / truth / draws;
    });
  }
  return found;
}

/**
 * Prints how often the stated 95 % intervals of days until people buy again hold the law that the customers were drawn from, and how often the ranges do that
 * are said of shorter histories: those state no 95 %, since what comes after the days read is assumed, so they are held to the lower limit alone.
 */
export function run(print: (line: string) => void): void {
  const law = waitsOf(randomOf(SEED), LAW_SIZE, HORIZON);
  const truths = SHARES.map((share) => law.quantile(share)!);
  print(
    `Intervals of days until repeat buyers order again: ${DRAWS} draws of ${SIZE} customers each, seed ${SEED}. Chance alone moves a share by 3 % (two standard errors); days are whole\n`,
  );
  print('| history read | stated as | share who have by then | days by the law | hold them | mean width, share of the days |');
  print('| --- | --- | --- | --- | --- | --- |');
  let outside = 0;
  for (const read of [730, 365]) {
    coverage(read, SIZE, DRAWS, SEED, truths).forEach(({ held, width }, at) => {
      const stated = read >= HORIZON;
      if (held < LIMITS.least || (stated && held > LIMITS.most)) outside += 1;
      print(
        `| ${read} days | ${stated ? '95 % interval' : 'range of assumptions'} | ${100 * SHARES[at]!} % | ${truths[at]!} | ${(100 * held).toFixed(1)} % | ${(100 * width).toFixed(1)} % |`,
      );
    });
  }
  print(`\n${outside} of ${2 * SHARES.length} outside ${100 * LIMITS.least} to ${100 * LIMITS.most} % ${outside === 0 ? '(kept)' : '(MISSED)'}`);
}
