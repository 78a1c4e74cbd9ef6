import { types } from 'node:util';
import { Workbook as Xlsx } from '@cj-tech-master/excelts';
import { installFormulaEngine } from '@cj-tech-master/excelts/formula';
import { withMembers, type CellContent } from './cell';
import { serialOfReading } from './serial-date';
import type { Workbook } from './workbook';

function resultOf(result: unknown): CellContent | null {
  if (types.isDate(result)) return serialOfReading(Number(result));
  if (typeof result === 'string' || typeof result === 'number' || typeof result === 'boolean') return result;
  return typeof result === 'object' && result !== null && 'error' in result ? String(result.error) : null;
}

/** Computes the workbook's formulas. One with a function that only Sheets has keeps the value that it had, if it had one. */
export function computeFormulas(workbook: Workbook): void {
  const places: { tab: number; row: number; column: number }[] = [];
  const formulas: string[] = [];
  workbook.tabs.forEach((tab, index) => {
    if (!tab.mayHaveFormulas) return;
    tab.eachCell((cell, row, column) => {
      if (!cell.formula) return;
      places.push({ tab: index, row, column });
      formulas.push(cell.formula);
    });
  });
  workbook.formulasSpeakOf(formulas);
  if (places.length === 0) {
    workbook.formulasComputed();
    return;
  }
  installFormulaEngine();
  const file = new Xlsx();
  const sheets = workbook.tabs.map((tab) => file.addWorksheet(tab.name.slice(0, 31)));
  workbook.tabs.forEach((tab, index) => {
    if (!workbook.bearsOnFormulas(tab)) return;
    tab.eachCell((cell, row, column) => {
      if (cell.formula) sheets[index]!.getCell(row, column).value = { formula: cell.formula.slice(1) };
      else if (cell.value !== '') sheets[index]!.getCell(row, column).value = cell.value;
    });
  });
  file.calculateFormulas();
  for (const { tab: index, row, column } of places) {
    const tab = workbook.tabs[index];
    const cell = tab?.cell(row, column);
    if (!tab || !cell) continue;
    const value = resultOf(sheets[index]?.getCell(row, column).result);
    const unknown = value === null || (value === '#NAME?' && cell.value !== '');
    if (!unknown && value !== cell.value) tab.setCell(row, column, withMembers(cell, { value }));
  }
  workbook.formulasComputed();
}
