import { PLAN } from '../../src/klaviyo/collections/table';
import { afterThrottle, backoff, MOST_TRIES, outcomeOf, Retries, retryAfter } from '../../src/klaviyo/http/retry';

const NO_DAILY = { burst: 1, steady: 15, daily: null };
const DAILY = { burst: 1, steady: 2, daily: 225 };
const T = 1_000_000;
const answer = (status: number, text: string, headers: Record<string, string> = {}) => ({ status, text, headers });
const errorBody = (code: string) => JSON.stringify({ errors: [{ id: 'x', code, title: 'No.', detail: 'pk_secret' }] });

describe('what an answer means', () => {
  test('JSON with status 200 is an answer', () => {
    expect(outcomeOf(answer(200, '{"data":[]}'))).toEqual({ kind: 'answer', json: { data: [] } });
  });
  test.each([
    ['JSON that is cut off', answer(200, '{"data":[{"id":"a"')],
    ['an empty body', answer(200, '')],
    ['a text that is JSON but no object', answer(200, '"hello"')],
    ["a gateway's page with status 502", answer(502, '<html>Bad Gateway</html>')],
    ["Klaviyo's own 503", answer(503, errorBody('service_unavailable'))],
    ["a gateway's page with status 403", answer(403, '<html>Forbidden</html>')],
    ['no answer at all', { failed: 'reset' }],
    ['a 408', answer(408, errorBody('timeout'))],
  ])('%s is broken and worth another try', (_name, response) => {
    expect(outcomeOf(response).kind).toBe('broken');
  });
  test('401 is about the key, 403 about a scope unless its code speaks of the key', () => {
    expect(outcomeOf(answer(401, '')).kind).toBe('unauthorized');
    expect(outcomeOf(answer(403, errorBody('permission_denied')))).toEqual({ kind: 'forbidden', aboutKey: false });
    expect(outcomeOf(answer(403, errorBody('authentication_failed')))).toEqual({ kind: 'forbidden', aboutKey: true });
  });
  test('404 and 410 are gone, another 4xx is refused with its code', () => {
    expect(outcomeOf(answer(404, errorBody('not_found'))).kind).toBe('gone');
    expect(outcomeOf(answer(410, '')).kind).toBe('gone');
    expect(outcomeOf(answer(400, errorBody('invalid')))).toEqual({ kind: 'refused', status: 400, code: 'invalid' });
    expect(outcomeOf(answer(400, '{"errors":"odd"}'))).toEqual({ kind: 'refused', status: 400, code: null });
  });
  test('429 carries its Retry-After in milliseconds', () => {
    expect(outcomeOf(answer(429, '', { 'retry-after': '7' }))).toEqual({ kind: 'throttled', waitMs: 7000 });
  });
  test('a 503 carries its Retry-After, too; one without says nothing about when', () => {
    expect(outcomeOf(answer(503, errorBody('service_unavailable'), { 'retry-after': '20' }))).toEqual({ kind: 'broken', status: 503, waitMs: 20_000 });
    expect(outcomeOf(answer(503, errorBody('service_unavailable')))).toEqual({ kind: 'broken', status: 503, waitMs: null });
  });
  test.each([
    ['', null],
    ['-3', null],
    ['soon', null],
    ['1.5', null],
    ['Wed, 21 Oct 2026 07:28:00 GMT', null],
    [undefined, null],
    ['0', 0],
    [' 4 ', 4000],
  ])('Retry-After %p reads as %p', (header, expected) => {
    expect(retryAfter(header)).toBe(expected);
  });
});

describe('what to do about it', () => {
  test('Retry-After is obeyed to the second, with a little jitter so that the refused do not come back together', () => {
    expect(afterThrottle(7000, NO_DAILY, 1, T, 0)).toEqual({ kind: 'wait', until: T + 7000 });
    expect(afterThrottle(7000, NO_DAILY, 1, T, 0.999)).toEqual({ kind: 'wait', until: T + 7200 });
  });
  test('without a readable Retry-After the wait doubles with every refusal', () => {
    const waits = [1, 2, 3].map((inRow) => afterThrottle(null, NO_DAILY, inRow, 0, 1));
    expect(waits).toEqual([
      { kind: 'wait', until: 1000 },
      { kind: 'wait', until: 2000 },
      { kind: 'wait', until: 4000 },
    ]);
  });
  test('an absurd Retry-After is not waited out where there is no daily limit', () => {
    expect(afterThrottle(999_999_999, NO_DAILY, 1, 0, 0)).toEqual({ kind: 'wait', until: 600_000 });
  });
  test('a long Retry-After on an endpoint with a daily limit means that the day is spent', () => {
    expect(afterThrottle(7_200_000, DAILY, 1, T, 0)).toEqual({ kind: 'daily', continueAt: T + 7_200_000 });
    expect(afterThrottle(45_000, DAILY, 1, T, 0)).toEqual({ kind: 'wait', until: T + 45_000 });
  });
  test('the wait after failures grows to a minute, never beyond, and half of it is drawn', () => {
    expect([1, 2, 3, 4].map((tries) => backoff(tries, 1))).toEqual([1000, 2000, 4000, 8000]);
    expect(backoff(50, 1)).toBe(60_000);
    expect(backoff(3, 0)).toBe(2000);
  });
});

describe('the one place that decides about another try', () => {
  const lists = PLAN.endpoint('lists');
  const retries = (): Retries => new Retries({ now: () => T, random: () => 0 });

  test('a broken answer is tried again after a growing wait, on its endpoint at once where nothing says otherwise', () => {
    expect(retries().afterBroken(null, 0, false)).toEqual({ kind: 'again', tries: 1, notBefore: T + 500, blockedUntil: null });
    expect(retries().afterBroken(null, 3, false)).toEqual({ kind: 'again', tries: 4, notBefore: T + 4000, blockedUntil: null });
  });
  test('a Retry-After holds the request and its endpoint back; a shorter one than the usual wait only the endpoint', () => {
    expect(retries().afterBroken(20_000, 0, false)).toEqual({ kind: 'again', tries: 1, notBefore: T + 20_000, blockedUntil: T + 20_000 });
    expect(retries().afterBroken(1000, 3, false)).toEqual({ kind: 'again', tries: 4, notBefore: T + 4000, blockedUntil: T + 1000 });
    expect(retries().afterBroken(999_999_999, 0, false).blockedUntil).toBe(T + 600_000);
  });
  test('the last try gives up what is optional and stops the reading for what is essential, which then starts afresh', () => {
    expect(retries().afterBroken(null, MOST_TRIES - 1, false).kind).toBe('give-up');
    expect(retries().afterBroken(null, MOST_TRIES - 1, true)).toEqual({ kind: 'down', tries: 0, notBefore: 0, blockedUntil: null });
  });
  test('forty-one failures in a row are Klaviyo being down, whatever they were about; an answer in between is not', () => {
    const broken = retries();
    const throttled = retries();
    for (let place = 0; place < 40; place += 1) {
      expect(broken.afterBroken(null, 0, false).kind).toBe('again');
      expect(throttled.afterThrottled(1000, lists, 0).kind).toBe('again');
    }
    throttled.answered(lists);
    expect(throttled.afterThrottled(1000, lists, 0).kind).toBe('again');
    expect(broken.afterBroken(null, 0, false).kind).toBe('down');
  });
  test('429s count against the endpoint, never against the request', () => {
    expect(retries().afterThrottled(7000, lists, 5)).toEqual({ kind: 'again', tries: 5, notBefore: null, blockedUntil: T + 7000 });
  });
});
