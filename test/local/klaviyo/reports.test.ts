import { asker, NOW, smallSample } from '../../build/sample-klaviyo';
import { instantOf } from '../../../src/local/klaviyo/time-zone';

const account = smallSample();
const { get, post } = asker(account);
const { order, received, open } = account.raw.metricIds;
const YEAR = { key: 'last_365_days' };

interface Row {
  readonly groupings: Readonly<Record<string, string>>;
  readonly statistics: Readonly<Record<string, number>>;
}

function rows(path: string, type: string, attributes: unknown): readonly Row[] {
  const answer = post(path, type, attributes);
  if (answer.status !== 200) throw new Error(answer.body);
  return answer.document.data.attributes.results as readonly Row[];
}

describe('segment reports', () => {
  test('one call tells the members of every segment, the same as each segment tells', () => {
    const found = rows('segment-values-reports', 'segment-values-report', {
      statistics: ['total_members', 'members_added', 'members_removed', 'net_members_changed'],
      timeframe: { key: 'last_7_days' },
    });
    expect(new Map(found.map((row) => [row.groupings.segment_id, row.statistics.total_members]))).toEqual(
      new Map(account.segments.map(({ id }) => [id, account.membership.size(id)])),
    );
    for (const { statistics } of found) expect(statistics.net_members_changed).toBe((statistics.members_added ?? 0) - (statistics.members_removed ?? 0));
    const moving = account.segments.find(({ name }) => name === 'Engaged 30 days');
    expect(found.find(({ groupings }) => groupings.segment_id === moving?.id)?.statistics.members_added).toBeGreaterThan(0);
  });

  test('a series ends where the values do', () => {
    const id = account.segments.find(({ name }) => name === 'Repeat buyers')?.id ?? '';
    const answer = post('segment-series-reports', 'segment-series-report', {
      statistics: ['total_members'],
      timeframe: { key: 'last_30_days' },
      interval: 'weekly',
      filter: `equals(segment_id,"${id}")`,
    });
    const { results, date_times: dates } = answer.document.data.attributes as { results: { statistics: { total_members: number[] } }[]; date_times: string[] };
    const totals = results[0]?.statistics.total_members ?? [];
    expect(totals).toHaveLength(dates.length);
    expect(totals[totals.length - 1]).toBe(account.membership.size(id));
    expect([...totals].sort((a, b) => a - b)).toEqual(totals);
  });

  test.each([
    [{ statistics: ['total_members'] }, 'no timeframe'],
    [{ statistics: [], timeframe: YEAR }, 'no statistics'],
    [{ statistics: ['opens'], timeframe: YEAR }, 'a statistic of other reports'],
    [{ statistics: ['total_members'], timeframe: { start: '2024-01-01T00:00:00Z', end: '2025-06-01T00:00:00Z' } }, 'more than a year'],
    [{ statistics: ['total_members'], timeframe: { start: '2023-01-01T00:00:00Z', end: '2023-08-01T00:00:00Z' } }, 'before June 2023'],
    [
      { statistics: ['total_members'], timeframe: YEAR, filter: `any(segment_id,${JSON.stringify(Array.from({ length: 101 }, (_, each) => `s${each}`))})` },
      '101 ids',
    ],
    [{ statistics: ['total_members'], timeframe: YEAR, filter: 'contains-any(segment_id,["a"])' }, 'an operator of other reports'],
  ])('are refused with %j: %s', (attributes: unknown, _why: string) => {
    expect(post('segment-values-reports', 'segment-values-report', attributes).status).toBe(400);
  });
});

describe('campaign and flow reports', () => {
  test('need a conversion metric whatever is asked, and it must exist', () => {
    const body = { statistics: ['recipients'], timeframe: YEAR };
    expect(post('campaign-values-reports', 'campaign-values-report', body).status).toBe(400);
    expect(post('flow-values-reports', 'flow-values-report', { ...body, conversion_metric_id: 'NoSuch' }).status).toBe(404);
    expect(post('campaign-values-reports', 'campaign-values-report', { ...body, conversion_metric_id: order, group_by: ['group'] }).status).toBe(400);
  });

  test('recipients are the very people who received it', () => {
    const found = rows('campaign-values-reports', 'campaign-values-report', {
      statistics: ['recipients', 'opens_unique', 'open_rate', 'delivered'],
      timeframe: YEAR,
      conversion_metric_id: order,
    });
    const campaign = account.campaigns.filter(({ channel, status }) => channel === 'email' && status === 'Sent').slice(-1)[0];
    const messageId = campaign?.messages[0]?.id;
    const mine = found.filter((row) => row.groupings.campaign_id === campaign?.id && row.groupings.campaign_message_id === messageId);
    const count = (metricId: string): ReadonlySet<number> => {
      const series = account.events.get(metricId);
      return new Set([...(series?.profiles ?? [])].filter((_, position) => series?.properties(position).$message === messageId));
    };
    expect(mine[0]?.statistics.recipients).toBe(count(received).size);
    expect(mine[0]?.statistics.opens_unique).toBe(count(open).size);
    expect(mine[0]?.statistics.open_rate).toBeCloseTo(count(open).size / (mine[0]?.statistics.delivered ?? 1));
  });

  test('grouped by audience they add up to the campaign', () => {
    const body = { statistics: ['recipients', 'conversion_value'], timeframe: YEAR, conversion_metric_id: order };
    const whole = rows('campaign-values-reports', 'campaign-values-report', body);
    const parts = rows('campaign-values-reports', 'campaign-values-report', {
      ...body,
      group_by: ['campaign_id', 'campaign_message_id', 'group', 'group_name'],
    });
    const sum = (list: readonly Row[], name: string): number => list.reduce((total, row) => total + (row.statistics[name] ?? 0), 0);
    expect(sum(parts, 'recipients')).toBe(sum(whole, 'recipients'));
    expect(sum(parts, 'conversion_value')).toBeCloseTo(sum(whole, 'conversion_value'), 0);
    const groups = new Set([...account.lists, ...account.segments].map(({ id }) => id));
    expect(parts.every(({ groupings }) => groups.has(groupings.group ?? '') && groupings.group_name !== '')).toBe(true);
    expect(sum(whole, 'conversion_value')).toBeGreaterThan(0);
  });

  test('flow results of parts of a year add up to the year', () => {
    const ask = (start: string, end: string): number =>
      rows('flow-values-reports', 'flow-values-report', { statistics: ['recipients'], timeframe: { start, end }, conversion_metric_id: order }).reduce(
        (total, row) => total + (row.statistics.recipients ?? 0),
        0,
      );
    const year = ask('2025-11-01T00:00:00', '2026-11-01T00:00:00');
    expect(ask('2025-11-01T00:00:00', '2026-03-01T00:00:00') + ask('2026-03-01T00:00:00', '2026-11-01T00:00:00')).toBe(year);
    expect(year).toBeGreaterThan(100);
  });

  test('a long report goes on behind an undeclared next link', () => {
    const many = asker({
      ...account,
      results: {
        ...account.results,
        campaign: (id) => [
          { messageId: `${id}m`, groupId: account.lists[0]?.id ?? '', tally: account.results.flow(account.flows[0]?.id ?? '', order, 0, NOW)[0]!.tally },
        ],
      },
      campaigns: Array.from({ length: 2300 }, (_, each) => ({ ...account.campaigns[0]!, id: `c${each}`, sendTime: NOW - 1000 })),
    });
    const body = { statistics: ['recipients'], timeframe: YEAR, conversion_metric_id: order };
    const seen: number[] = [];
    let path: string | null = 'campaign-values-reports';
    while (path !== null) {
      const answer = many.post(path, 'campaign-values-report', body);
      seen.push((answer.document.data.attributes.results as Row[]).length);
      path = answer.document.links.next?.split('/api/')[1] ?? null;
    }
    expect(seen).toEqual([1000, 1000, 300]);
  });

  test('forms tell views and submissions', () => {
    const found = rows('form-values-reports', 'form-values-report', { statistics: ['viewed_form', 'submits', 'submit_rate'], timeframe: YEAR });
    expect(found).toHaveLength(account.forms.length);
    expect(found[0]?.statistics.submit_rate).toBeCloseTo((found[0]?.statistics.submits ?? 0) / (found[0]?.statistics.viewed_form ?? 1));
  });
});

describe('metric aggregates', () => {
  const months = (extra: Readonly<Record<string, unknown>> = {}): unknown => ({
    metric_id: order,
    measurements: ['count', 'sum_value', 'unique'],
    interval: 'month',
    timezone: 'America/Los_Angeles',
    filter: ['greater-or-equal(datetime,2025-11-01T07:00:00Z)', 'less-than(datetime,2026-11-01T07:00:00Z)'],
    ...extra,
  });

  test('count orders by the months of the account, over the change of clocks', () => {
    const { dates, data } = post('metric-aggregates', 'metric-aggregate', months()).document.data.attributes as {
      dates: string[];
      data: { measurements: { count: number[]; sum_value: number[]; unique: number[] } }[];
    };
    const starts = Array.from({ length: 13 }, (_, month) => instantOf('America/Los_Angeles', 2025, 11 + month, 1));
    expect(dates.map((date) => Date.parse(date))).toEqual(starts.slice(0, 12));
    const series = account.events.get(order);
    starts.slice(0, 12).forEach((start, place) => {
      const positions = [...(series?.times ?? [])].flatMap((at, position) => (at >= start && at < (starts[place + 1] ?? 0) ? [position] : []));
      expect(data[0]?.measurements.count[place]).toBe(positions.length);
      expect(data[0]?.measurements.sum_value[place]).toBeCloseTo(
        positions.reduce((sum, position) => sum + (series?.values?.[position] ?? 0), 0),
        1,
      );
      expect(data[0]?.measurements.unique[place]).toBe(new Set(positions.map((position) => series?.profiles[position])).size);
    });
  });

  test('partition by list and filter by one', () => {
    const { subscribedTo } = account.raw.metricIds;
    const ask = (extra: Readonly<Record<string, unknown>>): { dimensions: string[]; measurements: { count: number[] } }[] =>
      post('metric-aggregates', 'metric-aggregate', months({ metric_id: subscribedTo, measurements: ['count'], ...extra })).document.data.attributes.data as {
        dimensions: string[];
        measurements: { count: number[] };
      }[];
    const byList = ask({ by: ['List'], sort: 'List' });
    const names = byList.map(({ dimensions }) => dimensions[0]);
    expect(names).toContain('Newsletter');
    expect(names).toEqual([...names].sort());
    const one = ask({ filter: ['greater-or-equal(datetime,2025-11-01T07:00:00Z)', 'less-than(datetime,2026-11-01T07:00:00Z)', 'equals(List,"Newsletter")'] });
    expect(one[0]?.measurements.count).toEqual(byList.find(({ dimensions }) => dimensions[0] === 'Newsletter')?.measurements.count);
  });

  test.each([
    [{ metric_id: undefined }],
    [{ measurements: ['average'] }],
    [{ interval: 'monthly' }],
    [{ timezone: 'Europe/Kyiv' }],
    [{ timezone: 'Mars/Base' }],
    [{ filter: 'less-than(datetime,2026-01-01)' }],
    [{ filter: ['less-than(datetime,2026-01-01T00:00:00Z)'] }],
    [{ filter: ['greater-or-equal(datetime,2024-01-01T00:00:00Z)', 'less-than(datetime,2026-01-01T00:00:00Z)'] }],
    [{ by: ['Collections'] }],
    [{ filter: ['greater-or-equal(datetime,"2025-11-01T00:00:00Z")', 'less-than(datetime,2026-01-01T00:00:00Z)'] }],
    [{ metric_id: account.customMetrics[0]?.id }],
  ])('are refused with %j', (change) => {
    expect(post('metric-aggregates', 'metric-aggregate', months(change)).status).toBe(400);
  });

  test('metric properties tell types and, on request, samples', () => {
    const told = (query: string): readonly Readonly<Record<string, unknown>>[] =>
      get(`metrics/${order}/metric-properties${query}`).document.data.map(({ attributes }) => attributes);
    expect(told('').find(({ property }) => property === 'Discount Codes')).toEqual({
      label: 'Discount Codes',
      property: 'Discount Codes',
      inferred_type: 'List',
    });
    const sampled = told('?additional-fields[metric-property]=sample_values').find(({ property }) => property === 'Collections');
    expect(sampled?.sample_values).toContain('Serums');
  });
});
