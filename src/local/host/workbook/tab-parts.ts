import type { Region } from './region';
import type { CellContent } from './cell';

/** A test on a cell; `criteria` is the name of the platform's enum member, `values` its arguments as plain data. */
export interface CellTest {
  readonly criteria: string;
  readonly values: readonly CellContent[];
}

export interface RuleLooks {
  readonly background?: string;
  readonly fontColor?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly strikethrough?: boolean;
}

export interface GradientPoint {
  readonly color: string;
  readonly type: string;
  readonly value: string;
}

/** A conditional format: looks for cells that pass a test, or a color scale. */
export type ConditionalRule =
  | { readonly kind: 'test'; readonly regions: readonly Region[]; readonly test: CellTest; readonly looks: RuleLooks }
  | {
      readonly kind: 'gradient';
      readonly regions: readonly Region[];
      readonly low: GradientPoint;
      readonly middle: GradientPoint | null;
      readonly high: GradientPoint;
    };

/** A warning or a lock on a block (`region`) or on the whole tab (null). */
export interface ProtectionPart {
  id: string;
  region: Region | null;
  description: string;
  warningOnly: boolean;
  editors: string[];
  domainEdit: boolean;
  /** Blocks of a protected tab that stay free. */
  free: Region[];
}

export interface BandingPart {
  id: string;
  region: Region;
  by: 'rows' | 'columns';
  header: string | null;
  first: string | null;
  second: string | null;
  footer: string | null;
}

/** What a column filter lets through; both parts have to hold. */
export interface FilterTest {
  readonly hiddenValues: readonly string[];
  readonly test: CellTest | null;
}

export interface FilterPart {
  region: Region;
  /** By column of the tab, counted from 1. */
  tests: Map<number, FilterTest>;
}

export interface ChartPart {
  readonly id: number;
  readonly type: string;
  /** `sheet` is the id of the tab that holds the data. */
  readonly ranges: readonly { readonly sheet: number; readonly region: Region }[];
  readonly headers: number;
  readonly transposed: boolean;
  readonly mergeStrategy: string;
  readonly hiddenStrategy: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly anchor: { readonly row: number; readonly column: number; readonly offsetX: number; readonly offsetY: number };
}

/** A developer metadata entry; `row` or `column` is set where it sits on one. */
export interface MetadataPart {
  id: number;
  key: string;
  value: string | null;
  visibility: 'DOCUMENT' | 'PROJECT';
  row?: number;
  column?: number;
}

/** Properties of one row or column. */
export interface LineParts {
  size?: number;
  hidden?: boolean;
  depth?: number;
  collapsed?: boolean;
}
