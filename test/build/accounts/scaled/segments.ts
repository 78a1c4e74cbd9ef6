import type { StoredSegment } from '../../../../src/local/klaviyo/account-data';
import { mix, pick, randomFrom, whole } from '../../../../src/local/klaviyo/random';
import type { Random } from '../../../../src/local/klaviyo/random';
import type { Json } from '../../../../src/local/demo/sample/definition';
import {
  ago,
  between,
  count,
  definition,
  humanOpen,
  inGroup,
  inTheLast,
  listHas,
  never,
  notInGroup,
  number,
  once,
  own,
  predicted,
  subscribed,
  sum,
  text,
  where,
} from '../../../../src/local/demo/sample/definition';
import { id, M } from '../../../../src/local/demo/sample/shop';

const DAY = 86_400_000;
const WINDOWS = [7, 14, 21, 30, 45, 60, 90, 120, 150, 180, 270, 365];
const COLLECTIONS = ['Serums', 'Cleansers', 'Moisturizers', 'Sun Care', 'Masks', 'Body', 'Eye Care'];
const CITIES = ['Portland', 'Seattle', 'Austin', 'Berlin', 'Paris', 'London', 'Denver', 'Chicago'];

export const scaledSegmentId = (place: number): string => id('scaled segment', String(place));

/** A family of rules with thresholds of its own. */
type Family = (random: Random, context: Context) => Json;

interface Context {
  readonly lists: readonly string[];
  /** Segments made before this one. */
  readonly earlier: number;
  readonly now: number;
}

const FAMILIES: readonly (readonly [Family, number])[] = [
  [
    (random) => definition(subscribed('email'), [once(M.click, inTheLast(pick(random, WINDOWS))), once(M.open, inTheLast(pick(random, WINDOWS)), humanOpen)]),
    12,
  ],
  [(random) => definition(once(M.order, inTheLast(pick(random, WINDOWS)))), 6],
  [(random) => definition(count(M.order, '>=', whole(random, 2, 8)), once(M.order, inTheLast(pick(random, WINDOWS)))), 9],
  [
    (random) => {
      const days = pick(random, WINDOWS);
      return definition(once(M.order, ago(days, days + pick(random, WINDOWS))), never(M.order, inTheLast(days)));
    },
    8,
  ],
  [(random) => definition(sum(M.order, '>=', whole(random, 4, 60) * 25, inTheLast(365))), 6],
  [(random) => definition(once(M.cart, inTheLast(pick(random, WINDOWS.slice(0, 5)))), never(M.order, inTheLast(pick(random, WINDOWS.slice(0, 5))))), 7],
  [(random) => definition(once(M.checkout, inTheLast(whole(random, 3, 30))), never(M.order, inTheLast(whole(random, 3, 30)))), 6],
  [
    (random) => {
      const item = pick(random, COLLECTIONS);
      const filter = [where('Collections', listHas(item))];
      return definition(count(M.viewed, '>=', whole(random, 1, 5), inTheLast(pick(random, WINDOWS)), filter), never(M.ordered, inTheLast(365), filter));
    },
    8,
  ],
  [(random) => definition(subscribed('email', inTheLast(pick(random, WINDOWS))), never(M.order)), 5],
  [(random) => definition(predicted('predicted_clv', number('>=', whole(random, 2, 40) * 10))), 3],
  [(random) => definition(own('Loyalty Tier', text('equals', pick(random, ['Gold', 'Silver', 'Bronze']))), once(M.order, inTheLast(pick(random, WINDOWS)))), 4],
  [
    (random) =>
      definition(
        { type: 'profile-property', property: "location['city']", filter: text('equals', pick(random, CITIES)) },
        subscribed(random() < 0.7 ? 'email' : 'sms'),
      ),
    5,
  ],
  [(random, { lists }) => definition([inGroup(pick(random, lists)), inGroup(pick(random, lists))], once(M.site, inTheLast(pick(random, WINDOWS)))), 6],
  [(random, { lists }) => definition(inGroup(pick(random, lists)), notInGroup(pick(random, lists))), 3],
  [
    (random, { earlier }) => definition(inGroup(scaledSegmentId(whole(random, 0, Math.max(0, earlier - 1)))), once(M.click, inTheLast(pick(random, WINDOWS)))),
    5,
  ],
  [
    (random, { now }) => {
      const end = now - whole(random, 100, 600) * DAY;
      return definition(once(M.order, between(end - 10 * DAY, end)));
    },
    4,
  ],
  [(random) => definition(once(M.orderWoo, inTheLast(pick(random, WINDOWS)))), 2],
  [() => definition(inGroup(id('scaled', 'deleted'))), 1],
  [(random) => definition(never(M.order), once(M.order, inTheLast(pick(random, WINDOWS)))), 1],
  [(random) => definition(subscribed('email'), { type: 'profile-affinity-score', model: `model-${whole(random, 1, 3)}` }), 0.5],
];

export interface ScaledSegments {
  readonly segments: readonly StoredSegment[];
  /** Segments with the same number mean the same: duplicates share their members. */
  readonly meaning: ReadonlyMap<string, number>;
}

/** Segments as a large team leaves them: one in ten means the same as another, one in ten almost the same. */
export function scaledSegments(seed: number, size: number, lists: readonly string[], now: number): ScaledSegments {
  const segments: StoredSegment[] = [];
  const meaning = new Map<string, number>();
  for (let place = 0; place < size; place += 1) {
    const random = randomFrom(mix(seed ^ 0x5e6, place));
    const copied = place > 4 && random() < 0.1 ? segments[whole(random, 0, place - 1)] : undefined;
    const made = copied ? rewritten(copied.definition as Json, random) : fresh(random, { lists, earlier: place, now });
    const age = whole(random, 5, 900);
    const segmentId = scaledSegmentId(place);
    segments.push({
      id: segmentId,
      name: `${pick(random, ['Engaged', 'Buyers', 'Win-back', 'VIP', 'Browse', 'Campaign', 'Test', 'Copy of'])} ${place}${copied ? ' (copy)' : ''}`,
      created: now - age * DAY,
      updated: now - whole(random, 1, age) * DAY,
      isActive: random() > 0.06,
      isProcessing: false,
      isStarred: random() < 0.04,
      definition: made,
      tagIds: random() < 0.3 ? [id('tag', 'Engagement')] : [],
    });
    meaning.set(segmentId, copied ? (meaning.get(copied.id) ?? place) : place);
  }
  return { segments, meaning };
}

function fresh(random: Random, context: Context): Json {
  let left = random() * FAMILIES.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [family, weight] of FAMILIES) {
    left -= weight;
    if (left < 0) return family(random, context);
  }
  return definition(subscribed('email'));
}

/** The same rule in other words: groups and conditions in another order, a group said twice. */
function rewritten(original: Json, random: Random): Json {
  const groups = [...(original.condition_groups as readonly { readonly conditions: readonly Json[] }[])]
    .reverse()
    .map(({ conditions }) => ({ conditions: [...conditions].reverse() }));
  const [first] = groups;
  return { condition_groups: random() < 0.3 && first ? [...groups, first] : groups };
}
