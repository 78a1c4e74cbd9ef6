import { READ_SCOPES } from '../../src/local/klaviyo/handler';
import { createSampleAccount } from '../../src/local/demo/sample/sample-account';
import type { Answer, ChangeView, OutcomeView, RowView, StateView } from '../../src/addon/protocol';
import { KEY, NOW, type World } from '../build/refreshed-sheet';
import { refreshedWorld } from '../build/refreshed-world';
import { definition, inGroup } from '../build/definition';
import { trackerHands } from '../build/people-at-work';

const account = createSampleAccount({ seed: 5, now: NOW, people: 150 });
const WRITE_KEY = 'pk_made_up_writer_of_tests';
const YES = { values: [{ name: 'Allow changes in Klaviyo', value: 'Yes' }] };

interface Made {
  readonly outcomes: readonly OutcomeView[];
  readonly remaining: readonly unknown[];
}

function page<T = unknown>(world: World, call: string, argument: unknown = null): Answer<T> {
  return JSON.parse(String(world.host.run('callFromPage', call, JSON.stringify(argument)))) as Answer<T>;
}
function value<T>(world: World, call: string, argument: unknown = null): T {
  const answer = page<T>(world, call, argument);
  if (!answer.ok) throw new Error(answer.sentence);
  return answer.value;
}

/** A refreshed sheet whose Klaviyo knows a second key; switched on unless told otherwise. */
function worldWith({ on = true, scopes = ['segments:write'] }: { on?: boolean; scopes?: readonly string[] } = {}): World {
  const world = refreshedWorld(account);
  world.klaviyo.setKeys([
    { key: KEY, scopes: READ_SCOPES },
    { key: WRITE_KEY, scopes },
  ]);
  if (on) {
    value(world, 'saveSettings', YES);
    value(world, 'connectWriting', { key: WRITE_KEY, who: 'Ada Lovelace' });
  }
  world.klaviyo.forget();
  return world;
}

/** The first rows of an action, approved. */
function approve(world: World, kind: string, count = 1, wanted: (row: { key: string; definition: string }) => boolean = () => true): readonly string[] {
  const hands = trackerHands(world);
  const keys = hands
    .keys()
    .filter((key) => key.startsWith(kind) && wanted({ key, definition: String(hands.get(key, 'Definition')) }))
    .slice(0, count);
  if (keys.length < count) throw new Error(`There are only ${keys.length} rows of ${kind}.`);
  for (const key of keys) hands.set(key, 'Status', 'Approved');
  return keys;
}
const creatable = ({ definition }: { definition: string }): boolean => definition !== '';
/** A segment to which no other one refers. */
const retirable = ({ key }: { key: string }): boolean =>
  account.segments.some(
    ({ id, isActive }) => isActive && key.endsWith(id) && !account.segments.some(({ definition }) => JSON.stringify(definition).includes(id)),
  );

const shown = (world: World, keys: readonly string[]): readonly ChangeView[] =>
  value<{ changes: readonly ChangeView[] }>(world, 'planChanges', { keys }).changes;
const make = (world: World, changes: readonly object[], dryRun = false): Made => value<Made>(world, 'makeChanges', { changes, dryRun });
const writes = (world: World): number =>
  ['POST segments', 'PATCH segments/{id}'].reduce((sum, name) => sum + (world.klaviyo.requests.get(name)?.requests ?? 0), 0);

describe('[E] off until both switches are on', () => {
  test('without either, with one, and with the other, nothing but reads leaves, whatever is approved', () => {
    const world = worldWith({ on: false });
    const changes = shown(world, [...approve(world, 'create:', 1, creatable), ...approve(world, 'retire:', 1, retirable)]);
    const refused = (): unknown => {
      const answer = page(world, 'makeChanges', { changes, dryRun: false });
      return answer.ok ? 'made' : answer.kind;
    };
    expect(value<StateView>(world, 'getState').changes).toMatchObject({ allowed: false, connected: false });
    expect(refused()).toBe('changes-off');
    value(world, 'saveSettings', YES);
    expect(refused()).toBe('no-write-key');
    value(world, 'saveSettings', { values: [{ name: 'Allow changes in Klaviyo', value: 'No' }] });
    value(world, 'connectWriting', { key: WRITE_KEY, who: 'Ada' });
    expect(refused()).toBe('changes-off');
    // A dry run may be had at any time: it only reads.
    expect(make(world, changes, true).outcomes.map(({ result }) => result)).toEqual(['would be done', 'would be done']);
    expect(writes(world)).toBe(0);
    expect(world.klaviyo.current().segments).toHaveLength(account.segments.length);
  });

  test('the second key has to be another one, of this account, with a name; disconnecting forgets both', () => {
    const world = worldWith({ on: false });
    const kind = (argument: unknown): unknown => {
      const answer = page(world, 'connectWriting', argument);
      return answer.ok ? 'kept' : answer.kind;
    };
    expect(kind({ key: KEY, who: 'Ada' })).toBe('same-key');
    expect(kind({ key: WRITE_KEY, who: ' ' })).toBe('no-name');
    expect(kind({ key: 'pk_made_up_for_tests_unknown', who: 'Ada' })).toBe('wrong-key');
    expect(kind({ key: 'AbC123', who: 'Ada' })).toBe('malformed-key');
    expect(kind({ key: WRITE_KEY, who: 'Ada' })).toBe('kept');
    expect(value<StateView>(world, 'getState').changes).toMatchObject({
      connected: true,
      who: 'Ada',
      note: expect.stringContaining('does not tell whose key') as string,
    });
    // The key that writes cannot become the one that reads.
    const turned = page(world, 'connect', { key: WRITE_KEY });
    expect(turned.ok ? 'kept' : turned.kind).toBe('same-key');
    expect(value<StateView>(world, 'disconnect').changes.connected).toBe(false);
    expect(JSON.stringify([...world.host.state.userProperties('owner@example.com').values()])).not.toContain(WRITE_KEY);
    expect(writes(world)).toBe(0);
  });

  test.each([['accounts:read'], ['segments:read']])('a second key with %s is told to be of the same account', (scope) => {
    const world = worldWith({ on: false, scopes: ['segments:write', scope] });
    expect(value<StateView>(world, 'connectWriting', { key: WRITE_KEY, who: 'Ada' }).changes).toMatchObject({ connected: true, note: '' });
  });

  test('the key is in no cell and no property but its person’s own', () => {
    const world = worldWith();
    make(world, shown(world, approve(world, 'create:', 1, creatable)));
    const cells = world.host
      .hands()
      .spreadsheet.getSheets()
      .map((sheet) => JSON.stringify(sheet.getDataRange().getValues()))
      .join();
    expect(cells).not.toContain(WRITE_KEY);
    expect(JSON.stringify([...world.host.state.scriptProperties])).not.toContain(WRITE_KEY);
    expect(JSON.stringify(value(world, 'getState'))).not.toContain(WRITE_KEY);
    expect(value<{ text: string }>(world, 'getReport').text).not.toContain(WRITE_KEY);
  });

  test('with both switches on, a refresh and its timer write nothing, whatever is approved', () => {
    const world = worldWith();
    approve(world, 'create:', 2, creatable);
    approve(world, 'retire:', 1, retirable);
    value(world, 'saveSettings', { values: [{ name: 'Scheduled refresh', value: 'Monthly' }] });
    expect(world.refresh().state).toBe('done');
    world.clock.moveTo(world.clock.now() + 40 * 86_400_000);
    for (const trigger of world.host.state.triggers) world.host.run('onTimer', { triggerUid: trigger.id });
    expect(world.klaviyo.total()).toBeGreaterThan(20);
    expect(writes(world)).toBe(0);
  });
});

describe('[E] what a person asks for', () => {
  test('is shown in full first: name, plain rule, definition, people, and what is never done', () => {
    const world = worldWith();
    const [key = ''] = approve(world, 'create:', 1, creatable);
    const hands = trackerHands(world);
    expect(shown(world, [key])).toMatchObject([
      {
        key,
        deed: 'create',
        why: '',
        segment: hands.get(key, 'Segment'),
        rule: hands.get(key, 'Rule'),
        definition: hands.get(key, 'Definition'),
        size: expect.stringMatching(/^[\d,]+ (person|people)$|^Unknown$/) as string,
        never: expect.stringContaining('No campaign, flow, list or profile is changed') as string,
      },
    ]);
    expect(world.klaviyo.total()).toBe(0);
    // A refresh is copied by hand: the rule of today stands beside the proposed one, and nothing can be asked for.
    const [refreshed = ''] = approve(world, 'refresh:', 1, creatable);
    const row = value<RowView>(world, 'getRow', { key: refreshed, step: 0 });
    expect([row.change, typeof row.ruleNow, row.ruleNow === row.rule]).toEqual([null, 'string', false]);
    expect(shown(world, [refreshed])).toMatchObject([{ deed: null, why: expect.stringContaining('never edited from here') as string }]);
  });

  test('a created segment becomes Created with its link at once, stays so at the next refresh, and is in Klaviyo once', () => {
    const world = worldWith();
    const [key = ''] = approve(world, 'create:', 1, creatable);
    const before = trackerHands(world);
    const name = String(before.get(key, 'Segment'));
    const { outcomes } = make(world, shown(world, [key]));
    expect(outcomes).toMatchObject([{ result: 'done', link: expect.stringMatching(/^https:\/\/www\.klaviyo\.com\/list\//) as string }]);
    const made = world.klaviyo.current().segments.filter((segment) => segment.name === name);
    expect(made).toHaveLength(1);
    expect(JSON.stringify(made[0]!.definition)).toBe(JSON.stringify(JSON.parse(String(before.get(key, 'Definition')))));
    const at = (header: string): unknown => trackerHands(world).get(key, header);
    expect([at('Status'), at('Link')]).toEqual(['Created', outcomes[0]!.link]);
    expect(writes(world)).toBe(1);
    // The very same ask again sends nothing: the row asks for nothing any more.
    expect(make(world, [{ key, deed: 'create', segment: name, definition: before.get(key, 'Definition') }]).outcomes).toMatchObject([{ result: 'not done' }]);
    world.clock.moveTo(world.clock.now() + 120_000);
    const refreshed = world.refresh();
    // The real size stands beside the forecast, in the refresh's own last sentence and in the section.
    const size = account.membership.withSegments!([...account.segments, made[0]!]).size(made[0]!.id);
    expect(refreshed).toMatchObject({
      state: 'done',
      sentence: expect.stringMatching(new RegExp(`created from here: Klaviyo counted ${size} members? on .*the row had said`)) as string,
    });
    expect([at('Status'), at('Link')]).toEqual(['Created', outcomes[0]!.link]);
    expect(writes(world)).toBe(1);
    const summary = world.values('Summary').map((row) => row.map(String).join(' | '));
    expect(summary.findIndex((line) => line.includes('Changes made'))).toBeGreaterThan(0);
    expect(summary.filter((line) => line.includes('Ada Lovelace'))).toEqual([
      expect.stringMatching(/Create .*proven to mean what was approved\. Klaviyo counted/),
    ]);
    const journal = world.host.hands().spreadsheet.getSheetByName('_Changes in Klaviyo')!;
    expect(journal.isSheetHidden()).toBe(true);
    expect(journal.getDataRange().getValues()[1]).toEqual(
      expect.arrayContaining(['Ada Lovelace', 'create', name, made[0]!.id, 'done', expect.stringContaining('POST /api/segments {"name"') as string]),
    );
    expect(JSON.stringify(journal.getDataRange().getValues())).not.toContain('pk_');
  });

  test('several are created in one ask, within Klaviyo’s pace', () => {
    const world = worldWith();
    const keys = approve(world, 'create:', 4, creatable);
    const { outcomes, remaining } = make(world, shown(world, keys));
    expect([outcomes.map(({ result }) => result), remaining]).toEqual([['done', 'done', 'done', 'done'], []]);
    expect(world.klaviyo.requests.get('POST segments')).toMatchObject({ requests: 4, refused: 0 });
  });

  test('a row that changed after it was shown, or is no longer approved, is left alone', () => {
    const world = worldWith();
    const [key = ''] = approve(world, 'create:', 1, creatable);
    const changes = shown(world, [key]);
    trackerHands(world).set(key, 'Segment', 'Another name');
    expect(make(world, changes).outcomes).toMatchObject([{ result: 'not done', sentence: expect.stringContaining('changed after it was shown') as string }]);
    trackerHands(world).set(key, 'Status', 'Rejected');
    expect(make(world, shown(world, [key])).outcomes).toEqual([]);
    expect(make(world, changes).outcomes).toMatchObject([{ result: 'not done', sentence: expect.stringContaining('no longer approved') as string }]);
    expect(writes(world)).toBe(0);
  });

  test('a retired segment is inactive, its row Done with the last day to take it back; Undo makes it active again', () => {
    const world = worldWith();
    const [key = ''] = approve(world, 'retire:', 1, retirable);
    const id = key.slice('retire:'.length);
    const stored = () => world.klaviyo.current().segments.find((segment) => segment.id === id)!;
    const rule = stored().definition;
    expect(make(world, shown(world, [key])).outcomes).toMatchObject([
      { deed: 'deactivate', result: 'done', sentence: expect.stringContaining('Inactive now') as string },
    ]);
    expect(stored()).toMatchObject({ isActive: false, definition: rule });
    const hands = trackerHands(world);
    expect([hands.get(key, 'Status'), (hands.get(key, 'Next review') as Date).toISOString().slice(0, 10)]).toEqual(['Done', '2026-12-23']);
    const row = value<RowView>(world, 'getRow', { key, step: 0 });
    expect(row.undoUntil).toBe('Dec 23, 2026');
    expect(make(world, [{ key, deed: 'reactivate', segment: row.segment, definition: null }]).outcomes).toMatchObject([{ deed: 'reactivate', result: 'done' }]);
    expect(stored()).toMatchObject({ isActive: true, definition: rule });
    expect([trackerHands(world).get(key, 'Status'), value<RowView>(world, 'getRow', { key, step: 0 }).undoUntil]).toEqual(['In review', null]);
    expect(writes(world)).toBe(2);
  });

  test('of two retired segments the one that refers to the other goes first, whatever their order, and a dry run says the same', () => {
    const world = worldWith();
    const [inner = '', outer = ''] = approve(world, 'retire:', 2, retirable);
    const referring = account.segments.find(({ id }) => outer.endsWith(id))!;
    const now = world.klaviyo.current();
    world.klaviyo.setAccount({
      ...now,
      segments: now.segments.map((segment) =>
        segment === referring ? { ...segment, definition: definition(inGroup(inner.slice('retire:'.length))) } : segment,
      ),
    });
    const one = shown(world, [inner]);
    expect(make(world, one).outcomes).toMatchObject([{ result: 'not done', sentence: expect.stringContaining(`segment “${referring.name}”`) as string }]);
    const both = [...one, ...shown(world, [outer])];
    expect(make(world, both, true).outcomes.map(({ result }) => result)).toEqual(['would be done', 'would be done']);
    expect(writes(world)).toBe(0);
    expect(make(world, both).outcomes.map(({ key, result }) => [key, result])).toEqual([
      [inner, 'done'],
      [outer, 'done'],
    ]);
  });

  test('a dry run of two rows that mean the same says that only one would be made', () => {
    const world = worldWith();
    const [first = '', second = ''] = approve(world, 'create:', 2, creatable);
    trackerHands(world).set(second, 'Definition', String(trackerHands(world).get(first, 'Definition')));
    expect(make(world, shown(world, [first, second]), true).outcomes.map(({ result }) => result)).toEqual(['would be done', 'not done']);
  });

  test('Undo is no longer offered, and does nothing, once its day has passed', () => {
    const world = worldWith();
    const [key = ''] = approve(world, 'retire:', 1, retirable);
    make(world, shown(world, [key]));
    world.clock.moveTo(world.clock.now() + 31 * 86_400_000);
    expect(value<RowView>(world, 'getRow', { key, step: 0 }).undoUntil).toBeNull();
    expect(make(world, [{ key, deed: 'reactivate', segment: '', definition: null }]).outcomes).toMatchObject([{ result: 'not done' }]);
    expect(writes(world)).toBe(1);
  });

  test('while a refresh is under way, nothing is changed', () => {
    const world = worldWith();
    const changes = shown(world, approve(world, 'create:', 1, creatable));
    world.start();
    const answer = page(world, 'makeChanges', { changes, dryRun: false });
    expect(answer.ok ? 'made' : answer.kind).toBe('busy');
    expect(writes(world)).toBe(0);
  });
});
