/** Import rules of the layout. Every rule says what an offender means and where the code belongs instead. */

const domain = (folder) => `^src/domain/${folder}/`;

/** Folders of src that `from` may not import at all. */
function never(name, from, to, comment) {
  return { name, severity: 'error', comment, from: { path: from }, to: { path: to } };
}

/** Floors of the domain, lowest first. A room looks into lower floors and into itself, never up or sideways; rooms that share a floor do not see each other. */
const domainFloors = [
  ['account'],
  ['terms'],
  ['text'],
  ['rule'],
  ['settings'],
  ['catalogue'],
  ['prediction'],
  ['model'],
  ['behavior'],
  ['comparison'],
  ['findings'],
  ['reach'],
  ['coverage'],
  ['settings-registry'],
  ['analysis'],
  ['table'],
  ['changes'],
  ['history'],
  ['tracker', 'report'],
];

const floorRules = domainFloors.flatMap((rooms, floor) =>
  rooms.map((room) => {
    const lower = domainFloors.slice(0, floor).flat();
    return {
      name: `domain-${room}`,
      severity: 'error',
      comment:
        `src/domain/${room} may know ${lower.length ? `the floors below it only (${lower.join(', ')})` : 'no other room of the domain'}. ` +
        'Move the code to the room whose noun it is about, a type down to the floor of what it describes, or hand the result in as an argument.',
      from: { path: domain(room) },
      to: { path: '^src/domain/', pathNot: [room, ...lower].map(domain) },
    };
  }),
);

module.exports = {
  forbidden: [
    never(
      'domain-is-pure',
      '^src/domain/',
      '^src/(?!domain/)|^node_modules/(?!valibot/)|^(node:|fs$|path$|http$|worker_threads$)',
      'The domain knows neither Google nor HTTP nor Node: put the door in klaviyo, sheet or addon and hand the data in.',
    ),
    ...floorRules,
    {
      name: 'domain-has-floors',
      severity: 'error',
      comment: 'Every room of the domain stands on a floor: write this one into domainFloors above, right over what it needs.',
      from: { path: '^src/domain/', pathNot: domainFloors.flat().map(domain) },
      to: {},
    },
    never(
      'klaviyo-imports',
      '^src/klaviyo/',
      '^src/(?!domain/|klaviyo/)',
      'Reading Klaviyo knows the domain only. Sheets, jobs and pages belong in sheet, refresh and addon.',
    ),
    never('klaviyo-http-imports', '^src/klaviyo/http/', '^src/klaviyo/(?!http/)', 'One request and its answer know no reading: hand in what they need.'),
    never(
      'klaviyo-schedule-knows-no-collection',
      '^src/klaviyo/(schedule|state)/',
      '^src/klaviyo/(?!http/|schedule/|state/)',
      'The scheduler and what is saved know no collection: a collection says what it needs in its own file, through schedule/collection.',
    ),
    never(
      'writes-only-when-asked',
      '^src/(?!klaviyo/writes/|addon/make-changes)',
      '^src/klaviyo/writes/',
      'Only what a person asks for at the page may change anything in Klaviyo: neither a refresh nor a timer may know the writes. Ask through addon/change-calls.',
    ),
    never(
      'sheet-imports',
      '^src/sheet/',
      '^src/(?!domain/|sheet/|refresh/store)',
      'The sheet layer turns plain data into cells. What the data is belongs in domain/report or domain/tracker.',
    ),
    never(
      'refresh-imports',
      '^src/refresh/',
      '^src/(?!domain/|refresh/|klaviyo/|sheet/)',
      'The job knows its doors only by their types: hand the real ones in from addon.',
    ),
    {
      name: 'refresh-knows-doors-by-type',
      severity: 'error',
      comment: 'The job may import types of klaviyo and sheet, not values: hand the real ones in from addon.',
      from: { path: '^src/refresh/' },
      to: { path: '^src/(klaviyo|sheet)/', dependencyTypesNot: ['type-only'] },
    },
    never('addon-imports', '^src/addon/', '^src/(sidebar|local)/', 'The add-on takes the sidebar only as built HTML and never anything of the local host.'),
    never(
      'sidebar-imports',
      '^src/sidebar/',
      '^src/(?!sidebar/|addon/protocol)',
      'The page knows its own files and the protocol: ask the server through the protocol instead.',
    ),
    {
      name: 'sidebar-knows-protocol-by-type',
      severity: 'error',
      comment: 'The page imports the protocol as types only, so that no server code is bundled into it.',
      from: { path: '^src/sidebar/' },
      to: { path: '^src/addon/', dependencyTypesNot: ['type-only'] },
    },
    never(
      'local-imports',
      '^src/local/',
      '^src/(?!local/)',
      'The local host runs the built bundle and imports none of it; whatever it lacks belongs in the bundle.',
    ),
    never(
      'local-host-imports',
      '^src/local/host/',
      '^src/local/(?!host/)',
      'The host is Apps Script on Node and knows no Klaviyo and no sample: hand them in from local/demo.',
    ),
    never(
      'local-klaviyo-imports',
      '^src/local/klaviyo/',
      '^src/local/(?!klaviyo/)',
      'The local Klaviyo serves any account and knows neither the sample nor the host: hand them in from local/demo.',
    ),
    never('production-never-imports-tests', '^src/', '^test/', 'Tests may import production code, never the other way.'),
    {
      name: 'klaviyo-sdk-as-types',
      severity: 'error',
      comment: 'klaviyo-api does not run in Apps Script: import its types only; as a client it serves in tests.',
      from: { path: '^src/' },
      to: { path: 'node_modules/klaviyo-api/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'Two files that need each other, if only by types, are one thing, or share a third: split out what both need.',
      from: { path: '^src/' },
      to: { circular: true },
    },
    {
      name: 'tests-stand-alone',
      severity: 'error',
      comment: 'A test file imports no other test: put what they share in test/build.',
      from: { path: '\\.test\\.ts$' },
      to: { path: '\\.test\\.ts$' },
    },
    {
      name: 'no-dead-module',
      severity: 'error',
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
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
