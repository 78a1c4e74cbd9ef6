import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(__dirname, '../..');
const folder = join(root, 'src/domain/findings');

/** What the compiler says of each of these texts, were it a file of the findings. They are there for the compiler only. */
function complaints(texts: Readonly<Record<string, string>>): ReadonlyMap<string, readonly string[]> {
  const planted = new Map(Object.entries(texts).map(([name, text], at) => [join(folder, `planted-${at}.ts`), { name, text }]));
  const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(join(root, 'tsconfig.json'), (path) => ts.sys.readFile(path)).config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const program = ts.createProgram([...planted.keys()], { ...options, noEmit: true, skipLibCheck: true }, {
    ...host,
    fileExists: (path) => planted.has(resolve(path)) || host.fileExists(path),
    readFile: (path) => planted.get(resolve(path))?.text ?? host.readFile(path),
    getSourceFile: (path, version, ...rest) => {
      const text = planted.get(resolve(path))?.text;
      return text === undefined ? host.getSourceFile(path, version, ...rest) : ts.createSourceFile(path, text, version);
    },
  });
  return new Map([...planted].map(([path, { name }]) => [
    name, program.getSemanticDiagnostics(program.getSourceFile(path)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  ]));
}

test('a finding that forgets a consequence, what it needs or its severity does not compile', () => {
  const whole = readFileSync(join(folder, 'too-broad.ts'), 'utf8');
  const without = (part: RegExp, by = ''): string => {
    expect(whole).toMatch(part);
    return whole.replace(part, by);
  };
  const said = complaints({
    whole,
    breaksCover: without(/breaksCover: '[^']*', /), remedy: without(/remedy: \{[^}]*\}, /), retirement: without(/retirement: '[^']*', /), urgent: without(/, urgent: null/),
    needs: without(/ {2}needs: [^\n]*\n/), consequences: without(/ {2}consequences: [^\n]*\n/), severity: without(/ {2}severity: [^\n]*\n/),
    step: without(/how: 'review'/, "how: 'repair'"),
    'severity of each case': without(/severity: 'warning'/, "severity: 'case by case'"),
  });
  expect(said.get('whole')).toEqual([]);
  for (const name of ['breaksCover', 'remedy', 'retirement', 'urgent', 'needs', 'consequences', 'severity', 'step']) {
    expect([name, said.get(name)!.join('\n')]).toEqual([name, expect.stringContaining(`'${name}'`)]);
  }
  expect(said.get('severity of each case')!.join('\n')).toContain("'severity'");
});
