import { createFormats } from '../../src/domain/text/format';
import { DAY, isKnown } from '../../src/domain/account/known';
import { AudienceSizes, REACHABLE_BY_EMAIL, REACHABLE_BY_SMS } from '../../src/domain/behavior/audience-sizes';
import { BehaviorState } from '../../src/domain/behavior/behavior-state';
import type { DateFilter } from '../../src/domain/rule/filter';
import { EVERYONE, all, not, type Rule } from '../../src/domain/rule/rule';
import { CLICK, NOW, ORDER, type Crowd } from '../build/behavior-crowd';
import { joinedCrowd, samplerOf, type Growth } from '../build/sampled-crowd';

/** Share of draws in which a stated 95 % interval has to hold the truth. */
const LIMITS = { least: 0.93, most: 0.97 };
const DRAWS = Number(process.env.BENCH_DRAWS ?? '200');
const SIZE = 20_000;
const MOST = 4000;

const lately = (quantity: number): DateFilter => ({ type: 'date', operator: 'in-the-last', unit: 'day', quantity });
const times = (metricId: string, operator: 'equals' | 'greater-than-or-equal', value: number, timeframe: DateFilter): Rule => ({
  kind: 'metric',
  metricId,
  measurement: 'count',
  measure: { type: 'numeric', operator, value },
  timeframe,
});

type Test = (person: Crowd['people'][number], orders: readonly number[], clicks: readonly number[]) => boolean;
const within = (instants: readonly number[], days: number): boolean => instants.some((at) => at >= NOW - days * DAY);

/** Rules and what they mean, told of one person. */
export const COUNTED: readonly (readonly [name: string, rule: Rule, test: Test])[] = [
  ['everyone', EVERYONE, () => true],
  ['reachable by email', REACHABLE_BY_EMAIL, (one) => one.subscribed && !one.suppressed],
  ['reachable by SMS', REACHABLE_BY_SMS, (one) => one.sms],
  ['not reachable by email', not(REACHABLE_BY_EMAIL), (one) => !one.subscribed || one.suppressed],
  [
    'bought in 90 days and reachable',
    all([times(ORDER, 'greater-than-or-equal', 1, lately(90)), REACHABLE_BY_EMAIL]),
    (one, orders) => within(orders, 90) && one.subscribed && !one.suppressed,
  ],
  [
    'no order in 90 days and reachable',
    all([times(ORDER, 'equals', 0, lately(90)), REACHABLE_BY_EMAIL]),
    (one, orders) => !within(orders, 90) && one.subscribed && !one.suppressed,
  ],
  [
    'clicked in 180 days, not reachable',
    all([times(CLICK, 'greater-than-or-equal', 1, lately(180)), not(REACHABLE_BY_EMAIL)]),
    (one, _, clicks) => within(clicks, 180) && (!one.subscribed || one.suppressed),
  ],
  ['joined in 90 days', { kind: 'property', property: 'created', filter: lately(90) }, (one) => one.created >= NOW - 90 * DAY],
];

/** How often the intervals of counts hold the truth, over draws of samples from accounts whose consent depends on when people joined. */
export function coverage(growth: Growth, size: number, most: number, draws: number): ReadonlyMap<string, { readonly held: number; readonly width: number }> {
  const crowd = joinedCrowd(7, size, growth);
  const orders = crowd.people.map((): number[] => []);
  const clicks = crowd.people.map((): number[] => []);
  for (const { profile, at } of crowd.orders) orders[profile]!.push(at);
  for (const { profile, at } of crowd.clicks) clicks[profile]!.push(at);
  const truths = COUNTED.map(([, , test]) => crowd.people.filter((one, profile) => test(one, orders[profile]!, clicks[profile]!)).length);
  const sampler = samplerOf(crowd, most);
  const held = COUNTED.map(() => 0);
  const widths = COUNTED.map(() => 0);
  for (let draw = 0; draw < draws; draw += 1) {
    const sizes = new AudienceSizes(
      new BehaviorState(sampler(draw * 97 + 1).kept(), NOW, [ORDER]),
      NOW,
      createFormats({ locale: 'en-US', currency: 'USD', timezone: 'UTC' }),
      (id) => id,
    );
    COUNTED.forEach(([name, rule], at) => {
      const figure = sizes.size(rule);
      if (!isKnown(figure.value)) throw new Error(`${name} was not counted.`);
      const [low, high] = [figure.low ?? figure.value.value, figure.high ?? figure.value.value];
      if (low <= truths[at]! && truths[at]! <= high) held[at]! += 1;
      widths[at]! += (high - low) / truths[at]!;
    });
  }
  return new Map(COUNTED.map(([name], at) => [name, { held: held[at]! / draws, width: widths[at]! / draws }]));
}

/** Prints, for each way in which an account can have grown, how often each stated 95 % interval holds. */
export function run(print: (line: string) => void): void {
  print(
    `Intervals of counts from samples of ${MOST} of ${SIZE} customers, ${DRAWS} draws each; consent depends on when people joined. Chance alone moves a share by 3 % (two standard errors)\n`,
  );
  print('| account | count | intervals that hold the truth | mean width, share of the truth |');
  print('| --- | --- | --- | --- |');
  const all: number[] = [];
  for (const growth of ['steady', 'growing', 'imports', 'campaigns'] as const) {
    for (const [name, { held, width }] of coverage(growth, SIZE, MOST, DRAWS)) {
      all.push(held);
      print(`| ${growth} | ${name} | ${(100 * held).toFixed(1)} % | ${(100 * width).toFixed(1)} % |`);
    }
  }
  const mean = all.reduce((sum, one) => sum + one, 0) / all.length;
  const outside = all.filter((one) => one < LIMITS.least || one > LIMITS.most).length;
  print(
    `\nall together ${(100 * mean).toFixed(1)} % (limit ${100 * LIMITS.least} to ${100 * LIMITS.most} %) ${mean >= LIMITS.least && mean <= LIMITS.most ? '(kept)' : '(MISSED)'}; ${outside} of ${all.length} outside it one by one`,
  );
}
