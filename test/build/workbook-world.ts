import { gunzipSync, gzipSync } from 'node:zlib';
import type { Recommendation } from '../../src/domain/coverage/recommendation';
import type { SummaryPage } from '../../src/domain/report/summary-page';
import type { TableTab, TabCell } from '../../src/domain/table/tab';
import type { TrackerRow } from '../../src/domain/tracker/tracker';
import { createSheetServices } from '../../src/local/host/sheet-services';
import type { SheetServices, SheetServicesOptions } from '../../src/local/host/sheet-services';
import type { Workbook } from '../../src/local/host/workbook/workbook';
import { setWays } from '../../src/sheet/patience';
import { createSheetStore } from '../../src/sheet/sheet-store';
import type { SheetStore } from '../../src/sheet/sheet-store';
import type { ComposedTabs, WriteInput } from '../../src/sheet/write-workbook';
import { USD } from './tracker-recommendation';

export const zlibCodec = {
  pack: (text: string): string => gzipSync(Buffer.from(text, 'utf16le')).toString('base64'),
  unpack: (text: string): string => gunzipSync(Buffer.from(text, 'base64')).toString('utf16le'),
};

/** One execution over a spreadsheet, with what it calls counted and, when asked for, made to fail. */
export interface World {
  readonly services: SheetServices;
  readonly store: SheetStore;
  /** Calls of the spreadsheet services so far. */
  calls(): number;
  readonly log: readonly string[];
  /** What was logged as left out. */
  readonly said: readonly string[];
  end(): void;
}

export class Fault extends Error {}

/** Opens the workbook for one execution; the call with number `failAt` (from 1) and every later one throws, as when an execution is killed. */
export function openWorld(options: SheetServicesOptions & { readonly failAt?: number; readonly before?: (call: number, name: string) => void } = {}): World {
  const log: string[] = [];
  const said: string[] = [];
  const gate = {
    enter: (service: string, method: string) => {
      log.push(`${service}.${method}`);
      options.before?.(log.length, `${service}.${method}`);
      if (options.failAt !== undefined && log.length >= options.failAt) throw new Fault(`killed at call ${options.failAt}: ${service}.${method}`);
    },
    failure: (error: unknown) => error,
  };
  const services = createSheetServices({ now: () => Date.UTC(2026, 10, 23, 19), ...options, gate });
  const uninstall = services.install();
  setWays({
    sleep: () => undefined,
    note: (line) => {
      said.push(line);
    },
  });
  const store = createSheetStore(services.spreadsheet, zlibCodec);
  return { services, store, calls: () => log.length, log, said, end: uninstall };
}

function cells(values: readonly (string | number)[]): readonly TabCell[] {
  return values.map((value) => ({ value }));
}

/** A small machine-written tab with links, notes, dangerous names and more than one format. */
export function gapsTab(rows: readonly (readonly [string, number, string])[]): TableTab {
  return {
    name: 'Gaps',
    columns: [
      { header: 'Audience', width: 200, format: 'text', meaning: 'A lifecycle audience.' },
      { header: 'Coverage', width: 90, format: 'text' },
      { header: 'Audience size', width: 90, format: 'whole number' },
      { header: 'Why', width: 300, format: 'long text' },
    ],
    rows: rows.map(([name, size, why], index) => [
      { value: name, link: `https://www.klaviyo.com/segment/${index}` },
      { value: index % 2 ? 'Missing' : 'Covered', note: `Note ${index}` },
      { value: size },
      { value: why },
    ]),
  };
}

export const SETTINGS_TAB: TableTab = {
  name: 'Settings',
  columns: [
    { header: 'Setting', width: 200, format: 'text' },
    { header: 'Value', width: 200, format: 'text' },
    { header: 'Allowed values', width: 200, format: 'long text' },
    { header: 'Meaning', width: 300, format: 'long text' },
  ],
  rows: [
    [{ value: 'Planning window' }, { value: 90, format: 'number' }, { value: '7 to 365' }, { value: 'Days to plan for.' }],
    [{ value: 'Main use case' }, { value: 'Reporting', choices: ['Reporting', 'Reactivation'] }, { value: 'Reporting, Reactivation' }, { value: 'What for.' }],
    [{ value: 'At risk after' }, { value: 'Automatic (118)' }, { value: '1 to 900, or Automatic' }, { value: 'Days.' }],
  ],
};

/** The settings with other values, by name. */
export function settingsTab(values: Readonly<Record<string, string | number>>): TableTab {
  return {
    ...SETTINGS_TAB,
    rows: SETTINGS_TAB.rows.map((row) =>
      row.map((cell, index) => (index === 1 && values[String(row[0]?.value)] !== undefined ? { ...cell, value: values[String(row[0]?.value)]! } : cell)),
    ),
  };
}

export function summaryOf(rows: readonly TrackerRow[], headline = 'Three of five audiences are covered'): SummaryPage {
  const column = (header: string, format: 'text' | 'share' | 'whole number' | 'money' | 'day' | 'long text' = 'text', width = 100) => ({
    header,
    width,
    format,
  });
  return {
    title: 'Segment coverage',
    subtitle: 'Sample shop, Nov 23, 2026',
    headline,
    brief: {
      title: 'Segment coverage',
      subtitle: 'Sample shop, Nov 23, 2026',
      headline,
      plan: 'This quarter’s 8 moves bring an estimated $10,000.',
      nothingToDo: '',
      unspoken: null,
      cards: rows
        .slice(0, 3)
        .map((row) => ({
          action: `Create “${row.segment}”`,
          why: 'No segment has these people.',
          who: row.owner,
          by: 'Dec 4, 2026',
          worth: '$100 in 90 days',
          link: null,
        })),
      stages: [{ stage: 'At risk', covered: 1, partial: 1, applicable: 3, unknown: 0 }],
      changed: 'Nothing new.',
      cleanUp: 'Nothing to clean up.',
    },
    figures: [
      { name: 'Covered audiences', cell: { value: 0.6 }, format: 'share', counts: '3 of 5', period: 'At Nov 23, 2026', method: 'Counted' },
      { name: 'Tracker rows', cell: { value: rows.length }, format: 'whole number', counts: 'Rows', period: 'At Nov 23, 2026', method: 'Counted' },
    ],
    heatMap: {
      title: 'Coverage by stage and use',
      explanation: 'Share covered.',
      columns: [column('Stage'), column('Reporting', 'share'), column('All uses', 'share')],
      rows: [cells(['Repeat buyer', 0.5, 0.5]), cells(['At risk', 1, 1]), cells(['All planned stages', 0.75, 0.75])],
      shares: [
        [0.5, 0.5],
        [1, 1],
        [0.75, 0.75],
      ],
    },
    tables: [
      {
        id: 'plan',
        title: 'The plan',
        explanation: 'By priority.',
        columns: [column('Priority', 'text', 80), column('Segment', 'text', 230), column('Evidence', 'long text', 360)],
        rows: rows
          .slice(0, 5)
          .map((row) => [{ value: row.priority }, { value: row.segment, link: 'https://www.klaviyo.com/lists/X' }, { value: row.evidence }]),
        whenEmpty: 'None.',
      },
    ],
    charts: [
      {
        id: 'coverage over time',
        kind: 'line',
        title: 'Coverage over time',
        axes: ['Day', 'Share'],
        explanation: '',
        columns: [column('Day', 'day'), column('Covered', 'share')],
        rows: [[{ value: { day: '2026-11-23' } }, { value: 0.6 }]],
        stacked: false,
      },
      {
        id: 'value by action',
        kind: 'bar',
        title: 'Value at stake by action',
        axes: ['Action', 'Value'],
        explanation: '',
        columns: [column('Action'), column('Value', 'money')],
        rows: [cells(['Create', 100])],
        stacked: false,
      },
    ],
    notes: [{ id: 'limits', title: 'Data limits', sentences: ['Profiles were sampled.'] }],
  };
}

export interface RefreshOf {
  readonly recommendations: readonly Recommendation[];
  readonly today?: string;
  readonly gaps?: readonly (readonly [string, number, string])[];
  readonly settings?: TableTab;
  readonly headline?: string;
  readonly created?: ReadonlyMap<string, string>;
  readonly also?: ReadonlyMap<string, string | null>;
}

export const GAPS: readonly (readonly [string, number, string])[] = [
  ['=HYPERLINK("x")', 10, '+1 day'],
  ['Repeat buyers', 1200, 'Covered by “Repeat”.'],
  ['<b>Lapsed</b>', 7, '1/2 done'],
];

/** What a refresh writes, over a world. */
export function writeInput(world: World, refresh: RefreshOf): WriteInput {
  return {
    spreadsheet: world.services.spreadsheet,
    store: world.store,
    account: USD,
    tracker: {
      recommendations: refresh.recommendations,
      created: refresh.created ?? new Map(),
      closed: new Map(),
      extraReview: 'None',
      today: refresh.today ?? '2026-11-23',
    },
    compose: (rows): ComposedTabs => ({
      summary: summaryOf(rows, refresh.headline),
      tabs: [gapsTab(refresh.gaps ?? GAPS)],
      settings: refresh.settings ?? SETTINGS_TAB,
      also: refresh.also ?? new Map(),
    }),
  };
}

/** Everything that a person sees of the workbook, tab by tab: values, notes and links, without the store's own tab. */
export function seenOf(workbook: Workbook): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    workbook.tabs
      .filter(({ name }) => !name.startsWith('_'))
      .map((tab) => {
        const seen: string[] = [];
        tab.eachCell((cell, row, column) => {
          if (cell.value === '' && !cell.note && !cell.formula) return;
          seen.push(
            `${row},${column}: ${JSON.stringify(cell.value)}${cell.formula ? ` ${cell.formula}` : ''}${cell.note ? ` note ${JSON.stringify(cell.note)}` : ''}${cell.runs?.some(({ link }) => link) ? ` link ${cell.runs.map(({ link }) => link).join()}` : ''}`,
          );
        });
        return [tab.name, seen.sort()];
      }),
  );
}
