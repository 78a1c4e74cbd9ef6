import type { Instant } from '../account/known';

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

export function memoryText(memory: AccountMemory): string {
  return JSON.stringify(memory);
}

/** What the last refresh left; null where there is none, it is of another account, or it is damaged: then this refresh begins anew. */
export function parseAccountMemory(text: string | null, accountId: string): AccountMemory | null {
  if (text === null) return null;
  try {
    const read = JSON.parse(text) as Partial<AccountMemory> | null;
    if (
      read === null ||
      read.version !== 1 ||
      read.accountId !== accountId ||
      typeof read.at !== 'number' ||
      !Array.isArray(read.changes) ||
      !Array.isArray(read.findings)
    )
      return null;
    const segments = isRecord(read.segments)
      ? (Object.fromEntries(Object.entries(read.segments).filter(([, one]) => isSeen(one))) as Record<string, SeenSegment>)
      : null;
    return {
      version: 1,
      accountId,
      at: read.at,
      segments,
      flows: Array.isArray(read.flows) ? read.flows : null,
      findings: read.findings,
      changes: read.changes.filter((one) => typeof one?.segmentId === 'string' && typeof one.seenAt === 'number' && typeof one.from === 'string'),
    };
  } catch {
    return null;
  }
}

function isSeen(value: unknown): value is SeenSegment {
  return isRecord(value) && typeof value.name === 'string' && typeof value.definition === 'string' && typeof value.words === 'string';
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
