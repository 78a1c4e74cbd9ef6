import type { Recommendation } from '../../../src/domain/coverage/recommendation';
import type { CellValue } from '../../../src/domain/table/tab';
import { TRACKER_MEMORY } from '../../../src/domain/tracker/memory';
import { mergeTracker, waitingForCreation } from '../../../src/domain/tracker/tracker';
import { planRestore, planTracker } from '../../../src/domain/tracker/tracker-plan';
import type { TrackerInput } from '../../../src/domain/tracker/tracker-plan';
import { PlainSheet } from '../../build/tracker-plain-sheet';
import { FORMATS, NO_FIGURE, figure, recommendation, trackerInput } from '../../build/tracker-recommendation';

function made(recommendations: readonly Recommendation[] = [recommendation()], more: Partial<TrackerInput> = {}): PlainSheet {
  const sheet = new PlainSheet();
  sheet.refresh(trackerInput(recommendations, more));
  return sheet;
}
const at = (sheet: PlainSheet, header: string): number => sheet.headers().indexOf(header);
const value = (sheet: PlainSheet, row: number, header: string): CellValue => sheet.values()[row]?.[at(sheet, header)] ?? null;
const note = (sheet: PlainSheet, row: number, header: string): string => sheet.notes()[row]?.[at(sheet, header)] ?? '';

describe('a recommendation as cells', () => {
  test('has the design’s columns in order, numbers as numbers, days as days, and how each figure came about in its note', () => {
    const sheet = made();
    expect(sheet.headers().join()).toBe(
      'Key,When,Action,Segment,Why,Reachable,Value at stake,Owner,Status,Due,Rule,Priority,Stage,Intended use,Audience size,Score,Cadence,Next review,Notes,Link,Evidence,First found,Last found,Definition',
    );
    expect(['Score', 'Audience size', 'Value at stake', 'Next review', 'First found', 'Status'].map((header) => value(sheet, 0, header))).toEqual([
      71.5,
      1200,
      5400.5,
      { day: '2027-02-23' },
      { day: '2026-11-23' },
      'Proposed',
    ]);
    expect(note(sheet, 0, 'Score')).toBe('High value, ready.');
    expect(note(sheet, 0, 'Value at stake')).toContain('between $4,000 and $6,800');
    expect(note(sheet, 0, 'Audience size')).toMatch(/Method: measured[\s\S]*18,204 buyers/);
  });

  test('shows an unknown figure as an empty cell whose note says what is unknown and why, never as zero or a text', () => {
    const sheet = made([recommendation({ size: NO_FIGURE })]);
    expect([value(sheet, 0, 'Audience size'), note(sheet, 0, 'Audience size'), sheet.last?.rows[0]?.size]).toEqual([
      null,
      'Unknown. The key lacks events:read.',
      null,
    ]);
  });

  test('keeps the day on which a move is due while it keeps its place in the plan, and gives it up with it', () => {
    const sheet = made([recommendation({ dueInDays: 12 })]);
    expect(value(sheet, 0, 'Due')).toEqual({ day: '2026-12-05' });
    sheet.refresh(trackerInput([recommendation({ dueInDays: 20 })], { today: '2026-11-30' }));
    expect(value(sheet, 0, 'Due')).toEqual({ day: '2026-12-05' });
    sheet.refresh(trackerInput([recommendation({ when: 'Next', dueInDays: 100 })], { today: '2026-11-30' }));
    expect(value(sheet, 0, 'Due')).toEqual({ day: '2027-03-10' });
    sheet.refresh(trackerInput([recommendation({ when: 'Later', dueInDays: null })], { today: '2026-12-01' }));
    expect(value(sheet, 0, 'Due')).toBeNull();
    sheet.refresh(trackerInput([], { today: '2026-12-02' }));
    expect([value(sheet, 0, 'When'), value(sheet, 0, 'Due'), value(sheet, 0, 'Status')]).toEqual([null, null, 'Covered']);
  });

  test('says so where a definition is longer than any cell, rather than cut it', () => {
    expect(value(made([recommendation({ definition: 'x'.repeat(40_000) })]), 0, 'Definition')).toMatch(/^This definition has 40000 characters/);
  });
});

describe('a status', () => {
  test('becomes Created with the link when an approved segment appears, though a person set Approved', () => {
    const sheet = made();
    sheet.type(0, at(sheet, 'Status'), 'Approved');
    const created = new Map([['create:A1', 'https://www.klaviyo.com/lists/NEW']]);
    sheet.refresh(trackerInput([], { created }));
    expect([value(sheet, 0, 'Status'), value(sheet, 0, 'Link')]).toEqual(['Created', 'https://www.klaviyo.com/lists/NEW']);
    sheet.refresh(trackerInput([]));
    expect(value(sheet, 0, 'Status')).toBe('Created');
    expect(waitingForCreation(sheet.last?.rows ?? [])).toHaveLength(1);
  });

  test('of a segment that appeared while another status was set stays the person’s', () => {
    const sheet = made();
    sheet.type(0, at(sheet, 'Status'), 'Rejected');
    sheet.refresh(trackerInput([], { created: new Map([['create:A1', 'https://www.klaviyo.com/lists/NEW']]) }));
    expect(value(sheet, 0, 'Status')).toBe('Rejected');
  });

  test('that a person changed from Approved while the refresh was under way is not replaced', () => {
    const sheet = made();
    sheet.type(0, at(sheet, 'Status'), 'Approved');
    const plan = planTracker(trackerInput([], { created: new Map([['create:A1', 'https://x']]) }), sheet.grid(), sheet.memory);
    sheet.type(0, at(sheet, 'Status'), 'Rejected');
    sheet.apply(mergeTracker(plan, sheet.grid(), sheet.memory, FORMATS));
    expect(value(sheet, 0, 'Status')).toBe('Rejected');
  });

  test('stays as it was last found while what it rests on could not be read, and says so in a note', () => {
    const sheet = made();
    const unjudged = (): string => 'Segments could not be read (the key lacks segments:read).';
    for (const today of ['2026-12-01', '2026-12-09']) sheet.refresh(trackerInput([], { today, unjudged }));
    expect([value(sheet, 0, 'Status'), value(sheet, 0, 'Evidence'), value(sheet, 0, 'Last found')]).toEqual([
      'Proposed',
      'No segment covers it (create:A1).',
      { day: '2026-11-23' },
    ]);
    expect(sheet.grid().notes[0]![at(sheet, 'Evidence')]).toBe(
      'As last found. Not looked at again on Dec 9, 2026: Segments could not be read (the key lacks segments:read).',
    );
    sheet.refresh(trackerInput([], { today: '2026-12-10' }));
    expect(value(sheet, 0, 'Status')).toBe('Covered');
  });

  test('becomes Covered with the day and the reason when the recommendation is gone, and Proposed when it is back', () => {
    const sheet = made();
    sheet.refresh(trackerInput([], { today: '2026-12-01', closed: new Map([['create:A1', 'The segment “VIP” covers it.']]) }));
    expect([value(sheet, 0, 'Status'), value(sheet, 0, 'Evidence'), value(sheet, 0, 'Last found')]).toEqual([
      'Covered',
      'No longer found since Dec 1, 2026. The segment “VIP” covers it. Before: No segment covers it (create:A1).',
      { day: '2026-11-23' },
    ]);
    sheet.refresh(trackerInput([], { today: '2026-12-09' }));
    expect(value(sheet, 0, 'Evidence')).toMatch(/^No longer found since Dec 1, 2026/);
    sheet.refresh(trackerInput([recommendation()], { today: '2026-12-10' }));
    expect([value(sheet, 0, 'Status'), value(sheet, 0, 'Evidence'), value(sheet, 0, 'First found')]).toEqual([
      'Proposed',
      'No segment covers it (create:A1).',
      { day: '2026-11-23' },
    ]);
  });
});

describe('a review', () => {
  test('falls due by the cadence and stays due until somebody looks at the row', () => {
    const sheet = made();
    sheet.refresh(trackerInput([recommendation()], { today: '2027-06-01' }));
    expect(value(sheet, 0, 'Next review')).toEqual({ day: '2027-02-23' });
    sheet.type(0, at(sheet, 'Next review'), null);
    sheet.refresh(trackerInput([recommendation()], { today: '2027-06-02' }));
    expect(value(sheet, 0, 'Next review')).toEqual({ day: '2027-09-02' });
    sheet.type(0, at(sheet, 'Status'), 'In review');
    sheet.refresh(trackerInput([recommendation()], { today: '2027-06-10' }));
    expect(value(sheet, 0, 'Next review')).toEqual({ day: '2027-09-10' });
  });

  test('follows a cadence that a person chose', () => {
    const sheet = made();
    sheet.type(0, at(sheet, 'Cadence'), 'Monthly');
    sheet.refresh(trackerInput([recommendation()]));
    expect(value(sheet, 0, 'Next review')).toEqual({ day: '2026-12-23' });
  });

  test('is brought up once for every open row by an extra review', () => {
    const sheet = made([recommendation(), recommendation({ key: 'create:B2' })]);
    sheet.type(1, at(sheet, 'Status'), 'Done');
    const extra = { extraReview: 'After a launch', today: '2026-12-01' };
    const planned = (input: Partial<TrackerInput>) =>
      planTracker(trackerInput([recommendation(), recommendation({ key: 'create:B2' })], input), sheet.grid(), sheet.memory).broughtUp;
    expect([planned({ today: '2026-12-01' }), planned(extra)]).toEqual([0, 1]);
    sheet.refresh(trackerInput([recommendation(), recommendation({ key: 'create:B2' })], extra));
    expect(planned(extra)).toBe(0);
    expect([value(sheet, 0, 'Next review'), value(sheet, 1, 'Next review')]).toEqual([{ day: '2026-12-01' }, { day: '2027-03-01' }]);
    sheet.type(0, at(sheet, 'Next review'), null);
    sheet.refresh(trackerInput([recommendation(), recommendation({ key: 'create:B2' })], { ...extra, today: '2026-12-05' }));
    expect(value(sheet, 0, 'Next review')).toEqual({ day: '2027-03-05' });
  });
});

describe('a deleted row', () => {
  test('is dismissed, does not return with later refreshes, and comes back when restored', () => {
    const sheet = made([recommendation(), recommendation({ key: 'create:B2' })]);
    sheet.deleteRow(0);
    sheet.refresh(trackerInput([recommendation(), recommendation({ key: 'create:B2' })], { today: '2026-12-01' }));
    expect(sheet.last?.newlyDismissed).toEqual(['create:A1']);
    sheet.refresh(trackerInput([recommendation(), recommendation({ key: 'create:B2' })]));
    expect(sheet.values()).toHaveLength(1);
    sheet.apply(mergeTracker(planRestore(sheet.memory!, '2026-12-02'), sheet.grid(), sheet.memory, FORMATS));
    expect([value(sheet, 1, 'Key'), value(sheet, 1, 'First found'), Object.keys(sheet.memory!.dismissed)]).toEqual(['create:A1', { day: '2026-11-23' }, []]);
  });

  test('is not what an emptied or renamed key column looks like', () => {
    const sheet = made(['a', 'b', 'c'].map((key) => recommendation({ key })));
    for (const row of [0, 1, 2]) sheet.type(row, 0, null);
    sheet.type(1, at(sheet, 'Owner'), 'Anna');
    sheet.refresh(trackerInput(['a', 'b', 'c'].map((key) => recommendation({ key }))));
    expect([0, 1, 2].map((row) => value(sheet, row, 'Key'))).toEqual(['a', 'b', 'c']);
    expect([sheet.values().length, value(sheet, 1, 'Owner'), sheet.last?.newlyDismissed]).toEqual([3, 'Anna', []]);
  });
});

describe('without memory', () => {
  test('everything that differs from the new values is kept with the suggestion, and what equals them follows again', () => {
    const sheet = made();
    sheet.type(0, at(sheet, 'Owner'), 'Anna');
    sheet.type(0, at(sheet, 'Notes'), 'Ask Ben');
    sheet.memory = null;
    sheet.refresh(trackerInput([recommendation({ score: 12 })], { today: '2026-12-24' }));
    expect(['Owner', 'Notes', 'Score', 'First found'].map((header) => value(sheet, 0, header))).toEqual(['Anna', 'Ask Ben', 71.5, { day: '2026-11-23' }]);
    expect(note(sheet, 0, 'Score')).toMatch(/^[\s\S]*Segment Coverage now suggests: 12/);
    sheet.refresh(trackerInput([recommendation({ rule: 'Another rule' })]));
    expect(value(sheet, 0, 'Rule')).toBe('Another rule');
  });

  test('of 600 rows takes a bounded number of characters', () => {
    const sheet = made(
      Array.from({ length: 600 }, (_, index) =>
        recommendation({ key: `create:${index}`, rule: 'r'.repeat(600), evidence: 'e'.repeat(600), definition: 'd'.repeat(2_000) }),
      ),
    );
    const before = TRACKER_MEMORY.text(sheet.memory!).length;
    for (let row = 0; row < 600; row += 1) sheet.type(row, at(sheet, 'Rule'), `own ${row}`.repeat(200));
    sheet.refresh(
      trackerInput(
        Array.from({ length: 600 }, (_, index) =>
          recommendation({ key: `create:${index}`, rule: 's'.repeat(600), evidence: 'f'.repeat(600), definition: 'd'.repeat(2_000) }),
        ),
      ),
    );
    expect(before).toBeLessThan(600 * 4_500);
    expect(TRACKER_MEMORY.text(sheet.memory!).length).toBeLessThan(before + 600 * 80);
  });
});

describe('a suggestion', () => {
  test('goes from the note when it no longer differs, and leaves the explanation and the person’s words', () => {
    const sheet = made();
    sheet.type(0, at(sheet, 'Audience size'), 900);
    sheet.note(0, at(sheet, 'Audience size'), `${note(sheet, 0, 'Audience size')}\nCounted by hand`);
    sheet.refresh(trackerInput([recommendation({ size: figure(1300) })]));
    expect(note(sheet, 0, 'Audience size')).toMatch(/Counted by hand[\s\S]*Segment Coverage now suggests: 1300\n\nMethod/);
    sheet.refresh(trackerInput([recommendation({ size: figure(900) })]));
    expect(note(sheet, 0, 'Audience size')).toMatch(/^Counted by hand\n\nMethod/);
    sheet.refresh(trackerInput([]));
    expect(note(sheet, 0, 'Audience size')).toMatch(/^Counted by hand\n\nMethod/);
  });
});
