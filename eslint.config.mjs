import tseslint from 'typescript-eslint';

/** Globals that Apps Script's V8 lacks: naming one would only fail in the sheet. */
const absentInAppsScript = [
  'setTimeout',
  'setInterval',
  'clearTimeout',
  'clearInterval',
  'queueMicrotask',
  'structuredClone',
  'fetch',
  'Headers',
  'Request',
  'Response',
  'URL',
  'URLSearchParams',
  'TextEncoder',
  'TextDecoder',
  'atob',
  'btoa',
  'crypto',
  'performance',
  'process',
  'Buffer',
  'global',
  '__dirname',
  '__filename',
  'require',
  'module',
  'Blob',
  'File',
  'FormData',
  'AbortController',
  'XMLHttpRequest',
  'WebSocket',
  'setImmediate',
];
const dom = [
  'window',
  'document',
  'navigator',
  'location',
  'localStorage',
  'sessionStorage',
  'alert',
  'confirm',
  'prompt',
  'history',
  'google',
  'self',
  'parent',
  'top',
];
const sheetServices = ['SpreadsheetApp', 'Charts'];
const otherServices = [
  'UrlFetchApp',
  'PropertiesService',
  'CacheService',
  'LockService',
  'ScriptApp',
  'HtmlService',
  'Utilities',
  'Session',
  'Logger',
  'Drive',
  'DriveApp',
  'DocumentApp',
  'GmailApp',
  'MailApp',
  'ContentService',
  'Browser',
];

function forbid(names, message) {
  return names.map((name) => ({ name, message: message.replace('NAME', name) }));
}

const impure = [
  { selector: "MemberExpression[object.name='Date'][property.name='now']", message: 'The domain is handed the time: take an Instant as an argument.' },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The domain is handed the time: take an Instant as an argument.' },
  { selector: "CallExpression[callee.name='Date']", message: 'The domain is handed the time: take an Instant as an argument.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'The domain is handed its randomness: take it as an argument.' },
];

const writer = 'Numbers, shares, money, days and names are written in src/domain/text alone, in the account’s own locale: use its Formats, inQuotes or quoted.';
/** Ways to write a number, a share, a day or a name past the one writer. */
const otherWriters = [
  { selector: 'MemberExpression[property.name=/^(toFixed|toLocaleString|toLocaleDateString|toLocaleTimeString)$/]', message: writer },
  { selector: "MemberExpression[object.name='Intl'][property.name=/^(NumberFormat|DateTimeFormat|ListFormat)$/]", message: writer },
  { selector: 'TemplateElement[value.raw=/^\\s?%(?![\\w-])/]', message: writer },
  { selector: 'Literal[value=/\\d %/]', message: writer },
  { selector: 'TemplateElement[value.raw=/\\d %/]', message: writer },
  {
    selector: "TemplateLiteral:has(> CallExpression[callee.property.name='join'][arguments.0.value=', ']) > TemplateElement[value.raw=/^,? (and|or|nor) $/]",
    message: 'Lists are written in src/domain/text/lists.ts alone: use joined or enumerated.',
  },
];
/** A name between straight marks in a sentence; attributes of markup (`href="…"`) have them by right, so have filters of the API and formulas of the sheet. */
const straightMarks = [
  { selector: 'TemplateElement[value.raw=/[^=]"$/]', message: writer },
  { selector: 'TemplateElement[value.raw=/“$/]', message: writer },
];

const unsafe = { selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']", message: 'Untrusted text must stay text.' };
const pure = 'NAME is outside the domain: do it in klaviyo, sheet, addon or sidebar and hand the result in.';
const door = 'NAME does not belong here: services are named in src/addon, SpreadsheetApp in src/sheet, the page in src/sidebar; take it as an argument.';

export default tseslint.config(
  { ignores: ['dist/**', 'build/**', 'out/**', 'node_modules/**', 'test/fixtures/**'] },
  ...tseslint.configs.recommended.map((config) => ({ ...config, files: ['**/*.ts', '**/*.tsx'] })),
  {
    files: ['src/**/*.{ts,tsx}', 'test/**/*.{ts,tsx}'],
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } }],
      eqeqeq: 'error',
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  { files: ['src/**/*.{ts,tsx}'], rules: { 'max-lines': ['error', { max: 400 }] } },
  {
    files: ['src/domain/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...forbid([...absentInAppsScript, ...dom, ...sheetServices, ...otherServices, 'console'], pure)],
      'no-restricted-syntax': ['error', ...impure, ...otherWriters, ...straightMarks],
    },
  },
  // The writer itself, and clocks of zones, which are no words.
  { files: ['src/domain/text/**/*.ts', 'src/domain/account/local-day.ts'], rules: { 'no-restricted-syntax': ['error', ...impure] } },
  {
    files: ['src/klaviyo/**/*.ts', 'src/refresh/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', ...forbid([...absentInAppsScript, ...dom, ...sheetServices, ...otherServices, 'console'], door)],
      'no-restricted-syntax': ['error', ...impure, ...otherWriters],
    },
  },
  { files: ['src/klaviyo/collections/zone-time.ts'], rules: { 'no-restricted-syntax': ['error', ...impure] } },
  // Clocks of zones are no words.
  { files: ['src/sheet/**/*.ts'], ignores: ['src/sheet/zone.ts'], rules: { 'no-restricted-syntax': ['error', ...otherWriters, ...straightMarks] } },
  { files: ['src/addon/**/*.ts'], rules: { 'no-restricted-syntax': ['error', ...otherWriters, ...straightMarks] } },
  {
    files: ['src/sheet/**/*.ts'],
    rules: { 'no-restricted-globals': ['error', ...forbid([...absentInAppsScript, ...dom, ...otherServices, 'console'], door)] },
  },
  {
    files: ['src/addon/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...forbid([...absentInAppsScript, ...dom], 'NAME does not exist in Apps Script: use the service that does this (UrlFetchApp, Utilities, …).'),
      ],
    },
  },
  {
    files: ['src/sidebar/**/*.{ts,tsx}'],
    ignores: ['src/sidebar/server.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...forbid([...sheetServices, ...otherServices, 'process', 'Buffer', 'require'], 'NAME is on the server: ask for it through the protocol.'),
        ...forbid(['google'], 'Only src/sidebar/server.ts talks to google.script.run: call it there.'),
        ...forbid(['fetch', 'XMLHttpRequest', 'WebSocket'], 'The page asks no host but its server: go through src/sidebar/server.ts.'),
      ],
      'no-restricted-syntax': ['error', unsafe, ...otherWriters, ...straightMarks],
    },
  },
  // The page imports nothing of the domain: what it writes itself (how far a refresh is, when) stands in one file.
  { files: ['src/sidebar/words.ts'], rules: { 'no-restricted-syntax': ['error', unsafe] } },
  {
    files: ['src/local/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...forbid([...sheetServices, ...otherServices], 'NAME is what the local host offers to the bundle: build it, do not call it.'),
      ],
    },
  },
);
