import type { Workbook } from './workbook';

/** placeholder until calculation is wired */
export function computeFormulas(workbook: Workbook): void {
  workbook.formulasStale = false;
}
