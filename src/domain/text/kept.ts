import * as v from 'valibot';

/**
 * One thing that is kept as text from one refresh to the next: the key it lies under, and its shape, which is checked when it comes back. Whatever was kept
 * may be of an older version, cut off or written by somebody else: then it counts as absent.
 */
export interface Kept<T> {
  readonly key: string;
  /** The text that is kept. */
  text(value: T): string;
  /** The value read back; null where there is none, or none of this shape. */
  read(text: string | null | undefined): T | null;
}

/** Declares what is kept under a key. Fields that the shape does not name are left out when it is read back. */
export function kept<T>(key: string, shape: v.GenericSchema<unknown, T>): Kept<T> {
  return {
    key,
    text: (value) => JSON.stringify(value),
    read: (text) => {
      if (text === null || text === undefined) return null;
      try {
        const found = v.safeParse(shape, JSON.parse(text));
        return found.success ? found.output : null;
      } catch {
        return null;
      }
    },
  };
}

/** The shape of a record: entries that are damaged are left out, the others are as they were kept. */
export function soundRecord<T>(entry: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, Record<string, T>> {
  return v.pipe(
    v.record(v.string(), v.unknown()),
    v.transform((record) => Object.fromEntries(Object.entries(record).filter((one): one is [string, T] => v.is(entry, one[1])))),
  );
}

/** The shape of a list: elements that are damaged are left out, the others are as they were kept. */
export function soundList<T>(element: v.GenericSchema<unknown, T>): v.GenericSchema<unknown, readonly T[]> {
  return v.pipe(
    v.array(v.unknown()),
    v.transform((list) => list.filter((one): one is T => v.is(element, one))),
  );
}
