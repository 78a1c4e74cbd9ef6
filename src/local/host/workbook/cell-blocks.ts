import type { Region } from './region';

/** Covers cells with few rectangles: runs down each column, neighbours of equal height joined. Cells come as [row, column]. */
export function blocksOf(cells: readonly (readonly [number, number])[]): Region[] {
  const byColumn = new Map<number, number[]>();
  for (const [row, column] of cells) {
    const rows = byColumn.get(column);
    if (rows) rows.push(row);
    else byColumn.set(column, [row]);
  }
  const open = new Map<string, { -readonly [K in keyof Region]: Region[K] }>();
  const blocks: Region[] = [];
  for (const column of [...byColumn.keys()].sort((a, b) => a - b)) {
    const rows = (byColumn.get(column) as number[]).sort((a, b) => a - b);
    for (let index = 0; index < rows.length;) {
      const row = rows[index] as number;
      let count = 1;
      while (rows[index + count] === row + count) count += 1;
      index += count;
      const key = `${row} ${count}`;
      const left = open.get(key);
      if (left && left.column + left.columns === column) left.columns += 1;
      else {
        const block = { row, column, rows: count, columns: 1 };
        open.set(key, block);
        blocks.push(block);
      }
    }
  }
  return blocks;
}
