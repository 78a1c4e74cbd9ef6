/** A JSON object, still untrusted. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value as an object (not an array), or null. */
export function asObject(value: unknown): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/**
 * The value as an object that has every required key and no key beyond the optional ones; otherwise null. A key that we do not know
 * may change the meaning of those we know, so it makes the whole object unknown.
 */
export function withKeys(value: unknown, required: readonly string[], optional: readonly string[] = []): JsonObject | null {
  const object = asObject(value);
  if (object === null) return null;
  for (const key of required) if (!Object.prototype.hasOwnProperty.call(object, key)) return null;
  for (const key of Object.keys(object)) if (!required.includes(key) && !optional.includes(key)) return null;
  return object;
}

export const isText = (value: unknown): value is string => typeof value === 'string';
export const isTextOrNull = (value: unknown): value is string | null => value === null || typeof value === 'string';
export const isTruth = (value: unknown): value is boolean => typeof value === 'boolean';
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
/** One of the words that a table has an entry for. */
export const isKeyOf = <W extends string>(table: Readonly<Record<W, unknown>>, value: unknown): value is W =>
  isText(value) && Object.prototype.hasOwnProperty.call(table, value);
export const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText);

/** `key: value` when the source has the key, nothing otherwise: absent stays absent and null stays null. */
export function keepAbsent<K extends string, T>(source: JsonObject, from: string, to: K, read: (value: unknown) => T): { readonly [key in K]?: T } {
  return Object.prototype.hasOwnProperty.call(source, from) ? ({ [to]: read(source[from]) } as { readonly [key in K]?: T }) : {};
}

/** Deeper than this an unknown value is told apart by identity only, so that no JSON can exhaust the stack. */
const DEEPEST = 200;
const identities = new WeakMap<object, number>();
let identitiesGiven = 0;

/** JSON text with sorted keys: equal texts mean equal values. */
export function canonicalJson(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (depth > DEEPEST) return `#${identityOf(value)}`;
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item, depth + 1)).join(',')}]`;
  const object = value as JsonObject;
  const pairs = Object.keys(object)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key], depth + 1)}`);
  return `{${pairs.join(',')}}`;
}

/** A number of its own for each object, the same as long as the object lives. */
export function identityOf(value: object): number {
  const known = identities.get(value);
  if (known !== undefined) return known;
  identitiesGiven += 1;
  identities.set(value, identitiesGiven);
  return identitiesGiven;
}
