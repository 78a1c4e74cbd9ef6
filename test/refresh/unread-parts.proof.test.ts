import { CATALOGUE } from '../../src/domain/catalogue/catalogue';
import { createSampleAccount } from '../../src/local/demo/sample/sample-account';
import { NOW } from '../build/klaviyo-virtual';
import type { ReadAccount } from '../build/read-account';
import { readAccount } from '../build/read-account';
import { sampleOf } from '../build/sample-of';

/** The sample account, read by keys that lack scopes: what was not read is unknown wherever it is spoken of. */
const account = createSampleAccount({ seed: 5, now: NOW, odd: true, people: 300 });
const SCOPES = ['lists:read', 'segments:read', 'flows:read', 'campaigns:read', 'metrics:read', 'profiles:read', 'events:read', 'forms:read'];
const PAIRS = SCOPES.flatMap((one, at) => SCOPES.slice(at + 1).map((other) => [one, other]));
const whole = readAccount(account);
const looked = new Map<string, ReadAccount>();
/** What is said with a key that lacks one scope: read once, looked at by several tests. */
function readWithout(scope: string): ReadAccount {
  const read = looked.get(scope) ?? readAccount(account, { without: [scope] });
  looked.set(scope, read);
  return read;
}

const states = ({ coverage }: ReadAccount, state: string): readonly string[] =>
  coverage.gaps.filter((gap) => gap.state === state).map(({ audienceId }) => audienceId);
const keys = ({ coverage }: ReadAccount, action: string): readonly string[] =>
  coverage.recommendations.filter((one) => one.action === action).map(({ key }) => key);

/** Sentences that only somebody can say who has read the part. */
const CLAIMS: Readonly<Record<string, RegExp>> = {
  'segments:read':
    /No segment (that could be read )?has this audience|no segment says this|and has no segment|list or segment that is not in the account|New: /,
  'metrics:read': /metric that is not in the account|The account has no [A-Z]|the account does not record it|which is no metric of this account/,
  'flows:read': /Nothing has to be pointed elsewhere|nothing live uses it|Nothing uses it|No campaign, flow, form|No campaign, live flow|"Nowhere"/i,
  'campaigns:read':
    /Nothing has to be pointed elsewhere|nothing live uses it|Nothing uses it|No campaign, flow, form|No campaign, live flow|"Nowhere"|"Never"/i,
  'lists:read':
    /list or segment that is not in the account|does not ask for email consent, no exclusion does either, and it was the audience of “[^”]*”(?=.*list)/,
  'profiles:read': /None of the [\d,]+ profiles/,
  'events:read': /The ordered products name fewer than two/,
  'forms:read': /Nothing has to be pointed elsewhere|No campaign, flow, form|No campaign, live flow|"Nowhere"/i,
};

describe('without one scope', () => {
  test.each(SCOPES)('%s: nothing is claimed that rests on it', (scope) => {
    const read = readWithout(scope);
    expect(read.inventory.unread.map(({ missingScope }) => missingScope)).toContain(scope);
    const tracker = read.coverage.recommendations.map((one) => `${one.evidence} ${one.rule} ${one.readinessReason} ${one.steps.join(' ')}`).join('\n');
    expect(
      `${read.text}\n${tracker}`
        .split('\n')
        .filter((line) => CLAIMS[scope]!.test(line))
        .slice(0, 5),
    ).toEqual([]);
    expect(read.text).toContain(scope);
  });

  test('segments: every audience that the account can have is unknown, none is proposed, and the headline says so', () => {
    const read = readWithout('segments:read');
    // Too few people for a segment of their own is said only where none is there, so it is unknown as well.
    const never = whole.coverage.gaps.filter(({ state, why }) => state === 'Not applicable' && !why.startsWith('Too small now'));
    expect(never.length).toBeLessThan(states(whole, 'Not applicable').length);
    expect(states(read, 'Unknown').length).toBe(CATALOGUE.length - never.length);
    expect(read.coverage.recommendations.filter(({ action }) => action !== 'Retire')).toEqual([]);
    expect(read.headline).toBe('Coverage could not be worked out, since the account’s segments could not be read: the key lacks segments:read.');
    expect(read.document).not.toContain('| Stage |');
  });

  test('metrics: what rests on events is unknown, the rest is judged as before', () => {
    const read = readWithout('metrics:read');
    expect(states(read, 'Unknown').length).toBeGreaterThan(45);
    expect(states(read, 'Not applicable').filter((id) => !states(whole, 'Not applicable').includes(id))).toEqual([]);
    expect(keys(read, 'Create').filter((key) => states(read, 'Unknown').includes(key.replace('create:', '')))).toEqual([]);
    // One that is not proposed with everything read gave way there to another row of the same people: it is covered in no case.
    const covered = states(whole, 'Covered').map((id) => `create:${id}`);
    expect(keys(read, 'Create').filter((key) => covered.includes(key))).toEqual([]);
    expect(keys(read, 'Retire').filter((key) => !keys(whole, 'Retire').includes(key))).toEqual([]);
    expect(read.headline).toMatch(/; of \d+ more it is unknown: the Gaps tab says why\.$/);
  });

  test.each(['flows:read', 'campaigns:read', 'forms:read'])('%s: nothing is merged or retired, and duplicates are for a person to look at', (scope) => {
    expect([keys(whole, 'Merge').length > 0, keys(whole, 'Retire').length > 0]).toEqual([true, true]);
    const read = readWithout(scope);
    expect([keys(read, 'Merge'), keys(read, 'Retire')]).toEqual([[], []]);
    const duplicates = read.coverage.verdicts.filter(({ findings, verdict }) => verdict === 'Review' && findings.some(({ kind }) => kind === 'duplicate'));
    expect(duplicates.length).toBeGreaterThan(1);
    expect(duplicates.some(({ reason }) => reason.includes('Which of them is used is unknown'))).toBe(true);
  });

  test('an account of which everything was read has no unknown audience', () => {
    expect([states(whole, 'Unknown'), whole.inventory.incomplete]).toEqual([[], undefined]);
  });
});

describe('without two scopes', () => {
  test.each(sampleOf(PAIRS, 4))('%s and %s', (one, other) => {
    const read = readAccount(account, { without: [one!, other!] });
    for (const scope of [one!, other!])
      expect(
        read.text
          .split('\n')
          .filter((line) => CLAIMS[scope]!.test(line))
          .slice(0, 5),
      ).toEqual([]);
    expect(keys(read, 'Create').filter((key) => states(read, 'Unknown').some((id) => key === `create:${id}`))).toEqual([]);
  });
});

describe('a scope lost while its part is read', () => {
  test.each(sampleOf([20, 40, 60, 90], 2))('after %d requests: still nothing false', (after) => {
    for (const scope of ['segments:read', 'metrics:read']) {
      const read = readAccount(account, { faults: { loseScope: { scope, after } } });
      if (!read.inventory.unread.some(({ missingScope }) => missingScope === scope)) continue;
      const pattern =
        scope === 'segments:read' && read.inventory.segments !== undefined && 'value' in read.inventory.segments
          ? /(?!)/
          : scope === 'metrics:read' && read.inventory.incomplete?.metrics === undefined
            ? /(?!)/
            : CLAIMS[scope]!;
      expect(
        read.text
          .split('\n')
          .filter((line) => pattern.test(line))
          .slice(0, 5),
      ).toEqual([]);
    }
  });
});
