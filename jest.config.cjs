/**
 * Tests by kind: `unit` (what `npm run check` runs), `proof` (laws, fault matrices, comparisons with raw data: files `*.proof.test.ts`) and `whole`
 * (the built files, the sidebar in a browser, the command, the official SDK, the lint's own rules). `jest --selectProjects unit` runs one kind.
 */
const swc = {
  jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic', importSource: 'preact' } } },
  module: { type: 'commonjs' },
};

/** Tests run in a context whose globals cost 250 ns each time they are named (a callback of Node's): these are handed to every module instead. */
const OFTEN_NAMED = [
  'Array',
  'Date',
  'Error',
  'Float64Array',
  'Infinity',
  'Int32Array',
  'JSON',
  'Map',
  'Math',
  'Number',
  'Object',
  'RegExp',
  'Set',
  'String',
  'Uint8Array',
  'Uint32Array',
  'WeakMap',
  'isFinite',
  'isNaN',
  'parseFloat',
  'parseInt',
];

const WHOLE = ['bundle', 'contract', 'layout', 'local/demo', 'sidebar'].map((folder) => `<rootDir>/test/${folder}/`);

const kind = (displayName, { match = ['**/*.test.ts'], ignore = [], roots = ['<rootDir>/test'] }) => ({
  displayName,
  testEnvironment: 'node',
  sandboxInjectedGlobals: OFTEN_NAMED,
  roots,
  testMatch: match,
  testPathIgnorePatterns: ['/node_modules/', ...ignore],
  transform: { '.+\\.tsx?$': ['@swc/jest', swc] },
  globalSetup: '<rootDir>/test/jest-seed.cjs',
});

module.exports = {
  // Both cores of a small machine: the default leaves one idle.
  maxWorkers: '100%',
  testTimeout: 300_000,
  testSequencer: '<rootDir>/test/jest-sequencer.cjs',
  projects: [
    kind('unit', { ignore: [...WHOLE, '\\.proof\\.test\\.ts$'] }),
    kind('proof', { match: ['**/*.proof.test.ts'] }),
    kind('whole', { ignore: ['\\.proof\\.test\\.ts$'], roots: WHOLE }),
  ],
};
