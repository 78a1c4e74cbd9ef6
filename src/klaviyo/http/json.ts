import type { Instant } from '../../domain/account/known';

/** One resource of a JSON:API answer, with nothing promised about its attributes. */
export interface Resource {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<Record<string, unknown>>;
}

/** The value as an object, empty where it is none. */
export function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}

export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [];
}

export function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

export function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

export function booleanOf(value: unknown): boolean | null {
  return typeof value === 'boolean' ? value : null;
}

/** An ISO text as an instant; null where it is none. A text without an offset is taken as UTC, as Klaviyo's are. */
export function instantOf(value: unknown): Instant | null {
  if (typeof value !== 'string' || value === '') return null;
  const text = /(?:[zZ]|[+-]\d{2}:?\d{2})$/.test(value) || !value.includes('T') ? value : `${value}Z`;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** A resource with a usable id; null for anything else. */
export function resourceOf(value: unknown): Resource | null {
  const record = objectOf(value);
  const id = record.id;
  if (typeof id !== 'string' || id === '') return null;
  return { type: textOf(record.type) ?? '', id, attributes: objectOf(record.attributes), relationships: objectOf(record.relationships) };
}

/** `data` of an answer as resources, and how many of its members were not. */
export function resourcesOf(answer: unknown): { readonly resources: readonly Resource[]; readonly broken: number } {
  const data = objectOf(answer).data;
  const members = Array.isArray(data) ? (data as unknown[]) : data === undefined || data === null ? [] : [data];
  const resources = members.flatMap((member) => resourceOf(member) ?? []);
  return { resources, broken: members.length - resources.length };
}

/** Resources of `included` by type and id. */
export function includedOf(answer: unknown, type: string): ReadonlyMap<string, Resource> {
  const found = new Map<string, Resource>();
  for (const member of arrayOf(objectOf(answer).included)) {
    const resource = resourceOf(member);
    if (resource?.type === type) found.set(resource.id, resource);
  }
  return found;
}

/** Ids that a relationship names; empty where it has no `data`. */
export function relatedIds(resource: Resource, name: string): readonly string[] {
  const data = objectOf(resource.relationships[name]).data;
  const members = Array.isArray(data) ? (data as unknown[]) : [data];
  return members.flatMap((member) => textOf(objectOf(member).id) ?? []);
}
