/** Import rules of the layout. Every rule says what an offender means and where the code belongs instead. */

const domain = (folder) => `^src/domain/${folder}/`;

/** Folders of src that `from` may not import at all. */
function never(name, from, to, comment) {
  return { name, severity: 'error', comment, from: { path: from }, to: { path: to } };
}

/** Within the domain: which rooms a room may look into besides itself. */
const domainRooms = {
  account: [],
  text: ['account'],
  settings: ['account', 'text', 'catalogue', 'behavior', 'findings', 'coverage', 'report'],
  rule: ['account', 'text'],
  catalogue: ['account', 'text', 'rule', 'settings', 'behavior'],
  behavior: ['account', 'text', 'rule', 'settings', 'catalogue'],
  findings: ['account', 'text', 'rule', 'settings', 'catalogue', 'behavior', 'coverage'],
  coverage: ['account', 'text', 'rule', 'settings', 'catalogue', 'behavior', 'findings'],
  tracker: ['account', 'text', 'settings', 'catalogue', 'behavior', 'coverage', 'report'],
  report: ['account', 'text', 'rule', 'settings', 'catalogue', 'behavior', 'findings', 'coverage', 'tracker'],
};

const roomRules = Object.entries(domainRooms).map(([room, allowed]) => ({
  name: `domain-${room}`,
  severity: 'error',
  comment:
    `src/domain/${room} may know ${allowed.length ? allowed.join(', ') : 'no other room of the domain'}. ` +
    'Move the code to the room whose noun it is about, or hand its result in as an argument.',
  from: { path: domain(room) },
  to: { path: '^src/domain/', pathNot: [room, ...allowed].map(domain) },
}));

module.exports = {
  forbidden: [
    never('domain-is-pure', '^src/domain/', '^src/(?!domain/)|^node_modules/(?!valibot/)|^(node:|fs$|path$|http$|worker_threads$)',
      'The domain knows neither Google nor HTTP nor Node: put the door in klaviyo, sheet or addon and hand the data in.'),
    ...roomRules,
    never('klaviyo-imports', '^src/klaviyo/', '^src/(?!domain/|klaviyo/)',
      'Reading Klaviyo knows the domain only. Sheets, jobs and pages belong in sheet, refresh and addon.'),
    never('sheet-imports', '^src/sheet/', '^src/(?!domain/|sheet/|refresh/store)',
      'The sheet layer turns plain data into cells. What the data is belongs in domain/report or domain/tracker.'),
    never('refresh-imports', '^src/refresh/', '^src/(?!domain/|refresh/|klaviyo/|sheet/)',
      'The job knows its doors only by their types: hand the real ones in from addon.'),
    {
      name: 'refresh-knows-doors-by-type', severity: 'error',
      comment: 'The job may import types of klaviyo and sheet, not values: hand the real ones in from addon.',
      from: { path: '^src/refresh/' },
      to: { path: '^src/(klaviyo|sheet)/', dependencyTypesNot: ['type-only'] },
    },
    never('addon-imports', '^src/addon/', '^src/(sidebar|local)/',
      'The add-on takes the sidebar only as built HTML and never anything of the local host.'),
    never('sidebar-imports', '^src/sidebar/', '^src/(?!sidebar/|addon/protocol)',
      'The page knows its own files and the protocol: ask the server through the protocol instead.'),
    {
      name: 'sidebar-knows-protocol-by-type', severity: 'error',
      comment: 'The page imports the protocol as types only, so that no server code is bundled into it.',
      from: { path: '^src/sidebar/' },
      to: { path: '^src/addon/', dependencyTypesNot: ['type-only'] },
    },
    never('local-imports', '^src/local/', '^src/(?!local/)',
      'The local host runs the built bundle and imports none of it; whatever it lacks belongs in the bundle.'),
    never('local-host-imports', '^src/local/host/', '^src/local/(?!host/)',
      'The host is Apps Script on Node and knows no Klaviyo and no sample: hand them in from local/demo.'),
    never('local-klaviyo-imports', '^src/local/klaviyo/', '^src/local/(?!klaviyo/)',
      'The local Klaviyo serves any account and knows neither the sample nor the host: hand them in from local/demo.'),
    never('production-never-imports-tests', '^src/', '^test/', 'Tests may import production code, never the other way.'),
    {
      name: 'klaviyo-sdk-as-types', severity: 'error',
      comment: 'klaviyo-api does not run in Apps Script: import its types only; as a client it serves in tests.',
      from: { path: '^src/' },
      to: { path: 'node_modules/klaviyo-api/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles', severity: 'error',
      comment: 'Two files that need each other are one thing, or share a third: split out what both need.',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'tests-stand-alone', severity: 'error',
      comment: 'A test file imports no other test: put what they share in test/build.',
      from: { path: '\\.test\\.ts$' },
      to: { path: '\\.test\\.ts$' },
    },
    {
      name: 'no-dead-module', severity: 'error',
      comment: 'Nothing imports this file: delete it, or use it.',
      // The shim is an entry of build.mjs: it goes into the preview's page.
      from: { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$|^src/local/demo/preview/shim\\.ts$' },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: '^node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
