import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'docs/architecture.md',
  'docs/glossary.md',
  ...readdirSync(join(root, 'docs/decisions')).map((file) => `docs/decisions/${file}`),
];

/** Paths and bare file names that a line names between backticks, and files that it links to. */
function namedIn(line: string): { readonly paths: readonly string[]; readonly beside: readonly string[] } {
  const marked = [...line.matchAll(/`([\w./-]+)`/g)].map(([, name]) => name!);
  return {
    paths: marked.filter((name) => /^(src|test|docs|dist)\//.test(name)).map((name) => name.replace(/\/$/, '')),
    beside: marked.filter((name) => /^[\w-]+\.(ts|tsx)$/.test(name)),
  };
}

test.each(pages)('%s names files and folders that are there', (page) => {
  const text = readFileSync(join(root, page), 'utf8');
  const gone: string[] = [];
  let named = 0;
  // A bare name stands beside a path of its own paragraph or row.
  for (const block of text.split(/\n\n|\n(?=[-|])/)) {
    const { paths, beside } = namedIn(block);
    named += paths.length + beside.length;
    gone.push(...paths.filter((path) => !path.startsWith('dist/') && !existsSync(join(root, path))));
    const folders = paths.flatMap((path) => [path, dirname(path)]);
    gone.push(...beside.filter((name) => !folders.some((folder) => existsSync(join(root, folder, name)))));
  }
  for (const [, target] of text.matchAll(/\]\(([\w./-]+)\)/g)) if (!existsSync(join(root, dirname(page), target!))) gone.push(target!);
  expect(gone).toEqual([]);
  if (/architecture|CONTRIBUTING/.test(page)) expect(named).toBeGreaterThan(10);
});

test('the ten changes of the architecture page each name a main file', () => {
  const rows = readFileSync(join(root, 'docs/architecture.md'), 'utf8')
    .split('\n')
    .filter((line) => /^\| (?!change|---)[a-zA-Z ]+\|/.test(line));
  expect(rows.map((row) => row.split('|')[1]!.trim())).toEqual([
    'condition type',
    'Klaviyo collection',
    'finding',
    'audience',
    'wording of money',
    'tracker column',
    'setting',
    'retry rule',
    'sidebar view',
    'Apps Script service in the host',
  ]);
  for (const row of rows) expect(row.split('|')[2]).toMatch(/`[\w./*-]+`/);
});
