import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(__dirname, '../..');
const findings = join(root, 'src/domain/findings');
const conditions = join(root, 'src/domain/rule/conditions');

/** What the compiler says of each of these texts, were it a file of the folder. They are there for the compiler only. */
function complaints(folder: string, texts: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  const planted = new Map(Object.entries(texts).map(([name, text], at) => [join(folder, `planted-${at}.ts`), { name, text }]));
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram(
    [...planted.keys()],
    { ...options, noEmit: true, skipLibCheck: true },
    {
      ...host,
      fileExists: (path) => planted.has(resolve(path)) || host.fileExists(path),
      readFile: (path) => planted.get(resolve(path))?.text ?? host.readFile(path),
      getSourceFile: (path, version, ...rest) => {
        const text = planted.get(resolve(path))?.text;
        return text === undefined ? host.getSourceFile(path, version, ...rest) : ts.createSourceFile(path, text, version);
      },
    },
  );
  return new Map(
    [...planted].map(([path, { name }]) => [
      name,
      program.getSemanticDiagnostics(program.getSourceFile(path)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    ]),
  );
}

test('a finding that forgets a consequence, what it needs or its severity does not compile', () => {
  const whole = readFileSync(join(findings, 'too-broad.ts'), 'utf8');
  const without = (part: RegExp, by = ''): string => {
    expect(whole).toMatch(part);
    return whole.replace(part, by);
  };
  const said = complaints(findings, {
    whole,
    breaksCover: without(/breaksCover: '[^']*', /),
    remedy: without(/remedy: \{[^}]*\}, /),
    retirement: without(/retirement: '[^']*', /),
    urgent: without(/, urgent: null/),
    needs: without(/ {2}needs: [^\n]*\n/),
    consequences: without(/ {2}consequences: [^\n]*\n/),
    severity: without(/ {2}severity: [^\n]*\n/),
    step: without(/how: 'review'/, "how: 'repair'"),
    'severity of each case': without(/severity: 'warning'/, "severity: 'case by case'"),
  });
  expect(said.get('whole')).toEqual([]);
  for (const name of ['breaksCover', 'remedy', 'retirement', 'urgent', 'needs', 'consequences', 'severity', 'step']) {
    expect([name, said.get(name)!.join('\n')]).toEqual([name, expect.stringContaining(`'${name}'`)]);
  }
  expect(said.get('severity of each case')!.join('\n')).toContain("'severity'");
});

test('a condition kind that forgets a consequence does not compile, nor does one that is taken for another', () => {
  const whole = readFileSync(join(conditions, 'distance.ts'), 'utf8');
  const members = ['write', 'describe', 'topic', 'evaluate', 'formula', 'refer', 'numbers', 'evidence'];
  /** The declaration without one member, which ends where the next one (or the declaration) begins. */
  const without = (name: string): string => {
    const part = new RegExp(`\\n  ${name}: [\\s\\S]*?(?=\\n(?:  \\w+: |};))`);
    expect(whole).toMatch(part);
    return whole.replace(part, '');
  };
  const said = complaints(conditions, {
    whole,
    ...Object.fromEntries(members.map((name) => [name, without(name)])),
    ordinary: whole.replace('  ...ORDINARY,\n', ''),
    another: whole.replace("return { kind: 'distance'", "return { kind: 'region'"),
  });
  expect(said.get('whole')).toEqual([]);
  for (const name of members) expect([name, said.get(name)!.join('\n')]).toEqual([name, expect.stringContaining(`'${name}' is missing`)]);
  expect(said.get('ordinary')!.join('\n')).toMatch(/missing the following properties.*difference, isConsent, opposite, flowOnly/);
  expect(said.get('another')!.join('\n')).toContain('"region"');
});
