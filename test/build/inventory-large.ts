import type { Campaign, Flow, Inventory, Segment, SubscriberList } from '../../src/domain/account/inventory';
import { known } from '../../src/domain/account/known';
import { METRICS, aCampaign, aFlow, aForm, aList, aSegment, anInventory, daysAgo, movement } from './inventory';
import {
  afterDate,
  allTime,
  betweenAgo,
  betweenDates,
  canReceive,
  definition,
  did,
  didExactly,
  flowDefinition,
  flowStart,
  inGroup,
  inTheLast,
  never,
  notInFlow,
  notInGroup,
  property,
  spent,
  subscribed,
  subscribedSince,
} from './definition';

/** How large a generated account is. */
export interface AccountSize {
  readonly segments: number;
  readonly flows: number;
  readonly actionsPerFlow: number;
  readonly campaigns: number;
  readonly lists: number;
}

/** The size that the issue names. */
export const LARGE: AccountSize = { segments: 1_000, flows: 500, actionsPerFlow: 20, campaigns: 2_000, lists: 500 };

/** A repeatable stream of numbers in 0..1 (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * A believable account of any size: lifecycle rules with the account's own thresholds, copies with conditions in another order, near copies,
 * fixed dates, references to other segments and lists, flows that write the same audience out again and again, campaigns of recurring sets.
 */
export function aLargeInventory(size: AccountSize, seed = 1): Inventory {
  const random = randomFrom(seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const listIds = Array.from({ length: size.lists }, (_, at) => `L${at}`);
  const lists: SubscriberList[] = listIds.map((id, at) =>
    aList(id, {
      name: `List ${at}`,
      members: known(Math.floor(random() * 20_000)),
      joinedRecently: known(random() < 0.3 ? 0 : Math.floor(random() * 400)),
      created: daysAgo(30 + random() * 1_500),
    }),
  );

  const segments: Segment[] = [];
  for (let at = 0; at < size.segments; at += 1) {
    const kind = random();
    const earlier = at > 20 && kind < 0.08 ? (pick(segments).definition as { condition_groups: { conditions: object[] }[] }) : null;
    const rule =
      earlier !== null
        ? { condition_groups: [...earlier.condition_groups].reverse() }
        : audienceRule(random, at < 20 ? [] : segments.map(({ id }) => id), listIds, kind);
    const total = Math.floor(random() ** 2 * 60_000);
    segments.push(
      aSegment(`S${at}`, rule, {
        name: `Segment ${at} ${kind < 0.15 ? 'BFCM 2024' : ''}`.trim(),
        created: daysAgo(5 + random() * 1_500),
        isActive: random() > 0.06,
        isStarred: random() < 0.05,
        members: known(movement(total, random() < 0.05 ? { added: 0, removed: 0, net: 0 } : {})),
      }),
    );
  }
  const groups = [...segments.map(({ id }) => id), ...listIds];

  const shared = Array.from({ length: Math.max(4, Math.floor(size.flows / 10)) }, () => audienceRule(random, [], listIds, 0.5));
  const flows: Flow[] = Array.from({ length: size.flows }, (_, at) => {
    const splitCount = Math.floor(size.actionsPerFlow * 0.3);
    const rule = (): object => (random() < 0.5 ? pick(shared) : audienceRule(random, [], listIds, random()));
    return aFlow(
      `F${at}`,
      flowDefinition({
        trigger:
          random() < 0.3
            ? { type: 'list', id: pick(listIds) }
            : random() < 0.2
              ? { type: 'segment', id: pick(groups) }
              : { type: 'metric', id: pick(METRICS).id, trigger_filter: null },
        profileFilter:
          random() < 0.2
            ? null
            : definition(never('ORDER', flowStart), notInFlow(), ...(random() < 0.5 ? [subscribed()] : []), ...(random() < 0.3 ? [inGroup(pick(groups))] : [])),
        splits: Array.from({ length: splitCount }, rule),
        messageFilters: Array.from({ length: size.actionsPerFlow - splitCount }, () => (random() < 0.2 ? definition(notInGroup(pick(groups))) : definition())),
      }),
      { status: random() < 0.6 ? 'live' : random() < 0.5 ? 'manual' : 'draft', updated: daysAgo(random() * 900) },
    );
  });

  const sets = Array.from({ length: Math.max(3, Math.floor(size.campaigns / 8)) }, () => ({
    included: Array.from({ length: 1 + Math.floor(random() * 2) }, () => pick(groups)),
    excluded: Array.from({ length: Math.floor(random() * 3) }, () => pick(groups)),
  }));
  const campaigns: Campaign[] = Array.from({ length: size.campaigns }, (_, at) => {
    const { included, excluded } = pick(sets);
    return aCampaign(`C${at}`, included, Math.floor(random() * 1_000), { excluded, status: random() < 0.05 ? 'Draft' : 'Sent' });
  });
  const forms = listIds.slice(0, 40).map((id, at) => aForm(`W${at}`, [id]));
  return anInventory({ lists, segments, flows, campaigns, forms });
}

type Parts = readonly (object | readonly object[])[];

/** One rule of a lifecycle marketer, with thresholds drawn from the numbers that people use. */
function audienceRule(random: () => number, segmentIds: readonly string[], listIds: readonly string[], kind: number): object {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const days = (): number => pick([7, 14, 30, 45, 60, 90, 120, 180, 270, 365]);
  const metric = (): string => pick(METRICS).id;
  const shapes: readonly (() => Parts)[] = [
    () => [subscribed(), never('ORDER')],
    () => [subscribedSince(inTheLast(days())), never('ORDER')],
    () => [subscribed(), [did('CLICK', inTheLast(days())), did('OPEN', inTheLast(days())), did('SITE', inTheLast(days()))]],
    () => [did('ORDER', allTime, pick([1, 2, 3, 5])), did('ORDER', inTheLast(days()))],
    () => [didExactly('ORDER', pick([1, 2])), did('ORDER', betweenAgo(pick([30, 60]), pick([90, 180])))],
    () => [spent('ORDER', pick([100, 200, 500, 1_000]), inTheLast(365))],
    () => [did('CHECKOUT', inTheLast(days())), never('ORDER', inTheLast(days()))],
    () => [canReceive(), did('RECEIVED', allTime, 5), never('OPEN', inTheLast(days())), never('CLICK', inTheLast(days()))],
    () => [did(metric(), inTheLast(days()), 1 + Math.floor(random() * 3)), never(metric(), inTheLast(days()))],
    () => [property(`properties['${pick(['Size', 'Skin Type', 'Tier', 'City', 'Pet'])}']`, pick(['A', 'B', 'C', 'D'])), subscribed()],
    () => [property("location['country']", pick(['Germany', 'France', 'Spain'])), did('ORDER', inTheLast(days()))],
    () => [inGroup(pick(listIds)), never('ORDER', inTheLast(days()))],
    () => [
      did('VIEWED', inTheLast(days()), pick([2, 3, 5]), [
        { property: 'Categories', filter: { type: 'list', operator: 'contains-any', value: [pick(['Shoes', 'Hats', 'Socks'])] } },
      ]),
      never('ORDER', inTheLast(days())),
    ],
  ];
  const parts = [...pick(shapes)()];
  if (kind > 0.9) parts.push(did('ORDER', random() < 0.5 ? afterDate('2024-11-20') : betweenDates('2024-11-20', '2024-12-02')));
  if (segmentIds.length > 0 && random() < 0.2) parts.push(random() < 0.5 ? inGroup(pick(segmentIds)) : notInGroup(pick(segmentIds)));
  if (random() < 0.3) parts.push(subscribed());
  if (random() < 0.15) parts.push(never('CLICK', inTheLast(days())));
  return definition(...parts);
}
