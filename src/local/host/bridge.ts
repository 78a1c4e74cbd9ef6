import { types } from 'node:util';

/** Refuses what `google.script.run` refuses in arguments and results: dates, functions, things of the platform, circles. */
export function requirePassable(value: unknown, what: string, within: readonly unknown[] = []): void {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return;
  const refuse = (kind: string): never => {
    throw new Error(`${what} holds ${kind}, which cannot be passed between page and script.`);
  };
  if (typeof value === 'function') refuse('a function');
  if (typeof value !== 'object') refuse(`a ${typeof value}`);
  if (types.isDate(value)) refuse('a Date');
  if (types.isProxy(value)) refuse('an object of a service');
  if (types.isMap(value) || types.isSet(value) || types.isRegExp(value) || types.isTypedArray(value) || types.isPromise(value))
    refuse(`a ${Object.prototype.toString.call(value).slice(8, -1)}`);
  if (within.includes(value)) refuse('itself');
  for (const inner of Object.values(value as object)) requirePassable(inner, what, [...within, value]);
}

/** The value as it arrives on the other side: its JSON reading. Undefined stays undefined at the top. */
export function passed(value: unknown, what: string): unknown {
  requirePassable(value, what);
  const text = JSON.stringify(value);
  return text === undefined ? undefined : (JSON.parse(text) as unknown);
}
