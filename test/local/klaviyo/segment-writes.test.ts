import { READ_SCOPES, createKlaviyo } from '../../../src/local/klaviyo/handler';
import type { KlaviyoOptions } from '../../../src/local/klaviyo/handler';
import type { Document } from '../../build/sample-klaviyo';
import { HEADERS, KEY, NOW, smallSample } from '../../build/sample-klaviyo';

const {
  raw: { metricIds },
} = smallSample();
const BOUGHT = {
  condition_groups: [
    {
      conditions: [
        {
          type: 'profile-metric',
          metric_id: metricIds.order,
          measurement: 'count',
          measurement_filter: { type: 'numeric', operator: 'greater-than-or-equal', value: 1 },
          timeframe_filter: { type: 'date', operator: 'alltime' },
          metric_filters: null,
        },
      ],
    },
  ],
};

function writer(options: Partial<KlaviyoOptions> = {}) {
  const klaviyo = createKlaviyo(smallSample(), { keys: [{ key: KEY, scopes: [...READ_SCOPES, 'segments:write'] }], limits: false, ...options });
  const ask = (method: string, path: string, body?: unknown, at = NOW) => {
    const answer = klaviyo.handle(
      { method, url: `https://a.klaviyo.com/api/${path}`, headers: HEADERS, ...(body === undefined ? {} : { body: JSON.stringify(body) }) },
      at,
    );
    return { ...answer, document: (answer.body === '' ? {} : JSON.parse(answer.body)) as Document };
  };
  const create = (attributes: unknown, at?: number) => ask('POST', 'segments', { data: { type: 'segment', attributes } }, at);
  const change = (id: string, attributes: unknown, bodyId = id) => ask('PATCH', `segments/${id}`, { data: { type: 'segment', id: bodyId, attributes } });
  return { klaviyo, ask, create, change };
}

test('makes a segment: 201 with its id, listed from then on, worked out for a minute, holding who meets its rule', () => {
  const { ask, create } = writer();
  const before = ask('GET', 'segments?fields%5Bsegment%5D=name').document.data.length;
  const made = create({ name: 'Bought once', definition: BOUGHT });
  expect(made.status).toBe(201);
  const { id, attributes } = made.document.data;
  expect(attributes).toMatchObject({ name: 'Bought once', definition: BOUGHT, is_active: true, is_processing: true, is_starred: false });
  const later = ask('GET', `segments/${id}?additional-fields%5Bsegment%5D=profile_count`, undefined, NOW + 120_000).document.data.attributes;
  expect(later['is_processing']).toBe(false);
  const { order } = smallSample().raw.metricIds;
  expect(later['profile_count']).toBe(new Set(smallSample().events.get(order)?.profiles).size);
  expect(before).toBe(10);
  // Klaviyo takes a second one of the same name and meaning.
  expect(create({ name: 'Bought once', definition: BOUGHT }).status).toBe(201);
});

test('makes a segment inactive and active again, with its members kept as they were', () => {
  const { ask, change } = writer();
  const segment = smallSample().segments.find(({ isActive, name }) => isActive && name === 'Repeat buyers')!;
  expect(change(segment.id, { is_active: false }).document.data.attributes).toMatchObject({ is_active: false, name: segment.name });
  expect(ask('GET', `segments/${segment.id}`).document.data.attributes['is_active']).toBe(false);
  expect(change(segment.id, { is_active: true }).document.data.attributes['is_active']).toBe(true);
});

test.each([
  ['no name', { definition: BOUGHT }, '/data/attributes/name'],
  ['a blank name', { name: ' ', definition: BOUGHT }, '/data/attributes/name'],
  ['no definition', { name: 'x' }, '/data/attributes/definition'],
  ['no groups', { name: 'x', definition: { condition_groups: [] } }, '/data/attributes/definition'],
  [
    'a kind of condition that segments do not have',
    { name: 'x', definition: { condition_groups: [{ conditions: [{ type: 'profile-sample', percentage: 5 }] }] } },
    '/data/attributes/definition/condition_groups/0/conditions/0',
  ],
  [
    'a number as text',
    {
      name: 'x',
      definition: {
        condition_groups: [
          { conditions: [{ ...BOUGHT.condition_groups[0]!.conditions[0]!, measurement_filter: { type: 'numeric', operator: 'equals', value: '1' } }] },
        ],
      },
    },
    'measurement_filter',
  ],
  ['is_active', { name: 'x', definition: BOUGHT, is_active: false }, '/data/attributes/is_active'],
])('refuses a new segment with %s, and says where', (_, attributes, pointer) => {
  const answer = writer().create(attributes);
  expect([answer.status, answer.document.errors?.[0]?.source.pointer]).toEqual([400, expect.stringContaining(pointer)]);
});

test('refuses to deactivate with anything else in the body, another id, an unknown id; and every other edit', () => {
  const { change, klaviyo } = writer();
  const [segment] = smallSample().segments;
  const id = segment!.id;
  expect(change(id, { is_active: false, name: 'x' }).status).toBe(400);
  expect(change(id, { is_active: false }, 'another').status).toBe(400);
  expect(change('NoSuch', { is_active: false }).status).toBe(404);
  expect(change(id, { name: 'x' }).status).toBe(403);
  expect(klaviyo.handle({ method: 'DELETE', url: `https://a.klaviyo.com/api/segments/${id}`, headers: HEADERS }, NOW).status).toBe(405);
});

test('takes no write from a key without segments:write', () => {
  const { create, change } = writer({ keys: [{ key: KEY, scopes: READ_SCOPES }] });
  expect([create({ name: 'x', definition: BOUGHT }).status, change(smallSample().segments[0]!.id, { is_active: false }).status]).toEqual([403, 403]);
});

test('takes 1 a second, 15 a minute, 100 a day', () => {
  const { create } = writer({ limits: true });
  let at = NOW;
  expect([create({ name: 'x', definition: BOUGHT }, at).status, create({ name: 'x', definition: BOUGHT }, at + 500).status]).toEqual([201, 429]);
  for (let made = 1; made < 15; made += 1) expect(create({ name: 'x', definition: BOUGHT }, (at += 1_001)).status).toBe(201);
  const minute = create({ name: 'x', definition: BOUGHT }, (at += 1_001));
  expect([minute.status, Number(minute.headers['retry-after'])]).toEqual([429, expect.any(Number)]);
  at = NOW + 61_000;
  for (let made = 15; made < 100; made += 1) expect(create({ name: 'x', definition: BOUGHT }, (at += 4_100)).status).toBe(201);
  const day = create({ name: 'x', definition: BOUGHT }, (at += 61_000));
  expect(day.status).toBe(429);
  expect(Number(day.headers['retry-after'])).toBeGreaterThan(70_000);
});

test('loses the answer to a write that was made, when told to', () => {
  const { create, ask } = writer({ faults: { loseWriteAnswers: 1 } });
  expect(create({ name: 'Made in silence', definition: BOUGHT }).status).toBe(0);
  expect(ask('GET', 'segments?filter=equals(name%2C%22Made%20in%20silence%22)').document.data).toHaveLength(1);
  expect(create({ name: 'Heard', definition: BOUGHT }).status).toBe(201);
});
