import fc from 'fast-check';
import type { Inventory } from '../../../src/domain/account/inventory';
import { DAY, isKnown, known, unknown } from '../../../src/domain/account/known';
import { addTo, bitSet, has } from '../../../src/domain/comparison/bit-set';
import { inMoreThan } from '../../../src/domain/reach/crowded-weeks';
import { EXPECTED_BY } from '../../../src/domain/reach/revenue';
import type { Reach } from '../../../src/domain/reach/reach';
import type { Unspoken } from '../../../src/domain/reach/unspoken';
import { createContext } from '../../../src/domain/report/report-context';
import { spokenToChart, unspokenFigure, unspokenSection, unspokenWords } from '../../../src/domain/report/unspoken-report';
import { recommendationDocument } from '../../../src/domain/report/document';
import { CLICK, NOW, ORDER } from '../../build/behavior-crowd';
import { allTime, definition, did, flowDefinition, inTheLast, never, subscribed } from '../../build/definition';
import { buyingCrowd } from '../../build/buying-law';
import { aCampaign, aFlow, aList, aSegment } from '../../build/inventory';
import { CROWD, analyzedCrowd } from '../../build/reach-account';
import { aReport } from '../../build/report-input';

const LATELY = aSegment('NEW', definition(did(ORDER, inTheLast(60))), { name: 'Bought lately' });
const NEVER = aSegment('NON', definition(never(ORDER, allTime)), { name: 'Never bought' });
const ENGAGED = aSegment('ENG', definition(did(CLICK, inTheLast(365)), subscribed()), { name: 'Engaged' });
const WHOLE = aList('ALL', { name: 'Newsletter', members: known(1_400) });
const FEW = aList('FEW', { name: 'Event guests', members: known(40) });

const boughtWithin = (days: number): ReadonlySet<number> =>
  new Set(CROWD.orders.filter(({ at }) => at >= NOW - days * DAY && at < NOW).map(({ profile }) => profile));
/** By email or SMS, as the crowd's profiles say. */
const reachable = CROWD.people.flatMap((person, profile) => ((person.subscribed && !person.suppressed) || person.sms ? [profile] : []));
const byEmail = new Set(CROWD.people.flatMap((person, profile) => (person.subscribed && !person.suppressed ? [profile] : [])));
const account = (parts: Partial<Inventory>): Partial<Inventory> => ({ segments: known([LATELY, NEVER, ENGAGED]), lists: known([WHOLE, FEW]), ...parts });
const sentTo = (...groups: readonly string[]): Partial<Inventory> => ({ campaigns: known([aCampaign('C', groups, 5)]) });

function told(reach: Reach): Unspoken {
  if (!isKnown(reach.unspoken)) throw new Error(reach.unspoken.unknown);
  return reach.unspoken.value;
}

test('whoever can be reached and is in no targeted audience counts, with what they spent, as a plain count has it', () => {
  const found = told(analyzedCrowd(account(sentTo('NEW'))).reach);
  const spoken = boughtWithin(60);
  const silent = new Set(reachable.filter((profile) => !(spoken.has(profile) && byEmail.has(profile))));
  expect(found).toMatchObject({ people: silent.size, least: silent.size, most: silent.size, reachable: reachable.length, targeted: 1, broad: 0 });
  const year = CROWD.orders.filter(({ at }) => at > NOW - 365 * DAY);
  const sum = (of: typeof year): number => of.reduce((total, { value }) => total + value!, 0);
  expect(found.lastYear!.value).toBeCloseTo(sum(year.filter(({ profile }) => silent.has(profile))), 2);
  expect(found.lastYear!.of).toBeCloseTo(sum(year), 2);
  const buyers = new Set(CROWD.orders.filter(({ at }) => at < NOW).map(({ profile }) => profile));
  expect(found.byGroup?.find(({ group }) => group === 'Never bought')?.people).toBe([...silent].filter((profile) => !buyers.has(profile)).length);
  expect(found.byGroup?.reduce((total, { people }) => total + people, 0)).toBe(silent.size);
});

test('what is expected of customers is the forecast of the Behavior tab, by whichever way it is made, and the page says by which', () => {
  const { crowd } = buyingCrowd({ customers: 1_500, days: 700, r: 0.5, alpha: 6, a: 0.8, b: 2.5, seed: 5 });
  const then = NOW - 90 * DAY;
  const ways = [CROWD, crowd].map((own) => {
    const { reach, behavior } = analyzedCrowd(account(sentTo('NEW')), [], null, own);
    const orders = own.orders.filter(({ at }) => at < NOW);
    const customers = new Set(orders.map(({ profile }) => profile));
    const before = new Set(orders.filter(({ at }) => at <= then).map(({ profile }) => profile));
    const others = own.people.flatMap(({ created }, profile) => (before.has(profile) || created > then ? [] : [profile]));
    const spent = orders.filter(({ at, profile }) => at > then && others.includes(profile)).reduce((sum, { value }) => sum + value!, 0);
    const forecast = behavior.figures.find(({ id }) => id === 'forecast-money')!.figure.value;
    if (!isKnown(forecast)) throw new Error(forecast.unknown);
    expect(told(reach).expected!.of).toBeCloseTo(forecast.value + (own.people.length - customers.size) * (others.length > 0 ? spent / others.length : 0), 1);
    expect(reach.expectedBy).toBe(behavior.customers!.forecast.used);
    expect(spokenToChart(createContext(aReport({ reach, behavior })))[0]!.explanation).toContain(EXPECTED_BY[reach.expectedBy!]);
    return reach.expectedBy;
  });
  expect(new Set(ways).size).toBe(2);
});

test('the whole list and everyone engaged speak to nobody in particular; a campaign before the window speaks to nobody now', () => {
  const broad = told(
    analyzedCrowd(account({ campaigns: known([aCampaign('C1', ['ALL'], 5), aCampaign('C2', ['ENG'], 6), aCampaign('C3', ['NEW'], 120)]) })).reach,
  );
  expect(broad).toMatchObject({ people: reachable.length, targeted: 0, broad: 2 });
});

test('what counts as targeted is the settings’: by share, and by name', () => {
  const strict = told(analyzedCrowd(account(sentTo('NEW')), [{ name: 'Targeted up to (%)', text: '5' }]).reach);
  const named = told(analyzedCrowd(account(sentTo('NEW')), [{ name: 'Never targeted', text: 'newsletter,  bought Lately' }]).reach);
  expect([strict.people, named.people]).toEqual([reachable.length, reachable.length]);
});

test('people of a small list may be among them: the figure is a bound, and says so', () => {
  const { reach } = analyzedCrowd(account(sentTo('NEW', 'FEW')));
  const found = told(reach);
  expect(found.least).toBe(found.people - 40);
  expect(found.most).toBe(found.people);
  const context = createContext(aReport({ reach }));
  expect(unspokenWords(context)).toMatch(/^At most /);
  expect(unspokenFigure(context).method).toContain('since who is in “Event guests” (Klaviyo tells how many are on a list, not who) cannot be told one by one.');
});

test('a list of unknown size that was chosen leaves nothing to say', () => {
  const { reach } = analyzedCrowd(account({ ...sentTo('NEW', 'FEW'), lists: known([WHOLE, { ...FEW, members: unknown('not read') }]) }));
  expect('unknown' in reach.unspoken && reach.unspoken.unknown).toMatch(
    /^it lies between 0 and [\d,]+ of [\d,]+ reachable people, since who is in “Event guests” cannot be told$/,
  );
});

test('a flow in use speaks to whoever started it, also without a campaign; one that sent nothing does not', () => {
  const flow = (recipients: number) =>
    aFlow('F', flowDefinition({ trigger: { type: 'metric', id: ORDER, trigger_filter: null } }), { results: known({ recipients } as never) });
  const spoken = boughtWithin(90);
  expect(told(analyzedCrowd(account({ flows: known([flow(300)]) }), [{ name: 'Targeted up to (%)', text: '80' }]).reach).people).toBe(
    reachable.filter((profile) => !spoken.has(profile)).length,
  );
  expect(told(analyzedCrowd(account({ flows: known([flow(0)]) })).reach).people).toBe(reachable.length);
});

test('campaigns or flows that were not read make it unknown, in the figure and in the document', () => {
  for (const parts of [
    { campaigns: unknown<never>('the key lacks campaigns:read') },
    { ...sentTo('NEW'), flows: unknown<never>('the key lacks flows:read') },
  ]) {
    const { reach } = analyzedCrowd(account(parts));
    const report = aReport({ reach });
    const context = createContext(report);
    expect(unspokenFigure(context).cell.value).toBe('Unknown');
    expect(JSON.stringify(unspokenSection(context))).toContain('could not be read: the key lacks');
    expect(JSON.stringify(recommendationDocument(report).blocks)).toContain('could not be read: the key lacks');
  }
});

test('in a sample everybody stands for several, and the figure says that it is sampled', () => {
  const chosen = new Map(Array.from({ length: 500 }, (_, at) => [at * 3, 3] as const));
  const { reach } = analyzedCrowd(account(sentTo('NEW')), [], chosen);
  const spoken = boughtWithin(60);
  expect(told(reach).people).toBe(3 * reachable.filter((profile) => profile % 3 === 0 && !(spoken.has(profile) && byEmail.has(profile))).length);
  expect(unspokenFigure(createContext(aReport({ reach }))).method).toMatch(/^Sampled from a sample of profiles/);
});

test('weeks are the account’s own: five sends around a Sunday midnight are one week in Auckland and two in UTC', () => {
  // Sunday, 8 November 2026, 06:00 to 14:00 UTC: Sunday evening, then Monday from 11:00 on in Auckland; in UTC all on Sunday.
  const hours = [6, 8, 10, 12, 14];
  const campaigns = known(hours.map((hour, at) => aCampaign(`C${at}`, ['NEW'], 15, { sendTime: Date.UTC(2026, 10, 8, hour), excluded: [] })));
  const inZone = (timezone: string): number | null => {
    const { reach } = analyzedCrowd({
      ...account({ campaigns }),
      account: { id: 'A', name: 'A', timezone, currency: 'USD', locale: null, testAccount: false },
    });
    return isKnown(reach.crowded) ? reach.crowded.value.people : null;
  };
  const mailed = [...boughtWithin(60)].filter((profile) => byEmail.has(profile)).length;
  expect([inZone('UTC'), inZone('Pacific/Auckland')]).toEqual([mailed, 0]);
});

test('where all campaigns go to lists, how often people are mailed is unknown', () => {
  expect(analyzedCrowd(account(sentTo('ALL'))).reach.crowded).toEqual({
    unknown: 'all campaigns went to lists or to others whose people cannot be told one by one',
  });
});

test('whoever is in more than so many sets is found as by counting', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 80 }), fc.array(fc.array(fc.nat(79)), { maxLength: 12 }), fc.integer({ min: 1, max: 9 }), (size, lists, most) => {
      const sets = lists.map((places) => {
        const set = bitSet(size);
        places.filter((place) => place < size).forEach((place) => addTo(set, place));
        return set;
      });
      const found = inMoreThan(sets, most, size);
      for (let place = 0; place < size; place += 1) expect(has(found, place)).toBe(sets.filter((set) => has(set, place)).length > most);
    }),
  );
});
