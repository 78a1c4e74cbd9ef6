import type { Inventory } from '../domain/account/inventory';
import { askedDeed } from '../domain/changes/change';
import type { JournalEntry } from '../domain/changes/journal';
import { undoableOf } from '../domain/changes/journal';
import { parseAccount } from '../domain/model/parsed-account';
import { parseSettings } from '../domain/settings-registry/all-settings';
import type { TrackerRow } from '../domain/tracker/tracker';
import { addDays } from '../domain/tracker/calendar';
import { READS } from '../klaviyo/collections/table';
import { finishedInventory } from '../klaviyo/reader';
import { writesWith } from '../klaviyo/writes/allowed-writes';
import { asIf } from '../klaviyo/writes/as-if';
import type { ChangeOutcome, ChangePorts } from '../klaviyo/writes/change-ports';
import { carryOutCreate } from '../klaviyo/writes/create';
import { readFresh } from '../klaviyo/writes/fresh-reading';
import { carryOutDeactivate, carryOutReactivate } from '../klaviyo/writes/switch-active';
import { isActive } from '../refresh/job';
import type { Store } from '../refresh/store';
import { readSettings, readTracker } from '../sheet/read-shared-tabs';
import { finishPendingWrite } from '../sheet/write-workbook';
import { changesAllowed, keepEntry, readJournal, sheetFormats } from './changes-shelf';
import { requireRequests } from './consent';
import { googleTransport } from './google-transport';
import { readJob } from './job-shelf';
import { readKey, readWriteAccess } from './key-vault';
import { openSheet, sheetAccount } from './open-sheet';
import { readRowDetails } from './page-texts';
import type { AskedChange, OutcomeView } from './protocol';
import { noteOutcome } from './row-outcome';
import { whenFree } from './settings-shelf';
import { Told } from './told';

/** Google ends an execution after six minutes: nothing is begun after so long, and what is begun ends within the second time. */
const BEGIN_WITHIN = 3 * 60_000;
const END_WITHIN = 4.5 * 60_000;

/** What came of the changes that a person asked for, and those for which there was no time: the page asks again for them. */
export interface Made {
  readonly outcomes: readonly OutcomeView[];
  readonly remaining: readonly AskedChange[];
}

/**
 * Carries out what a person asked for at the page, and nothing else ever calls it: no timer, no refresh. Needs the switch and the second key; a dry run
 * needs neither and sends nothing but reads. Each change is exactly what the person was shown, or is left alone.
 */
export function makeChanges(asked: readonly AskedChange[], dryRun: boolean): Made {
  const began = Date.now();
  const access = readWriteAccess();
  if (!dryRun && !changesAllowed()) throw new Told({ kind: 'changes-off' });
  if (!dryRun && access === null) throw new Told({ kind: 'no-write-key' });
  requireRequests();
  return whenFree(() => {
    if (isActive(readJob())) throw new Told({ kind: 'busy' });
    const sheet = openSheet();
    finishPendingWrite(sheet);
    const real = portsOver(sheet.store, began + END_WITHIN, dryRun ? null : access);
    const tried = dryRun ? asIf(real) : null;
    return inOrder(
      asked,
      () => Date.now() - began < BEGIN_WITHIN,
      (change) => {
        const outcome = carryOut(change, sheet.store, tried?.ports ?? real);
        tried?.note(outcome, change.definition === null ? null : { definition: change.definition });
        return noteOutcome(outcome, sheet);
      },
    );
  });
}

/**
 * One change after the other while there is time; the first in any case. One of two segments that go may refer to the other: what could not be made
 * inactive is tried again once another was.
 */
function inOrder(asked: readonly AskedChange[], hasTime: () => boolean, carry: (change: AskedChange) => OutcomeView): Made {
  const outcomes = new Map<AskedChange, OutcomeView>();
  let open = asked;
  for (let again = true; again;) {
    again = false;
    for (const [place, change] of open.entries()) {
      if (outcomes.size > 0 && !hasTime()) return { outcomes: [...outcomes.values()], remaining: open.slice(place).filter((one) => !outcomes.has(one)) };
      const outcome = carry(change);
      outcomes.set(change, outcome);
      if (outcome.deed === 'deactivate' && (outcome.result === 'done' || outcome.result === 'would be done')) again = true;
    }
    open = again ? asked.filter((change) => change.deed === 'deactivate' && outcomes.get(change)?.result === 'not done') : [];
    again = open.length > 0;
  }
  return { outcomes: [...outcomes.values()], remaining: [] };
}

function carryOut(change: AskedChange, store: Store, ports: ChangePorts): ChangeOutcome {
  const left = (sentence: string): ChangeOutcome => ({
    key: change.key,
    deed: change.deed,
    segment: change.segment,
    result: 'not done',
    sentence,
    segmentId: null,
    graceUntil: null,
  });
  if (change.deed === 'reactivate') {
    const entry = undoableOf(ports.journal.read(), change.key, ports.dayIn(0)) ?? openReactivation(ports.journal.read(), change.key);
    return entry === null ? left('There is nothing to take back any more, or its day has passed.') : carryOutReactivate(entry, ports);
  }
  const row = readTracker(openSheet()).find(({ key }) => key === change.key);
  const deed = row === undefined ? null : askedDeed(row);
  if (row === undefined || deed?.deed !== change.deed) return left('Its row is no longer approved in the tracker, so nothing was changed.');
  if (!isAsShown(row, change)) return left('Its row was changed after it was shown here, so nothing was changed. Look at it again.');
  return deed.deed === 'create'
    ? carryOutCreate(row, ports)
    : carryOutDeactivate(row, deed.segmentId, readRowDetails(store, row.key)?.mergeInto ?? null, ports);
}

/** What a person agreed to is what is sent: the name, and for a new segment the definition to the letter. */
function isAsShown(row: TrackerRow, change: AskedChange): boolean {
  return row.segment === change.segment && (change.deed !== 'create' || row.definition === change.definition);
}

/** A reactivation that was sent, and of which it is not known what became. */
function openReactivation(entries: readonly JournalEntry[], key: string): JournalEntry | null {
  return entries.filter(({ rowKey, deed, state }) => rowKey === key && deed === 'reactivate' && (state === 'sending' || state === 'unknown')).pop() ?? null;
}

function portsOver(store: Store, until: number, access: ReturnType<typeof readWriteAccess>): ChangePorts {
  const key = readKey();
  const account = sheetAccount(store);
  if (key === null) throw new Told({ kind: 'no-key' });
  if (account === null) throw new Told({ kind: 'no-results', what: 'tracker' });
  const reading = googleTransport(until + 60_000, READS);
  const saved = new Map(
    store.keys('reading/').flatMap((name) => {
      const text = store.read(name);
      return text === null ? [] : [[name, text] as const];
    }),
  );
  const last = lastInventory(saved);
  const { values: settings } = parseSettings(readSettings(openSheet()));
  return {
    looking: { transport: reading, key },
    writing: access === null ? null : { transport: googleTransport(until + 60_000, writesWith(access.key)), key: access.key },
    journal: {
      read: () => readJournal(store),
      keep: (entry) => {
        keepEntry(store, entry);
      },
    },
    fresh: (scope) => readFresh(scope, { transport: reading, key, accountId: account.id, saved, last, until }),
    parse: (inventory) => parseAccount(inventory, settings, inventory.readAt),
    who: access?.who ?? '',
    newId: () => Utilities.getUuid(),
    dayIn: (days) => addDays(sheetFormats().dayOf(Date.now()), days),
    until,
  };
}

function lastInventory(saved: ReadonlyMap<string, string>): Inventory {
  try {
    return finishedInventory(saved, {});
  } catch {
    // A reading that was begun and not finished, of an earlier version, or another person's: what rests on it is not known.
    throw new Told({ kind: 'refresh-first' });
  }
}
