import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleOf } from '../../../src/local/host/bundle';
import { createVirtualClock } from '../../../src/local/host/clock';
import { createDirectWire } from '../../../src/local/host/direct-wire';
import { runLocally, type LocalRun } from '../../../src/local/demo/run-local';
import { openSpreadsheet } from '../../../src/local/host/spreadsheet-file';

const START = Date.UTC(2026, 0, 5);
const folder = mkdtempSync(join(tmpdir(), 'run-local-'));

/** A bundle with the sidebar's door, doing `work` in each execution of the refresh. */
function bundle(work: string) {
  return bundleOf(
    `
    function view(state, more) { return { ok: true, value: Object.assign({ state: state, step: 'Working', done: 1, expected: 2, secondsLeft: 3, notBefore: null, sentence: '' }, more) }; }
    function callFromPage(name, json) {
      var store = PropertiesService.getDocumentProperties(); var sheet = SpreadsheetApp.getActiveSheet(); var argument = JSON.parse(json);
      function step() { var step = Number(store.getProperty('steps')) + 1; store.setProperty('steps', String(step)); ${work} }
      function call() {
        switch (name) {
          case 'connect': store.setProperty('key', argument.key); return { ok: argument.key === 'pk_x', sentence: 'That is no key.' };
          case 'saveSettings': store.setProperty('setting', argument.values[0].value); return { ok: argument.values[0].name === 'A', sentence: 'There is no such setting.' };
          case 'startRefresh': store.setProperty('steps', '0'); return view('running', { notBefore: Date.now() + 90000 });
          case 'continueRefresh': return step();
          case 'getTexts': return { ok: true, value: { summary: store.getProperty('summary') || 'All good', markdown: '# Doc', brief: '<h1>Brief</h1>' } };
        }
      }
      return JSON.stringify(call());
    }`,
    { urlFetchWhitelist: ['https://a.klaviyo.com/'] },
  );
}

function run(work: string, more: Partial<LocalRun> = {}) {
  const clock = createVirtualClock(START);
  const wire = createDirectWire({ clock, handler: ({ url }) => ({ status: 200, headers: {}, body: url }) });
  const progress: string[] = [];
  return {
    clock,
    progress,
    result: runLocally({
      bundle: bundle(work),
      wire,
      workbookPath: join(folder, 'none.xlsx'),
      key: 'pk_x',
      baseUrl: 'http://localhost:9',
      settings: [{ name: 'A', value: 'b' }],
      timeZone: 'Etc/UTC',
      clock,
      onProgress: ({ step }) => progress.push(step),
      onRequests: () => undefined,
      ...more,
    }),
  };
}

const DONE = "return view('done');";

test('runs executions until the bundle is done, obeys its waits, and hands back both files', async () => {
  const { result, clock, progress } = run(
    `sheet.getRange('A1').setValue(store.getProperty('setting') + UrlFetchApp.fetch('https://a.klaviyo.com/api').getContentText()); if (step < 3) return view('running'); ${DONE}`,
  );
  const ended = await result;
  expect(ended).toMatchObject({ ok: true, summary: 'All good', markdown: '# Doc', counts: { executions: 4, requests: 3 } });
  expect(clock.now()).toBeGreaterThanOrEqual(START + 60_000);
  expect(progress).toContain('Working');
  const path = join(folder, 'first.xlsx');
  if (ended.ok) writeFileSync(path, ended.workbook);
  const workbook = await openSpreadsheet(path, Date.now);
  expect(workbook?.tabs[0]?.cell(1, 1).value).toBe('bhttp://localhost:9/api');
  const again = await run(`store.setProperty('summary', sheet.getRange('A1').getValue()); ${DONE}`, { workbookPath: path }).result;
  expect(again).toMatchObject({ ok: true, summary: 'bhttp://localhost:9/api' });
});

test('an execution that is ended at its time limit is followed by the next', async () => {
  expect(await run(`if (step === 1) for (;;) Utilities.sleep(100000); ${DONE}`).result).toMatchObject({ ok: true });
});

test('executions that all end at the limit end the run with a sentence', async () => {
  expect(await run('for (;;) Utilities.sleep(100000);').result).toEqual({
    ok: false,
    sentence: expect.stringContaining('did not get on within its time limit'),
  });
});

test('a refresh that the bundle gives up ends with its sentence', async () => {
  expect(await run("return view('failed', { sentence: 'The key was revoked: make a new one.' });").result).toEqual({
    ok: false,
    sentence: 'The key was revoked: make a new one.',
  });
});

test.each([
  ['a key that is none', { key: 'pk_y' }, 'That is no key.'],
  ['a setting that does not exist', { settings: [{ name: 'B', value: 'b' }] }, 'There is no such setting.'],
])('%s ends the run before it begins, with what the add-on says', async (_name, more, sentence) => {
  const { result, progress } = run(DONE, more);
  expect(await result).toMatchObject({ ok: false, sentence });
  expect(progress).toEqual([]);
});

test('only what goes to Klaviyo is sent elsewhere: every other address is refused', async () => {
  await expect(run("UrlFetchApp.fetch('https://example.com/');").result).rejects.toThrow('urlFetchWhitelist');
});
