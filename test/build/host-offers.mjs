// Prints, as JSON, the members of Google's services that the bundle calls (with the file) and those that the local host offers, both by their types.
// A process of its own: the compiler is thirty times slower inside jest.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
/** Rooms whose code is in the bundle that Google runs. */
const BUNDLE = /^src\/(addon|sheet|refresh|domain|klaviyo)\//;
const { options, fileNames } = ts.parseJsonConfigFileContent(ts.readConfigFile(path.join(ROOT, 'tsconfig.json'), ts.sys.readFile).config, ts.sys, ROOT);
const program = ts.createProgram(
  fileNames.filter((name) => !name.includes('/test/')),
  options,
);
const checker = program.getTypeChecker();
const called = {};
const offered = new Set();
for (const source of program.getSourceFiles()) {
  const file = path.relative(ROOT, source.fileName).split(path.sep).join('/');
  if (file.startsWith('node_modules')) continue;
  const visit = (node) => {
    if (BUNDLE.test(file) && ts.isPropertyAccessExpression(node)) {
      const symbol = checker.getSymbolAtLocation(node.name);
      const ofGoogle = symbol?.declarations?.some((one) => one.getSourceFile().fileName.includes('@types/google-apps-script'));
      // Services are interfaces with methods; enums and records of Drive's are data.
      if (ofGoogle && symbol.parent && (symbol.flags & ts.SymbolFlags.Method) !== 0) called[`${symbol.parent.name}.${symbol.name}`] = file;
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'offer' && node.arguments.length > 1) {
      for (const member of checker.getTypeAtLocation(node.arguments[1]).getProperties()) offered.add(member.name);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}
console.log(JSON.stringify({ called, offered: [...offered] }));
