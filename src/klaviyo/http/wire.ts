import type { SnakeCase } from 'type-fest';
import type { GenericSchema } from 'valibot';

/**
 * A model of the official SDK as the JSON on the wire: the models are camelCase with `Date`s, the wire has snake_case with
 * ISO texts. Types only, so nothing of the SDK gets into the bundle. The SDK hard-codes the same revision as revision.ts.
 */
export type Wire<T> = T extends Date
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : T extends object
      ? { readonly [Name in keyof T as Name extends string ? SnakeCase<Name> : Name]: Wire<T[Name]> }
      : T;

/** Entries of a schema for records of `T`: a name that Klaviyo's model does not have is a compile error. */
export type EntriesOf<T> = { readonly [Name in keyof T]?: GenericSchema };
