import * as v from 'valibot';
import type { Instant } from '../account/known';
import { kept, soundList, soundRecord } from '../text/kept';

/** A segment as the last refresh saw it. */
export interface SeenSegment {
  readonly name: string;
  /** Klaviyo's definition as JSON with its keys in order. */
  readonly definition: string;
  /** The rule in plain words. */
  readonly words: string;
  /** Null where the number was not read. */
  readonly members: number | null;
}

/** A segment's rule was changed, or the segment is no longer in Klaviyo. */
export interface RuleChange {
  readonly segmentId: string;
  readonly name: string;
  /** The refresh that saw it, and the one before, between which it happened. */
  readonly seenAt: Instant;
  readonly since: Instant;
  readonly from: string;
  /** Null where the segment vanished. */
  readonly to: string | null;
  /** The definition before, as Klaviyo's JSON; null where it was too long to keep. */
  readonly definition: string | null;
  readonly membersBefore: number | null;
  readonly membersAfter: number | null;
}

/** What one refresh leaves for the next about the account itself. Null: it was not read then. */
export interface AccountMemory {
  readonly version: 1;
  readonly accountId: string;
  readonly at: Instant;
  readonly segments: Readonly<Record<string, SeenSegment>> | null;
  readonly flows: readonly string[] | null;
  /** Broken references and dead metrics that stood then. */
  readonly findings: readonly string[];
  /** Newest first, at most `MOST_CHANGES`. */
  readonly changes: readonly RuleChange[];
}

/** One text a change: at most some 3 MB with every definition at its longest, a few dozen KB as a rule. */
export const MOST_CHANGES = 200;
export const MOST_CHANGES_EACH = 20;
/** Klaviyo's definitions are a few hundred characters; a longer one is not kept, and its change is told without it. */
export const LONGEST_DEFINITION = 15_000;
const LONGEST_WORDS = 2_000;

export function clippedWords(words: string): string {
  return words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS)} …` : words;
}

const SEEN: v.GenericSchema<unknown, SeenSegment> = v.object({ name: v.string(), definition: v.string(), words: v.string(), members: v.nullable(v.number()) });
const CHANGE: v.GenericSchema<unknown, RuleChange> = v.object({
  segmentId: v.string(),
  name: v.string(),
  seenAt: v.number(),
  since: v.number(),
  from: v.string(),
  to: v.nullable(v.string()),
  definition: v.nullable(v.string()),
  membersBefore: v.nullable(v.number()),
  membersAfter: v.nullable(v.number()),
});
const MEMORY: v.GenericSchema<unknown, AccountMemory> = v.object({
  version: v.literal(1),
  accountId: v.string(),
  at: v.number(),
  segments: v.fallback(v.nullable(soundRecord(SEEN)), null),
  flows: v.fallback(v.nullable(v.array(v.string())), null),
  findings: v.array(v.string()),
  changes: soundList(CHANGE),
});

/** Segments, flows and troubles as the last refresh saw them, and changes of rules. */
export const ACCOUNT_MEMORY = kept('report/account-memory', MEMORY);

/** What the last refresh left; null where there is none, it is of another account, or it is damaged: then this refresh begins anew. */
export function memoryOf(accountId: string, text: string | null): AccountMemory | null {
  const memory = ACCOUNT_MEMORY.read(text);
  return memory?.accountId === accountId ? memory : null;
}
