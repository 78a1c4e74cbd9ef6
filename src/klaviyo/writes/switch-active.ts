import type { AskedRow } from '../../domain/changes/change';
import type { JournalEntry } from '../../domain/changes/journal';
import { unsettledOf } from '../../domain/changes/journal';
import { mayDeactivate } from '../../domain/changes/may-deactivate';
import { stableText } from '../../domain/changes/stable-text';
import type { ListedSegment } from '../collections/segments';
import { sentenceFor } from '../http/klaviyo-error';
import type { ChangeOutcome, ChangePorts, ChangeResult } from './change-ports';
import { lookAtSegment, type Look } from './look';
import { setSegmentActive } from './segment-writes';
import { lookAgain, sendOnce, settle, wouldBeThere } from './send-once';

/** Days in which a deactivation can be taken back from here. */
export const GRACE_DAYS = 30;

type Told = (result: ChangeResult, sentence: string, graceUntil?: string | null) => ChangeOutcome;

/**
 * Makes the segment of an approved row inactive, or says why not. Uses are read at this moment; the segment itself is looked at once more right before;
 * its definition is in the journal before anything is sent.
 */
export function carryOutDeactivate(row: AskedRow, segmentId: string, into: string | null, ports: ChangePorts): ChangeOutcome {
  const told: Told = (result, sentence, graceUntil = null) => ({
    key: row.key,
    deed: 'deactivate',
    segment: row.segment,
    result,
    sentence,
    segmentId,
    graceUntil,
  });
  const open = unsettledOf(ports.journal.read(), row.key);
  if (open !== null) return settleOpen(open, false, ports, told);
  const fresh = ports.fresh('uses');
  if ('error' in fresh) return told('not done', `Who uses it could not be read: ${sentenceFor(fresh.error)}`);
  if ('tooSlow' in fresh) return told('later', 'Klaviyo took too long to tell who uses it. Nothing was changed; refresh, then ask again.');
  const permission = mayDeactivate(row, segmentId, into, ports.parse(fresh.inventory));
  if (!permission.may) return told('not done', permission.why);
  const { writing } = ports;
  if (writing === null) return told('would be done', 'Nothing uses it: it would be made inactive.');
  const { segment } = permission;
  const lastLook = (): string | null => {
    const now = lookAtSegment(ports.looking, segmentId);
    const asRead =
      now.kind === 'seen' &&
      now.value.isActive &&
      !now.value.isStarred &&
      stableText(now.value.definition) === stableText(segment.definition) &&
      now.value.triggersFlowIds.every((flowId) => segment.triggersFlowIds.includes(flowId));
    return asRead ? null : 'It was changed in Klaviyo at this very moment, so it was left alone. Look at it there, then ask again.';
  };
  const graceUntil = ports.dayIn(GRACE_DAYS);
  const what: Switched = { rowKey: row.key, deed: 'deactivate', segment: segment.name, segmentId, definition: JSON.stringify(segment.definition), graceUntil };
  return sendSwitch(what, lastLook, { ...ports, writing }, told);
}

/** Takes a deactivation of this journal back: the segment is active again. */
export function carryOutReactivate(undone: JournalEntry, ports: ChangePorts): ChangeOutcome {
  const segmentId = undone.segmentId ?? '';
  const told: Told = (result, sentence) => ({ key: undone.rowKey, deed: 'reactivate', segment: undone.segment, result, sentence, segmentId, graceUntil: null });
  const open = unsettledOf(ports.journal.read(), undone.rowKey);
  if (open !== null) return settleOpen(open, true, ports, told);
  const now = lookAtSegment(ports.looking, segmentId);
  if (now.kind === 'gone') return told('not done', 'It is no longer in Klaviyo: somebody deleted it there. Its definition is kept in the journal of changes.');
  if (now.kind === 'unread') return told('later', 'Klaviyo does not answer. Nothing was changed; ask again.');
  if (now.value.isActive) return told('not done', 'It is active in Klaviyo already.');
  const { writing } = ports;
  if (writing === null) return told('would be done', 'It would be made active again.');
  return sendSwitch(
    { rowKey: undone.rowKey, deed: 'reactivate', segment: undone.segment, segmentId, definition: undone.definition, graceUntil: null },
    () => null,
    { ...ports, writing },
    told,
  );
}

type Switched = Pick<JournalEntry, 'rowKey' | 'segment' | 'definition' | 'graceUntil'> & {
  readonly deed: 'deactivate' | 'reactivate';
  readonly segmentId: string;
};

function sendSwitch(
  what: Switched,
  lastLook: () => string | null,
  ports: ChangePorts & { readonly writing: NonNullable<ChangePorts['writing']> },
  told: Told,
): ChangeOutcome {
  const wanted = what.deed === 'reactivate';
  const begin = (): JournalEntry => ({
    ...what,
    id: ports.newId(),
    at: ports.looking.transport.now(),
    who: ports.who,
    sent: `PATCH /api/segments/${what.segmentId} {"is_active":${String(wanted)}}`,
    state: 'sending',
    came: '',
    settledAt: null,
    forecast: null,
    real: null,
  });
  const sent = sendOnce({ lastLook, begin, send: (writing) => setSegmentActive(writing, what.segmentId, wanted) }, ports);
  if (sent.kind === 'not done') return told(sent.later ? 'later' : 'not done', sent.sentence);
  const seen = lookAgain(
    () => asWanted(lookAtSegment(ports.looking, what.segmentId), wanted),
    ports,
    sent.kind === 'done' ? [0, 2_000, 5_000, 15_000] : undefined,
  );
  return seen === null ? unknown(sent.entry, ports, told) : done(sent.entry, seen, ports, told);
}

function asWanted(look: Look<ListedSegment>, wanted: boolean): ListedSegment | null {
  return look.kind === 'seen' && look.value.isActive === wanted ? look.value : null;
}

function settleOpen(entry: JournalEntry, wanted: boolean, ports: ChangePorts, told: Told): ChangeOutcome {
  const asked = entry.deed === 'reactivate';
  const look = lookAtSegment(ports.looking, entry.segmentId ?? '');
  if (look.kind === 'unread') return told('later', 'It was sent before, and Klaviyo does not answer what became of it. Nothing was sent; ask again later.');
  const seen = asWanted(look, asked);
  if (seen !== null) {
    const outcome = done(entry, seen, ports, told);
    return asked === wanted ? outcome : told('later', 'What was asked before has arrived meanwhile. Ask again for what you want now.');
  }
  if (!wouldBeThere(entry, ports.looking.transport.now())) return unknown(entry, ports, told);
  settle(entry, 'not there', 'Klaviyo shows no trace of it: the request did not arrive.', ports);
  return told('later', 'It was sent before and did not arrive. Ask again to do it.');
}

function done(entry: JournalEntry, seen: ListedSegment, ports: ChangePorts, told: Told): ChangeOutcome {
  const same = stableText(seen.definition) === stableText(JSON.parse(entry.definition));
  const kept = same ? 'its rule is as it was' : 'its rule has been changed by somebody meanwhile';
  const active = entry.deed === 'reactivate';
  settle(entry, 'done', `${active ? 'Active again' : 'Inactive'}; read back, ${kept}.`, ports);
  return active
    ? told('done', `Active again; read back, ${kept}.`)
    : told('done', `Inactive now; read back, ${kept}. It can be taken back in the sidebar until the day in Next review.`, entry.graceUntil);
}

function unknown(entry: JournalEntry, ports: ChangePorts, told: Told): ChangeOutcome {
  settle(entry, 'unknown', 'Sent, and it is not known what became of it; Klaviyo does not show the change yet.', ports);
  return told('unknown', 'It was sent, and Klaviyo does not show the change yet. It is not sent again: ask again in ten minutes, which looks first.');
}
