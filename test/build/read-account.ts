import { accountNews } from '../../src/domain/history/account-news';
import { createCollector } from '../../src/domain/behavior/collector';
import { readingNeeds } from '../../src/domain/behavior/reading-needs';
import { metricsToRead } from '../../src/domain/catalogue/metric-meaning';
import { recognizeMetrics } from '../../src/domain/catalogue/recognize-metrics';
import { documentMarkdown } from '../../src/domain/report/document-markdown';
import { recommendationDocument } from '../../src/domain/report/document';
import { NO_HISTORY } from '../../src/domain/report/history';
import type { ReportInput } from '../../src/domain/report/report-input';
import { summaryPage } from '../../src/domain/report/summary';
import { summaryText } from '../../src/domain/report/summary-text';
import { tableTabs } from '../../src/domain/report/table-tabs';
import type { TableTab } from '../../src/domain/table/tab';
import { parseSettings } from '../../src/domain/settings-registry/all-settings';
import type { AccountData } from '../../src/local/klaviyo/account-data';
import { READ_SCOPES } from '../../src/local/klaviyo/handler';
import type { Faults } from '../../src/local/klaviyo/faults';
import { analyze } from '../../src/domain/analysis/analyze';
import type { Analysis, GivenSetting } from '../../src/domain/analysis/analyze';
import { openSession, readAll, virtualKlaviyo } from './klaviyo-virtual';
import { lineOf } from './report-input';

/** An account read and analyzed as a refresh does it, with everything that a marketer reads of it. */
export interface ReadAccount extends Analysis {
  readonly tab: (name: string) => TableTab;
  /** All tabs, the summary and the document as plain text, one cell or note a line. */
  readonly text: string;
  readonly document: string;
  readonly headline: string;
}

/** Reads `account` with a key that lacks some scopes (or through faults), analyzes it and makes the tabs and the document. */
export function readAccount(
  account: AccountData,
  {
    without = [],
    faults,
    given = [],
    now,
  }: { readonly without?: readonly string[]; readonly faults?: Faults; readonly given?: readonly GivenSetting[]; readonly now?: number } = {},
): ReadAccount {
  const { values: settings } = parseSettings(given);
  const virtual = virtualKlaviyo(account, {
    scopes: READ_SCOPES.filter((scope) => !without.includes(scope)),
    ...(faults === undefined ? {} : { faults }),
    ...(now === undefined ? {} : { now }),
  });
  const session = openSession(virtual, null, {
    needs: (soFar) => readingNeeds(settings, recognizeMetrics(soFar, settings), soFar.readAt, soFar.account.timezone),
    metricsToRead: (listed) => metricsToRead(listed, settings),
  });
  const saved = readAll(session);
  const analysis = analyze(session.reader.inventory(), createCollector(new Map([...saved].filter(([key]) => key.startsWith('behavior/')))), given);
  const input: ReportInput = {
    ...analysis,
    news: accountNews(analysis, null),
    tracker: analysis.coverage.recommendations.map((one) => lineOf(one)),
    history: NO_HISTORY,
    automatic: new Map(),
  };
  const tabs = tableTabs(input);
  const page = summaryPage(input);
  const document = documentMarkdown(recommendationDocument(input));
  const cells = tabs.flatMap((tab) =>
    tab.rows.flatMap((row) =>
      row.flatMap((cell, at) => [
        `${tab.name} › ${tab.columns[at]!.header}: ${JSON.stringify(cell.value)}`,
        ...(cell.note === undefined ? [] : [`${tab.name} › ${tab.columns[at]!.header} (note): ${cell.note}`]),
      ]),
    ),
  );
  return {
    ...analysis,
    document,
    headline: page.headline,
    tab: (name) => tabs.find((tab) => tab.name === name)!,
    text: [summaryText(page, analysis.inventory.account), document, ...cells].join('\n'),
  };
}
