import type { Endpoint } from './endpoints';
import type { Query } from './query';
import { listParameter } from './query';
import { badParameter } from './refusal';

/** What each resource type of one answer may show; null means everything. */
export interface Fieldsets {
  of(type: string): readonly string[] | null;
  /** True when `attribute` of `type` will be shown: by default, by name, or by a name below it. */
  shows(type: string, attribute: string): boolean;
}

/** Checks `fields[…]` and `additional-fields[…]` of a request; 400 for a name that the endpoint does not take. */
export function readFieldsets(endpoint: Endpoint, query: Query): Fieldsets {
  const chosen = new Map<string, readonly string[]>();
  for (const key of query.parameters.keys()) {
    const type = /^fields\[(.+)\]$/.exec(key)?.[1];
    if (type === undefined) continue;
    const allowed = endpoint.fields[type];
    if (!allowed) throw badParameter(key, `'${key}' is not a parameter of this endpoint.`);
    const names = listParameter(query, key);
    for (const name of names) {
      if (!allowed.includes(name)) throw badParameter(key, `'${name}' is not a valid field for the resource '${type}'.`);
    }
    chosen.set(type, names);
  }
  return {
    of: (type) => chosen.get(type) ?? null,
    shows: (type, attribute) => {
      const names = chosen.get(type);
      return names === undefined || names.some((name) => name === attribute || name.startsWith(`${attribute}.`));
    },
  };
}

/** The names asked for with `additional-fields[type]`; 400 for one that the endpoint does not offer. */
export function additionalFields(endpoint: Endpoint, query: Query): ReadonlySet<string> {
  const found = new Set<string>();
  for (const key of query.parameters.keys()) {
    const type = /^additional-fields\[(.+)\]$/.exec(key)?.[1];
    if (type === undefined) continue;
    const allowed = endpoint.additional[type];
    if (!allowed) throw badParameter(key, `'${key}' is not a parameter of this endpoint.`);
    for (const name of listParameter(query, key)) {
      if (!allowed.includes(name)) throw badParameter(key, `'${name}' is not an additional field of the resource '${type}'.`);
      found.add(name);
    }
  }
  return found;
}

/** The attributes that a sparse fieldset leaves; `definition.triggers` keeps that part of `definition` alone. */
export function sparse(attributes: Readonly<Record<string, unknown>>, names: readonly string[] | null): Record<string, unknown> {
  if (names === null) return { ...attributes };
  const kept: Record<string, unknown> = {};
  const below = new Map<string, string[]>();
  for (const name of names) {
    const dot = name.indexOf('.');
    if (dot < 0) {
      if (name in attributes) kept[name] = attributes[name];
      continue;
    }
    const head = name.slice(0, dot);
    below.set(head, [...(below.get(head) ?? []), name.slice(dot + 1)]);
  }
  for (const [head, parts] of below) {
    const inner = attributes[head];
    // A name that is asked for as a whole brings its parts anyway.
    if (head in kept || inner === null || typeof inner !== 'object') continue;
    kept[head] = sparse(inner as Record<string, unknown>, parts);
  }
  return kept;
}
