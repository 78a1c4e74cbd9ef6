import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');

/** Rooms of the domain from the ground up, as the design has them; report and tracker share the top floor. */
const floors = [
  'account',
  'terms',
  'text',
  'rule',
  'settings',
  'catalogue',
  'prediction',
  'model',
  'behavior',
  'comparison',
  'findings',
  'reach',
  'coverage',
  'settings-registry',
  'analysis',
  'table',
  'changes',
  'history',
  'tracker',
  'report',
];

/** In every room a file that looks one floor up, the tracker sideways into report and report into tracker; one by type only, as types count too. */
const upwards = floors.map((room, at) => {
  const above = floors[at + 1] ?? 'tracker';
  const target = room === 'text' ? 'import type { target }' : 'import { target }';
  return { file: `src/domain/${room}/up.ts`, text: `${target} from '../${above}/target';\nexport type Up = typeof target;`, rule: `domain-${room}` };
});

/** One planted violation of each import rule: the offending file, what it imports, the rule that has to fire. */
const planted: { file: string; text: string; rule: string }[] = [
  ...upwards,
  { file: 'src/domain/attic/a3.ts', text: "import { target } from '../rule/target';\nexport const a = target;", rule: 'domain-has-floors' },
  { file: 'src/domain/account/a4.ts', text: "import { target } from '../report/target';\nexport const a = target;", rule: 'domain-account' },
  { file: 'src/domain/rule/a1.ts', text: "import { target } from '../../klaviyo/target';\nexport const a = target;", rule: 'domain-is-pure' },
  { file: 'src/domain/rule/a2.ts', text: "import { readFileSync } from 'node:fs';\nexport const a = readFileSync;", rule: 'domain-is-pure' },
  { file: 'src/domain/report/a10.ts', text: "import { target } from '../../sheet/target';\nexport const a = target;", rule: 'domain-is-pure' },
  { file: 'src/klaviyo/a11.ts', text: "import { target } from '../sheet/target';\nexport const a = target;", rule: 'klaviyo-imports' },
  { file: 'src/klaviyo/http/a24.ts', text: "import type { target } from '../schedule/target';\nexport type A = typeof target;", rule: 'klaviyo-http-imports' },
  {
    file: 'src/klaviyo/schedule/a25.ts',
    text: "import type { target } from '../collections/target';\nexport type A = typeof target;",
    rule: 'klaviyo-schedule-knows-no-collection',
  },
  {
    file: 'src/klaviyo/state/a26.ts',
    text: "import type { target } from '../collections/target';\nexport type A = typeof target;",
    rule: 'klaviyo-schedule-knows-no-collection',
  },
  {
    file: 'src/refresh/a27.ts',
    text: "import type { target } from '../klaviyo/writes/target';\nexport type A = typeof target;",
    rule: 'writes-only-when-asked',
  },
  { file: 'src/addon/a28.ts', text: "import { target } from '../klaviyo/writes/target';\nexport const a = target;", rule: 'writes-only-when-asked' },
  { file: 'src/klaviyo/a12.ts', text: "import { SegmentsApi } from 'klaviyo-api';\nexport const a = SegmentsApi;", rule: 'klaviyo-sdk-as-types' },
  { file: 'src/sheet/a13.ts', text: "import { target } from '../klaviyo/target';\nexport const a = target;", rule: 'sheet-imports' },
  { file: 'src/refresh/a14.ts', text: "import { target } from '../klaviyo/target';\nexport const a = target;", rule: 'refresh-knows-doors-by-type' },
  { file: 'src/refresh/a15.ts', text: "import { target } from '../addon/target';\nexport const a = target;", rule: 'refresh-imports' },
  { file: 'src/addon/a16.ts', text: "import { target } from '../local/target';\nexport const a = target;", rule: 'addon-imports' },
  { file: 'src/sidebar/a17.ts', text: "import { target } from '../domain/rule/target';\nexport const a = target;", rule: 'sidebar-imports' },
  { file: 'src/sidebar/a18.ts', text: "import { target } from '../addon/protocol';\nexport const a = target;", rule: 'sidebar-knows-protocol-by-type' },
  { file: 'src/local/a19.ts', text: "import { target } from '../addon/target';\nexport const a = target;", rule: 'local-imports' },
  { file: 'src/local/host/a22.ts', text: "import { near } from '../klaviyo/near';\nexport const a = near;", rule: 'local-host-imports' },
  { file: 'src/local/klaviyo/a23.ts', text: "import { good } from '../demo/good';\nexport const a = good;", rule: 'local-klaviyo-imports' },
  { file: 'src/klaviyo/a21.ts', text: "import { target } from '../../test/build/target';\nexport const a = target;", rule: 'production-never-imports-tests' },
  { file: 'src/klaviyo/c1.ts', text: "import { c2 } from './c2';\nexport const c1 = (): unknown => c2;", rule: 'no-cycles' },
  { file: 'src/klaviyo/c3.ts', text: "import type { C4 } from './c4';\nexport interface C3 { readonly of: C4 }", rule: 'no-cycles' },
  { file: 'src/klaviyo/lonely.ts', text: 'export const lonely = 1;', rule: 'no-dead-module' },
  { file: 'test/b.test.ts', text: "import { a } from './a.test';\nexport const b = a;", rule: 'tests-stand-alone' },
];

/** Files that the planted ones import, all allowed where they stand. */
const targets = [
  ...floors.map((room) => `src/domain/${room}/target.ts`),
  'src/klaviyo/target.ts',
  'src/klaviyo/writes/target.ts',
  'src/klaviyo/schedule/target.ts',
  'src/klaviyo/collections/target.ts',
  'src/sheet/target.ts',
  'src/addon/target.ts',
  'src/addon/protocol.ts',
  'src/local/target.ts',
  'test/build/target.ts',
].map((file) => ({ file, text: 'export const target = 1;' }));

const allowed = [
  { file: 'src/klaviyo/c4.ts', text: "import type { C3 } from './c3';\nexport interface C4 { readonly of: C3 }" },
  // Every room may look into every room below its own floor.
  ...floors
    .slice(0, -1)
    .map((room, at) => ({
      file: `src/domain/${room}/good.ts`,
      text: [room, ...floors.slice(0, at)]
        .map((below, number) => `import { target as t${number} } from '../${below}/target';\nexport const g${number} = t${number};`)
        .join('\n'),
    })),
  { file: 'src/klaviyo/c2.ts', text: "import { c1 } from './c1';\nexport const c2 = (): unknown => c1;" },
  { file: 'test/a.test.ts', text: 'export const a = 1;' },
  { file: 'src/refresh/good.ts', text: "import type { target } from '../klaviyo/target';\nexport type Good = typeof target;" },
  { file: 'src/sidebar/good.ts', text: "import type { target } from '../addon/protocol';\nexport type Good = typeof target;" },
  {
    file: 'src/addon/good.ts',
    text: "import { target } from '../klaviyo/target';\nimport type { Good } from '../refresh/good';\nexport const good = [target] as Good[];",
  },
  { file: 'src/local/demo/good.ts', text: "import { near } from '../klaviyo/near';\nexport const good = near;" },
  { file: 'src/local/klaviyo/near.ts', text: 'export const near = 1;' },
];

describe('[I] the import rules', () => {
  let folder: string;
  let found: { rule: string; from: string }[];

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'layout-'));
    cpSync(join(root, 'tsconfig.json'), join(folder, 'tsconfig.json'));
    cpSync(join(root, '.dependency-cruiser.cjs'), join(folder, '.dependency-cruiser.cjs'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const { file, text } of [...targets, ...allowed, ...planted]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), text);
    }
    const depcruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
    const text = execFileSync(process.execPath, [depcruise, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src', 'test'], {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    const { summary } = JSON.parse(text) as { summary: { violations: { rule: { name: string; severity: string }; from: string }[] } };
    found = summary.violations
      .filter((violation) => violation.rule.severity === 'error')
      .map((violation) => ({ rule: violation.rule.name, from: violation.from }));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(planted)('$rule refuses $file', ({ file, rule }) => {
    expect(found).toContainEqual({ rule, from: file });
  });

  test('leave what the layout allows alone', () => {
    expect(found.filter(({ from }) => from.endsWith('good.ts'))).toEqual([]);
  });
});
