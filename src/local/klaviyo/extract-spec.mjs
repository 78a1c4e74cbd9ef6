/**
 * Makes `spec.json` and `segment-bodies.json` beside this file from Klaviyo's OpenAPI document (github.com/klaviyo/openapi, openapi/stable.json or a part of it; MIT licence, Klaviyo):
 *   node src/local/klaviyo/extract-spec.mjs path/to/openapi.json
 * Operations, scopes, limits, pages, filters, sort, include and field names: what the local server checks a request against. One operation a line.
 * The bodies of the two writes as schemas, without their prose: one schema a line.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const document = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const byName = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

const count = (text) => Number(/^\d+/.exec(text)[0]);
const limitsOf = ({ burst, steady, daily }) => [count(burst), count(steady), ...(daily ? [count(daily)] : [])];

/** Lower limits that a parameter brings, which stand in the description alone; it names relationships in the singular, which no request does. */
function slowOf(description, include) {
  const found = description.matchAll(/Rate limits when using the `([^`]+)` parameter[^<]*<br>Burst: `(\d+)\/s`<br>Steady: `(\d+)\/m`/g);
  const plural = (when) => (when.startsWith('include=') && include.includes(`${when.slice(8)}s`) ? `${when}s` : when);
  return [...found].map(([, when, burst, steady]) => ({ when: plural(when), limits: [Number(burst), Number(steady)] }));
}

function filtersOf(filters) {
  return Object.fromEntries(Object.entries(filters).map(([field, { operators }]) => [field, [...new Set(Object.values(operators).flat())].sort(byName)]));
}

function operationOf(path, method, { parameters = [], description = '', ...operation }) {
  const parameter = (name) => parameters.find((one) => one.name === name);
  const names = (kind) =>
    Object.fromEntries(
      parameters.flatMap(({ name, schema }) => {
        const type = new RegExp(`^${kind}\\[(.+)\\]$`).exec(name)?.[1];
        return type === undefined ? [] : [[type, schema.items.enum]];
      }),
    );
  const include = parameter('include')?.schema.items.enum ?? [];
  const size = parameter('page[size]')?.schema;
  return {
    method: method.toUpperCase(),
    path: path.replace(/^\/api\//, ''),
    limits: limitsOf(operation['x-klaviyo-ratelimit']),
    slow: slowOf(description, include),
    scopes: operation['x-klaviyo-scopes'],
    page: size ? [size.default, size.maximum] : parameter('page[cursor]') ? 'fixed' : null,
    filter: operation['x-klaviyo-filters'] ? filtersOf(operation['x-klaviyo-filters']) : null,
    filterRequired: parameter('filter')?.required === true,
    sort: (parameter('sort')?.schema.enum ?? []).filter((name) => !name.startsWith('-')),
    include,
    fields: names('fields'),
    additional: names('additional-fields'),
  };
}

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([method]) => ['get', 'post', 'patch'].includes(method))
    .map(([method, operation]) => operationOf(path, method, operation)),
);
const lines = operations.map((operation) => `    ${JSON.stringify(operation)}`);
writeFileSync(
  new URL('spec.json', import.meta.url),
  `{\n  "revision": ${JSON.stringify(document.info.version)},\n  "operations": [\n${lines.join(',\n')}\n  ]\n}\n`,
);

const BODIES = ['SegmentCreateQuery', 'SegmentPartialUpdateQuery'];

/** What decides whether a body is valid; descriptions, examples, formats and defaults do not. */
function bare(schema) {
  if (Array.isArray(schema)) return schema.map(bare);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([name]) => !['description', 'example', 'default', 'format'].includes(name))
      .map(([name, value]) => [
        name,
        name === 'properties'
          ? Object.fromEntries(Object.entries(value).map(([field, one]) => [field, bare(one)]))
          : name === '$ref'
            ? value.split('/').at(-1)
            : bare(value),
      ]),
  );
}

const schemas = new Map();
function collect(name) {
  if (schemas.has(name)) return;
  const schema = bare(document.components.schemas[name]);
  schemas.set(name, schema);
  for (const [, other] of JSON.stringify(schema).matchAll(/"\$ref":"([^"]+)"/g)) collect(other);
}
BODIES.forEach(collect);
const bodies = [...schemas].sort(([one], [other]) => byName(one, other)).map(([name, schema]) => `  ${JSON.stringify(name)}: ${JSON.stringify(schema)}`);
writeFileSync(new URL('segment-bodies.json', import.meta.url), `{\n${bodies.join(',\n')}\n}\n`);
