import type { Formats } from '../text/format';
import { DAY, known, unknown } from '../account/known';
import type { Instant } from '../account/known';
import type { ParameterSource } from '../catalogue/audience';
import type { BehaviorFigure } from './figure';
import { figure } from './figure-wording';
import { wilson } from './interval';
import type { OrderHistory } from './order-history';
import type { ReturnCurve, ReturnPoint } from './return-curve';
import type { Thresholds } from './thresholds';
import { capitalized } from '../text/capitalized';

/** Fewer people on a side tell nothing of a cut. */
const PEOPLE_AT_LEAST = 30;
/** What everybody uses who has measured nothing. */
const PLAIN_DAYS = 90;
const BAND = 30;
const BANDS = 12;

/** One customer at the beginning of the last window: days since the last order, and whether one came within it. */
export interface Silent {
  readonly days: number;
  readonly returned: boolean;
}

/** How a flag "silent for so many days" did: who was flagged and stayed away, and who stayed away and was flagged. */
export interface FlagScore {
  readonly flagged: number;
  readonly returnedOfFlagged: number;
  readonly people: number;
  readonly precision: number;
  readonly recall: number;
  /** Mean of the shares of those who returned and of those who did not that it gets right: 0.5 is chance. */
  readonly balanced: number;
}

/** Customers with so many orders up to `then` (`most`: no more), and what they did until `now`. */
export function silentSince({ starts, seconds }: OrderHistory, then: Instant, now: Instant, least: number, most: number = Infinity): readonly Silent[] {
  const found: Silent[] = [];
  for (let profile = 0; profile + 1 < starts.length; profile += 1) {
    let stop = starts[profile + 1]!;
    while (stop > starts[profile]! && seconds[stop - 1]! * 1000 > then) stop -= 1;
    const orders = stop - starts[profile]!;
    if (orders < least || orders > most) continue;
    found.push({ days: (then - seconds[stop - 1]! * 1000) / DAY, returned: stop < starts[profile + 1]! && seconds[stop]! * 1000 <= now });
  }
  return found;
}

/** Scores "no order for `days` days" as a flag for who will not order within the window. */
export function scoreFlag(people: readonly Silent[], days: number): FlagScore {
  let [flagged, returnedOfFlagged, returned] = [0, 0, 0];
  for (const one of people) {
    if (one.returned) returned += 1;
    if (one.days < days) continue;
    flagged += 1;
    if (one.returned) returnedOfFlagged += 1;
  }
  const gone = people.length - returned;
  const right = flagged - returnedOfFlagged;
  return {
    flagged,
    returnedOfFlagged,
    people: people.length,
    precision: right / flagged,
    recall: right / gone,
    balanced: (right / gone + (returned - returnedOfFlagged) / returned) / 2,
  };
}

interface Inputs {
  readonly orders: OrderHistory;
  /** Start of the orders that were read; nothing lies before where the account began later. */
  readonly readFrom: Instant;
  readonly thresholds: Thresholds;
  readonly windowDays: number;
  readonly now: Instant;
  readonly formats: Formats;
}

const SCORED: readonly (readonly [source: ParameterSource, who: string, least: number, most: number])[] = [
  ['active window', 'Repeat buyers', 2, Infinity],
  ['lapsed', 'Repeat buyers', 2, Infinity],
  ['second-order window', 'One-time buyers', 1, 1],
  ['one-time lapse', 'One-time buyers', 1, 1],
];

/**
 * What each threshold in days says about the future, tried on the account's own last window, beside plain 90 days; and the curve behind it: days silent
 * against the share that returns. Who bought before the look-back may have more orders than were seen.
 */
export function silenceFigures({ orders, readFrom, thresholds, windowDays, now, formats }: Inputs): readonly BehaviorFigure[] {
  const then = now - windowDays * DAY;
  // Of a shorter stretch silence could not be seen.
  const seen = (then - readFrom) / DAY;
  if (seen < PLAIN_DAYS) return [];
  const period = formats.period(then, now);
  const day = formats.date(then);
  const repeat = silentSince(orders, then, now, 2);
  const single = silentSince(orders, then, now, 1, 1);
  const rows = SCORED.flatMap(([source, who, least, most]): readonly BehaviorFigure[] => {
    const days = thresholds.get(source)?.value;
    const people = least === 1 ? single : repeat;
    if (days === undefined || most < least) return [];
    const own = scoreFlag(people, days);
    const plain = scoreFlag(people, PLAIN_DAYS);
    const why = days > seen ? `only ${formats.count(Math.floor(seen))} days of orders lie before ${day}` : whyNot(own, people);
    const name = capitalized(source);
    const share = wilson(own.returnedOfFlagged / own.flagged, own.flagged);
    const words = (score: FlagScore, cut: number): string =>
      whyNot(score, people) !== null
        ? `${formats.count(cut)} days: too few people on one side`
        : `${formats.count(cut)} days: of those it flagged ${formats.share(score.precision)} did not order (precision), of those who did not order it flagged ${formats.share(score.recall)} (recall), balanced accuracy ${formats.share(score.balanced)}`;
    const sample = `${formats.count(own.flagged)} of ${formats.counted(own.people, who === 'Repeat buyers' ? 'repeat buyer' : 'one-time buyer')}`;
    return [
      {
        id: `return-${source.replace(/ /g, '-')}`,
        topic: 'Forecast',
        name: `${name}: ${who.toLowerCase()} silent for ${formats.counted(days, 'day')} or more on ${day} who ordered within the ${windowDays} days after`,
        figure: figure(
          why === null ? known(share.share) : unknown(why),
          'share',
          'measured',
          period,
          sample,
          'What the threshold says about the future, tried on the account’s own last window.',
          why === null ? [share.low, share.high] : null,
        ),
      },
      {
        id: `score-${source.replace(/ /g, '-')}`,
        topic: 'Forecast',
        name: `${name}: balanced accuracy of ${formats.counted(days, 'day')} of silence as a sign that no order comes within ${windowDays} days`,
        figure: figure(
          why === null ? known(own.balanced) : unknown(why),
          'share',
          'measured',
          period,
          sample,
          `${words(own, days)}. Plain ${words(plain, PLAIN_DAYS)}. ${formats.share(0.5)} is chance.`,
        ),
      },
    ];
  });
  const curve = returnCurve({ orders, readFrom, thresholds, windowDays, now });
  return curve === null ? rows : [...rows, ...curveFigures(curve, now, formats)];
}

function whyNot({ flagged }: FlagScore, people: readonly Silent[]): string | null {
  const returned = people.filter((one) => one.returned).length;
  if (flagged < PEOPLE_AT_LEAST) return `${flagged} people had been silent for so long, ${PEOPLE_AT_LEAST} are needed`;
  return Math.min(returned, people.length - returned) < PEOPLE_AT_LEAST
    ? `too few people ${returned < PEOPLE_AT_LEAST ? 'ordered' : 'did not order'}, ${PEOPLE_AT_LEAST} are needed`
    : null;
}

/** The curve behind the thresholds; null where too little was read to see silence. */
export function returnCurve({ orders, readFrom, thresholds, windowDays, now }: Omit<Inputs, 'formats'>): ReturnCurve | null {
  const then = now - windowDays * DAY;
  const seen = (then - readFrom) / DAY;
  if (seen < PLAIN_DAYS) return null;
  const people = silentSince(orders, then, now, 2);
  const cut = thresholds.get('active window')?.value ?? null;
  const edges = [...new Set([...Array.from({ length: BANDS + 1 }, (_, band) => band * BAND), ...(cut !== null && cut < BANDS * BAND ? [cut] : [])])].sort(
    (one, other) => one - other,
  );
  return {
    then,
    windowDays,
    cut,
    points: edges.slice(1).flatMap((to, at): readonly ReturnPoint[] => {
      const from = edges[at]!;
      const own = people.filter(({ days }) => days >= from && days < to);
      if (to > seen || own.length < PEOPLE_AT_LEAST) return [];
      return [{ from, to, people: own.length, ...wilson(own.filter(({ returned }) => returned).length / own.length, own.length) }];
    }),
  };
}

function curveFigures({ then, windowDays, cut, points }: ReturnCurve, now: Instant, formats: Formats): readonly BehaviorFigure[] {
  return points.map(({ from, to, people, share, low, high }) => ({
    id: `return-after-${from}`,
    topic: 'Repurchase',
    name: `Repeat buyers silent for ${formats.count(from)} to ${formats.count(to)} days on ${formats.date(then)} who ordered within the ${windowDays} days after${cut === from ? '; the at-risk cut lies here' : ''}`,
    figure: figure(
      known(share),
      'share',
      'measured',
      formats.period(then, now),
      formats.counted(people, 'repeat buyer'),
      `Counted person by person. ${formats.share(0.95)} interval (Wilson).`,
      [low, high],
    ),
  }));
}
