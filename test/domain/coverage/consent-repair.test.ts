import type { Campaign, Inventory, Segment } from '../../../src/domain/account/inventory';
import { DAY, known } from '../../../src/domain/account/known';
import { analyze } from '../../../src/domain/analysis/analyze';
import type { Coverage } from '../../../src/domain/coverage/recommendation';
import { rowOf } from '../../build/analysis';
import { NOW, ORDER, collectCrowd, crowdInventory, crowdOf, type Crowd } from '../../build/behavior-crowd';
import { definition, did, inTheLast, subscribed } from '../../build/definition';
import { aCampaign, aSegment } from '../../build/inventory';

const crowd = crowdOf(8, 1500, 0.6, 6);
const bought = (days: number): Segment => aSegment('S', definition(did(ORDER, inTheLast(days))), { name: 'Serum buyers' });

function coverage(campaign: Partial<Campaign>, people: Crowd = crowd, segment = bought(70)): Coverage {
  const inventory: Inventory = {
    ...crowdInventory(),
    segments: known([segment]),
    campaigns: known([{ ...aCampaign('C', ['S'], 10), name: 'December glow', ...campaign }]),
  };
  return analyze(inventory, collectCrowd(people), []).coverage;
}

describe('a segment that is mailed without asking for consent', () => {
  const within = (days: number): Set<number> => new Set(crowd.orders.filter(({ at }) => at > NOW - days * DAY).map(({ profile }) => profile));
  const members = within(70);
  const lacking = [...members].filter((profile) => !(crowd.people[profile]!.subscribed && !crowd.people[profile]!.suppressed)).length;

  test('leads, with the day of the send, the number of people and the rule that mends it', () => {
    const row = rowOf(coverage({ status: 'Scheduled', sendTime: NOW + 10 * DAY }), 'refresh:S');
    expect(lacking).toBeGreaterThan(10);
    expect(row.why).toBe(`Before Dec 3, 2026: ${lacking} of ${members.size} people in it have not opted in to email, and “December glow” goes to them.`);
    expect(row).toMatchObject({ when: 'Now', priority: 'P1', dueInDays: 9, size: { value: { value: { value: members.size - lacking } } } });
    expect(JSON.parse(row.definition!)).toMatchObject({ condition_groups: [{}, { conditions: [{ type: 'profile-marketing-consent' }] }] });
    expect(row.evidence).toContain(row.why);
  });

  test('is a note where everybody in it has opted in all the same', () => {
    const all: Crowd = { ...crowd, people: crowd.people.map((person) => ({ ...person, subscribed: true, suppressed: false })) };
    const { findings, recommendations } = coverage({ status: 'Scheduled', sendTime: NOW + 10 * DAY }, all);
    expect(findings.filter(({ kind }) => kind === 'no-consent')).toMatchObject([
      { severity: 'note', evidence: expect.stringContaining('everybody in it has today') },
    ]);
    // A note changes no rule: there is no row, let alone a first one.
    expect(recommendations.filter(({ key }) => key === 'refresh:S')).toEqual([]);
  });

  test('is told without a day to come where the campaign was sent', () => {
    const row = rowOf(coverage({ status: 'Sent', sendTime: NOW - 10 * DAY }), 'refresh:S');
    expect(row.why).toBe(`${lacking} of ${members.size} people in it have not opted in to email.`);
  });

  test('claims no money, which is known: a campaign that is over does not make the row lead', () => {
    const row = rowOf(coverage({ status: 'Sent', sendTime: NOW - 10 * DAY }), 'refresh:S');
    expect(row.value).toMatchObject({ value: { value: { value: 0 } } });
    expect(row.gain).toBe(0);
  });
});

test('a segment that counts what no longer arrives leads with the day of the send that it waits for', () => {
  const gone = aSegment('S', definition(subscribed(), did('GONE01', inTheLast(30)), did(ORDER, inTheLast(70))), { name: 'Serum buyers' });
  const row = rowOf(coverage({ status: 'Scheduled', sendTime: NOW + 10 * DAY }, crowd, gone), 'refresh:S');
  expect(row.why).toBe('Before Dec 3, 2026: “December glow” goes to it as it stands.');
  expect(row).toMatchObject({ when: 'Now', priority: 'P1', dueInDays: 9 });
});
