import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** One planted global (or impure call) per folder and a line that the folder may write. */
const planted = [
  { file: 'src/domain/rule/planted.ts', bad: 'export const now = Date.now();', good: 'export const then = new Date(0);' },
  { file: 'src/domain/rule/planted.ts', bad: 'export const now = new Date();', good: 'export const n = Math.max(1, 2);' },
  { file: 'src/domain/rule/planted.ts', bad: 'export const chance = Math.random();', good: 'export const text = JSON.stringify({});' },
  { file: 'src/domain/rule/planted.ts', bad: 'export const app = SpreadsheetApp;', good: 'export const map = new Map<string, number>();' },
  { file: 'src/domain/rule/planted.ts', bad: 'export const page = document;', good: 'export const set = new Set([1]);' },
  { file: 'src/domain/rule/planted.ts', bad: 'export const env = process.env;', good: 'export const n = Number("1");' },
  { file: 'src/domain/behavior/planted.ts', bad: 'export const text = (12.5).toFixed(1);', good: 'export const n = Math.round(12.5);' },
  { file: 'src/domain/coverage/planted.ts', bad: 'export const text = (1204).toLocaleString("en-US");', good: 'export const n = (1204).toString(36);' },
  { file: 'src/domain/findings/planted.ts', bad: 'export const f = new Intl.NumberFormat("en");', good: 'export const c = new Set(["en"]);' },
  {
    file: 'src/domain/report/planted.ts',
    bad: 'export const say = (n: number) => `${n} % of them`;',
    good: 'export const say = (n: string) => `${n} of them`;',
  },
  { file: 'src/domain/report/planted.ts', bad: 'export const text = "with 95 % certainty";', good: 'export const text = "with certainty";' },
  {
    file: 'src/domain/coverage/planted.ts',
    bad: 'export const say = (n: string) => `Use "${n}" instead`;',
    good: 'export const say = (n: string) => `Use ${inQuotes(n)} instead`;',
  },
  {
    file: 'src/domain/coverage/planted.ts',
    bad: 'export const say = (n: string) => `Use “${n}” instead`;',
    good: 'export const say = (n: string) => `Use ${quoted(n)} instead`;',
  },
  {
    file: 'src/domain/report/planted.ts',
    bad: 'export const say = (n: string) => `the "${n}"`;',
    good: 'export const say = (n: string) => `<a href="${n}">`;',
  },
  {
    file: 'src/domain/report/planted.ts',
    bad: 'export const list = (w: string[], last: string) => `${w.join(", ")} and ${last}`;',
    good: 'export const ids = (w: string[]) => `${w.join(", ")}: and so on`;',
  },
  { file: 'src/addon/planted.ts', bad: 'export const day = (d: Date) => d.toLocaleDateString();', good: 'export const day = (d: Date) => d.getTime();' },
  { file: 'src/sidebar/planted.ts', bad: 'export const n = (1204).toLocaleString();', good: 'export const n = String(1204);' },
  { file: 'src/domain/text/planted.ts', bad: 'export const now = Date.now();', good: 'export const f = new Intl.NumberFormat("en");' },
  { file: 'src/klaviyo/planted.ts', bad: 'export const app = UrlFetchApp;', good: 'export const text = encodeURIComponent("a");' },
  { file: 'src/klaviyo/planted.ts', bad: 'export const url = new URL("https://a");', good: 'export const n = 1;' },
  { file: 'src/sheet/planted.ts', bad: 'export const store = PropertiesService;', good: 'export const app = SpreadsheetApp;' },
  { file: 'src/refresh/planted.ts', bad: 'export const app = SpreadsheetApp;', good: 'export const n = 1;' },
  { file: 'src/addon/planted.ts', bad: 'export const f = fetch("https://a");', good: 'export const app = UrlFetchApp;' },
  { file: 'src/sidebar/planted.ts', bad: 'export const run = google.script.run;', good: 'export const page = document;' },
  { file: 'src/sidebar/planted.ts', bad: 'export const f = fetch("https://a");', good: 'export const w = window.innerWidth;' },
  { file: 'src/local/planted.ts', bad: 'export const app = SpreadsheetApp;', good: 'export const env = process.env;' },
];

/** Lints texts as if they stood in the named files; one process for all of them. */
function lint(texts: { file: string; text: string }[]): string[][] {
  const script = `
    const { ESLint } = require('eslint');
    const texts = JSON.parse(require('fs').readFileSync(0, 'utf8'));
    (async () => {
      const eslint = new ESLint({ cwd: process.cwd() });
      const out = [];
      for (const { file, text } of texts) out.push((await eslint.lintText(text, { filePath: file }))[0].messages.map((m) => m.ruleId + ': ' + m.message));
      console.log(JSON.stringify(out));
    })();`;
  return JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: root, encoding: 'utf8', input: JSON.stringify(texts) })) as string[][];
}

describe('[I] the globals that a folder may name', () => {
  const verdicts = lint(
    planted.flatMap(({ file, bad, good }) => [
      { file, text: bad },
      { file, text: good },
    ]),
  );

  test.each(planted.map((row, index) => ({ ...row, index })))('$file may not say $bad', ({ index }) => {
    expect(verdicts[index * 2]?.filter((message) => message.startsWith('no-restricted'))).not.toEqual([]);
  });

  test.each(planted.map((row, index) => ({ ...row, index })))('$file may say $good', ({ index }) => {
    expect(verdicts[index * 2 + 1]).toEqual([]);
  });
});
