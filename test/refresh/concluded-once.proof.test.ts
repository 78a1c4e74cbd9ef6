import { openRefreshDoors } from '../../src/addon/refresh-doors';
import { CATALOGUE } from '../../src/domain/catalogue/catalogue';
import { proposeRule } from '../../src/domain/catalogue/proposed-rule';
import { createContext } from '../../src/domain/report/report-context';
import { createEngine } from '../../src/domain/rule/engine';
import { parseSegmentDefinition } from '../../src/domain/rule/parse-segment';
import { isActive, newJob } from '../../src/refresh/job';
import type { Job } from '../../src/refresh/job';
import { stepRefresh } from '../../src/refresh/run-refresh';
import type { AccountData } from '../../src/local/klaviyo/account-data';
import { rebuilt } from '../build/accounts/small-accounts';
import { KEY, virtualKlaviyo } from '../build/klaviyo-virtual';
import type { VirtualKlaviyo } from '../build/klaviyo-virtual';
import { NOW, smallSample } from '../build/sample-klaviyo';
import { openWorld } from '../build/workbook-world';

/** Counts what passes a module's function and lets it do its work. */
function mockCounted(path: string, name: string): object {
  const actual = jest.requireActual<Record<string, (...given: unknown[]) => unknown>>(path);
  return { ...actual, [name]: jest.fn(actual[name]) };
}

let mockVirtual: VirtualKlaviyo;
let mockJob: Job;
const mockSheet = openWorld();
afterAll(() => {
  mockSheet.end();
});

jest.mock('../../src/domain/rule/parse-segment', () => mockCounted('../../src/domain/rule/parse-segment', 'parseSegmentDefinition'));
jest.mock('../../src/domain/rule/engine', () => mockCounted('../../src/domain/rule/engine', 'createEngine'));
jest.mock('../../src/domain/catalogue/proposed-rule', () => mockCounted('../../src/domain/catalogue/proposed-rule', 'proposeRule'));
jest.mock('../../src/domain/report/report-context', () => mockCounted('../../src/domain/report/report-context', 'createContext'));
// What is Google's, and nothing else: the key, the network, the properties and the document.
jest.mock('../../src/addon/key-vault', () => ({ readKey: () => KEY }));
jest.mock('../../src/addon/google-transport', () => ({ googleTransport: () => mockVirtual.transport }));
jest.mock('../../src/addon/open-sheet', () => ({
  openSheet: () => ({ spreadsheet: mockSheet.services.spreadsheet, store: mockSheet.store }),
  openSheetToRefresh: () => ({ spreadsheet: mockSheet.services.spreadsheet, store: mockSheet.store }),
  sheetAccount: () => null,
}));
jest.mock('../../src/addon/job-shelf', () => ({
  writeJob: (job: Job) => {
    mockJob = job;
  },
  cancelRequested: () => false,
}));
jest.mock('../../src/addon/settings-shelf', () => ({ enterWaitingSettings: () => undefined }));
jest.mock('../../src/addon/review-schedule', () => ({ keepSchedule: () => undefined }));
jest.mock('../../src/addon/google-doc', () => ({ writeGoogleDoc: () => 'https://docs.google.com/document/d/made-up' }));

const counted = {
  parse: jest.mocked(parseSegmentDefinition),
  engine: jest.mocked(createEngine),
  proposal: jest.mocked(proposeRule),
  context: jest.mocked(createContext),
};

/** How often the parser was given each of the segments' definitions; a mended one in the tracker is another definition. */
function parsesOf({ segments }: AccountData): readonly (readonly [id: string, times: number])[] {
  const times = new Map<string, number>();
  for (const [definition] of counted.parse.mock.calls) times.set(JSON.stringify(definition), (times.get(JSON.stringify(definition)) ?? 0) + 1);
  return segments.map(({ id, definition }) => [id, times.get(JSON.stringify(definition)) ?? 0]);
}

/** A shop whose every segment says in its rule which one it is. */
function named(account: AccountData): AccountData {
  return rebuilt(account, {
    segments: account.segments.map((segment) => {
      const { condition_groups: groups } = segment.definition as { readonly condition_groups: readonly unknown[] };
      const own = {
        conditions: [
          { type: 'profile-property', property: "properties['Never']", filter: { type: 'string', operator: 'not-equals', value: `of ${segment.id}` } },
        ],
      };
      return { ...segment, definition: { condition_groups: [...groups, own] } };
    }),
  });
}

/** Runs a refresh to its end and gives the executions that it took. */
function refresh(account: AccountData, now: number): number {
  Object.values(counted).forEach((each) => each.mockClear());
  mockVirtual = virtualKlaviyo(account, { now });
  mockJob = newJob(`job of ${now}`, 'somebody', false, now);
  do mockVirtual.clock.now = Math.max(mockVirtual.clock.now, mockJob.notBefore ?? 0);
  while (isActive(stepRefresh(openRefreshDoors(mockJob), mockJob)));
  expect(mockJob).toMatchObject({ phase: 'done' });
  return mockJob.executions;
}

test('a refresh in one execution parses each segment once, makes one engine, one proposal an audience and one context', () => {
  const account = named(smallSample());
  expect(refresh(account, NOW)).toBe(1);
  expect(account.segments.length).toBeGreaterThan(50);
  expect(parsesOf(account)).toEqual(account.segments.map(({ id }) => [id, 1]));
  // Overlaps were compared: there was somebody to parse a second time.
  expect([...mockVirtual.klaviyo.requests.keys()].some((asked) => /segments\/.*\/profiles/.test(asked))).toBe(true);
  expect(counted.engine).toHaveBeenCalledTimes(1);
  expect(counted.context).toHaveBeenCalledTimes(1);
  const proposed = counted.proposal.mock.calls.map(([audience]) => audience.id);
  expect(new Set(proposed).size).toBe(proposed.length);
  expect(proposed.length).toBeGreaterThan(CATALOGUE.length / 2);
});
