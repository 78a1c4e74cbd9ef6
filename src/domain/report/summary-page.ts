import type { Brief } from './brief-page';
import type { ColumnFormat, TabCell, TabColumn } from '../table/tab';

/** One key figure: what it counts, over what period and how it came about travel with it. */
export interface SummaryFigure {
  readonly name: string;
  readonly cell: TabCell;
  readonly format: ColumnFormat;
  readonly counts: string;
  readonly period: string;
  readonly method: string;
}

/** Coverage by stage (rows) and use (columns): of how many applicable audiences how many are covered. */
export interface HeatMap {
  readonly title: string;
  readonly explanation: string;
  /** Headers: `Stage`, then one for each use, then `All uses`. */
  readonly columns: readonly TabColumn[];
  /** First cell the stage; the others `2 of 6`, or '–' where the account can have no such audience. Notes name the audiences. */
  readonly rows: readonly (readonly TabCell[])[];
  /** For each row, the share covered in each column behind the stage, 0..1; null where there is none: what a cell is colored by. */
  readonly shares: readonly (readonly (number | null)[])[];
}

/** A block of the page with a heading, a line under it and a table, or `whenEmpty` in place of the table. */
export interface SummaryTable {
  readonly id: 'plan' | 'calendar' | 'actions' | 'verdicts' | 'changes' | 'overdue' | 'approved' | 'unspoken' | 'clashes' | 'made';
  readonly title: string;
  readonly explanation: string;
  readonly columns: readonly TabColumn[];
  readonly rows: readonly (readonly TabCell[])[];
  readonly whenEmpty: string;
}

/** A chart with its data block: the first column holds the categories, each further one a series. */
export interface SummaryChart {
  readonly id: 'plan curve' | 'coverage over time' | 'value by action' | 'audiences by state' | 'return curve' | 'people spoken to';
  readonly kind: 'line' | 'column' | 'bar';
  readonly title: string;
  /** Words at the two axes: categories, values. */
  readonly axes: readonly [string, string];
  /** Said in place of the chart's figures where they need a caveat; empty when not. */
  readonly explanation: string;
  readonly columns: readonly TabColumn[];
  readonly rows: readonly (readonly TabCell[])[];
  /** Series are stacked upon each other. */
  readonly stacked: boolean;
}

export interface SummaryNotes {
  readonly id: 'limits' | 'assumptions';
  readonly title: string;
  readonly sentences: readonly string[];
}

/** The `Summary` tab as data; the sheet layer lays it out, `summaryText` prints it. Top to bottom in the order of the fields. */
export interface SummaryPage {
  readonly title: string;
  /** Account, instant of the reading in the account's zone, planning window, main use. */
  readonly subtitle: string;
  /** One sentence: `41 of 58 applicable lifecycle audiences are covered`. */
  readonly headline: string;
  /** The first screen. */
  readonly brief: Omit<Brief, 'outline'>;
  readonly figures: readonly SummaryFigure[];
  readonly heatMap: HeatMap;
  readonly tables: readonly SummaryTable[];
  readonly charts: readonly SummaryChart[];
  readonly notes: readonly SummaryNotes[];
}
