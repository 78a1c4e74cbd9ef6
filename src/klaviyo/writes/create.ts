import type { AskedRow } from '../../domain/changes/change';
import type { JournalEntry } from '../../domain/changes/journal';
import { unsettledOf } from '../../domain/changes/journal';
import { creationOf, mayCreate, nameTaken, sameName, type Creation } from '../../domain/changes/may-create';
import { stableText } from '../../domain/changes/stable-text';
import { parseSegmentDefinition } from '../../domain/rule/parse-segment';
import type { Rule } from '../../domain/rule/rule';
import type { ParsedAccount } from '../../domain/model/parsed-account';
import { readSegmentRules } from '../../domain/model/segment-rules';
import type { ListedSegment } from '../collections/segments';
import { sentenceFor } from '../http/klaviyo-error';
import { MINUTE } from '../http/pace';
import type { ChangeOutcome, ChangePorts, ChangeResult } from './change-ports';
import { lookAtSegment, lookForName } from './look';
import { createSegment } from './segment-writes';
import { lookAgain, sendOnce, settle, wouldBeThere } from './send-once';

type Engine = ParsedAccount['engine'];

/**
 * Creates the segment that an approved row asks for, or says why not. A request of an earlier ask of which it is not known what became is settled by looking
 * first, and nothing is sent then.
 */
export function carryOutCreate(row: AskedRow, ports: ChangePorts): ChangeOutcome {
  const told = (result: ChangeResult, sentence: string, segmentId: string | null = null): ChangeOutcome => ({
    key: row.key,
    deed: 'create',
    segment: row.segment,
    result,
    sentence,
    segmentId,
    graceUntil: null,
  });
  const asked = creationOf(row);
  if (!asked.may) return told('not done', asked.why);
  const fresh = ports.fresh('groups');
  if ('error' in fresh) return told('not done', `What exists could not be read: ${sentenceFor(fresh.error)}`);
  if ('tooSlow' in fresh) return told('later', 'Klaviyo took too long to tell what exists. Nothing was created; ask again.');
  const rules = readSegmentRules(fresh.inventory, fresh.inventory.readAt);
  const open = unsettledOf(ports.journal.read(), row.key);
  if (open !== null) return settleOpen(open, rules.engine, ports, told);
  const permission = mayCreate(row, fresh.inventory, rules);
  if (!permission.may) return told('not done', permission.why);
  const { writing } = ports;
  if (writing === null) return told('would be done', 'Nothing means the same and the name is free: it would be created.');
  return sendAndProve(row, permission, rules.engine, { ...ports, writing }, told);
}

type Told = (result: ChangeResult, sentence: string, segmentId?: string | null) => ChangeOutcome;

function sendAndProve(
  row: AskedRow,
  creation: Creation,
  engine: Engine,
  ports: ChangePorts & { readonly writing: NonNullable<ChangePorts['writing']> },
  told: Told,
): ChangeOutcome {
  const definition = JSON.stringify(creation.definition);
  const begin = (): JournalEntry => ({
    id: ports.newId(),
    at: ports.looking.transport.now(),
    who: ports.who,
    deed: 'create',
    rowKey: row.key,
    segment: creation.name,
    segmentId: null,
    sent: `POST /api/segments {"name":${JSON.stringify(creation.name)},"definition":${definition}}`,
    state: 'sending',
    came: '',
    settledAt: null,
    definition,
    forecast: row.size,
    real: null,
    graceUntil: null,
  });
  const lastLook = (): string | null => {
    const named = lookForName(ports.looking, creation.name);
    if (named.kind !== 'seen') return 'Whether the name is free could not be told, so nothing was created. Ask again.';
    return named.value.some(({ name }) => sameName(name, creation.name)) ? nameTaken(creation.name) : null;
  };
  const sent = sendOnce({ lastLook, begin, send: (writing) => createSegment(writing, creation) }, ports);
  switch (sent.kind) {
    case 'not done':
      return told(sent.later ? 'later' : 'not done', sent.sentence);
    case 'done':
      return prove({ ...sent.entry, segmentId: sent.id }, creation.rule, engine, ports, told);
    case 'unsure': {
      const made = lookAgain(() => madeBy(sent.entry, creation.rule, engine, ports), ports);
      return made !== null ? done(sent.entry, made, ports, told) : unknown(sent.entry, ports, told);
    }
  }
}

/** Reads the new segment back and holds it against what was approved. */
function prove(entry: JournalEntry, rule: Rule, engine: Engine, ports: ChangePorts, told: Told): ChangeOutcome {
  ports.journal.keep(entry);
  const id = entry.segmentId ?? '';
  const seen = lookAgain(
    () => {
      const look = lookAtSegment(ports.looking, id);
      return look.kind === 'seen' ? look.value : null;
    },
    ports,
    [0, 2_000, 5_000, 15_000],
  );
  if (seen !== null) return isSame(seen, entry, rule, engine) ? done(entry, seen, ports, told) : differs(entry, seen, ports, told);
  if (lookAtSegment(ports.looking, id).kind === 'gone') {
    const sentence = 'Klaviyo said that it was created, but the key that reads does not find it: look whether the second key belongs to another account.';
    settle(entry, 'differs', sentence, ports);
    return told('unknown', sentence, id);
  }
  settle(entry, 'unknown', 'Klaviyo said that it was created; it could not be read back yet.', ports);
  return told('unknown', 'Klaviyo said that it was created, but it could not be read back yet. Ask again: that only looks, and sends nothing.', id);
}

function settleOpen(entry: JournalEntry, engine: Engine, ports: ChangePorts, told: Told): ChangeOutcome {
  const rule = parseSegmentDefinition(JSON.parse(entry.definition));
  if (entry.segmentId !== null) return prove(entry, rule, engine, ports, told);
  const made = madeBy(entry, rule, engine, ports);
  if (made === 'unread') return told('later', 'It was sent before, and Klaviyo does not answer whether it is there. Nothing was sent; ask again later.');
  if (made !== null) return done(entry, made, ports, told);
  if (!wouldBeThere(entry, ports.looking.transport.now())) return unknown(entry, ports, told);
  settle(entry, 'not there', 'Klaviyo does not have it: the request did not arrive.', ports);
  return told('later', 'It was sent before and did not arrive: Klaviyo does not have it. Ask again to create it.');
}

/** A segment of that name and meaning that came after the request: what it made. */
function madeBy(entry: JournalEntry, rule: Rule, engine: Engine, { looking }: ChangePorts): ListedSegment | 'unread' | null {
  const named = lookForName(looking, entry.segment);
  if (named.kind !== 'seen') return 'unread';
  // Klaviyo's clock may be a little behind.
  return named.value.find((segment) => (segment.created ?? 0) >= entry.at - 5 * MINUTE && isSame(segment, entry, rule, engine)) ?? null;
}

function isSame(segment: ListedSegment, entry: JournalEntry, rule: Rule, engine: Engine): boolean {
  if (segment.name !== entry.segment) return false;
  if (stableText(segment.definition) === stableText(JSON.parse(entry.definition))) return true;
  const { relation, approximate } = engine.compare(parseSegmentDefinition(segment.definition), rule);
  return relation === 'equivalent' && !approximate;
}

function done(entry: JournalEntry, made: ListedSegment | 'unread', ports: ChangePorts, told: Told): ChangeOutcome {
  if (made === 'unread') return unknown(entry, ports, told);
  settle(entry, 'done', 'Created; read back and proven to mean what was approved.', ports, { segmentId: made.id });
  return told(
    'done',
    `Created, read back and proven to mean what was approved.${made.isProcessing ? ' Klaviyo is working out who is in it; the next refresh compares its size with the forecast.' : ''}`,
    made.id,
  );
}

function differs(entry: JournalEntry, seen: ListedSegment, ports: ChangePorts, told: Told): ChangeOutcome {
  const sentence =
    seen.name === entry.segment
      ? 'It was created, but read back it does not mean what was approved. Look at it in Klaviyo before you use it.'
      : 'It was created, but under another name than was approved. Look at it in Klaviyo before you use it.';
  settle(entry, 'differs', sentence, ports);
  return told('unknown', sentence, seen.id);
}

function unknown(entry: JournalEntry, ports: ChangePorts, told: Told): ChangeOutcome {
  settle(entry, 'unknown', 'Sent, and no answer came; Klaviyo does not show it yet.', ports);
  return told('unknown', 'It was sent, and no answer came; Klaviyo does not show it yet. It is not sent again: ask again in ten minutes, which looks first.');
}
