import { buildSync } from 'esbuild';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** A copy of the built program with a bundle of a few lines: what is tried here is the command around it. */
const root = mkdtempSync(join(tmpdir(), 'command-'));
const BUNDLE = `
  function view(state, sentence) { return { ok: true, value: { state: state, step: 'Reading segments', done: 1, expected: 2, secondsLeft: null, notBefore: null, sentence: sentence || '' } }; }
  function callFromPage(name, argument) {
    var store = PropertiesService.getDocumentProperties(); var sheet = SpreadsheetApp.getActiveSheet(); var given = JSON.parse(argument);
    function step() {
      var key = store.getProperty('key');
      if (key === 'pk_wait') Utilities.sleep(60000);
      if (key === 'pk_fails') { sheet.getRange('A1').setValue('half'); return view('failed', 'That key is not known to Klaviyo: make a new one.'); }
      if (key === 'pk_throws') throw new Error('a bug');
      sheet.getRange('A1').setValue(new Date().getTimezoneOffset() + store.getProperty('settings'));
      return view('done');
    }
    function answer() {
      switch (name) {
        case 'connect': store.setProperty('key', given.key); return { ok: true, value: {} };
        case 'saveSettings': store.setProperty('settings', given.values.map(function (s) { return s.name + s.value; }).join()); return { ok: true, value: {} };
        case 'startRefresh': return view('running');
        case 'continueRefresh': return step();
        case 'getTexts': return { ok: true, value: { summary: 'The summary', markdown: '# Doc', brief: '<h1>Brief</h1>' } };
      }
    }
    return JSON.stringify(answer());
  }`;

beforeAll(() => {
  const outdir = join(root, 'build', 'local');
  buildSync({
    entryPoints: { command: 'src/local/demo/command.ts', 'http-worker': 'src/local/host/http-worker.ts' },
    outdir,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    outExtension: { '.js': '.cjs' },
  });
  mkdirSync(join(root, 'dist'));
  writeFileSync(join(root, 'dist', 'Code.js'), BUNDLE);
  writeFileSync(join(root, 'dist', 'appsscript.json'), JSON.stringify({ timeZone: 'Etc/UTC', urlFetchWhitelist: ['https://a.klaviyo.com/'] }));
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
});

interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function command(
  all: string[],
  environment: Record<string, string> = {},
  whenSaid: { text: string; act: (kill: () => void) => void } | null = null,
): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'build', 'local', 'command.cjs'), ...all], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', TZ: 'Asia/Tokyo', ...environment },
  });
  let stdout = '';
  let stderr = '';
  let acted = false;
  child.stdout.on('data', (piece) => {
    stdout += String(piece);
  });
  child.stderr.on('data', (piece) => {
    stderr += String(piece);
    if (whenSaid && !acted && stderr.includes(whenSaid.text)) {
      acted = true;
      whenSaid.act(() => child.kill('SIGINT'));
    }
  });
  return new Promise((settle) => {
    child.on('close', (status) => settle({ status, stdout, stderr }));
  });
}

const out = (name: string) => join(root, name);

test('writes the three files, the summary to standard output and progress to standard error', async () => {
  const ended = await command(['--out', out('good'), '--set', 'A=b'], { KLAVIYO_API_KEY: 'pk_good' });
  expect(ended).toMatchObject({ status: 0, stdout: 'The summary\n' });
  expect(ended.stderr).toMatch(/^Reading segments: 1 of 2\nWrote .*coverage\.xlsx, .*recommendations\.md and .*brief\.html/);
  expect(readFileSync(join(out('good'), 'recommendations.md'), 'utf8')).toBe('# Doc');
  expect(readFileSync(join(out('good'), 'brief.html'), 'utf8')).toBe('<h1>Brief</h1>');
  expect(readdirSync(out('good')).sort()).toEqual(['brief.html', 'coverage.xlsx', 'recommendations.md']);
  const { openSpreadsheet } = await import('../../../src/local/host/spreadsheet-file');
  const workbook = await openSpreadsheet(join(out('good'), 'coverage.xlsx'), Date.now);
  // The bundle's own clock reads in the manifest's zone, whatever the machine's is; the new spreadsheet has the machine's.
  expect([workbook?.tabs[0]?.cell(1, 1).value, workbook?.timeZone]).toEqual(['0Ab', 'Asia/Tokyo']);
});

test('--help shows what can be given', async () => {
  expect(await command(['--help'])).toMatchObject({ status: 0, stderr: '', stdout: expect.stringContaining('--set "Name=value"') });
});

test.each([
  ['an unknown flag', ['--fast'], {}, 'There is no "--fast"'],
  ['an address without a key', [], { KLAVIYO_BASE_URL: 'http://127.0.0.1:1' }, 'set KLAVIYO_API_KEY too'],
  ['a refresh that fails', [], { KLAVIYO_API_KEY: 'pk_fails' }, 'That key is not known to Klaviyo: make a new one.'],
  ['an error in the bundle', [], { KLAVIYO_API_KEY: 'pk_throws' }, 'The refresh ended unexpectedly (a bug); nothing was written'],
])('%s ends with one sentence, a status that is not 0, and no file', async (name, all, environment, sentence) => {
  const folder = out(name.replace(/ /g, '-'));
  const ended = await command([...all, '--out', folder], environment);
  expect(ended.status).not.toBe(0);
  expect(ended.stdout).toBe('');
  expect(
    ended.stderr
      .trim()
      .split('\n')
      .filter((line) => !line.startsWith('Reading')),
  ).toEqual([expect.stringContaining(sentence)]);
  expect(existsSync(folder)).toBe(false);
});

test('a corrupt workbook, and a file in place of the folder, stay as they are', async () => {
  mkdirSync(out('corrupt'));
  writeFileSync(join(out('corrupt'), 'coverage.xlsx'), 'not a workbook');
  const corrupt = await command(['--out', out('corrupt')], { KLAVIYO_API_KEY: 'pk_good' });
  expect(corrupt).toMatchObject({ status: 1, stderr: expect.stringContaining('is not a workbook that can be read') });
  expect(readFileSync(join(out('corrupt'), 'coverage.xlsx'), 'utf8')).toBe('not a workbook');
  writeFileSync(out('file'), 'a file');
  expect(await command(['--out', out('file')], { KLAVIYO_API_KEY: 'pk_good' })).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('is a file, not a folder'),
  });
});

test('Ctrl-C ends at once in the middle of a wait and writes nothing', async () => {
  const ended = await command(['--out', out('cancelled')], { KLAVIYO_API_KEY: 'pk_wait' }, { text: 'Reading segments', act: (kill) => kill() });
  expect(ended).toMatchObject({ status: 130, stdout: '', stderr: expect.stringContaining('Cancelled: nothing was written') });
  expect(existsSync(out('cancelled'))).toBe(false);
});
