import fc from 'fast-check';
import { DAY } from '../../../src/domain/account/known';
import { localDay, zoneOffset } from '../../../src/domain/account/local-day';
import { measureBehavior } from '../../../src/domain/behavior/measure';
import { parseAccount } from '../../../src/domain/model/parsed-account';
import { createSampleAccount } from '../../../src/local/demo/sample/sample-account';
import { feed } from '../../build/behavior-feed';

const plainDay = (zone: string): ((at: number) => string) => {
  const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
  return (at) => format.format(new Date(at));
};

test.each(['UTC', 'Australia/Sydney', 'America/New_York', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'])('a day in %s is the calendar’s', (zone) => {
  const offset = zoneOffset(zone);
  const plain = plainDay(zone);
  fc.assert(
    fc.property(fc.integer({ min: Date.UTC(2011, 0) / 1000, max: Date.UTC(2027, 0) / 1000 }), (second) => {
      expect(new Date(localDay(offset, second * 1000) * DAY).toISOString().slice(0, 10)).toBe(plain(second * 1000));
    }),
    { numRuns: 400 },
  );
});

test('a zone that is not known counts as UTC', () => {
  expect(zoneOffset('Mars/Olympus')(Date.UTC(2026, 5, 1))).toBe(0);
});

const now = Date.UTC(2026, 10, 23, 10);
const base = createSampleAccount({ seed: 21, now, people: 1200 });

test.each(['Australia/Sydney', 'America/Los_Angeles', 'UTC'])('orders of one person on one day are one purchase: the day of an account in %s', (timezone) => {
  const account = { ...base, account: { ...base.account, timezone } };
  const ids = [account.raw.metricIds.order, account.raw.metricIds.orderEu];
  const settings = new Map([['metric for placed order', ids.join(', ')]]);
  const fed = feed(account, settings);
  const days = new Map([timezone, 'UTC', 'Australia/Sydney'].map((zone) => [zone, new Set<string>()]));
  for (const id of ids) {
    const series = account.events.get(id)!;
    const { from } = fed.needs.events.find((one) => one.metricId === id)!;
    series.times.forEach((time, position) => {
      const at = Math.floor(time / 1000) * 1000;
      if (at < from || at >= now || !(series.values![position]! > 0)) return;
      for (const [zone, own] of days) own.add(`${series.profiles[position]} ${plainDay(zone)(at)}`);
    });
  }
  // Else the account could not tell one zone's days from another's.
  expect(days.get('UTC')!.size).not.toBe(days.get('Australia/Sydney')!.size);
  const { figures } = measureBehavior(fed.collector, parseAccount(fed.inventory, settings, now), fed.recognized, settings);
  expect(figures.find((one) => one.id === 'orders')!.figure.value).toEqual({ value: days.get(timezone)!.size });
});
