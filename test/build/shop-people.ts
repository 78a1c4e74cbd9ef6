import type { Luck, Person } from './shop';
import { crowd, worth } from './shop';

/** How the customers of a usual shop behave. Days. */
export interface Habits {
  /** Share of those who sign up that ever buy, and of those that come back. */
  readonly buys?: number;
  readonly returns?: number;
  /** From one order to the next, shortest and longest. */
  readonly gap?: readonly [number, number];
  /** How often the next order is a long time coming, and how often it never comes. */
  readonly pauses?: number;
  readonly leaves?: number;
  readonly joined?: readonly [number, number];
  /** Money an order, shortest and longest; one customer in seven spends three times as much. */
  readonly order?: readonly [number, number];
  readonly more?: (person: Person, luck: Luck, place: number) => Person;
}

/** Two years of a shop: some sign up and never buy, some buy once, some again and again with a pause now and then, some drift off. */
export function usualPeople(seed: number, count: number, habits: Habits = {}): readonly Person[] {
  const { buys = 0.6, returns = 0.55, gap = [20, 50], pauses = 0.06, leaves = 0.06, joined: span = [10, 720], order = [20, 50], more } = habits;
  return crowd(seed, count, (luck, place) => {
    const joined = luck.between(...span);
    const orders: number[] = [];
    if (luck.chance(buys)) {
      for (let at = joined - luck.between(0, 20); at > 0;) {
        orders.push(at);
        if ((orders.length === 1 && !luck.chance(returns)) || luck.chance(leaves)) break;
        at -= luck.chance(pauses) ? luck.between(4 * gap[0], 6 * gap[1]) : luck.between(...gap);
      }
    }
    const reads = luck.chance(0.5);
    const silentSince = luck.chance(0.6) ? 0 : luck.between(0, joined);
    const person: Person = {
      joined,
      email: luck.chance(0.88) ? 'opted in' : luck.chance(0.5) ? 'never' : 'left',
      lists: ['NEWS'],
      did: {
        ORDER: worth(orders, () => luck.between(...order) * (place % 7 === 0 ? 3 : 1)),
        CLICK: reads ? luck.some(6, silentSince, joined) : [],
        RECEIVED: luck.some(8, 0, Math.min(joined, 180)),
      },
    };
    return more === undefined ? person : more(person, luck, place);
  });
}
