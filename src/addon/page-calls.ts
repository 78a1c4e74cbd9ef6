import { displayName } from '../domain/catalogue/metric-name';
import { isAutomatic } from '../domain/settings/setting';
import type { GivenSetting } from '../domain/tracker/settings-merge';
import { allowedValues, ALL_SETTINGS, parseSetting, settingText } from '../domain/settings-registry/all-settings';
import { isActive } from '../refresh/job';
import { BRIEF_HTML_KEY, DOCUMENT_KEY, MARKDOWN_KEY, SUMMARY_TEXT_KEY } from '../refresh/store-keys';
import type { Store } from '../refresh/store';
import { readSettings } from '../sheet/read-shared-tabs';
import { keepLook, lookAtAccount } from './account-look';
import { requireRequests } from './consent';
import { changesView, planChanges } from './change-calls';
import { connect, connectWriting, disconnect, readConnection } from './connection';
import { deleteCustomerData } from './customer-data';
import { ownDocument } from './google-doc';
import { readJob } from './job-shelf';
import { forgetWriteAccess, readKey, userToken } from './key-vault';
import { isRecognized, metricProblem, namesMetric, readKnownMetrics, type KnownMetrics } from './known-metrics';
import { makeChanges } from './make-changes';
import { readResults, readShownSettings } from './page-texts';
import type { Answer, ConnectionView, FieldProblem, PageCall, Protocol, SettingView, StateView } from './protocol';
import { cancelRefresh, continueRefresh, forgetTroubleOfKey, settleTimer, startRefresh, viewOf } from './refresh-control';
import { openSheet, sheetAccount } from './open-sheet';
import { keepSchedule, lastRefresh } from './review-schedule';
import { readWaiting, saveSettings, underLock } from './settings-shelf';
import { Told } from './told';
import { countDismissed, filterTracker, restoreRows, rowAt, setRow, setRows, showRow, withDecisions } from './tracker-calls';
import { troubleAt, troubleReport } from './trouble';

/** Every call that the page may make; a name that is not here is refused. */
const CALLS: Protocol = {
  getState: () => stateView(),
  connect: ({ key }) => {
    requireRequests();
    const { store } = openSheet();
    const connection = connect(String(key), store);
    forgetTroubleOfKey();
    lookAround(store, connection);
    return stateView();
  },
  disconnect: () => {
    const job = readJob();
    if (isActive(job) && job.startedBy === userToken()) cancelRefresh();
    disconnect();
    return stateView();
  },
  saveSettings: ({ values }) => {
    const edits = checkSettings(values.map(({ name, value }) => ({ name: String(name), text: String(value) })));
    const schedule = edits.find(({ name }) => name === SCHEDULE);
    const wanted = schedule === undefined ? null : parseSetting(SCHEDULE, schedule.text);
    if (wanted !== null && 'value' in wanted) keepSchedule(String(wanted.value));
    saveSettings(edits);
    settleTimer();
    return stateView();
  },
  startRefresh: ({ full }) => startRefresh(full === true),
  continueRefresh: () => continueRefresh(),
  getProgress: () => viewOf(readJob()),
  cancelRefresh: () => cancelRefresh(),
  getResults: () => {
    const results = readResults(openSheet().store);
    if (results === null) throw new Told({ kind: 'no-results', what: 'results' });
    return withDecisions(results);
  },
  getTexts: () => {
    const { store } = openSheet();
    const [summary, markdown, brief] = [store.read(SUMMARY_TEXT_KEY), store.read(MARKDOWN_KEY), store.read(BRIEF_HTML_KEY)];
    if (summary === null || markdown === null || brief === null) throw new Told({ kind: 'no-results', what: 'results' });
    return { summary, markdown, brief };
  },
  showRow: ({ key }) => showRow(String(key)),
  getRow: ({ key, step }) => rowAt(key === null ? null : String(key), step === 1 || step === -1 ? step : 0),
  setRow,
  setRows: ({ keys, status }) => setRows(keys.map(String), String(status)),
  filterTracker: ({ filter, owner }) => filterTracker(filter, owner),
  restoreDismissed: () => restoreRows(),
  deleteCustomerData: () => deleteCustomerData(),
  connectWriting: ({ key, who }) => {
    requireRequests();
    connectWriting({ key: String(key), who: String(who) });
    return stateView();
  },
  disconnectWriting: () => {
    forgetWriteAccess();
    return stateView();
  },
  planChanges: ({ keys }) => planChanges(keys === null ? null : keys.map(String)),
  makeChanges: ({ changes, dryRun }) => makeChanges(changes, dryRun !== false),
  getReport: () => ({ text: troubleReport() }),
};

const SCHEDULE = 'Scheduled refresh';
/** Groups of settings that the page's plan shows; the rest is in the `Settings` tab. */
const PLAN_GROUPS: readonly string[] = ['Plan', 'Reviews', 'Metrics'];

/** The page's one door: a listed call's name and its argument as JSON, answered with an `Answer` as JSON. */
export function callPage(name: string, argument: string): string {
  return JSON.stringify(answer(name, argument));
}

function answer(name: string, argument: string): Answer<unknown> {
  try {
    if (!Object.prototype.hasOwnProperty.call(CALLS, name)) throw new Told({ kind: 'unlisted' });
    const call = CALLS[name as PageCall] as (argument: unknown) => unknown;
    return { ok: true, value: call(JSON.parse(argument)) };
  } catch (error) {
    return { ok: false, ...troubleAt(name, error) };
  }
}

/** Lists the account's metrics, so that the plan can be made before anything is read; what fails here is told by the refresh. */
function lookAround(store: Store, account: Pick<ConnectionView, 'currency' | 'timezone'>): KnownMetrics | null {
  const key = readKey();
  if (key === null) return null;
  try {
    const known = lookAtAccount(store, key, account);
    if (known !== null) underLock(1_000, () => keepLook(store, known));
    return known;
  } catch (error) {
    troubleAt('look at the account', error);
    return null;
  }
}

/** Settings as they are kept: `Automatic` gives the cell back. Throws with every one that cannot be: a metric has to be one of the account's. */
function checkSettings(given: readonly GivenSetting[]): readonly GivenSetting[] {
  const { store } = openSheet();
  let known = readKnownMetrics(store);
  const connection = readConnection();
  const fields: FieldProblem[] = [];
  const edits = given.map(({ name, text }): GivenSetting => {
    const parsed = parseSetting(name, text);
    if ('problem' in parsed) {
      fields.push({ name, problem: parsed.problem });
      return { name, text };
    }
    const { setting } = parsed;
    if (namesMetric(setting.name)) {
      // A metric that came up since the list was made is no mistake.
      if (metricProblem(text, known) !== null && connection !== null) known = lookAround(store, connection) ?? known;
      const problem = metricProblem(text, known);
      if (problem !== null) fields.push({ name, problem });
    }
    return { name: setting.name, text: isAutomatic(text) ? '' : text };
  });
  if (fields.length > 0) throw new Told({ kind: 'setting', fields });
  return edits;
}

function stateView(): StateView {
  const { spreadsheet, store } = openSheet();
  return {
    changes: changesView(),
    connection: readConnection(),
    refresh: viewOf(readJob()),
    lastRefresh: lastRefresh(),
    sheetAccount: sheetAccount(store),
    settings: settingViews(spreadsheet, store),
    hasResults: readResults(store) !== null,
    dismissed: countDismissed(store),
    documentUrl: ownDocument() ?? store.read(DOCUMENT_KEY),
  };
}

/** Plan and metric settings: a person's value, else what the last refresh showed in the tab, else the standard. */
function settingViews(spreadsheet: GoogleAppsScript.Spreadsheet.Spreadsheet, store: Store): SettingView[] {
  const given = new Map([...readSettings({ spreadsheet, store }), ...readWaiting()].map(({ name, text }) => [name.trim().toLowerCase(), text]));
  const known = readKnownMetrics(store);
  const shown = { ...known?.shown, ...readShownSettings(store) };
  const metricNames = [...new Set((known?.metrics ?? []).map(displayName))].sort((one, other) => one.localeCompare(other));
  return ALL_SETTINGS.filter(({ group }) => PLAN_GROUPS.includes(group)).map((setting) => ({
    name: setting.name,
    group: setting.group,
    kind: setting.kind,
    choices: namesMetric(setting.name) && metricNames.length > 0 ? ['Automatic', ...metricNames] : (setting.choices ?? []),
    meaning: setting.meaning,
    allowed: allowedValues(setting),
    value: given.get(setting.name.toLowerCase()) ?? shown[setting.name.toLowerCase()] ?? settingText(setting, setting.standard),
    recognized: isRecognized(setting.name, given.get(setting.name.toLowerCase()), known),
    proposed: given.has(setting.name.toLowerCase()) ? null : (known?.proposed[setting.name] ?? null),
  }));
}
