import type { Instant } from '../domain/account/known';
import type { Analysis } from '../domain/analysis/analyze';
import { CATALOGUE } from '../domain/catalogue/catalogue';
import { findCreated } from '../domain/comparison/approved-created';
import { whyUnjudged } from '../domain/coverage/unjudged';
import type { Coverage } from '../domain/coverage/recommendation';
import { RECENT_DAYS, shownMetrics } from '../domain/catalogue/recognize-metrics';
import { automaticValues } from '../domain/report/automatic-values';
import { recommendationDocument } from '../domain/report/document';
import { brief } from '../domain/report/brief';
import { briefHtml } from '../domain/report/brief-html';
import { documentHtml } from '../domain/report/document-html';
import { documentMarkdown } from '../domain/report/document-markdown';
import { newlyCounted, withRealSizes } from '../domain/changes/forecast';
import { journalText, shownJournal } from '../domain/changes/journal';
import { createFormats } from '../domain/text/format';
import { ACCOUNT_MEMORY, memoryOf } from '../domain/history/account-memory';
import { accountNews } from '../domain/history/account-news';
import { addToHistory, HISTORY, NO_HISTORY } from '../domain/report/history';
import type { History } from '../domain/report/history';
import type { SegmentRules } from '../domain/model/segment-rules';
import { createContext } from '../domain/report/report-context';
import type { ReportContext } from '../domain/report/report-context';
import type { ReportInput } from '../domain/report/report-input';
import { summaryPage } from '../domain/report/summary';
import { summaryText } from '../domain/report/summary-text';
import { tableTabs } from '../domain/report/table-tabs';
import { extraReview } from '../domain/settings/plan';
import { valueOf } from '../domain/settings/setting';
import type { TrackerRow } from '../domain/tracker/tracker';
import { waitingForCreation } from '../domain/tracker/tracker';
import type { ComposedTabs, WriteInTime } from '../sheet/write-workbook';
import type { WriteReport } from '../sheet/write-pending';
import type { Store } from './store';
import { ACCOUNT, BRIEF_HTML_KEY, CHANGES_KEY, DOCUMENT_HTML_KEY, DOCUMENT_KEY, MARKDOWN_KEY, SUMMARY_TEXT_KEY } from './store-keys';

/** Tabs of the first look, beside `Summary`, `Tracker` and `Settings`: the others tell of people, or can wait, and it has to come quickly. */
const FIRST_LOOK: ReadonlySet<string> = new Set(['Gaps', 'Segments']);

/** What publishing needs from outside. */
export interface PublishDoors {
  readonly store: Store;
  /** The tracker's rows as they stand, people's edits included. */
  readTracker(): readonly TrackerRow[];
  writeWorkbook(input: Omit<WriteInTime, 'spreadsheet' | 'store'>): WriteReport | null;
  /** What the sidebar shows, as texts for the store. */
  pageTexts(input: ReportInput, context: ReportContext, rules: SegmentRules): ReadonlyMap<string, string | null>;
  /** Makes the document, or brings the one at `address` up to date; gives its address. */
  writeDocument(title: string, html: string, address: string | null): string;
}

/**
 * Brings the sheet up to date, all or nothing, then the recommendation document. Gives the sentence to end the refresh with. A document that cannot
 * be written spoils nothing: the sentence says so. After an execution that was killed between the sheet and the end of the job only the document is
 * left to do: a reading is published once. Null where it was worked out and kept, and too little time is left to write it (`mayWrite`): the next
 * execution does.
 */
export function publishReading(doors: PublishDoors, readAt: Instant, analyze: () => Analysis, mayWrite: () => boolean): string | null {
  const history = HISTORY.read(doors.store.read(HISTORY.key)) ?? NO_HISTORY;
  const last = history.entries[history.entries.length - 1];
  const sheetSentence = last?.at === readAt ? 'The refresh is finished.' : publishSheet(doors, analyze(), history, mayWrite);
  if (sheetSentence === null) return null;
  return [sheetSentence, writeDocument(doors)].filter((sentence) => sentence !== '').join(' ');
}

/** Brings the sheet up to date with a reading under way, all or nothing. What later refreshes compare with, and the document, wait for its end. */
export function publishSoFar(doors: PublishDoors, analysis: Analysis, mayWrite: () => boolean): void {
  publishSheet(doors, analysis, HISTORY.read(doors.store.read(HISTORY.key)) ?? NO_HISTORY, mayWrite);
}

function publishSheet(doors: PublishDoors, analysis: Analysis, history: History, mayWrite: () => boolean): string | null {
  const { inventory, coverage, settings, now, account: model } = analysis;
  const { account } = inventory;
  const formats = createFormats(account);
  const today = formats.dayOf(now);
  const recognized = shownMetrics(analysis.recognized, (metricId) => analysis.behavior.state?.eventsOfLast(metricId, RECENT_DAYS) ?? null, formats);
  const news = accountNews(analysis, memoryOf(account.id, doors.store.read(ACCOUNT_MEMORY.key)));
  const before = shownJournal(doors.store.read(CHANGES_KEY));
  const changes = withRealSizes(before, inventory);
  const counted = newlyCounted(before, changes, createFormats(account));
  const compose = (tracker: readonly TrackerRow[]): ComposedTabs => {
    const input: ReportInput = {
      inventory,
      behavior: analysis.behavior,
      coverage,
      reach: analysis.reach,
      settings,
      settingProblems: analysis.settingProblems,
      now,
      tracker,
      history,
      news,
      automatic: automaticValues(recognized, analysis.behavior, CATALOGUE),
      changes,
    };
    const context = createContext(input);
    const summary = summaryPage(input, context);
    const tabs = tableTabs(input, context);
    const settingsTab = tabs.find(({ name }) => name === 'Settings');
    if (settingsTab === undefined) throw new Error('There is no reporter for the Settings tab.');
    const document = recommendationDocument(input, context);
    return {
      summary,
      settings: settingsTab,
      tabs: tabs.filter((tab) => tab !== settingsTab && (inventory.stillToCome?.people !== true || FIRST_LOOK.has(tab.name))),
      also: new Map<string, string | null>([
        ...doors.pageTexts(input, context, model),
        ...(inventory.stillToCome !== undefined
          ? []
          : [
              [HISTORY.key, HISTORY.text(addToHistory(history, { at: now, gaps: coverage.gaps, tracker, settings }))] as const,
              [ACCOUNT_MEMORY.key, ACCOUNT_MEMORY.text(news.memory)] as const,
            ]),
        [ACCOUNT.key, ACCOUNT.text({ id: account.id, name: account.name, timezone: account.timezone, currency: account.currency })],
        [MARKDOWN_KEY, documentMarkdown(document)],
        [DOCUMENT_HTML_KEY, JSON.stringify({ title: document.title, html: documentHtml(document) })],
        [BRIEF_HTML_KEY, briefHtml(brief(context), context.formats)],
        [SUMMARY_TEXT_KEY, summaryText(summary, account)],
        ...(counted.length === 0 ? [] : [[CHANGES_KEY, journalText(changes)] as const]),
      ]),
    };
  };
  const created = new Map(findCreated(waitingForCreation(doors.readTracker()), model).map(({ key, link }) => [key, link]));
  const report = doors.writeWorkbook({
    account,
    tracker: {
      recommendations: coverage.recommendations,
      created,
      closed: closedBecause(coverage),
      unjudged: whyUnjudged(inventory, coverage.gaps),
      extraReview: valueOf(settings, extraReview),
      today,
    },
    compose,
    mayWrite,
  });
  if (report === null) return null;
  return [doneSentence(report, coverage.recommendations.length), ...counted, ...report.messages].join(' ');
}

function doneSentence(report: WriteReport, recommendations: number): string {
  const dismissed = report.newlyDismissed.length;
  return (
    `The refresh is finished: ${recommendations} recommendations in the tracker.` +
    (dismissed === 0 ? '' : ` ${dismissed} ${dismissed === 1 ? 'row that was' : 'rows that were'} deleted stay away until you restore them from the menu.`)
  );
}

/** Brings the document up to date with the sheet; gives a sentence only when it could not be. */
function writeDocument({ store, writeDocument: write }: PublishDoors): string {
  try {
    const { title, html } = JSON.parse(store.read(DOCUMENT_HTML_KEY) ?? '') as { title: string; html: string };
    const before = store.read(DOCUMENT_KEY);
    const address = write(title, html, before);
    if (address !== before) store.commit(new Map([[DOCUMENT_KEY, address]]));
    return '';
  } catch {
    return 'The recommendation document could not be written; the sheet is up to date, and the next refresh tries again.';
  }
}

/** Why an audience no longer asks for a segment, or for one of its own, by the key that its recommendation had. */
function closedBecause({ gaps, recommendations }: Coverage): ReadonlyMap<string, string> {
  const open = new Set(recommendations.map(({ audienceId }) => audienceId));
  return new Map(
    gaps.filter(({ audienceId, state }) => state !== 'Unknown' && !open.has(audienceId)).map(({ audienceId, why }) => [`create:${audienceId}`, why]),
  );
}
