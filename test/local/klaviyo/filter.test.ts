import { parseFilter } from '../../../src/local/klaviyo/filter';
import { asker, NOW, smallSample } from '../../build/sample-klaviyo';

const { get, all } = asker(smallSample());
const DAY = 86_400_000;

describe('the filter language', () => {
  test('reads strings in both quotes, lists, numbers, booleans and bare date-times', () => {
    expect(
      parseFilter('equals(name,"a\'b"),any(id,["A",\'B\']),equals(archived,false),greater-than(created,2024-01-02T03:04:05Z),greater-or-equal(timestamp,12)'),
    ).toEqual([
      { operator: 'equals', field: 'name', values: [{ kind: 'string', value: "a'b" }] },
      {
        operator: 'any',
        field: 'id',
        values: [
          { kind: 'string', value: 'A' },
          { kind: 'string', value: 'B' },
        ],
      },
      { operator: 'equals', field: 'archived', values: [{ kind: 'boolean', value: false }] },
      { operator: 'greater-than', field: 'created', values: [{ kind: 'date', value: Date.UTC(2024, 0, 2, 3, 4, 5) }] },
      { operator: 'greater-or-equal', field: 'timestamp', values: [{ kind: 'number', value: 12 }] },
    ]);
  });

  test('reads and(…) like a comma', () => {
    expect(parseFilter('and(equals(a,"1"),equals(b,"2"))')).toEqual(parseFilter('equals(a,"1"),equals(b,"2")'));
  });

  test.each(['equals(name', 'equals(name,)', 'equals name', 'any(id,["A"', "equals(name,'x')trailing", 'or(equals(a,"1"),equals(b,"2"))', 'equals(name,bare)'])(
    'refuses %s',
    (text) => {
      expect(() => parseFilter(text)).toThrow();
    },
  );

  test.each([
    ["segments?filter=equals(size,'3')", 'an unknown field'],
    ["segments?filter=contains(name,'VIP')", 'an operator that the field does not take'],
    ["segments?filter=greater-than(created,'2024-01-01T00:00:00Z')", 'a quoted date-time'],
    ['segments?filter=less-than(created,2024-01-01T00:00:00Z)', 'the other direction'],
    ["lists?filter=equals(name,'a','b')", 'two values where one is taken'],
    ["segments?filter=equals(is_active,'true')", 'a quoted boolean'],
    ['campaigns', 'campaigns without a filter'],
    ['campaigns?filter=equals(archived,true)', 'campaigns without a channel'],
    ["campaigns?filter=equals(messages.channel,'push')", 'a channel that is not one'],
    ["events?filter=any(metric_id,['A','B'])", 'several metrics at once'],
  ])('%s is refused: %s', (path) => {
    const answer = get(path);
    expect([answer.status, answer.document.errors?.[0]?.source.parameter]).toEqual([400, 'filter']);
  });
});

describe('filters narrow listings', () => {
  test('by ids, names and dates of segments', () => {
    const { segments } = smallSample();
    const wanted = segments.slice(3, 6).map(({ id }) => id);
    expect(
      get(`segments?filter=any(id,${JSON.stringify(wanted)})`)
        .document.data.map(({ id }) => id)
        .sort(),
    ).toEqual([...wanted].sort());
    expect(get('segments?filter=equals(name,"Loyal customers")').document.data).toHaveLength(2);
    const since = NOW - 100 * DAY;
    const newer = all(`segments?filter=greater-than(updated,${new Date(since).toISOString()})`).flatMap(({ data }) => data);
    expect(newer.map(({ id }) => id).sort()).toEqual(
      segments
        .filter(({ updated }) => updated > since)
        .map(({ id }) => id)
        .sort(),
    );
  });

  test('by channel, archived and status of campaigns', () => {
    const { campaigns } = smallSample();
    const channels = ['email', 'sms', 'mobile_push'].map(
      (channel) => all(`campaigns?filter=equals(messages.channel,'${channel}')`).flatMap(({ data }) => data).length,
    );
    expect(channels).toEqual(['email', 'sms', 'mobile_push'].map((channel) => campaigns.filter((campaign) => campaign.channel === channel).length));
    const archived = all("campaigns?filter=equals(messages.channel,'email'),equals(archived,true)").flatMap(({ data }) => data);
    expect(archived.length).toBe(campaigns.filter((campaign) => campaign.channel === 'email' && campaign.archived).length);
    expect(archived.length).toBeGreaterThan(0);
  });

  test('by name, status and trigger of flows', () => {
    const { flows } = smallSample();
    expect(get("flows?filter=contains(name,'welcome')").document.data.length).toBe(flows.filter(({ name }) => /welcome/i.test(name)).length);
    expect(get("flows?filter=equals(status,'live'),equals(archived,true)").document.data.length).toBe(
      flows.filter(({ status, archived }) => status === 'live' && archived).length,
    );
    expect(get("metrics?filter=equals(integration.name,'WooCommerce')").document.data.map(({ attributes }) => attributes.name)).toEqual([
      'Placed Order',
      'Started Checkout',
    ]);
  });

  test('by profile and by when people joined', () => {
    const { membership, profiles, segments } = smallSample();
    const segmentId = segments.find(({ name }) => name === 'Repeat buyers')?.id ?? '';
    const members = membership.segment(segmentId);
    const known = [profiles.id(members.profiles[0] as number), profiles.id(members.profiles[1] as number)];
    const stranger = profiles.id(Array.from({ length: profiles.size }, (_, index) => index).find((index) => !members.profiles.includes(index)) ?? 0);
    const found = get(`segments/${segmentId}/profiles?filter=any(profile_id,${JSON.stringify([...known, stranger])})`).document.data.map(({ id }) => id);
    expect(found.sort()).toEqual(known.sort());
    const since = NOW - 60 * DAY;
    const joined = all(`segments/${segmentId}/relationships/profiles?filter=greater-than(joined_group_at,${new Date(since).toISOString()})`).flatMap(
      ({ data }) => data,
    );
    expect(joined.length).toBe(members.joinedAt.filter((at) => at > since).length);
  });
});
