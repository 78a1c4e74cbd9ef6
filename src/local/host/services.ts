import type { Workbook } from './workbook/workbook';
import type { Bundle } from './bundle';
import { createCacheService } from './cache';
import { createDrive, withDriveContents } from './drive';
import type { Execution } from './execution';
import type { HostState } from './host-state';
import { createHtmlService } from './html';
import { createLockService } from './lock';
import { createLogging } from './logging';
import { createPropertiesService } from './properties';
import { createScriptApp } from './script-app';
import type { Realm } from './script-realm';
import { createSession } from './session';
import { createSheetServices } from './sheet-services';
import type { Person } from './sheets/sheets-context';
import { createUi, type Answer } from './ui';
import { createUrlFetch } from './url-fetch';
import { createUtilities } from './utilities';
import type { Wire } from './wire';

export interface ServicesOptions {
  readonly state: HostState;
  readonly execution: Execution;
  readonly realm: Realm;
  readonly bundle: Bundle;
  readonly wire: Wire;
  readonly person: Person;
  readonly mode: 'addon' | 'bound';
  /** False where no person sits before the sheet, as in a trigger. */
  readonly hasUi: boolean;
  readonly addresses: readonly string[] | null;
  /** Scopes that the person left out at the consent screen. */
  readonly leftOut: ReadonlySet<string>;
  /** A tab that may be written by who holds the document lock only. */
  readonly lockedTab: string | null;
  readonly random: () => number;
  readonly ask: (kind: 'alert' | 'prompt', title: string, text: string) => Answer;
  readonly computeFormulas: (workbook: Workbook) => void;
}

function requireLock({ locks }: HostState, execution: Execution, tab: string): void {
  if (locks.holderOf('document')?.execution !== execution) throw new Error(`${tab} was written without the document lock.`);
}

/** The globals of one execution. */
export function createServices(options: ServicesOptions): Record<string, unknown> {
  const { state, execution, realm, bundle, wire, person, mode, hasUi, addresses, random, ask, computeFormulas } = options;
  const { workbook, clock, limits } = state;
  const { email } = person;
  const gate = execution;
  const now = (): number => Math.floor(clock.now());
  const spend = (milliseconds: number): void => clock.spend(milliseconds);
  const quotas = state.quotasOf(email);
  const freshId = (): string => `local-${state.nextNumber()}`;
  // Drive gives no id twice, in no execution and no host: what a workbook remembers of a file that was deleted must never mean another one.
  const freshFileId = (): string => `${freshId()}-${now().toString(36)}`;
  const out = withDriveContents(wire, state.files, options.leftOut, spend);
  const ui = (): GoogleAppsScript.Base.Ui => {
    if (!hasUi) throw new Error('Cannot call SpreadsheetApp.getUi() from this context.');
    return createUi({ gate, ask, showMenu: (menu) => state.menus.push(menu), showPage: (page) => state.pages.push(page) });
  };
  const sheets = createSheetServices({
    workbook,
    gate,
    person,
    now,
    beforeEntry: (tab) => {
      if (tab === options.lockedTab) requireLock(state, execution, tab);
    },
    makeDate: realm.makeDate,
    ui,
    computeFormulas,
    show: (shown) => state.toasts.push(shown),
  });
  const advanced = (bundle.manifest.dependencies?.enabledAdvancedServices ?? []).filter(({ serviceId }) => serviceId === 'drive');
  const drive = Object.fromEntries(
    advanced.map(({ userSymbol }) => [
      userSymbol,
      createDrive({ gate, owner: email, files: state.files, freshId: freshFileId, quota: quotas.documents, now, spend }),
    ]),
  );
  return {
    ...drive,
    ...createLogging(gate, (line) => state.log.push(line)),
    SpreadsheetApp: sheets.SpreadsheetApp,
    Charts: sheets.Charts,
    UrlFetchApp: createUrlFetch({
      gate,
      limits,
      quota: quotas.urlFetch,
      now,
      allowed: addresses,
      wire: {
        exchange: (requests) => {
          const answers = out.exchange(requests);
          execution.requireAlive();
          return answers;
        },
        close: () => wire.close(),
      },
      countRequests: (count) => {
        execution.meter.requests += count;
        state.meter.requests += count;
      },
    }),
    PropertiesService: createPropertiesService({
      gate,
      limits,
      quota: quotas.properties,
      now,
      document: workbook.documentProperties,
      user: state.userProperties(email),
      script: state.scriptProperties,
    }),
    CacheService: createCacheService({ gate, limits, now, store: (scope) => state.cache(scope === 'user' ? `user ${email}` : scope) }),
    LockService: createLockService({ gate, execution, locks: state.locks, now, userName: email }),
    ScriptApp: createScriptApp({
      gate,
      limits,
      mode,
      owner: email,
      scriptZone: bundle.manifest.timeZone,
      now,
      triggers: state.triggers,
      freshId,
      hasFunction: realm.has,
      leftOut: options.leftOut,
    }),
    HtmlService: createHtmlService(gate, bundle.readPage),
    Utilities: createUtilities({ gate, longestSleepMs: limits.longestSleepMs, sleep: (milliseconds) => execution.sleep(milliseconds), random }),
    Session: createSession({ gate, email, scriptZone: bundle.manifest.timeZone, userKey: `key-of-${email}`, locale: 'en' }),
  };
}
