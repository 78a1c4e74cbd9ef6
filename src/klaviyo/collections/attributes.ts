import * as v from 'valibot';
import { instantOf, type Resource } from '../http/json';

/** Text or nothing: Klaviyo's models make almost every attribute nullable. */
export const text = v.nullish(v.string(), null);
export const flag = v.fallback(v.boolean(), false);
export const anything = v.nullish(v.unknown(), null);
export const time = v.pipe(anything, v.transform(instantOf));
export const ids = v.fallback(
  v.pipe(
    v.nullish(v.array(v.unknown()), []),
    v.transform((values) => values.filter((value): value is string => typeof value === 'string')),
  ),
  [],
);

/** The record's attributes, or null when it lacks what makes it one: callers count those as unread. */
export function parsed<Entries extends v.ObjectEntries>(entries: Entries, resource: Resource): v.InferOutput<v.LooseObjectSchema<Entries, undefined>> | null {
  const result = v.safeParse(v.looseObject(entries), resource.attributes);
  return result.success ? result.output : null;
}
