import type { JSX, RefObject, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { HandsWork } from '../messages';
import type { CellView, TabView } from '../view';
import { Cell } from './cell';
import { Chart } from './chart';

interface Props {
  readonly view: TabView;
  readonly editable: boolean;
  readonly selected: { readonly row: number; readonly column: number };
  readonly onSelect: (row: number, column: number) => void;
  readonly onWork: (work: HandsWork) => void;
}

const GUTTER = 46;
const LETTERS_HEIGHT = 24;

/** A tab as a table: letters and numbers at its edges, header and first columns frozen, charts over it. */
export function Grid({ view, editable, selected, onSelect, onWork }: Props): JSX.Element {
  const { columns } = view;
  const lefts = columns.map((_, index) => GUTTER + columns.slice(0, index).reduce((sum, { width }) => sum + width, 0));
  const canvas = useRef<HTMLDivElement>(null);
  const chartTops = useChartTops(view, canvas);
  const frozenTops = view.rows.map(
    (_, index) => LETTERS_HEIGHT + view.rows.slice(0, Math.min(index, view.frozenRows)).reduce((sum, { height }) => sum + height, 0),
  );
  const header = new Map((view.rows[0]?.row === 1 ? view.rows[0].cells : []).map((cell) => [cell.column, cell.text]));
  const frozenPlace = (rowIndex: number, columnIndex: number): { frozen: string; place: Record<string, string> } => {
    const rows = rowIndex < view.frozenRows;
    const across = columnIndex < view.frozenColumns;
    return {
      frozen: `${rows ? 'frozen-row ' : ''}${across ? 'frozen-column' : ''}`.trim(),
      place: { ...(rows ? { top: `${frozenTops[rowIndex]}px` } : {}), ...(across ? { left: `${lefts[columnIndex]}px` } : {}) },
    };
  };
  return (
    <div class="grid" role="region" aria-label={view.name} tabIndex={0}>
      <div class="canvas" ref={canvas} style={{ width: `${GUTTER + columns.reduce((sum, { width }) => sum + width, 0)}px` }}>
        <table class={view.gridlines ? 'lines' : ''} onKeyDown={(event) => move(event, view, selected, onSelect)}>
          <colgroup>
            <col style={{ width: `${GUTTER}px` }} />
            {columns.map(({ column, width }) => (
              <col key={column} style={{ width: `${width}px` }} />
            ))}
          </colgroup>
          <thead>
            <tr style={{ height: `${LETTERS_HEIGHT}px` }}>
              <th class="corner" aria-label="Rows" />
              {columns.map(({ column, letters }, index) => (
                <th
                  key={column}
                  scope="col"
                  class={index < view.frozenColumns ? 'letters frozen-column' : 'letters'}
                  style={index < view.frozenColumns ? { left: `${lefts[index]}px` } : {}}
                >
                  {letters}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.rows.map(({ row, height, cells }, rowIndex) => (
              <tr key={row} data-row={row} style={{ height: `${height}px` }}>
                <th
                  scope="row"
                  class={rowIndex < view.frozenRows ? 'number frozen-row' : 'number'}
                  style={rowIndex < view.frozenRows ? { top: `${frozenTops[rowIndex]}px` } : {}}
                >
                  {row}
                </th>
                {cells.map((cell: CellView) => {
                  const columnIndex = columns.findIndex(({ column }) => column === cell.column);
                  return (
                    <Cell
                      key={cell.column}
                      cell={cell}
                      look={view.looks[cell.look] ?? {}}
                      choices={cell.choices === undefined ? null : (view.choices[cell.choices] ?? null)}
                      label={`${header.get(cell.column) || columns[columnIndex]?.letters}, row ${row}${cell.text === '' ? ', empty' : `: ${cell.text}`}`}
                      selected={selected.row === row && selected.column === cell.column}
                      editable={editable}
                      {...frozenPlace(rowIndex, columnIndex)}
                      onSelect={() => onSelect(row, cell.column)}
                      onType={(text) => onWork({ kind: 'type', tab: view.id, row, column: cell.column, text })}
                    />
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
        {view.charts.map((chart, index) => (
          <div
            key={chart.title}
            class="chart-place"
            style={{
              left: `${(lefts[columns.findIndex(({ column }) => column === chart.column)] ?? GUTTER) + chart.offsetX}px`,
              top: `${(chartTops[index] ?? 0) + chart.offsetY}px`,
            }}
          >
            <Chart chart={chart} />
          </div>
        ))}
      </div>
    </div>
  );
}

/** Rows grow with wrapped text, so where a chart begins is known only once they are laid out. */
function useChartTops(view: TabView, canvas: RefObject<HTMLDivElement | null>): readonly number[] {
  const [tops, setTops] = useState<readonly number[]>([]);
  useLayoutEffect(() => {
    const next = view.charts.map(({ row }) => canvas.current?.querySelector<HTMLElement>(`tr[data-row="${row}"]`)?.offsetTop ?? 0);
    setTops((before) => (before.join() === next.join() ? before : next));
  }, [view]);
  return tops;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

function move(event: TargetedKeyboardEvent<HTMLTableElement>, view: TabView, selected: Props['selected'], onSelect: Props['onSelect']): void {
  const step = STEPS[event.key];
  if (step === undefined || !(event.target instanceof HTMLTableCellElement)) return;
  event.preventDefault();
  const row = view.rows[view.rows.findIndex((each) => each.row === selected.row) + step[0]];
  const column = view.columns[view.columns.findIndex((each) => each.column === selected.column) + step[1]];
  if (row !== undefined && column !== undefined) onSelect(row.row, column.column);
}
