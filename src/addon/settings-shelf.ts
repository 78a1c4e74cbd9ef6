import * as v from 'valibot';
import { kept, soundRecord } from '../domain/text/kept';
import { isActive } from '../refresh/job';
import { keepSettingEdits } from '../sheet/setting-edits';
import type { GivenSetting } from '../domain/tracker/settings-merge';
import { settingKey } from '../domain/tracker/settings-merge';
import { readJob } from './job-shelf';
import { openSheet } from './open-sheet';
import { Told } from './told';

/** Settings that were saved while a refresh held the sheet, in the document's properties until it lets go of it. */
const WAITING = kept('waiting-settings', soundRecord(v.string()));
/** Longest that a page's call waits for whoever writes. */
const WAIT = 20_000;

/** Does what writes to the sheet under its lock; null when somebody else holds it for longer than `wait`. */
export function underLock<T>(wait: number, work: () => T): { readonly value: T } | null {
  const lock = LockService.getDocumentLock();
  if (lock !== null && !lock.tryLock(wait)) return null;
  try {
    return { value: work() };
  } finally {
    lock?.releaseLock();
  }
}

/** Like `underLock`, but says so when the sheet is busy. */
export function whenFree<T>(work: () => T): T {
  const done = underLock(WAIT, work);
  if (done === null) throw new Told({ kind: 'busy' });
  return done.value;
}

/** Types into one row of the tracker: beside a refresh that only reads, as a person's hands would; not into a tab that is being written. */
export function intoRow<T>(work: () => T): T {
  const done = underLock(1_000, work);
  if (done !== null) return done.value;
  const job = readJob();
  return isActive(job) && job.phase === 'reading' ? work() : whenFree(work);
}

/** Keeps settings as the person's own: in the sheet at once, or, while a refresh holds it, until that execution ends. */
export function saveSettings(edits: readonly GivenSetting[]): void {
  const done = underLock(2_000, () => {
    keepSettingEdits(openSheet(), [...readWaiting(), ...edits]);
    forgetWaiting();
  });
  if (done === null) writeWaiting([...readWaiting(), ...edits]);
}

/** Settings that wait to be entered; they count as given already. */
export function readWaiting(): readonly GivenSetting[] {
  const waiting = WAITING.read(PropertiesService.getDocumentProperties().getProperty(WAITING.key)) ?? {};
  return Object.entries(waiting).map(([name, text]) => ({ name, text }));
}

/** Enters what waits. Called by whoever holds the lock; a failure leaves them waiting. */
export function enterWaitingSettings(): void {
  try {
    const waiting = readWaiting();
    if (waiting.length === 0) return;
    keepSettingEdits(openSheet(), waiting);
    forgetWaiting();
  } catch {
    // The next execution enters them.
  }
}

function writeWaiting(edits: readonly GivenSetting[]): void {
  PropertiesService.getDocumentProperties().setProperty(WAITING.key, WAITING.text(Object.fromEntries(edits.map(({ name, text }) => [settingKey(name), text]))));
}

function forgetWaiting(): void {
  if (PropertiesService.getDocumentProperties().getProperty(WAITING.key) !== null) PropertiesService.getDocumentProperties().deleteProperty(WAITING.key);
}
