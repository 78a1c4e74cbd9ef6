import { RateLimits } from '../../../src/local/klaviyo/limits';
import { asker, NOW, smallSample } from '../../build/sample-klaviyo';

describe('fixed windows', () => {
  test('open with the first request and close a second or a minute later', () => {
    const limits = new RateLimits();
    const take = (at: number): boolean => limits.take('x', [2, 3], at).allowed;
    expect([take(100), take(200), take(300), take(1099), take(1100), take(1200), take(60_099), take(60_100)]).toEqual([
      true,
      true,
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
  });

  test('a refusal tells whole seconds until the longest spent window closes', () => {
    const limits = new RateLimits();
    limits.take('x', [1, 2], 0);
    expect(limits.take('x', [1, 2], 10)).toEqual({ allowed: false, retryAfterSeconds: 1 });
    limits.take('x', [1, 2], 1000);
    expect(limits.take('x', [1, 2], 2500)).toEqual({ allowed: false, retryAfterSeconds: 58 });
  });
});

describe('limits of the API', () => {
  test('ordinary answers tell the steady window, a 429 tells Retry-After instead', () => {
    const { get } = asker(smallSample(), { limits: true });
    expect(get('segments').headers).toMatchObject({ 'ratelimit-limit': '750', 'ratelimit-remaining': '749', 'ratelimit-reset': '60' });
    get('accounts');
    const refused = get('accounts', NOW + 10);
    expect([refused.status, refused.headers['retry-after'], refused.headers['ratelimit-limit']]).toEqual([429, '1', undefined]);
    expect(refused.document.errors?.[0]?.code).toBe('throttled');
  });

  test('a member count has a bucket of its own', () => {
    const { get } = asker(smallSample(), { limits: true });
    const path = `segments/${smallSample().segments[0]?.id ?? ''}`;
    expect(get(`${path}?additional-fields[segment]=profile_count`).status).toBe(200);
    expect(get(`${path}?additional-fields[segment]=profile_count`, NOW + 20).status).toBe(429);
    expect(get(path, NOW + 30).status).toBe(200);
    const counted = Array.from({ length: 15 }, (_, turn) => get(`${path}?additional-fields[segment]=profile_count`, NOW + 2000 + turn * 1001).status);
    expect(counted).toEqual([...Array.from({ length: 14 }, () => 200), 429]);
  });

  test('predictive figures make profiles slow', () => {
    const { get } = asker(smallSample(), { limits: true });
    const asked = Array.from(
      { length: 11 },
      (_, turn) => get('profiles?additional-fields[profile]=predictive_analytics,subscriptions&page[size]=1', NOW + turn).status,
    );
    expect(asked.filter((status) => status === 429)).toHaveLength(1);
  });

  test('reports take two a minute and 225 a day', () => {
    const { post } = asker(smallSample(), { limits: true });
    const ask = (at: number): number =>
      post(
        'segment-values-reports',
        'segment-values-report',
        { statistics: ['total_members'], timeframe: { start: '2026-11-20T00:00:00Z', end: '2026-11-21T00:00:00Z' }, filter: 'equals(segment_id,"none")' },
        NOW + at,
      ).status;
    expect([ask(0), ask(1001), ask(2002)]).toEqual([200, 200, 429]);
    let answered = 2;
    for (let minute = 1; minute < 200; minute += 1) answered += [ask(minute * 60_001), ask(minute * 60_001 + 1001)].filter((status) => status === 200).length;
    expect(answered).toBe(225);
    expect(ask(86_400_001)).toBe(200);
  });

  test('all keys of an account share its limits', () => {
    const keys = ['pk_first111', 'pk_second22'];
    const { get } = asker(smallSample(), { limits: true, keys: keys.map((key) => ({ key, scopes: ['accounts:read'] })) });
    const ask = (key: string | undefined): number => get('accounts', NOW, { authorization: `Klaviyo-API-Key ${key ?? ''}`, revision: '2026-07-15' }).status;
    expect(keys.map(ask)).toEqual([200, 429]);
  });
});
