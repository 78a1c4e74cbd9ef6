import { asker, NOW, smallSample } from '../../build/sample-klaviyo';

describe('faults on request', () => {
  test('come as often as asked, each in its own shape, and the same for a seed', () => {
    const run = (): readonly string[] => {
      const { get } = asker(smallSample(), { faults: { seed: 9, serverError: 0.1, htmlError: 0.1, reset: 0.1, truncated: 0.1 } });
      return Array.from({ length: 400 }, () => {
        const { status, headers, body } = get('tags');
        if (status === 0) return 'reset';
        if (status === 502) return headers['content-type'] === 'text/html' && body.startsWith('<html>') ? 'html' : 'odd';
        if (status === 503) return 'error';
        try {
          JSON.parse(body);
          return 'good';
        } catch {
          return 'truncated';
        }
      });
    };
    const first = run();
    for (const kind of ['reset', 'html', 'error', 'truncated']) {
      const share = first.filter((seen) => seen === kind).length / first.length;
      expect(share).toBeGreaterThan(0.05);
      expect(share).toBeLessThan(0.16);
    }
    expect(first).not.toContain('odd');
    expect(run()).toEqual(first);
  });

  test('a key is revoked after so many requests', () => {
    const { get } = asker(smallSample(), { faults: { revokeAfter: 2 } });
    expect([get('lists').status, get('lists').status, get('lists').status]).toEqual([200, 200, 401]);
  });

  test('a scope is lost midway, the others stay', () => {
    const { get } = asker(smallSample(), { faults: { loseScope: { scope: 'flows:read', after: 1 } } });
    expect([get('flows').status, get('flows').status, get('lists').status]).toEqual([200, 403, 200]);
  });

  test('a storm answers 429 to everything while it lasts', () => {
    const { get } = asker(smallSample(), { faults: { storm: { from: NOW + 100, to: NOW + 200, retryAfterSeconds: 7 } } });
    const inside = get('lists', NOW + 150);
    expect([get('lists', NOW).status, inside.status, inside.headers['retry-after'], get('lists', NOW + 200).status]).toEqual([200, 429, '7', 200]);
  });

  test('a spent day says how long the day is', () => {
    const { post } = asker(smallSample(), { faults: { spentToday: ['segment-values-reports'] } });
    const answer = post('segment-values-reports', 'segment-values-report', { statistics: ['total_members'], timeframe: { key: 'last_7_days' } });
    expect([answer.status, Number(answer.headers['retry-after']) > 3600]).toEqual([429, true]);
  });

  test('slowness is told as latency', () => {
    const { get } = asker(smallSample(), { latencyMs: 40, faults: { slow: { share: 1, milliseconds: 900 } } });
    expect(get('lists').latencyMs).toBe(940);
  });
});
