/** A calendar day `YYYY-MM-DD`, without time or zone. */
export interface DayValue {
  readonly day: string;
}
/** An instant in milliseconds, shown as date and time in the account's zone; what a person typed, in the sheet's. */
export interface MomentValue {
  readonly moment: number;
  /** Its calendar day `YYYY-MM-DD` in the sheet's zone, where it was read from a sheet. */
  readonly on?: string;
}
export type CellValue = string | number | boolean | null | DayValue | MomentValue;

/** One cell as plain data: reporters fill these, the sheet layer writes them. */
export interface TabCell {
  readonly value: CellValue;
  readonly note?: string;
  /** https address; the value is its text. */
  readonly link?: string;
  /** Where this cell's format differs from its column's: `Behavior` and `Settings` hold figures of many units. */
  readonly format?: ColumnFormat;
  /** Dropdown of this one cell, in place of the column's: each row of `Settings` has its own. */
  readonly choices?: readonly string[];
}

export type ColumnFormat = 'text' | 'long text' | 'whole number' | 'number' | 'score' | 'share' | 'money' | 'day' | 'moment' | 'json';

/** One column: header, width in pixels, format; drives writing, reading and styling. */
export interface TabColumn {
  readonly header: string;
  readonly width: number;
  readonly format: ColumnFormat;
  readonly hidden?: boolean;
  /** Dropdown values; the cell takes only these. */
  readonly choices?: readonly string[];
  /** What the column means, as the header's note. */
  readonly meaning?: string;
}

/** What stands over a table: a title with lines under it, and a map of shares whose first two columns name the row. */
export interface TopOfTab {
  readonly title: string;
  readonly lines: readonly string[];
  /** Headers of the map; from the third column on it holds shares 0..1, or blank. Empty where there is no map. */
  readonly headers: readonly TabCell[];
  readonly rows: readonly (readonly TabCell[])[];
  /** Columns that the map may ever have: what stands right of these and of the table is a person's own. */
  readonly widest: number;
}

/** A tab that the add-on writes whole. */
export interface TableTab {
  readonly name: string;
  /** Stands above the header row, for a tab that is laid out anew at every refresh. */
  readonly top?: TopOfTab;
  readonly columns: readonly TabColumn[];
  readonly rows: readonly (readonly TabCell[])[];
}
