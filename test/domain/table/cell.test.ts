import { known, unknown } from '../../../src/domain/account/known';
import { MOST_CHARACTERS, cell, clip, definitionCell, figureCell } from '../../../src/domain/table/cell';
import { createFormats } from '../../../src/domain/text/format';
import { aFigure, anAccount } from '../../build/report-input';

const formats = createFormats(anAccount());

test('a figure carries what it counts, its method, period, sample and interval', () => {
  expect(figureCell(known(aFigure(420.4, { low: 380, high: 460, method: 'sampled' })), formats, 'Profiles in it.')).toEqual({
    value: 420,
    note: 'Profiles in it.\nMethod: sampled.\nPeriod: 2024-11-23 to 2026-11-23 (24 months).\nSample: 18,204 buyers.\nWith 95% certainty between 380 and 460.\nEvery order was read.',
  });
});

test('an unknown figure is neither zero nor blank, whichever part of it is unknown', () => {
  expect(figureCell(unknown('The key lacks profiles:read.'), formats)).toEqual({ value: 'Unknown', note: 'The key lacks profiles:read.' });
  expect(figureCell(known(aFigure('No orders were read.')), formats)).toEqual({ value: 'Unknown', note: 'No orders were read.' });
});

test('money is kept to the cent and shares to a hundredth of a percent', () => {
  expect(figureCell(known(aFigure(10.006, { unit: 'money' })), formats).value).toBe(10.01);
  expect(figureCell(known(aFigure(0.123456, { unit: 'share' })), formats).value).toBe(0.1235);
});

test('text longer than a cell is cut, says how much is missing and splits no emoji', () => {
  const text = '🙂'.repeat(30_000);
  const written = cell(text).value as string;
  expect(written.length).toBeLessThanOrEqual(MOST_CHARACTERS);
  expect(written).toMatch(/^(🙂)+ … \(28000 more characters\)$/u);
  expect(clip('short')).toBe('short');
});

test('a definition that a cell cannot hold whole is not written in part', () => {
  expect(definitionCell(`{"a":"${'x'.repeat(MOST_CHARACTERS)}"}`).value).toBe('Unknown');
  expect(definitionCell('{}')).toEqual({ value: '{}' });
});

test('names that look like formulas pass as they are: the sheet layer writes them as text', () => {
  expect(cell('=HYPERLINK("http://evil")')).toEqual({ value: '=HYPERLINK("http://evil")' });
});
