import * as fc from 'fast-check';
import type { Recommendation } from '../../src/domain/coverage/recommendation';
import type { CellValue } from '../../src/domain/table/tab';
import type { TrackerModel } from './tracker-model';
import { DESIGN_HEADERS, same } from './tracker-model';
import type { TrackerSheet } from './tracker-plain-sheet';
import { figure, NO_FIGURE, recommendation, trackerInput } from './tracker-recommendation';

/** The two sides that a run drives: the sheet under test and the model. */
export interface Driven {
  readonly sheet: TrackerSheet;
  day: number;
}
type Step = fc.Command<TrackerModel, Driven>;

const TYPED: readonly CellValue[] = [
  'Anna',
  'my own words',
  'P9',
  'not a choice',
  'In review',
  'Rejected',
  'Weekly',
  42,
  0,
  -7,
  3.25,
  { day: '2027-02-01' },
  'שלום',
  '💡 idea',
  '@home',
  '-5 apples',
  'a'.repeat(300),
  'two\nlines',
];
const TITLES: readonly string[] = ['Mine', 'Ours', 'Budget', 'Status', 'Rule', 'Notes', 'Owner', 'Key', 'Evidence'];
const KEYS: readonly string[] = ['create:A1', 'create:B2', 'refresh:Seg1', 'merge:Seg2', 'retire:Seg3', 'hidden:x'];

function step(name: string, check: (model: TrackerModel) => boolean, run: (model: TrackerModel, real: Driven) => void): Step {
  return {
    check: (model) => check(model as TrackerModel),
    run: (model, real) => {
      run(model, real);
      compare(model, real, name);
    },
    toString: () => name,
  };
}

/** Every cell of the sheet, a person's rows and columns included, is what the model says. */
function compare(model: TrackerModel, { sheet }: Driven, after: string): void {
  const values = sheet.values();
  if (JSON.stringify(sheet.headers()) !== JSON.stringify(model.titles))
    throw new Error(`${after}: headers ${JSON.stringify(sheet.headers())} instead of ${JSON.stringify(model.titles)}`);
  model.rows.forEach((row, at) =>
    row.cells.forEach((cell, column) => {
      const actual = values[at]?.[column] ?? null;
      if (!same(actual, cell.value))
        throw new Error(`${after}: row ${at}, ${model.titles[column]}: ${JSON.stringify(actual)} instead of ${JSON.stringify(cell.value)}`);
    }),
  );
  const extra = values
    .slice(model.rows.length)
    .flat()
    .filter((value) => value !== null && value !== '');
  if (extra.length > 0) throw new Error(`${after}: rows that should not be there: ${JSON.stringify(extra)}`);
  const notes = sheet.notes();
  model.rows.forEach((row, at) =>
    row.cells.forEach(({ personNote }, column) => {
      if (personNote !== '' && !notes[at]?.[column]?.includes(personNote))
        throw new Error(`${after}: the note ${JSON.stringify(personNote)} is gone from row ${at}, ${model.titles[column]}`);
    }),
  );
}

/** After a refresh, the note of every cell that a person holds tells the suggestion where it differs, and no other note does. */
function compareSuggestions(model: TrackerModel, { sheet }: Driven, found: ReadonlyMap<string, Recommendation>): void {
  const notes = sheet.notes();
  model.rows.forEach((row, at) => {
    if (row.key === null || !found.has(row.key)) return;
    for (const header of ['Segment', 'Rule', 'Owner', 'Priority', 'Score']) {
      const column = model.columnOf(header);
      const target = {
        Segment: found.get(row.key)!.segment,
        Rule: found.get(row.key)!.rule,
        Owner: found.get(row.key)!.owner,
        Priority: found.get(row.key)!.priority,
        Score: found.get(row.key)!.score,
      }[header]!;
      const suggests = (notes[at]?.[column] ?? '').includes(`Segment Coverage now suggests: ${String(target).slice(0, 60)}`);
      const differs = !same(row.cells[column]!.value, target);
      if (suggests !== differs)
        throw new Error(
          `row ${at}, ${header}: note ${JSON.stringify(notes[at]?.[column])}, cell ${JSON.stringify(row.cells[column]!.value)}, suggestion ${JSON.stringify(target)}`,
        );
    }
  });
}

/** The cell that holds a row's key is the add-on's own, whatever the column is called: what is typed there is not part of the rule. */
function isFree(model: TrackerModel, row: number, column: number): boolean {
  const line = model.rows[row]!;
  return model.titles[column]?.toLowerCase() !== 'key' && (line.key === null || line.cells[column]?.value !== line.key);
}

/** Which of two copies is the row cannot be told once the column of the keys has another name: such runs prove nothing. */
function keysInPlace(model: TrackerModel): boolean {
  const column = model.columnOf('Key');
  return column >= 0 && model.rows.every((row) => row.key === null || row.cells[column]!.value === row.key);
}

/** When copies are all that is left, they cannot be told from rows whose keys were wiped out. */
function leavesKeys(model: TrackerModel, row: number): boolean {
  return !model.hadCopies || model.rows.some(({ key }, index) => key !== null && index !== row);
}

function noCopies(model: TrackerModel): boolean {
  const keys = model.rows.flatMap(({ key }) => (key === null ? [] : [key]));
  return new Set(keys).size === keys.length;
}

const at = (index: number, length: number): number => (length === 0 ? 0 : index % length);

const typing = fc.record({ row: fc.nat(40), column: fc.nat(40), value: fc.constantFrom(...TYPED) });
const place = fc.record({ row: fc.nat(40), column: fc.nat(40) });

function onCell(name: string, run: (model: TrackerModel, real: Driven, row: number, column: number) => void): (spot: { row: number; column: number }) => Step {
  return (spot) => {
    const find = (model: TrackerModel): [number, number] => [at(spot.row, model.rows.length), at(spot.column, model.titles.length)];
    return step(
      `${name}(${spot.row},${spot.column})`,
      (model) => model.rows.length > 0 && isFree(model, ...find(model)),
      (model, real) => run(model, real, ...find(model)),
    );
  };
}

const variant = fc.record({
  size: fc.constantFrom<Recommendation['size']>(figure(10), figure(1200), NO_FIGURE),
  owner: fc.constantFrom('Retention manager', 'CRM manager'),
  score: fc.constantFrom(12, 71.5, 99),
  priority: fc.constantFrom<Recommendation['priority']>('P1', 'P2', 'P3'),
  rule: fc.constantFrom('Rule one', '=Rule two', 'Rule three, '.repeat(40)),
  evidence: fc.constantFrom('Seen once.', 'Seen twice.', '+1 more'),
  needs: fc.boolean(),
});

function refreshing(
  chosen: readonly {
    readonly on: boolean;
    readonly with: {
      size: Recommendation['size'];
      owner: string;
      score: number;
      priority: Recommendation['priority'];
      rule: string;
      evidence: string;
      needs: boolean;
    };
  }[],
  days: number,
): Step {
  const found = new Map<string, Recommendation>();
  KEYS.forEach((key, index) => {
    const pick = chosen[index];
    if (!pick?.on) return;
    const { needs, ...fields } = pick.with;
    found.set(key, recommendation({ ...fields, key, ...(needs ? ({ readiness: 'needs review', readinessReason: 'A guessed product name.' } as const) : {}) }));
  });
  return step(
    `refresh(${[...found.keys()].join(' ')})`,
    () => true,
    (model, real) => {
      real.day += days;
      const today = new Date(Date.UTC(2026, 10, 1 + real.day)).toISOString().slice(0, 10);
      real.sheet.refresh(trackerInput([...found.values()], { today }));
      const values = real.sheet.values();
      const problems = model.refresh(found, today, (row, column) => values[row]?.[column] ?? null);
      if (problems.length > 0) throw new Error(problems.join('\n'));
      compareSuggestions(model, real, found);
    },
  );
}

/** Everything that people do to a tracker, and refreshes in between. */
export function trackerCommands(more: readonly fc.Arbitrary<Step>[] = []): readonly fc.Arbitrary<Step>[] {
  return [
    typing.map(({ value, ...spot }) =>
      onCell(`type ${JSON.stringify(value)?.slice(0, 20)} `, (model, real, row, column) => {
        model.cell(row, column).value = value;
        real.sheet.type(row, column, value);
      })(spot),
    ),
    typing.map(({ value, ...spot }) =>
      onCell('paste over the dropdown', (model, real, row, column) => {
        model.cell(row, column).value = value;
        real.sheet.paste(row, column, value);
      })(spot),
    ),
    place.map(
      onCell('clear', (model, real, row, column) => {
        model.cell(row, column).value = null;
        real.sheet.type(row, column, null);
      }),
    ),
    place.map(
      onCell('undo by re-typing', (model, real, row, column) => {
        const line = model.rows[row]!;
        const header = DESIGN_HEADERS.find((one) => model.columnOf(one) === column);
        const last = line.key !== null && header !== undefined ? (model.written.get(line.key)?.get(header) ?? null) : null;
        if (last === null) return;
        model.cell(row, column).value = last;
        real.sheet.type(row, column, last);
      }),
    ),
    fc.record({ row: fc.nat(40), column: fc.nat(40), text: fc.constantFrom('Ask Ben', 'see mail', 'checked ✓') }).map(({ text, ...spot }) =>
      onCell(`note ${text}`, (model, real, row, column) => {
        const before = real.sheet.notes()[row]?.[column] ?? '';
        model.cell(row, column).personNote = text;
        real.sheet.note(row, column, before.includes(text) ? before : `${before}${before === '' ? '' : '\n'}${text}`);
      })(spot),
    ),
    fc.tuple(fc.nat(40), fc.boolean()).map(([column, up]) =>
      step(
        `sort(${column},${up})`,
        (model) => model.rows.length > 1,
        (model, real) => {
          const chosen = at(column, model.titles.length);
          model.sort(chosen, up);
          real.sheet.sort(chosen, up);
        },
      ),
    ),
    fc.nat(40).map((column) =>
      step(
        `filter(${column})`,
        (model) => model.rows.length > 0,
        (model, real) => real.sheet.filter(at(column, model.titles.length)),
      ),
    ),
    fc.nat(40).map((column) =>
      step(
        `hide(${column})`,
        (model) => model.rows.length > 0,
        (model, real) => real.sheet.hide(at(column, model.titles.length)),
      ),
    ),
    fc.tuple(fc.nat(40), fc.nat(40)).map(([from, to]) =>
      step(
        `move column(${from},${to})`,
        (model) => model.titles.length > 1,
        (model, real) => {
          const [source, target] = [at(from, model.titles.length), at(to, model.titles.length)];
          const move = <T>(cells: T[]): void => {
            cells.splice(target, 0, ...cells.splice(source, 1));
          };
          move(model.titles);
          model.rows.forEach((row) => move(row.cells));
          real.sheet.moveColumn(source, target);
        },
      ),
    ),
    fc.tuple(fc.nat(40), fc.constantFrom(...TITLES)).map(([column, title]) =>
      step(
        `rename(${column},${title})`,
        (model) => model.titles.length > 0 && noCopies(model),
        (model, real) => {
          const chosen = at(column, model.titles.length);
          model.titles[chosen] = title;
          real.sheet.renameHeader(chosen, title);
        },
      ),
    ),
    fc.tuple(fc.nat(40), fc.constantFrom('Budget', 'Mine', '')).map(([column, title]) =>
      step(
        `insert column(${column})`,
        (model) => model.titles.length > 0 && model.titles.length < 30,
        (model, real) => {
          const chosen = at(column, model.titles.length);
          model.titles.splice(chosen, 0, title);
          model.rows.forEach((row) => row.cells.splice(chosen, 0, { value: null, personNote: '' }));
          real.sheet.insertColumn(chosen, title);
        },
      ),
    ),
    fc.tuple(fc.nat(40), fc.constantFrom(...TYPED)).map(([row, value]) =>
      step(
        `insert own row(${row})`,
        (model) => model.titles.length > 2 && model.rows.length < 25,
        (model, real) => {
          const chosen = at(row, model.rows.length + 1);
          const column = model.titles.findIndex((title) => title.toLowerCase() !== 'key');
          const line = model.newRow(null);
          line.cells[column]!.value = value;
          model.rows.splice(chosen, 0, line);
          real.sheet.insertRow(chosen, new Map([[column, value]]));
        },
      ),
    ),
    fc.nat(40).map((row) =>
      step(
        `copy row(${row})`,
        (model) => model.rows.length > 0 && model.rows.length < 25 && keysInPlace(model),
        (model, real) => {
          const chosen = at(row, model.rows.length);
          const line = model.rows[chosen]!;
          model.hadCopies = true;
          model.rows.splice(chosen + 1, 0, { key: line.key, cells: line.cells.map((cell) => ({ ...cell })) });
          real.sheet.copyRow(chosen);
        },
      ),
    ),
    fc.nat(40).map((row) =>
      step(
        `delete row(${row})`,
        (model) => model.rows.length > 0 && leavesKeys(model, at(row, model.rows.length)),
        (model, real) => {
          const chosen = at(row, model.rows.length);
          model.rows.splice(chosen, 1);
          real.sheet.deleteRow(chosen);
        },
      ),
    ),
    // As often as four other steps, so that most runs refresh many times.
    ...Array.from({ length: 4 }, () =>
      fc
        .tuple(fc.array(fc.record({ on: fc.boolean(), with: variant }), { minLength: 6, maxLength: 6 }), fc.nat(120))
        .map(([chosen, days]) => refreshing(chosen, days)),
    ),
    ...more,
  ];
}
