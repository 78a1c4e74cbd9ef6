/** A block of cells that is written in one call; rows and columns count from 0. */
export interface Block {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** What may happen to a cell: it has to be written, it may be (it holds its value already), or it may not be touched. */
export type CellUse = 'write' | 'may' | 'never';

/**
 * Covers every cell that has to be written with few blocks that contain no cell that may not be touched. Cells that hold their value already are taken
 * along where that saves a call, but only between cells that change.
 */
export function coverWithBlocks(uses: readonly (readonly CellUse[])[]): readonly Block[] {
  const width = uses.reduce((most, row) => Math.max(most, row.length), 0);
  const done = uses.map((row) => row.map(() => false));
  const blocks: Block[] = [];
  for (let column = 0; column < width; column += 1) {
    for (let row = 0; row < uses.length; row += 1) {
      if (uses[row]?.[column] !== 'write' || done[row]?.[column]) continue;
      const tall = grow(uses, done, row, column, 'down first');
      const wide = grow(uses, done, row, column, 'right first');
      const block = gain(uses, done, tall) >= gain(uses, done, wide) ? tall : wide;
      for (let r = block.row; r < block.row + block.rows; r += 1) {
        const line = done[r];
        if (line) line.fill(true, block.column, block.column + block.columns);
      }
      blocks.push(block);
    }
  }
  return blocks;
}

/** Extends one cell to a block, in one direction as far as it goes and then in the other. */
function grow(
  uses: readonly (readonly CellUse[])[],
  done: readonly (readonly boolean[])[],
  row: number,
  column: number,
  order: 'down first' | 'right first',
): Block {
  let rows = 1;
  let columns = 1;
  const down = (): void => {
    const reach = furthest((step) => stateOf(uses, done, row + rows - 1 + step, row + rows - 1 + step, column, column + columns - 1));
    rows += reach;
  };
  const right = (): void => {
    const reach = furthest((step) => stateOf(uses, done, row, row + rows - 1, column + columns - 1 + step, column + columns - 1 + step));
    columns += reach;
  };
  if (order === 'down first') {
    down();
    right();
  } else {
    right();
    down();
  }
  return { row, column, rows, columns };
}

/** How far one can go from 0 over lines without an untouchable cell, ending at a line with something to write. */
function furthest(stateAt: (step: number) => CellUse): number {
  let reach = 0;
  for (let step = 1; ; step += 1) {
    const state = stateAt(step);
    if (state === 'never') return reach;
    if (state === 'write') reach = step;
  }
}

function stateOf(
  uses: readonly (readonly CellUse[])[],
  done: readonly (readonly boolean[])[],
  top: number,
  bottom: number,
  left: number,
  right: number,
): CellUse {
  let state: CellUse = 'may';
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      const use = uses[row]?.[column] ?? 'never';
      if (use === 'never') return 'never';
      if (use === 'write' && !done[row]?.[column]) state = 'write';
    }
  }
  return state;
}

function gain(uses: readonly (readonly CellUse[])[], done: readonly (readonly boolean[])[], block: Block): number {
  let count = 0;
  for (let row = block.row; row < block.row + block.rows; row += 1) {
    for (let column = block.column; column < block.column + block.columns; column += 1) {
      if (uses[row]?.[column] === 'write' && !done[row]?.[column]) count += 1;
    }
  }
  return count;
}
