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

/** A bundle with the two entry points, doing `work` in each step. */
function bundle(work: string) {
  return bundleOf(`
    function answer(state, more) { return JSON.stringify(Object.assign({ state: state, progress: { step: 'Working', done: 1, expected: 2, secondsLeft: 3 }, notBefore: null, sentence: '' }, more)); }
    function localRefreshStart(options) { PropertiesService.getDocumentProperties().setProperties({ options: options, steps: '0' }, true); return answer('more', { notBefore: Date.now() + 90000 }); }
    function localRefreshStep() {
      var store = PropertiesService.getDocumentProperties(); var step = Number(store.getProperty('steps')) + 1; store.setProperty('steps', String(step));
      var options = JSON.parse(store.getProperty('options')); var sheet = SpreadsheetApp.getActiveSheet(); ${work}
    }`, { urlFetchWhitelist: ['https://a.klaviyo.com/'] });
}

function run(work: string, more: Partial<LocalRun> = {}) {
  const clock = createVirtualClock(START);
  const wire = createDirectWire({ clock, handler: ({ url }) => ({ status: 200, headers: {}, body: url }) });
  const progress: string[] = [];
  return {
    clock, progress,
    result: runLocally({
      bundle: bundle(work), wire, workbookPath: join(folder, 'none.xlsx'), key: 'pk_x', baseUrl: 'http://localhost:9', settings: [{ name: 'A', value: 'b' }], timeZone: 'Etc/UTC', clock,
      onProgress: ({ step }) => progress.push(step), onRequests: () => undefined, ...more,
    }),
  };
}

const DONE = "return answer('done', { summary: 'All good', markdown: '# Doc' });";

test('runs executions until the bundle is done, obeys its waits, and hands back both files', async () => {
  const { result, clock, progress } = run(`sheet.getRange('A1').setValue(options.settings[0].value + UrlFetchApp.fetch(options.baseUrl + '/api').getContentText()); if (step < 3) return answer('more'); ${DONE}`);
  const ended = await result;
  expect(ended).toMatchObject({ ok: true, summary: 'All good', markdown: '# Doc', counts: { executions: 4, requests: 3 } });
  expect(clock.now()).toBeGreaterThanOrEqual(START + 60_000);
  expect(progress).toContain('Working');
  const path = join(folder, 'first.xlsx');
  if (ended.ok) writeFileSync(path, ended.workbook);
  const workbook = await openSpreadsheet(path, Date.now);
  expect(workbook?.tabs[0]?.cell(1, 1).value).toBe('bhttp://localhost:9/api');
  const again = await run(`var before = sheet.getRange('A1').getValue(); return answer('done', { summary: before, markdown: '' });`, { workbookPath: path }).result;
  expect(again).toMatchObject({ ok: true, summary: 'bhttp://localhost:9/api' });
});

test('an execution that is ended at its time limit is followed by the next', async () => {
  expect(await run(`if (step === 1) for (;;) Utilities.sleep(100000); ${DONE}`).result).toMatchObject({ ok: true });
});

test('executions that all end at the limit end the run with a sentence', async () => {
  expect(await run('for (;;) Utilities.sleep(100000);').result).toEqual({ ok: false, sentence: expect.stringContaining('did not get on within its time limit') });
});

test('a refresh that the bundle gives up ends with its sentence', async () => {
  expect(await run("return answer('failed', { sentence: 'The key was revoked: make a new one.' });").result).toEqual({ ok: false, sentence: 'The key was revoked: make a new one.' });
});

test('an address beside Klaviyo’s and the given one is refused', async () => {
  await expect(run("UrlFetchApp.fetch('https://example.com/');").result).rejects.toThrow('urlFetchWhitelist');
});
