import { readCommandLine } from '../../../src/local/demo/command-line';
import { progressLine, ProgressWriter } from '../../../src/local/demo/progress';

const sentence = (all: string[], environment: Record<string, string> = {}) => {
  const line = readCommandLine(all, environment);
  return line.kind === 'refused' ? line.sentence : line.kind;
};

describe('the command line', () => {
  test('without anything reads the sample account into the folder out', () => {
    expect(readCommandLine([], {})).toEqual({ kind: 'run', plan: { out: 'out', settings: [], odd: false, account: null, apply: null } });
    expect(readCommandLine([], { KLAVIYO_API_KEY: '  ' })).toMatchObject({ plan: { account: null } });
  });

  test('takes a folder, settings any number of times, and a key with its address', () => {
    expect(
      readCommandLine(['--out', 'x/y', '--set', 'Planning window=90', '--set=Main use case = a=b'], {
        KLAVIYO_API_KEY: 'pk_1',
        KLAVIYO_BASE_URL: 'http://localhost:1/',
      }),
    ).toEqual({
      kind: 'run',
      plan: {
        out: 'x/y',
        settings: [
          { name: 'Planning window', value: '90' },
          { name: 'Main use case', value: 'a=b' },
        ],
        odd: false,
        account: { key: 'pk_1', baseUrl: 'http://localhost:1' },
        apply: null,
      },
    });
    expect(readCommandLine(['--set', 'Look-back='], { KLAVIYO_API_KEY: 'k' })).toMatchObject({
      plan: { settings: [{ name: 'Look-back', value: '' }], account: { baseUrl: 'https://a.klaviyo.com' } },
    });
  });

  test('reads the account of odd names when asked, and never beside a person’s own', () => {
    expect(readCommandLine(['--account', 'odd'], {})).toMatchObject({ kind: 'run', plan: { odd: true, account: null } });
    expect(readCommandLine(['--account=demo'], {})).toMatchObject({ kind: 'run', plan: { odd: false, account: null } });
    expect(sentence(['--account', 'mine'])).toContain('"odd" or "demo"');
    expect(sentence(['--account'])).toContain('"odd" or "demo"');
    expect(sentence(['--account', 'odd'], { KLAVIYO_API_KEY: 'k' })).toContain('unset the key');
  });

  test('applies approved rows with a second key, or without one in a dry run', () => {
    const keys = { KLAVIYO_API_KEY: 'pk_1', KLAVIYO_WRITE_KEY: ' pk_2 ' };
    expect(readCommandLine(['--apply-approved', '--out=x'], keys)).toMatchObject({ plan: { out: 'x', apply: { writeKey: 'pk_2', dryRun: false } } });
    expect(readCommandLine(['--dry-run', '--apply-approved'], { KLAVIYO_API_KEY: 'pk_1' })).toMatchObject({
      plan: { apply: { writeKey: null, dryRun: true } },
    });
    expect(readCommandLine([], keys)).toMatchObject({ plan: { apply: null } });
    expect(sentence(['--apply-approved'], { KLAVIYO_API_KEY: 'pk_1' })).toContain('set KLAVIYO_WRITE_KEY, or add --dry-run');
    expect(sentence(['--dry-run'], keys)).toContain('--dry-run goes with --apply-approved');
  });

  test('tells what can be given when something else was', () => {
    expect(sentence(['--help'])).toBe('help');
    expect(sentence(['--verbose'])).toContain('There is no "--verbose"');
    expect(sentence(['refresh'])).toContain('There is no "refresh"');
    expect(sentence(['--out'])).toBe('After --out comes the folder to write to.');
    expect(sentence(['--set'])).toContain('After --set comes');
    expect(sentence(['--set', 'Planning window'])).toContain('names no value');
    expect(sentence(['--set', '=90'])).toContain('names no value');
  });

  test('an address without a key names the variable to set; one that is no address is refused', () => {
    expect(sentence([], { KLAVIYO_BASE_URL: 'http://x' })).toContain('set KLAVIYO_API_KEY too');
    expect(sentence([], { KLAVIYO_BASE_URL: 'x', KLAVIYO_API_KEY: 'k' })).toContain('is no address');
  });
});

describe('progress', () => {
  test('says the step, the count and the time left', () => {
    expect(progressLine({ step: 'Reading segments', done: 30, expected: 120, secondsLeft: 130 })).toBe('Reading segments: 30 of 120, about 2 minutes left');
    expect(progressLine({ step: 'Reading', done: 5, expected: null, secondsLeft: null })).toBe('Reading: 5');
    expect(progressLine({ step: 'Writing', done: 0, expected: 0, secondsLeft: 8 })).toBe('Writing, less than a minute left');
    expect(progressLine({ step: 'Reading', done: 0, expected: null, secondsLeft: 7_200 })).toBe('Reading, about 2 hours left');
  });

  test('comes at once for a new step, else not faster than it can be read', () => {
    const lines: string[] = [];
    let now = 0;
    const writer = new ProgressWriter(
      (line) => lines.push(line),
      () => now,
    );
    const at = (step: string, done: number) => writer.show({ step, done, expected: null, secondsLeft: null });
    at('A', 1);
    at('A', 2);
    at('B', 1);
    writer.requests(7);
    now = 2_000;
    at('B', 2);
    at('B', 2);
    now = 4_000;
    writer.requests(9);
    expect(lines).toEqual(['A: 1', 'B: 1', 'B: 2', '  9 requests answered so far']);
  });
});
