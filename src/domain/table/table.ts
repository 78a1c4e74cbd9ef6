import { isKnown } from '../account/known';
import type { Known } from '../account/known';
import { unknownCell } from './cell';
import type { TabCell, TabColumn, TableTab } from './tab';
import type { TabName } from './tab-names';

/** One column with how a row fills it: header, meaning and content are declared in one place and cannot drift apart. */
export interface Field<T> extends TabColumn {
  readonly fill: (item: T) => TabCell;
}

/** A tab from its fields, one row for each item. */
export function tableOf<T>(name: TabName, fields: readonly Field<T>[], items: readonly T[]): TableTab {
  return { name, columns: columnsOf(fields), rows: items.map((item) => fields.map((field) => field.fill(item))) };
}

/** Like `tableOf` where the items may not have been readable: then one row says so, rather than an empty tab that looks like none. */
export function knownTableOf<T>(name: TabName, fields: readonly Field<T>[], items: Known<readonly T[]>): TableTab {
  return isKnown(items) ? tableOf(name, fields, items.value) : { name, columns: columnsOf(fields), rows: [fields.map(() => unknownCell(items.unknown))] };
}

function columnsOf<T>(fields: readonly Field<T>[]): readonly TabColumn[] {
  return fields.map(({ fill: _fill, ...column }) => column);
}
