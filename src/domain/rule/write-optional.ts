import type { EventFilter } from './filter';
import { writeFilter } from './parse-filter';

/** `{name: write(value)}` when the value is there, nothing when it is absent; null stays null. */
export function optional<T>(name: string, value: T | null | undefined, write: (value: T) => unknown = (plain) => plain): Readonly<Record<string, unknown>> {
  return value === undefined ? {} : { [name]: value === null ? null : write(value) };
}

export const writeEventFilters = (filters: readonly EventFilter[]): unknown =>
  filters.map(({ property, filter }) => ({ property, ...optional('filter', filter, writeFilter) }));
