import { DAY } from '../../src/domain/account/known';
import { BehaviorState } from '../../src/domain/behavior/behavior-state';
import { orderHistory } from '../../src/domain/behavior/order-history';
import type { OrderHistory } from '../../src/domain/behavior/order-history';
import { NOW, ORDER, collectCrowd, randomOf } from './behavior-crowd';
import type { Crowd, CrowdEvent, CrowdPerson } from './behavior-crowd';
import { beta, gamma } from './random-draws';

export interface BuyingLaw {
  readonly customers: number;
  /** Days over which customers made their first order, before NOW. */
  readonly days: number;
  /** BG/NBD, in weeks. */
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
  readonly seed: number;
}

/** Customers who buy as the model of repeat orders says, and spend as that of spend says (p 6, q 4, v 15); what they order after NOW comes too. */
export function buyingCrowd({ customers, days, r, alpha, a, b, seed }: BuyingLaw): { readonly crowd: Crowd; readonly later: readonly CrowdEvent[] } {
  const random = randomOf(seed);
  const people: CrowdPerson[] = [];
  const orders: CrowdEvent[] = [];
  const later: CrowdEvent[] = [];
  for (let profile = 0; profile < customers; profile += 1) {
    const rate = gamma(r, random) / alpha;
    const leaves = beta(a, b, random);
    const scale = gamma(4, random) / 15;
    let at = NOW - random() * days * DAY;
    people.push({ id: `01H${String(profile).padStart(10, '0')}QWERTYUIOPASD`, created: at - DAY, subscribed: true, suppressed: false, sms: false });
    for (let made = 0; at < NOW + 400 * DAY; made += 1) {
      (at < NOW ? orders : later).push({
        profile,
        at: Math.floor(at / 1000) * 1000,
        value: Math.max(0.01, Math.round((gamma(6, random) / scale) * 100) / 100),
      });
      // Nobody leaves after the first order alone: that is how the model tells its story.
      if (made > 0 && random() < leaves) break;
      at += (-Math.log(1 - random()) / rate) * 7 * DAY;
    }
  }
  return { crowd: { people, orders, clicks: [] }, later };
}

/** Orders of a crowd as behavior lays them out. */
export function historyOf(crowd: Crowd): { readonly state: BehaviorState; readonly orders: OrderHistory } {
  const state = new BehaviorState(collectCrowd(crowd).kept(), NOW, [ORDER]);
  return {
    state,
    orders: orderHistory(
      state,
      [state.metrics.get(ORDER)!],
      () => 0,
      () => null,
    ),
  };
}
