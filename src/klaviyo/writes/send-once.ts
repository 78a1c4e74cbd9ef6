import type { JournalEntry, JournalState } from '../../domain/changes/journal';
import { sentWithinDay, SURELY_THERE_AFTER } from '../../domain/changes/journal';
import { FRESH_PACE, MINUTE, permitted, SECOND } from '../http/pace';
import type { ChangePorts } from './change-ports';
import type { WriteAnswer, WritePorts, WriteRefusal } from './segment-writes';
import { WRITE_LIMITS } from './segment-writes';

/** What a request came to: an answer, or why it is not known. */
export type Sent =
  | { readonly kind: 'done'; readonly entry: JournalEntry; readonly id: string }
  | { readonly kind: 'not done'; readonly entry: JournalEntry | null; readonly sentence: string; readonly later: boolean }
  | { readonly kind: 'unsure'; readonly entry: JournalEntry };

/** Klaviyo's Retry-After is waited for so long; a longer one means the day. */
const LONGEST_WAIT = 90 * SECOND;
/** A request that was refused for its pace changed nothing, and may be sent once more after the wait; so often. */
const MOST_REFUSED = 3;

/** One request to change something. */
export interface Sending {
  /** The last look, when its turn has come: a sentence where it must not go out any more. */
  readonly lastLook: () => string | null;
  readonly begin: () => JournalEntry;
  readonly send: (writing: WritePorts) => WriteAnswer;
}

/**
 * Waits for its turn, looks once more, keeps the entry, sends the request, and settles the entry by the answer. Within Klaviyo's limits as the journal knows them: 1 a second, 15 a minute, 100 a
 * day. An answer that does not tell is `unsure`: it is never sent again.
 */
export function sendOnce({ lastLook, begin, send }: Sending, ports: ChangePorts & { readonly writing: WritePorts }): Sent {
  const { transport } = ports.looking;
  for (let refused = 0; ; refused += 1) {
    const later = waitForRoom(ports);
    if (later !== null) return { kind: 'not done', entry: null, sentence: later, later: true };
    const refusedBy = lastLook();
    if (refusedBy !== null) return { kind: 'not done', entry: null, sentence: refusedBy, later: false };
    const entry = begin();
    ports.journal.keep(entry);
    const answer = send(ports.writing);
    switch (answer.kind) {
      case 'done':
        return { kind: 'done', entry, id: answer.id };
      case 'unsure':
        return { kind: 'unsure', entry };
      case 'refused': {
        const sentence = refusalWords(answer.why);
        return { kind: 'not done', entry: settle(entry, 'refused', sentence, ports), sentence, later: answer.why.kind === 'quota-spent' };
      }
      case 'too soon': {
        const wait = answer.waitMs ?? MINUTE;
        const day = wait > LONGEST_WAIT;
        const sentence = day ? DAY_SPENT : 'Klaviyo asked to wait, and nothing was changed. Ask again in a few minutes.';
        const settled = settle(entry, 'refused', sentence, ports);
        if (day || refused + 1 >= MOST_REFUSED || transport.now() + wait > ports.until) return { kind: 'not done', entry: settled, sentence, later: true };
        transport.sleep(wait + SECOND);
      }
    }
  }
}

/** The entry with what became of it, kept. */
export function settle(
  entry: JournalEntry,
  state: JournalState,
  came: string,
  ports: Pick<ChangePorts, 'journal' | 'looking'>,
  more: Partial<JournalEntry> = {},
): JournalEntry {
  const settled: JournalEntry = { ...entry, ...more, state, came, settledAt: ports.looking.transport.now() };
  ports.journal.keep(settled);
  return settled;
}

const DAY_SPENT = 'Klaviyo takes 100 such changes a day, and today’s are used up. Nothing was changed; ask again tomorrow.';

/** Waits until a request may go out; a sentence when that cannot be in this execution. */
function waitForRoom({ journal, looking: { transport }, until }: ChangePorts): string | null {
  for (;;) {
    const now = transport.now();
    const sent = [...sentWithinDay(journal.read(), now)].sort((a, b) => a - b).map((at) => [at, 1] as const);
    const { count, nextAt } = permitted({ ...FRESH_PACE, sent }, WRITE_LIMITS, now);
    if (count > 0) return null;
    if (nextAt > now + 2 * MINUTE) return DAY_SPENT;
    if (nextAt > until) return 'Klaviyo takes 15 such changes a minute. This one waits: ask again.';
    transport.sleep(nextAt - now);
  }
}

/** Looks after growing pauses until `look` tells; null when it never does within the time there is. */
export function lookAgain<T>(
  look: () => T | null,
  { looking: { transport }, until }: Pick<ChangePorts, 'looking' | 'until'>,
  pauses: readonly number[] = LOOKS_AFTER,
): T | null {
  for (const pause of pauses) {
    if (transport.now() + pause > until + MINUTE) return null;
    transport.sleep(pause);
    const seen = look();
    if (seen !== null) return seen;
  }
  return null;
}

/** After a request without an answer, Klaviyo is looked at so long after the last look. */
const LOOKS_AFTER: readonly number[] = [2 * SECOND, 5 * SECOND, 15 * SECOND];

/** True once what a request asked for would surely be seen, so that its not being there tells that it did not arrive. */
export function wouldBeThere(entry: JournalEntry, now: number): boolean {
  return now - entry.at > SURELY_THERE_AFTER;
}

function refusalWords(why: WriteRefusal): string {
  switch (why.kind) {
    case 'wrong-key':
      return 'Klaviyo no longer accepts the second key, so nothing was changed. Enter another one under “Changes in Klaviyo”.';
    case 'missing-scope':
      return 'The second key lacks the scope segments:write, so nothing was changed. Create a key that has it in Klaviyo and enter it under “Changes in Klaviyo”.';
    case 'gone':
      return 'Klaviyo no longer has it, so nothing was changed.';
    case 'quota-spent':
      return 'Google’s daily limit of web requests is used up, so nothing was changed. Ask again tomorrow.';
    case 'invalid':
      return `Klaviyo refused it, so nothing was changed${why.detail === '' ? '.' : `: ${why.detail}`}`;
  }
}
