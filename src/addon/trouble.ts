import * as v from 'valibot';
import { kept, soundList } from '../domain/text/kept';
import { plainWords } from '../sheet/patience';
import { PENDING_KEY } from '../sheet/store-keys';
import { consentTold, missingConsent } from './consent';
import { openSheet } from './open-sheet';
import type { Telling } from './told';
import { tellingOf } from './told';

/** The last failures, for whoever is asked for help: in the document's properties, without keys, addresses, ids and what people typed. */
const TROUBLE = v.object({ at: v.number(), step: v.string(), kind: v.string(), words: v.string() });
const TROUBLES = kept('last-troubles', soundList(TROUBLE));
const KEPT = 3;

type Trouble = v.InferOutput<typeof TROUBLE>;

/** Turns a failure into what the person is told, and leaves its step and Google's own words in the log and in the report. */
export function troubleAt(step: string, error: unknown): Telling {
  const telling = tellingOf(error, {
    consent: () => {
      const link = missingConsent();
      return link === null ? null : consentTold(link);
    },
    mayEdit: () => quietly(null, () => SpreadsheetApp.getActiveSpreadsheet().getSheets()[0]?.getRange(1, 1).canEdit() ?? null),
    halfWritten: isHalfWritten,
  });
  const words = plainWords(error);
  console.error(`${step}: ${telling.kind}: ${words}`);
  quietly(null, () => {
    const next: readonly Trouble[] = [{ at: Date.now(), step, kind: telling.kind, words }, ...readTroubles()].slice(0, KEPT);
    PropertiesService.getDocumentProperties().setProperty(TROUBLES.key, TROUBLES.text(next));
  });
  return telling;
}

/** True when a write was begun and is not finished; also when that cannot be told, so that nobody is told the contrary. */
export function isHalfWritten(): boolean {
  return quietly(true, () => openSheet().store.keys(PENDING_KEY).length > 0);
}

/** The report that a person may send on: what failed last, with day and step. */
export function troubleReport(): string {
  const lines = readTroubles().map(({ at, step, kind, words }) => `${new Date(at).toISOString()}  ${step}  ${kind}  ${words}`);
  return ['Segment Coverage for Klaviyo', ...(lines.length === 0 ? ['Nothing failed lately.'] : lines)].join('\n');
}

function readTroubles(): readonly Trouble[] {
  return quietly([], () => TROUBLES.read(PropertiesService.getDocumentProperties().getProperty(TROUBLES.key)) ?? []);
}

function quietly<T>(otherwise: T, work: () => T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}
