/** Number formats of cells that show an amount, a share, a day or a moment as the writer of sentences does. Grouping and decimal marks are the spreadsheet's own. */
export interface CellPatterns {
  readonly money: string;
  readonly share: string;
  readonly day: string;
  readonly moment: string;
}

interface Written {
  readonly locale: string;
  /** A currency that Intl knows; null: `unit` stands behind the amount as it is. */
  readonly currency: string | null;
  readonly unit: string;
  readonly monthFirst: boolean;
}

/** Patterns in the words of one account: no cents from 100 up, one decimal of percent below a tenth, the month first where the locale has it so. */
export function cellPatterns({ locale, currency, unit, monthFirst }: Written): CellPatterns {
  const { before, after, cents } = currency === null ? { before: '', after: unit === '' ? '' : ` ${unit}`, cents: 0 } : partsOf(locale, currency);
  const amount = (digits: string): string => `${literal(before)}${digits}${literal(after)}`;
  const day = monthFirst ? 'mmm d", "yyyy' : 'd mmm yyyy';
  const percent = plain(new Intl.NumberFormat(locale, { style: 'percent', numberingSystem: 'latn' }).format(1));
  const share = (digits: string): string => (percent.startsWith('%') ? `%${digits}` : percent.endsWith(' %') ? `${digits}" "%` : `${digits}%`);
  return {
    // Just below 100 it would be written as 100 with cents.
    money: cents === 0 ? amount('#,##0') : `[>=99.995]${amount('#,##0')};[=0]${amount('0')};${amount(`#,##0.${'0'.repeat(cents)}`)}`,
    share: `[=0]${share('0')};[<0.1]${share('0.0')};${share('0')}`,
    day,
    moment: `${day}", "hh:mm`,
  };
}

/** The currency's sign as the locale places it, and how many decimals it has. */
function partsOf(locale: string, currency: string): { readonly before: string; readonly after: string; readonly cents: number } {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'symbol', numberingSystem: 'latn' });
  const parts = format.formatToParts(1);
  const first = parts.findIndex(({ type }) => type === 'integer');
  const text = (from: number, to: number): string =>
    plain(
      parts
        .slice(from, to)
        .flatMap(({ type, value }) => (type === 'currency' || type === 'literal' ? [value] : []))
        .join(''),
    );
  return { before: text(0, first), after: text(first, parts.length), cents: format.resolvedOptions().maximumFractionDigits ?? 2 };
}

function plain(text: string): string {
  return text.replace(/[\u00A0\u202F]/g, ' ').replace(/[\u200E\u200F\u061C]/g, '');
}

function literal(text: string): string {
  return text === '' ? '' : `"${text.replace(/"/g, '')}"`;
}
