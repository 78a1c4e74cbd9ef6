import { formatCellValue } from '@cj-tech-master/excelts';
import type { Cell } from './cell';
import { readingOfSerial } from './serial-date';

const dateFormats = new Map<string, boolean>();

/** True when the number format shows a number as a day or a time. */
export function isDateFormat(format: string | undefined): boolean {
  if (!format || format === '@' || format === 'General') return false;
  let known = dateFormats.get(format);
  if (known === undefined) {
    const code = (format.split(';')[0] ?? '').replace(/"[^"]*"|\\.|_.|\*.|\[\$[^\]]*\]|\[[a-z]{3,}\]/gi, '').replace(/general/gi, '');
    known = /[ymdhs]/i.test(code) && !/[0#?]/.test(code.replace(/s\.0+/gi, ''));
    dateFormats.set(format, known);
  }
  return known;
}

function general(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude >= 1e15 || magnitude < 1e-5))
    return value
      .toExponential(5)
      .replace(/(\.\d*?)0+e/, '$1e')
      .replace('.e', 'e')
      .replace('e', 'E')
      .replace(/E([+-])(\d)$/, 'E$10$2');
  return String(Number(value.toPrecision(12)));
}

/** What the cell shows: its value in its number format. */
export function displayText(cell: Cell): string {
  const { value } = cell;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return value;
  const format = cell.style.numberFormat;
  if (!format || format === 'General' || format === '@') return general(value);
  if (isDateFormat(format)) return formatCellValue(new Date(readingOfSerial(value)), format);
  return formatCellValue(value, format);
}
