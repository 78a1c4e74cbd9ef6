import type { ColumnFormat, TabCell } from '../domain/table/tab';

/** What a line of the page is; its looks follow from it. */
export type LineRole =
  | 'title'
  | 'subtitle'
  | 'headline'
  | 'blank'
  | 'heading'
  | 'explanation'
  | 'table head'
  | 'table row'
  | 'heat head'
  | 'heat row'
  | 'heat total'
  | 'sentence'
  | 'chart space'
  | 'card head'
  | 'card'
  | 'brief';

/** A cell that takes `span` columns of the page, from `at` (counted from 0). */
export interface PageCell extends TabCell {
  readonly at: number;
  readonly span: number;
  readonly as: ColumnFormat;
  readonly strong?: boolean;
}

export interface PageLine {
  readonly role: LineRole;
  readonly cells: readonly PageCell[];
  readonly height: number;
}
