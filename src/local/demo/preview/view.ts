/** A workbook as the page shows it: plain data, made by view-tab.ts and read by the page. */

export interface BookView {
  readonly name: string;
  readonly active: number;
  readonly tabs: readonly { readonly id: number; readonly name: string; readonly color: string | null }[];
}

/** How cells look, as style properties; cells point to one by its place. */
export type Look = Readonly<Record<string, string>>;

export interface RunView {
  readonly text: string;
  readonly link?: string;
  readonly bold?: boolean;
  readonly color?: string;
}

export interface CellView {
  readonly column: number;
  readonly text: string;
  /** What an editor begins with: a formula, or the value as it would be typed. */
  readonly typed: string;
  readonly look: number;
  readonly note?: string;
  /** Address when the whole cell is one link. */
  readonly link?: string;
  readonly runs?: readonly RunView[];
  /** Place in `choices`; `strict` ones take nothing else. */
  readonly choices?: number;
  readonly strict?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

export interface RowShown {
  readonly row: number;
  readonly height: number;
  readonly cells: readonly CellView[];
}
export interface ColumnShown {
  readonly column: number;
  readonly letters: string;
  readonly width: number;
}

export interface ChartView {
  readonly title: string;
  readonly type: 'BAR' | 'COLUMN' | 'LINE';
  readonly stacked: boolean;
  readonly labels: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
  readonly row: number;
  readonly column: number;
  readonly offsetX: number;
  readonly offsetY: number;
  readonly width: number;
  readonly height: number;
}

export interface TabView {
  readonly id: number;
  readonly name: string;
  readonly frozenRows: number;
  readonly frozenColumns: number;
  readonly gridlines: boolean;
  readonly filtered: boolean;
  readonly selected: { readonly row: number; readonly column: number };
  readonly columns: readonly ColumnShown[];
  readonly rows: readonly RowShown[];
  readonly looks: readonly Look[];
  readonly choices: readonly (readonly string[])[];
  readonly charts: readonly ChartView[];
}
