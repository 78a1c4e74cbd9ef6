import { isKnown } from '../../../src/domain/account/known';
import type { Recommendation } from '../../../src/domain/coverage/recommendation';
import type { StoredFlow } from '../../../src/local/klaviyo/account-data';
import { rowOf } from '../../build/analysis';
import { allTime, definition, did, inTheLast, never, subscribed } from '../../build/definition';
import { readAccount } from '../../build/read-account';
import type { Person } from '../../build/shop';
import { accountOf, crowd, furnish } from '../../build/shop';
import { usualPeople } from '../../build/shop-people';

const { flow, segment, sent } = furnish();

/** A shop in which people buy every few weeks and many leave checkouts behind; half of them have clicked lately. */
const people: readonly Person[] = crowd(11, 700, ({ chance, between, again }): Person => ({
  joined: between(200, 800),
  did: {
    ORDER: again(between(10, 300), 20, 90)
      .filter((at) => at > 8)
      .map((at) => [at, 60] as const),
    CHECKOUT: chance(0.5) ? [[between(0.5, 6), 80]] : [],
    CLICK: chance(0.5) ? [between(1, 30)] : [],
  },
}));
const abandoned = (filter: unknown, trigger: unknown = null): StoredFlow =>
  flow('F', 'Abandoned checkout', {
    triggers: [{ type: 'metric', id: 'CHECKOUT', ...(trigger === null ? {} : { trigger_filter: trigger }) }],
    profile_filter: filter,
    entry_action_id: 'a1',
    actions: [{ id: 'a1', type: 'send-email', data: { message: { id: 'm1', name: 'You left something' } }, links: { next: null } }],
  });
/** The one row for those who left a checkout behind: two audiences of nearly the same people are one. */
const row = (flows: readonly StoredFlow[]): Recommendation =>
  readAccount(accountOf({ name: 'Left behind', people, flows })).coverage.recommendations.find(({ key }) => key === 'create:B3' || key === 'create:B4')!;
/** The row where no flow is there. */
const alone = row([]);
const money = ({ value }: Recommendation): number => {
  if (!isKnown(value) || !isKnown(value.value.value)) throw new Error('The value is unknown');
  return value.value.value.value;
};

test('a live flow that starts with the very checkout earns it already: nothing is claimed and no segment proposed', () => {
  const [without, withFlow] = [alone, row([abandoned(null)])];
  expect(money(without)).toBeGreaterThan(0);
  // What would bring nothing beside the flow is no row of the tracker at all.
  expect(withFlow).toBeUndefined();
});

test('where the flow’s filter lets only some of them in, what the others bring is claimed', () => {
  const [all, clicked] = [alone, row([abandoned({ condition_groups: [{ conditions: [did('CLICK', inTheLast(60))] }] })])];
  const [, served, size] = /already writes to ([\d,]+) of these ([\d,]+) people/.exec(clicked.evidence)!.map((text) => Number(text.replace(/,/g, '')));
  expect(served).toBeGreaterThan(0);
  expect(served).toBeLessThan(size!);
  expect(money(clicked)).toBeCloseTo(money(all) * (1 - served! / size!), 0);
});

test('a flow that takes only some of the checkouts, or is a draft, takes nothing away', () => {
  const some = abandoned(null, {
    condition_groups: [
      { conditions: [{ type: 'metric-property', metric_id: 'CHECKOUT', field: '$value', filter: { type: 'numeric', operator: 'greater-than', value: 500 } }] },
    ],
  });
  expect(money(row([some]))).toBe(money(alone));
  expect(money(row([{ ...abandoned(null), status: 'draft' }]))).toBe(money(alone));
});

test('an update of a segment in use is worth what the people bring whom it adds', () => {
  const short = segment(
    'S',
    'Checkouts of three days',
    definition(subscribed(), did('CHECKOUT', inTheLast(3)), {
      ...did('ORDER', inTheLast(3)),
      measurement_filter: { type: 'numeric', operator: 'equals', value: 0 },
    }),
  );
  const read = readAccount(accountOf({ name: 'Left behind', people, segments: [short], campaigns: [sent('C', 'News', 5, ['S'])] }));
  const update = rowOf(read.coverage, 'refresh:S');
  const whole = read.behavior.populations.get(update.audienceId!)!.valueAtStake.value;
  const [, added, size] = /worth what the ([\d,]+) of ([\d,]+) people bring whom it adds/.exec(update.evidence)!.map((text) => Number(text.replace(/,/g, '')));
  expect(added).toBeGreaterThan(0);
  expect(added).toBeLessThan(size!);
  expect(money(update)).toBeCloseTo((isKnown(whole) ? whole.value : Number.NaN) * (added! / size!), 0);
});

describe('a flow for people who are late with their next order', () => {
  // One in three left a checkout behind this week.
  const late = usualPeople(5, 900, { more: (person, _luck, place) => ({ ...person, did: { ...person.did, CHECKOUT: place % 3 === 0 ? [[3, 50]] : [] } }) });
  const email = { id: 'm', type: 'send-email', data: { message: { id: 'm1', name: 'We miss you' } }, links: { next: null } };
  const after = (days: number): StoredFlow =>
    flow('W', 'Win-back', {
      triggers: [{ type: 'metric', id: 'ORDER' }],
      profile_filter: null,
      entry_action_id: 'd',
      actions: [{ id: 'd', type: 'time-delay', data: { unit: 'days', value: days }, links: { next: 'm' } }, email],
    });
  const atRisk = (flows: readonly StoredFlow[], segments: Parameters<typeof accountOf>[0]['segments'] = []): Recommendation | undefined =>
    readAccount(accountOf({ name: 'Late', people: late, flows, segments })).coverage.recommendations.find(({ key }) => key === 'create:H1');
  const without = atRisk([])!;

  test('that waits longer than they are late has still to write to them: nothing is claimed, and one that wrote at once takes nothing away', () => {
    const [long, short] = [atRisk([after(400)]), atRisk([after(3)])];
    expect(long === undefined || money(long) === 0).toBe(true);
    expect(money(short!)).toBe(money(without));
    expect(short!.evidence).not.toContain('already write');
  });

  test('that starts with a segment takes away whom the segment holds', () => {
    const browsing = segment(
      'LATE',
      'Late, no checkout',
      definition(did('ORDER', allTime, 2), did('ORDER', inTheLast(240)), never('ORDER', inTheLast(45)), never('CHECKOUT', inTheLast(7)), subscribed()),
    );
    const served = atRisk(
      [flow('S', 'Nudge', { triggers: [{ type: 'segment', id: 'LATE' }], profile_filter: null, entry_action_id: 'm', actions: [email] })],
      [browsing],
    )!;
    expect(served.evidence).toMatch(/The live flow “Nudge” already writes to [\d,]+ of these [\d,]+ people for the same end/);
    expect(money(served)).toBeLessThan(money(without));
    expect(money(served)).toBeGreaterThan(0);
  });
});

test('a flow that only some of the events start takes away those who had one of these', () => {
  const dear = { type: 'metric-property', metric_id: 'CHECKOUT', field: '$value', filter: { type: 'numeric', operator: 'greater-than', value: 50 } };
  // Every checkout was worth 80: the flow writes to all of them, and nothing is left to be claimed.
  expect(row([abandoned(null, { condition_groups: [{ conditions: [dear] }] })])).toBeUndefined();
});
