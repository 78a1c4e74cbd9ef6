import { DAY } from '../../../src/domain/account/known';
import { createCollector } from '../../../src/domain/behavior/collector';
import { measureBehavior } from '../../../src/domain/behavior/measure';
import { recognizeMetrics } from '../../../src/domain/catalogue/recognize-metrics';
import { parseAccount } from '../../../src/domain/model/parsed-account';
import { CROWD_NEEDS, NOW, ORDER, crowdInventory, crowdProfile, randomOf, rowsOf } from '../../build/behavior-crowd';
import type { Crowd, CrowdEvent } from '../../build/behavior-crowd';

/** An account of three years in which most come back soon and some after half a year: its late returns show in a long look-back alone. */
function oldAccount(size: number): Crowd {
  const random = randomOf(51);
  const orders: CrowdEvent[] = [];
  const people = Array.from({ length: size }, (_, profile) => {
    const created = NOW - Math.floor((30 + 1065 * random()) * DAY);
    let at = created;
    while (at < NOW) {
      orders.push({ profile, at: Math.floor(at / 1000) * 1000, value: 40 });
      if (random() < 0.35) break;
      at += (1 - Math.log(1 - random()) * (random() < 0.75 ? 35 : 160)) * DAY;
    }
    return { id: `01H${String(profile).padStart(10, '0')}QWERTYUIOPASD`, created, subscribed: true, suppressed: false, sms: false };
  });
  return { people, orders, clicks: [] };
}

const crowd = oldAccount(4000);

function thresholds(months: number) {
  const from = NOW - Math.round(months * 30.4) * DAY;
  const collector = createCollector(null);
  collector.begin({ ...CROWD_NEEDS, events: [{ metricId: ORDER, from, properties: [], value: true }] });
  collector.addEvents(
    ORDER,
    rowsOf(
      crowd,
      crowd.orders.filter(({ at }) => at >= from),
    ),
  );
  collector.finish(ORDER, { from, to: NOW });
  collector.addProfiles(crowd.people.map((person) => crowdProfile(person, 1)));
  collector.finishProfiles(NOW);
  const none = new Map();
  const inventory = crowdInventory();
  const { figures } = measureBehavior(collector, parseAccount(inventory, none, NOW), recognizeMetrics(inventory, none), none);
  return ['active-window', 'lapsed'].map((id) => figures.find((one) => one.id === `threshold-${id}`)!.figure);
}

test('one account read 24, 12 and 6 months back: thresholds agree within their intervals, or say that they are no measure', () => {
  const [two, one, half] = [thresholds(24), thresholds(12), thresholds(6)];
  expect(two.map(({ method }) => method)).toEqual(['measured', 'measured']);
  for (const shorter of [one, half]) {
    shorter.forEach((own, at) => {
      if (own.method === 'fallback') expect([own.low, own.high]).toEqual([null, null]);
      else expect([own.low! <= two[at]!.high!, two[at]!.low! <= own.high!]).toEqual([true, true]);
    });
  }
  // A year is enough to tell when a repeat buyer is at risk.
  expect(one[0]!.method).toBe('estimated');
});
