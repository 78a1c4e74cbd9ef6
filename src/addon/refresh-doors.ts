import type { BehaviorCollector } from '../domain/behavior/collector';
import { createCollector } from '../domain/behavior/collector';
import { readingNeeds } from '../domain/behavior/reading-needs';
import { metricsToRead } from '../domain/catalogue/metric-meaning';
import { recognizeMetrics } from '../domain/catalogue/recognize-metrics';
import { overlapCandidates } from '../domain/comparison/overlap-candidates';
import { createRuleReader } from '../domain/model/segment-rules';
import { HISTORY, NO_HISTORY } from '../domain/report/history';
import { parseSettings } from '../domain/settings-registry/all-settings';
import { fullReading, planningWindow, schedule } from '../domain/settings/plan';
import { valueOf } from '../domain/settings/setting';
import { sentenceFor } from '../klaviyo/http/klaviyo-error';
import { createReader, finishedInventory, readingMode, unfinishedSince } from '../klaviyo/reader';
import { analyze } from '../domain/analysis/analyze';
import type { Job } from '../refresh/job';
import { publishReading, publishSoFar, type PublishDoors } from '../refresh/publish-reading';
import type { RefreshDoors } from '../refresh/run-refresh';
import { READ_UNTIL } from '../refresh/run-refresh';
import { readSettings, readTracker } from '../sheet/read-shared-tabs';
import { PENDING_KEY } from '../sheet/store-keys';
import { finishPendingWrite, writeWorkbook } from '../sheet/write-workbook';
import { linkedToSheet, writeGoogleDoc } from './google-doc';
import { googleTransport } from './google-transport';
import { cancelRequested, writeJob } from './job-shelf';
import { readKey } from './key-vault';
import { openSheetToRefresh, sheetAccount } from './open-sheet';
import { pageTexts } from './page-texts';
import { keepSchedule } from './review-schedule';
import { enterWaitingSettings } from './settings-shelf';
import { Told } from './told';

/** Checkpoints cost a few calls of the sheet's; this often they also move the progress that the sidebar shows. */
const CHECKPOINT_EVERY = 15_000;

/** Everything that one execution of the refresh needs, wired to Google. A write that was cut off is finished first. */
export function openRefreshDoors(job: Job): RefreshDoors<BehaviorCollector> {
  const key = readKey();
  if (key === null) throw new Told({ kind: 'no-key' });
  const sheet = openSheetToRefresh();
  const { store } = sheet;
  enterWaitingSettings();
  finishPendingWrite(sheet);
  const given = readSettings(sheet);
  const { values: settings } = parseSettings(given);
  keepSchedule(valueOf(settings, schedule));
  const readRules = createRuleReader();
  const transport = googleTransport(Date.now() + READ_UNTIL + 60_000);
  const published: PublishDoors = {
    store,
    pageTexts,
    writeDocument: (title, html, shared) => writeGoogleDoc(title, linkedToSheet(html, sheet.spreadsheet), shared),
    readTracker: () => readTracker(sheet),
    writeWorkbook: (input) => writeWorkbook({ ...sheet, ...input }),
  };
  const readingSettings = { resultsDays: valueOf(settings, planningWindow), checkpointEveryMs: CHECKPOINT_EVERY };
  return {
    now: transport.now,
    store,
    jobs: { write: (next) => writeJob({ ...next, ...(job.pace === undefined ? {} : { pace: job.pace }) }), cancelRequested },
    openCollector: createCollector,
    openReader: ({ saved, mode, collector }) =>
      createReader({
        transport,
        key,
        saved,
        mode,
        collector,
        expectedAccountId: sheetAccount(store)?.id ?? null,
        settings: readingSettings,
        metricsToRead: (listed) => metricsToRead(listed, settings),
        needs: (soFar) => readingNeeds(settings, recognizeMetrics(soFar, settings), soFar.readAt, soFar.account.timezone),
        overlapPairs: (soFar) => overlapCandidates(soFar, recognizeMetrics(soFar, settings), settings, soFar.readAt, readRules),
      }),
    isFullDue: (saved) => readingMode(saved, transport.now(), valueOf(settings, fullReading)) === 'full',
    unfinishedSince,
    finishedInventory: (saved) => finishedInventory(saved, readingSettings),
    isFirst: () => (HISTORY.read(store.read(HISTORY.key)) ?? NO_HISTORY).entries.length === 0,
    publishSoFar: (inventory, collector, mayWrite) => publishSoFar(published, analyze(inventory, collector, given, readRules), mayWrite),
    publish: (inventory, collector, mayWrite) => publishReading(published, inventory.readAt, () => analyze(inventory, collector, given, readRules), mayWrite),
    sentenceFor,
    halfWritten: () => store.keys(PENDING_KEY).length > 0,
  };
}
