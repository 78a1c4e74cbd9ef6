import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Apply } from '../../src/local/demo/apply-approved';
import { runLocally, type LocalResult } from '../../src/local/demo/run-local';
import { createVirtualClock } from '../../src/local/host/clock';
import { createDirectWire } from '../../src/local/host/direct-wire';
import { openSpreadsheet, spreadsheetBytes } from '../../src/local/host/spreadsheet-file';
import { createKlaviyo, READ_SCOPES } from '../../src/local/klaviyo/handler';
import { createQuarterShop } from '../build/accounts/quarter-shop';
import { builtBundle, KEY, NOW } from '../build/refreshed-sheet';

const WRITE_KEY = 'pk_made_up_writer_of_tests';
const YES = [{ name: 'Allow changes in Klaviyo', value: 'Yes' }];
const folder = mkdtempSync(join(tmpdir(), 'apply-approved-'));
const path = join(folder, 'coverage.xlsx');

/** The command as a terminal runs it, again and again on one file, before a Klaviyo that counts every write. */
const clock = createVirtualClock(NOW);
const klaviyo = createKlaviyo(createQuarterShop({ seed: 5, now: NOW, people: 60 }), {
  keys: [
    { key: KEY, scopes: READ_SCOPES },
    { key: WRITE_KEY, scopes: ['segments:write'] },
  ],
  limits: true,
});
const byKey: Record<string, number> = {};
/** What lies in the person's Drive, which stays between two runs as `DIR/drive` does. */
let drive: Extract<LocalResult, { ok: true }>['drive'] = [];

async function command(
  apply: Apply | null,
  settings: readonly { readonly name: string; readonly value: string }[] = [],
): Promise<Extract<LocalResult, { ok: true }>> {
  const result = await runLocally({
    bundle: builtBundle(),
    workbookPath: path,
    key: KEY,
    baseUrl: 'https://a.klaviyo.com',
    settings,
    timeZone: 'Etc/UTC',
    clock,
    drive,
    apply,
    onProgress: () => undefined,
    onRequests: () => undefined,
    wire: createDirectWire({
      clock,
      latencyMs: 200,
      handler: (request, at) => {
        if (request.method.toUpperCase() === 'PATCH' || (/\/api\/segments$/.test(request.url) && request.method.toUpperCase() === 'POST')) {
          const key = Object.entries(request.headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
          byKey[key] = (byKey[key] ?? 0) + 1;
        }
        return klaviyo.handle(request, at);
      },
    }),
  });
  if (!result.ok) throw new Error(result.sentence);
  writeFileSync(path, result.workbook);
  drive = result.drive;
  return result;
}

/** Opens the file as a person would, changes cells of the tracker by key, and saves it. */
async function edit(change: (row: { get(header: string): string; set(header: string, value: string): void }) => void): Promise<void> {
  const workbook = (await openSpreadsheet(path, () => clock.now()))!;
  const tab = workbook.tabs.find(({ name }) => name === 'Tracker')!;
  const { row: last, column: width } = tab.contentEnd();
  const columns = new Map(Array.from({ length: width }, (_, at) => [String(tab.cell(1, at + 1).value), at + 1] as const));
  for (let row = 2; row <= last; row += 1) {
    change({
      get: (header) => String(tab.cell(row, columns.get(header)!).value),
      set: (header, value) => {
        const at = columns.get(header)!;
        tab.setCell(row, at, { ...tab.cell(row, at), value });
      },
    });
  }
  writeFileSync(path, await spreadsheetBytes(workbook, () => clock.now()));
}

const writes = (): number => Object.values(byKey).reduce((sum, count) => sum + count, 0);

test('[E] npm start -- --apply-approved does what approved rows ask for, once, and says what came of each; --dry-run says the same and sends nothing', async () => {
  const before = klaviyo.current().segments;
  expect((await command(null)).applied).toEqual([]);
  const approved: Record<string, string> = {};
  const wanted: Record<string, number> = { Create: 2, Retire: 1, Refresh: 1 };
  await edit(({ get, set }) => {
    const action = get('Action');
    const isList = klaviyo.current().lists.some(({ id }) => get('Key').endsWith(id));
    const referred = before.some(({ definition }) => JSON.stringify(definition).includes(get('Key').split(':')[1] ?? ''));
    if ((wanted[action] ?? 0) === 0 || (action === 'Create' && get('Definition') === '') || (action === 'Retire' && (isList || referred))) return;
    wanted[action] = (wanted[action] ?? 0) - 1;
    approved[get('Segment')] = action;
    set('Status', 'Approved');
  });
  const lines = (applied: readonly string[]): readonly string[] => [...applied].sort();
  const expected = (word: (action: string) => RegExp) =>
    Object.entries(approved)
      .map(
        ([segment, action]) =>
          expect.stringMatching(new RegExp(`^${action} “${segment.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}”: ${word(action).source}`)) as string,
      )
      .sort();
  const all = (applied: readonly string[], word: (action: string) => RegExp): void => {
    expect(applied).toHaveLength(4);
    for (const line of expected(word)) expect(lines(applied)).toContainEqual(line);
  };

  all((await command({ writeKey: null, dryRun: true, who: 'Ada' }, YES)).applied, (action) => (action === 'Refresh' ? /not done/ : /would be done/));
  expect(writes()).toBe(0);

  const made = await command({ writeKey: WRITE_KEY, dryRun: false, who: 'Ada' });
  all(made.applied, (action) =>
    action === 'Create'
      ? /done\. Created, read back and proven.*https:\/\/www\.klaviyo\.com\/list\//
      : action === 'Retire'
        ? /done\. Inactive now/
        : /not done/,
  );
  expect(byKey).toEqual({ [`Klaviyo-API-Key ${WRITE_KEY}`]: 3 });
  const after = klaviyo.current().segments;
  expect(after.length - before.length).toBe(2);
  expect(after.filter(({ isActive }, at) => before[at] !== undefined && before[at].isActive !== isActive)).toHaveLength(1);

  // The rows ask for nothing any more, and the next refresh agrees.
  const again = await command({ writeKey: WRITE_KEY, dryRun: false, who: 'Ada' });
  expect(again.applied).toEqual([expect.stringMatching(/^Refresh “/)]);
  expect(writes()).toBe(3);
  const statuses: Record<string, string> = {};
  await edit(({ get }) => {
    if (approved[get('Segment')] !== undefined && approved[get('Segment')] === get('Action')) statuses[get('Segment')] = get('Status');
  });
  expect(statuses).toEqual(
    Object.fromEntries(
      Object.entries(approved).map(([segment, action]) => [segment, action === 'Create' ? 'Created' : action === 'Retire' ? 'Done' : 'Approved']),
    ),
  );
});

test('a second key that is none ends the run before it begins', async () => {
  await expect(command({ writeKey: 'pk_made_up_for_tests_unknown', dryRun: false, who: 'Ada' })).rejects.toThrow('does not accept this key');
  await expect(command({ writeKey: KEY, dryRun: false, who: 'Ada' })).rejects.toThrow('the two have to differ');
});

test('[E] without its Drive file a refresh reads everything and keeps it again', async () => {
  drive = [];
  const { drive: kept } = await command(null);
  expect(kept.filter(({ name }) => name.startsWith('Segment Coverage records'))).toHaveLength(1);
});
