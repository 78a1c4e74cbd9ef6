import type { Problem, ProblemKind } from '../../src/addon/problem';
import { sentenceOf } from '../../src/addon/problem';
import { requireRoom } from '../../src/addon/record-file';

/** One failure of every kind: a kind that is added to the family and not here does not compile. */
const EVERY: { readonly [K in ProblemKind]: Extract<Problem, { kind: K }> } = {
  status: { kind: 'status', text: 'Perhaps', choices: ['New', 'Done'] },
  'gone-row': { kind: 'gone-row', own: true },
  'no-row': { kind: 'no-row', why: 'gone' },
  'another-tab': { kind: 'another-tab' },
  'no-column': { kind: 'no-column', header: 'Status' },
  'no-results': { kind: 'no-results', what: 'tracker' },
  setting: { kind: 'setting', fields: [{ name: 'Look-back', problem: 'Look-back is a number of months.' }] },
  unlisted: { kind: 'unlisted' },
  busy: { kind: 'busy' },
  stopping: { kind: 'stopping' },
  'too-much-to-keep': { kind: 'too-much-to-keep', megabytes: 62 },
  consent: { kind: 'consent' },
  'same-key': { kind: 'same-key' },
  'no-name': { kind: 'no-name' },
  'stranger-key': { kind: 'stranger-key' },
  'changes-off': { kind: 'changes-off' },
  'no-write-key': { kind: 'no-write-key' },
  'refresh-first': { kind: 'refresh-first' },
  permission: { kind: 'permission' },
  google: { kind: 'google', spent: false, sheet: 'The sheet is as it was.' },
  unforeseen: { kind: 'unforeseen', name: 'TypeError', sheet: 'The sheet is as it was.' },
  'no-key': { kind: 'no-key' },
  'malformed-key': { kind: 'malformed-key', looksLike: 'public-key' },
  'wrong-key': { kind: 'wrong-key' },
  'revoked-key': { kind: 'revoked-key' },
  'missing-scope': { kind: 'missing-scope', scope: 'flows:read', brings: 'your flows' },
  'other-account': { kind: 'other-account', expectedId: 'A', foundId: 'B', foundName: 'Other shop' },
  'klaviyo-down': { kind: 'klaviyo-down', status: 503 },
  'daily-limit': { kind: 'daily-limit', what: 'reports', continueAt: 0 },
  'quota-spent': { kind: 'quota-spent' },
  unreadable: { kind: 'unreadable', what: 'your flows' },
};

test.each(Object.entries(EVERY))('a failure of the kind %s has whole sentences of its own', (_, problem) => {
  const sentence = sentenceOf(problem);
  expect(sentence).toMatch(/^\S.*[.]$|^\S.*under Refresh\.$/);
  expect(sentence).not.toMatch(/undefined|null|\[object|"/);
  expect(sentence.split(' ').length).toBeGreaterThan(4);
});

test('failures of one kind that want different things done are told apart', () => {
  const own = (problem: Problem): string => sentenceOf(problem);
  expect(own({ kind: 'no-row', why: 'gone' })).not.toBe(own({ kind: 'no-row', why: 'none selected' }));
  expect(own({ kind: 'google', spent: true, sheet: '' })).not.toBe(own({ kind: 'google', spent: false, sheet: '' }));
  expect(own({ kind: 'gone-row', own: true })).not.toBe(own({ kind: 'gone-row', own: false }));
});

test('records of more than Google takes in one file stop the refresh with what to do, before they are sent; what fits goes out', () => {
  expect(() => requireRoom(50 * 1024 * 1024)).not.toThrow();
  expect(() => requireRoom(61_400_000)).toThrow(/62 MB, and Google takes at most 50 MB .*Look-back/);
});
