import { newWorkbook } from '../../src/local/host/workbook/workbook';
import type { Workbook } from '../../src/local/host/workbook/workbook';
import { recommendation } from './tracker-recommendation';
import { openWorld } from './workbook-world';

export const V1_KEYS: readonly string[] = ['create:A1', 'create:B2', 'create:GONE'];
const HEADERS = [
  'Key',
  'Action',
  'Segment',
  'Stage',
  'Rule',
  'Evidence',
  'Intended use',
  'Priority',
  'Audience size',
  'Value at stake',
  'Owner',
  'Status',
  'Cadence',
  'Next review',
  'Notes',
  'Link',
  'First found',
  'Last found',
  'Definition',
];

/**
 * A workbook as version 1 left it and a team then worked in it: no Score and no Reachable, memory as plain values by key and header, one row dismissed,
 * one cell and one status edited, a row and a column of the team's own.
 */
export function version1Workbook(): Workbook {
  const workbook = newWorkbook();
  const world = openWorld({ workbook });
  const written = Object.fromEntries(
    V1_KEYS.slice(0, 2).map((key) => {
      const { action, segment, stage, rule, evidence, use, priority, owner, cadence, definition } = recommendation({ key });
      const values = [
        key,
        action,
        segment,
        stage,
        rule,
        evidence,
        use,
        priority,
        1100,
        5000,
        owner,
        'Proposed',
        cadence,
        '2026-08-04',
        '',
        '',
        '2026-05-04',
        '2026-05-04',
        definition ?? '',
      ];
      return [key, Object.fromEntries(HEADERS.map((header, index) => [header, values[index]!]))];
    }),
  );
  const rows = Object.values(written).map((cells) => HEADERS.map((header) => cells[header]!));
  const sheet = world.services.spreadsheet.insertSheet('Tracker');
  sheet.getRange(1, 1, 3, HEADERS.length).setValues([HEADERS, ...rows]);
  sheet
    .insertColumnAfter(6)
    .getRange(1, 7, 2, 1)
    .setValues([['Budget'], [1000]]);
  sheet.getRange(2, 12, 1, 2).setValues([['Anna', 'Approved']]);
  sheet.getRange(3, 16).setValue('Ask legal');
  sheet.getRange(4, 3).setValue('Our own idea');
  world.store.commit(
    new Map([
      ['workbook/schema', '1'],
      ['memory', JSON.stringify({ rows: written, dismissed: ['create:GONE'] })],
    ]),
  );
  world.end();
  return workbook;
}
