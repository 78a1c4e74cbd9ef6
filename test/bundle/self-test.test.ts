import { buildSync } from 'esbuild';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundleOf } from '../../src/local/host/bundle';
import { createVirtualClock } from '../../src/local/host/clock';
import { createDirectWire } from '../../src/local/host/direct-wire';
import { Host } from '../../src/local/host/host';
import { NOW } from '../build/refreshed-sheet';

const root = resolve(__dirname, '../..');

/** What `npm run push -- --self-test` uploads. */
function selfTestBundle(): Host {
  const { outputFiles } = buildSync({
    entryPoints: [resolve(root, 'src/addon/main-self-test.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'segmentCoverage',
    target: 'es2019',
    charset: 'utf8',
    logLevel: 'error',
  });
  const names = ['selfTest', 'onOpen', 'callFromPage'];
  const script = `${outputFiles[0]?.text ?? ''}\n${names.map((name) => `function ${name}() { return segmentCoverage.${name}.apply(this, arguments); }`).join('\n')}`;
  const manifest = JSON.parse(readFileSync(resolve(root, 'appsscript.json'), 'utf8')) as never;
  const clock = createVirtualClock(NOW);
  const wire = createDirectWire({ handler: () => ({ status: 401, headers: {}, body: '' }), clock, latencyMs: 100 });
  return new Host({ bundle: bundleOf(script, manifest), clock, wire });
}

test('[E] the self-test asks every question, and the local host answers as the table expects of Google', () => {
  const host = selfTestBundle();
  host.run('selfTest');
  const sheet = host.hands().spreadsheet.getSheetByName('Self-test');
  const rows = sheet?.getDataRange().getValues() ?? [];
  expect(rows[0]).toEqual(['Question', 'Expected', 'Got', 'Milliseconds', 'Answer']);
  expect(rows.length).toBeGreaterThan(25);
  expect(
    rows
      .slice(1, -1)
      .filter((row) => row[4] !== 'as expected')
      .map(([name, expected, got]) => [name, expected, got]),
  ).toEqual([]);
  for (const row of rows.slice(1, -1)) expect(typeof row[3]).toBe('number');
  expect(host.hands().spreadsheet.getSheetByName('Self-test scratch')).toBeNull();
  expect([...host.state.files.values()]).toEqual([]);
  // A second run writes over the first.
  host.run('selfTest');
  expect(host.hands().spreadsheet.getSheetByName('Self-test')?.getDataRange().getValues().length).toBe(rows.length);
});

test('[E] a refusal is an answer: the other questions are asked all the same', () => {
  const host = selfTestBundle();
  host.faults = ({ service, method }) => {
    if (service === 'Drive.Files' && method === 'create') throw new Error('Drive API has not been used in project 7 before or it is disabled.');
  };
  host.run('selfTest');
  const rows = host.hands().spreadsheet.getSheetByName('Self-test')?.getDataRange().getValues() ?? [];
  const different = rows.filter((row) => row[4] === 'DIFFERENT');
  expect(different.map(([name]) => name)).toEqual(['A file in Drive: made, its contents fetched, deleted']);
  expect(String(different[0]?.[2])).toContain('it is disabled');
});

test('[E] is not in what is pushed otherwise', () => {
  expect(readFileSync(resolve(root, 'dist/Code.js'), 'utf8')).not.toContain('Self-test');
});
