import type { Recommendation } from '../../src/domain/coverage/recommendation';
import type { CellValue } from '../../src/domain/table/tab';
import { compareForSort } from './tracker-plain-sheet';

/** The tracker's headers as the design lists them, written out here so that the model owes nothing to the code under test. */
export const DESIGN_HEADERS: readonly string[] = [
  'Key',
  'When',
  'Action',
  'Segment',
  'Why',
  'Reachable',
  'Value at stake',
  'Owner',
  'Status',
  'Due',
  'Rule',
  'Priority',
  'Stage',
  'Intended use',
  'Audience size',
  'Score',
  'Cadence',
  'Next review',
  'Notes',
  'Link',
  'Evidence',
  'First found',
  'Last found',
  'Definition',
];

export interface ModelCell {
  value: CellValue;
  personNote: string;
}
export interface ModelRow {
  key: string | null;
  cells: ModelCell[];
}

function blank(value: CellValue): boolean {
  return value === null || value === '';
}
export function same(a: CellValue, b: CellValue): boolean {
  return (blank(a) && blank(b)) || JSON.stringify(a) === JSON.stringify(b);
}

/** What a cell should hold after a refresh: a fixed value, or one of the add-on's own that only has to look right. */
type Target = { readonly value: CellValue } | { readonly looks: (value: CellValue) => boolean };

/**
 * The one rule of the design as a simple model: rows with a key, what the add-on last wrote in each cell, and the three cases. It knows nothing of
 * stamps, blocks, plans or stores.
 */
export class TrackerModel {
  titles: string[] = [];
  rows: ModelRow[] = [];
  /** Last written, by key and header. */
  written = new Map<string, Map<string, CellValue>>();
  dismissed = new Set<string>();
  firstFound = new Map<string, string>();
  gone = new Set<string>();
  hadCopies = false;

  columnOf(header: string): number {
    return this.titles.findIndex((title) => title.toLowerCase() === header.toLowerCase());
  }
  cell(row: number, column: number): ModelCell {
    return this.rows[row]!.cells[column]!;
  }
  newRow(key: string | null): ModelRow {
    return { key, cells: this.titles.map(() => ({ value: null, personNote: '' })) };
  }

  sort(column: number, ascending: boolean): void {
    this.rows = this.rows
      .map((row, index) => ({ row, index }))
      .sort((a, b) => compareForSort(a.row.cells[column]!.value, b.row.cells[column]!.value, ascending) || a.index - b.index)
      .map(({ row }) => row);
  }

  /** Brings the model to where the sheet has to be; `actual` settles only what the rule leaves open. */
  refresh(found: ReadonlyMap<string, Recommendation>, today: string, actual: (row: number, column: number) => CellValue): readonly string[] {
    const problems: string[] = [];
    for (const header of DESIGN_HEADERS) {
      if (this.columnOf(header) >= 0) continue;
      this.titles.push(header);
      for (const row of this.rows) row.cells.push({ value: null, personNote: '' });
    }
    const bound = new Set<string>();
    for (const row of this.rows) {
      if (row.key === null) continue;
      if (!bound.has(row.key)) {
        bound.add(row.key);
        continue;
      }
      row.key = null;
      row.cells[this.columnOf('Key')]!.value = null;
    }
    for (const key of this.written.keys())
      if (!bound.has(key)) {
        this.dismissed.add(key);
        this.written.delete(key);
      }
    const fresh = [...found.keys()].filter((key) => !bound.has(key) && !this.dismissed.has(key));
    // A blank row below everything is no row of a person's: new ones go there.
    while (
      fresh.length > 0 &&
      this.rows.length > 0 &&
      this.rows[this.rows.length - 1]!.cells.every(({ value, personNote }) => blank(value) && personNote === '')
    )
      this.rows.pop();
    for (const key of fresh) this.rows.push(this.newRow(key));
    this.rows.forEach((row, index) => {
      if (row.key === null) return;
      const isNew = fresh.includes(row.key);
      const last = this.written.get(row.key) ?? new Map<string, CellValue>();
      for (const header of DESIGN_HEADERS) {
        const column = this.columnOf(header);
        const cell = row.cells[column]!;
        const problem = this.mergeCell(row.key, header, cell, last, isNew, this.target(row.key, header, found, today), actual(index, column));
        if (problem) problems.push(`${row.key} ${header}: ${problem}`);
      }
      this.written.set(row.key, last);
      if (found.has(row.key)) this.gone.delete(row.key);
      else this.gone.add(row.key);
    });
    return problems;
  }

  private mergeCell(
    key: string,
    header: string,
    cell: ModelCell,
    last: Map<string, CellValue>,
    isNew: boolean,
    target: Target,
    actual: CellValue,
  ): string | null {
    const before = last.get(header) ?? null;
    const cleared = blank(cell.value);
    const changed = !cleared && !same(cell.value, before);
    if (changed || (cleared && header === 'Notes' && !isNew)) {
      return same(actual, cell.value)
        ? null
        : `a person's ${JSON.stringify(cell.value)} became ${JSON.stringify(actual)} (last written ${JSON.stringify(before)})`;
    }
    if ('value' in target ? !same(actual, target.value) : !target.looks(actual)) {
      return `should follow to ${'value' in target ? JSON.stringify(target.value) : 'its own value'}, is ${JSON.stringify(actual)} (was ${JSON.stringify(cell.value)}, last written ${JSON.stringify(before)}, key ${key})`;
    }
    cell.value = actual;
    last.set(header, actual);
    return null;
  }

  private target(key: string, header: string, found: ReadonlyMap<string, Recommendation>, today: string): Target {
    const now = found.get(key);
    if (header === 'Status') return { value: now ? 'Proposed' : 'Covered' };
    if (header === 'Next review') return { looks: (value) => typeof value === 'object' && value !== null && 'day' in value && value.day >= '2026-01-01' };
    if (header === 'Due')
      return { looks: (value) => value === null || (now !== undefined && typeof value === 'object' && 'day' in value && value.day >= '2026-01-01') };
    if (header === 'When' && !now) return { value: null };
    if (header === 'First found') {
      if (!this.firstFound.has(key)) this.firstFound.set(key, today);
      return { value: { day: this.firstFound.get(key)! } };
    }
    if (header === 'Last found') {
      if (now) this.lastFound.set(key, today);
      return { value: { day: this.lastFound.get(key) ?? today } };
    }
    if (!now) {
      if (header === 'Evidence') return { looks: (value) => typeof value === 'string' && value.startsWith('No longer found since ') };
      return { value: this.computed.get(`${key}\n${header}`) ?? null };
    }
    const value = computedValue(now, header);
    this.computed.set(`${key}\n${header}`, value);
    return { value };
  }

  private lastFound = new Map<string, string>();
  private computed = new Map<string, CellValue>();
}

function amount(fact: Recommendation['size']): CellValue {
  return 'unknown' in fact || 'unknown' in fact.value.value ? null : fact.value.value.value;
}

/** What the design says that a column shows of a recommendation. */
export function computedValue(of: Recommendation, header: string): CellValue {
  const plain: Readonly<Record<string, CellValue>> = {
    Key: of.key,
    When: of.when,
    Why: of.why,
    Action: of.action,
    Segment: of.segment,
    Stage: of.stage,
    Rule: of.rule,
    Evidence: of.evidence,
    'Intended use': of.use,
    Priority: of.priority,
    Score: of.score,
    'Audience size': amount(of.size),
    Reachable: amount(of.reachable),
    'Value at stake': amount(of.value),
    Owner: of.owner,
    Cadence: of.cadence,
    Link: of.link,
    Definition: of.definition,
    Notes: of.readiness === 'ready' ? null : `Needs review: ${of.readinessReason}`,
  };
  return plain[header] ?? null;
}
