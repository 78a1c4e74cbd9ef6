import { createHash } from 'node:crypto';
import { cellText } from '../../src/domain/tracker/cell-stamp';
import { enteredValue } from '../../src/sheet/cell-entry';
import { CALL_CHARACTERS, cutToSize, weightOf } from '../../src/sheet/enter-block';
import { plainWords } from '../../src/sheet/patience';
import { createZone } from '../../src/sheet/zone';
import { writeWorkbook } from '../../src/sheet/write-workbook';
import { newWorkbook, type Workbook } from '../../src/local/host/workbook/workbook';
import { recommendation } from '../build/tracker-recommendation';
import { openWorld, seenOf, writeInput, type RefreshOf, type World } from '../build/workbook-world';

const REFRESH: RefreshOf = { recommendations: ['create:A1', 'refresh:S1'].map((key) => recommendation({ key })) };
const AGAIN: RefreshOf = {
  recommendations: ['create:A1', 'refresh:S1'].map((key) => recommendation({ key, evidence: `More is known of ${key}.` })),
  today: '2026-11-24',
};

function within<T>(workbook: Workbook, work: (world: World) => T, before?: (call: number, name: string) => void): T {
  const world = openWorld({ workbook, ...(before ? { before } : {}) });
  try {
    return work(world);
  } finally {
    world.end();
  }
}

function inLocale(locale: string): Workbook {
  const workbook = newWorkbook();
  workbook.locale = locale;
  return workbook;
}

const known = new Map<RefreshOf, ReturnType<typeof seenOf>>();
/** What a person sees after the refresh where no service refuses anything. */
const expected = (refresh: RefreshOf): ReturnType<typeof seenOf> => {
  const before = known.get(refresh);
  if (before !== undefined) return before;
  const workbook = newWorkbook();
  within(workbook, (world) => writeWorkbook(writeInput(world, REFRESH)));
  if (refresh !== REFRESH) within(workbook, (world) => writeWorkbook(writeInput(world, refresh)));
  known.set(refresh, seenOf(workbook));
  return expected(refresh);
};

const LOCALES = ['en_US', 'de_DE', 'fr_FR', 'tr_TR', 'ja_JP', 'pt_BR'] as const;

describe('in a spreadsheet of another locale', () => {
  test.each(LOCALES)('%s: the sheet is written whole, and review days that passed are marked', (locale) => {
    const workbook = inLocale(locale);
    within(workbook, (world) => writeWorkbook(writeInput(world, REFRESH)));
    expect(seenOf(workbook)).toEqual(expected(REFRESH));
    const rules = workbook.tabs.find(({ name }) => name === 'Tracker')?.conditionalRules ?? [];
    const formulas = rules.flatMap((rule) => (rule.kind === 'test' && rule.test.criteria === 'CUSTOM_FORMULA' ? rule.test.values.map(String) : []));
    // Days that passed in Due and Next review; unknowns in three number columns.
    const passed = formulas.filter((formula) =>
      /^=ISNUMBER\(\$\w+\)\*\(\$\w+<TODAY\(\)\)\*\(\$\w+<>"Covered"\)\*\(\$\w+<>"Rejected"\)\*\(\$\w+<>"Done"\)$/.test(formula),
    );
    const unknown = formulas.filter((formula) => /^=ISBLANK\(\$\w+\)\*\(\$\w+<>""\)$/.test(formula));
    expect([passed.length, unknown.length, formulas.length]).toEqual([2, 3, 5]);
  });
});

describe('a service that refuses a look', () => {
  const LOOKS = [
    'Range.setDataValidation',
    'Range.setDataValidations',
    'Range.setNumberFormat',
    'Range.setNumberFormats',
    'Range.applyRowBanding',
    'Range.createFilter',
    'Sheet.setConditionalFormatRules',
    'Range.shiftColumnGroupDepth',
    'Sheet.protect',
    'Range.protect',
    'Sheet.insertChart',
    'Sheet.setFrozenRows',
    'Range.mergeAcross',
    'Range.setBackground',
    'Range.setBackgrounds',
    'Sheet.hideColumns',
  ];
  test.each(LOOKS)(
    '%s (cells of a table, an overlapping filter, another’s protection): that look is left out, every value is there, and the next refresh works',
    (look) => {
      const workbook = newWorkbook();
      const refuse = (_call: number, name: string): void => {
        if (name === look) throw new Error('This operation is not allowed on cells in typed columns.');
      };
      const said = within(
        workbook,
        (world) => {
          writeWorkbook(writeInput(world, REFRESH));
          return world.said;
        },
        refuse,
      );
      expect(said.length).toBeGreaterThan(0);
      expect(seenOf(workbook)).toEqual(expected(REFRESH));
      within(workbook, (world) => writeWorkbook(writeInput(world, AGAIN)), refuse);
      expect(seenOf(workbook)).toEqual(expected(AGAIN));
    },
  );
});

describe('a service that fails in passing', () => {
  test.each([
    ['the first three times, in German', 3, 'Dienst „Tabellen“ ist vorübergehend nicht verfügbar.'],
    ['once, only when it is made to write', 1, 'Unerwarteter Fehler'],
  ])('%s: the same call is made again and the write ends as ever', (_name, times, words) => {
    const workbook = newWorkbook();
    let left = times;
    within(
      workbook,
      (world) => writeWorkbook(writeInput(world, REFRESH)),
      (_call, name) => {
        if (name === (times === 1 ? 'SpreadsheetApp.flush' : 'Range.setValues') && left > 0) {
          left -= 1;
          throw new Error(words);
        }
      },
    );
    expect(left).toBe(0);
    expect(seenOf(workbook)).toEqual(expected(REFRESH));
  });
});

describe('what one call carries', () => {
  test('is bounded: rows are kept whole and in order', () => {
    const cells = Array.from({ length: 40 }, (_, row) => [`${row}`, 'x'.repeat(row % 7 === 0 ? 400_000 : 90_000)]);
    const pieces = cutToSize({ sheet: null as never, row: 5, column: 1, cells }, weightOf);
    expect(pieces.flatMap((piece) => piece.cells)).toEqual(cells);
    expect(pieces.map((piece) => piece.row)).toEqual(pieces.map((_, index) => 5 + pieces.slice(0, index).reduce((sum, piece) => sum + piece.cells.length, 0)));
    for (const piece of pieces) expect(piece.cells.flat().reduce((sum, cell) => sum + cell.length, 0)).toBeLessThanOrEqual(CALL_CHARACTERS);
  });

  test('the store writes and reads three megabytes in calls of at most one', () => {
    const workbook = newWorkbook();
    // Hardly compressible.
    const text = Array.from({ length: 36_000 }, (_, at) => createHash('sha512').update(String(at)).digest('base64')).join('');
    const writes = within(workbook, (world) => {
      world.store.commit(new Map([['behavior/x', text]]));
      return world.log.filter((name) => name === 'Range.setValues').length;
    });
    expect(writes).toBeGreaterThan(2);
    const reads = within(workbook, (world) => {
      expect(world.store.read('behavior/x')).toBe(text);
      return world.log.filter((name) => name === 'Range.getValues').length;
    });
    expect(reads).toBeGreaterThan(2);
  });
});

/** Words that spreadsheets of a locale read as truth values, and amounts as people there write them. */
const READ_BY_LOCALE: Readonly<Record<(typeof LOCALES)[number], readonly string[]>> = {
  en_US: ['TRUE', 'false', '$20', '-$5', '12%', '5:30 pm', '1/2', '1,000'],
  de_DE: ['WAHR', 'FALSCH', '20 €', 'EUR 20', '1.000,50', '24.11.2026', '5.5'],
  fr_FR: ['VRAI', 'FAUX', '20 €', '1 000,50', '24/11/2026'],
  tr_TR: ['DOĞRU', 'YANLIŞ', '₺20', 'TL 20', '24.11.2026'],
  ja_JP: ['TRUE', '¥500', '￥500', '2026年11月24日', '令和8年11月24日', '１２'],
  pt_BR: ['VERDADEIRO', 'FALSO', 'R$50 off', 'R$ 50', '24/11/2026'],
};

describe('text that a locale reads as something else is entered as text', () => {
  const zone = createZone('Etc/UTC');
  test.each(LOCALES)('%s: its days in every form, its truth values and amounts', (locale) => {
    const days = [0, 3, 6, 10, 11].flatMap((month) => {
      const date = new Date(Date.UTC(2025, month, 14));
      const format = (options: Intl.DateTimeFormatOptions): string => date.toLocaleDateString(locale.replace('_', '-'), { timeZone: 'UTC', ...options });
      const [long, short] = [format({ month: 'long' }), format({ month: 'short' })];
      return [
        format({ dateStyle: 'full' }),
        format({ dateStyle: 'long' }),
        format({ dateStyle: 'medium' }),
        format({ dateStyle: 'short' }),
        `${long} 2025`,
        `${short} 2025`,
        `${long}, 2025`,
        `${short}-24`,
        `${short}-2025`,
        `14 ${short}`,
        `${long} 14`,
        `14. ${long} 2025`,
      ];
    });
    const texts = [...days, ...READ_BY_LOCALE[locale], 'CA$20', '₹500', 'kr 100', '=SUM(A1)', '+1', '-x', '@me', "'quoted", '#N/A', ' 12 '];
    expect(texts.filter((text) => enteredValue(text, zone) !== `'${cellText(text)}`)).toEqual([]);
  });

  test('plain words stay as they are', () => {
    for (const text of ['In review', 'Repeat buyers', 'Ordered once, then never again', 'Bought in the last 30 days; 12 of them are in two segments already'])
      expect(enteredValue(text, zone)).toBe(text);
  });
});

test('words of a service are logged without keys, addresses, ids and what people typed', () => {
  const words = plainWords(
    new Error(
      'You cannot edit "Anna’s cell" of anna@example.com at https://docs.google.com/spreadsheets/d/1AbCdEfGhIjKlMnOpQrStUv with pk_made_up_for_tests_first',
    ),
  );
  expect(words).toBe('Error: You cannot edit [text] of [address] at [address] with [key]');
});
