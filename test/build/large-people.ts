import { DAY } from '../../src/domain/account/known';
import { createCollector } from '../../src/domain/behavior/collector';
import type { BehaviorCollector } from '../../src/domain/behavior/collector';
import type { ChannelConsent, EventRow, ProfileRow } from '../../src/domain/behavior/rows';
import { TODAY } from './inventory';
import { randomFrom } from './inventory-large';

/** Events of the large account by metric: 2,000,000. */
const EVENTS: Readonly<Record<string, number>> = { ORDER: 400_000, CHECKOUT: 100_000, VIEWED: 300_000, CLICK: 400_000, OPEN: 500_000, RECEIVED: 300_000 };
const ROWS_AT_ONCE = 20_000;
const LOOK_BACK = 730;

/**
 * The behavior of a generated account as a refresh has read it: 2,000,000 events of 500,000 people over two years.
 * @param read how many of the profiles were read; fewer than all are a sample with weights
 */
export function largePeople(profiles: number, read: number): BehaviorCollector {
  const random = randomFrom(7);
  const idOf = (profile: number): string => `01H${String(profile).padStart(10, '0')}QWERTYUIOPASD`;
  const collector = createCollector(null);
  const from = TODAY - LOOK_BACK * DAY;
  collector.begin({
    events: Object.keys(EVENTS).map((metricId) => ({ metricId, from, properties: [], value: metricId === 'ORDER' || metricId === 'CHECKOUT' })),
    profilesAtMost: read,
    predictions: false,
    profileProperties: ['Size', 'Skin Type', 'Tier', 'City', 'Pet'],
  });
  for (const [metricId, count] of Object.entries(EVENTS)) {
    for (let done = 0; done < count; done += ROWS_AT_ONCE) {
      collector.addEvents(
        metricId,
        Array.from({ length: Math.min(ROWS_AT_ONCE, count - done) }, (): EventRow => ({
          // Squared, so that some are regulars and most did it once or twice.
          profileId: idOf(Math.floor(random() ** 2 * profiles)),
          at: Math.floor((from + random() * LOOK_BACK * DAY * 0.999) / 1000) * 1000,
          value: metricId === 'ORDER' || metricId === 'CHECKOUT' ? Math.round(random() * 12_000) / 100 : null,
          properties: {},
        })),
      );
    }
    collector.finish(metricId, { from, to: TODAY });
  }
  const step = profiles / read;
  const none: ChannelConsent = { consent: 'NEVER_SUBSCRIBED', canReceive: false, consentAt: null, method: null, doubleOptIn: null, suppressions: [] };
  for (let done = 0; done < read; done += ROWS_AT_ONCE) {
    collector.addProfiles(
      Array.from({ length: Math.min(ROWS_AT_ONCE, read - done) }, (_, at): ProfileRow => {
        const created = TODAY - Math.floor((1 + random() * 900) * DAY);
        const subscribed = random() < 0.7;
        return {
          id: idOf(Math.floor((done + at) * step)),
          created,
          country: random() < 0.9 ? 'United States' : 'Germany',
          region: null,
          postalCode: null,
          predictions: null,
          properties: {},
          weight: step,
          email: { ...none, consent: subscribed ? 'SUBSCRIBED' : 'NEVER_SUBSCRIBED', canReceive: random() < 0.95, consentAt: subscribed ? created : null },
          sms: none,
          push: none,
        };
      }),
    );
  }
  collector.finishProfiles(TODAY);
  return collector;
}
