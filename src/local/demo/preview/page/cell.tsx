import type { JSX, TargetedFocusEvent, TargetedKeyboardEvent } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CellView, Look, RunView } from '../view';

interface Props {
  readonly cell: CellView;
  readonly look: Look;
  readonly choices: readonly string[] | null;
  readonly label: string;
  readonly selected: boolean;
  readonly editable: boolean;
  readonly place: Record<string, string>;
  readonly frozen: string;
  readonly onSelect: () => void;
  readonly onType: (text: string) => void;
}

/** One cell: text, link or dropdown; a double click or Enter opens its editor. */
export function Cell(props: Props): JSX.Element {
  const { cell, look, choices, selected, editable, label } = props;
  const [editing, setEditing] = useState(false);
  const box = useRef<HTMLTableCellElement>(null);
  useEffect(() => {
    if (selected && !editing && document.activeElement?.closest('table') !== null) box.current?.focus();
  }, [selected, editing]);
  const strict = cell.strict === true && choices !== null;
  const chip = strict && cell.text !== '';
  const own: Record<string, string | undefined> = { ...look, ...props.place, ...(chip ? { background: plainBackground(look) } : {}), band: undefined };
  // A long text runs over its empty neighbours, unless they have a color of their own.
  const style = own.background === '#ffffff' && props.frozen === '' ? { ...own, background: 'transparent' } : own;
  return (
    <td
      ref={box}
      class={`${props.frozen}${selected ? ' selected' : ''}${cell.note ? ' noted' : ''}`}
      style={style}
      title={cell.note}
      colSpan={cell.columns}
      rowSpan={cell.rows}
      tabIndex={selected ? 0 : -1}
      aria-label={label}
      onMouseDown={props.onSelect}
      onDblClick={() => editable && !strict && setEditing(true)}
      onKeyDown={(event) => {
        if (!editable || editing || event.target !== event.currentTarget) return;
        if (event.key === 'Enter' || event.key === 'F2') {
          event.preventDefault();
          if (strict) box.current?.querySelector('select')?.focus();
          else setEditing(true);
        }
        if (event.key === 'Delete' || event.key === 'Backspace') {
          event.preventDefault();
          props.onType('');
        }
      }}
    >
      {editing ? (
        <Editor
          cell={cell}
          suggestions={choices}
          label={label}
          onDone={(text) => {
            setEditing(false);
            if (text !== null && text !== cell.typed) props.onType(text);
          }}
        />
      ) : strict ? (
        <Dropdown cell={cell} choices={choices} look={look} editable={editable} label={label} onType={props.onType} />
      ) : (
        <Text cell={cell} />
      )}
    </td>
  );
}

function Text({ cell }: { cell: CellView }): JSX.Element {
  const link = (run: RunView): JSX.Element | string =>
    run.link && /^https?:\/\//.test(run.link) ? (
      <a href={run.link} target="_blank" rel="noopener noreferrer">
        {run.text}
      </a>
    ) : (
      run.text
    );
  const pieces = cell.runs ?? [{ text: cell.text, ...(cell.link ? { link: cell.link } : {}) }];
  return (
    <span dir="auto">
      {pieces.map((run, index) => (
        <span key={index} style={{ ...(run.bold ? { fontWeight: 'bold' } : {}), ...(run.color && !run.link ? { color: run.color } : {}) }}>
          {link(run)}
        </span>
      ))}
    </span>
  );
}

function Dropdown({
  cell,
  choices,
  look,
  editable,
  label,
  onType,
}: {
  cell: CellView;
  choices: readonly string[];
  look: Look;
  editable: boolean;
  label: string;
  onType: (text: string) => void;
}): JSX.Element {
  const listed = choices.includes(cell.text);
  return (
    <span
      class={cell.text === '' ? 'chip blank' : 'chip'}
      style={cell.text === '' || look.band === undefined ? {} : { background: look.background, color: look.color, fontWeight: look.fontWeight }}
    >
      <select aria-label={label} disabled={!editable} value={cell.text} tabIndex={-1} onChange={(event) => onType(event.currentTarget.value)}>
        {listed ? null : <option value={cell.text}>{cell.text}</option>}
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
        {cell.text === '' ? null : <option value="">(clear)</option>}
      </select>
      <span aria-hidden="true">▾</span>
    </span>
  );
}

function Editor({
  cell,
  suggestions,
  label,
  onDone,
}: {
  cell: CellView;
  suggestions: readonly string[] | null;
  label: string;
  onDone: (text: string | null) => void;
}): JSX.Element {
  const box = useRef<HTMLTextAreaElement & HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => {
    box.current?.focus();
    box.current?.select();
  }, []);
  const finish = (text: string | null) => {
    if (done.current) return;
    done.current = true;
    onDone(text);
  };
  const shared = {
    ref: box,
    class: 'editor',
    'aria-label': label,
    defaultValue: cell.typed,
    onBlur: (event: TargetedFocusEvent<HTMLInputElement | HTMLTextAreaElement>) => finish(event.currentTarget.value),
    onKeyDown: (event: TargetedKeyboardEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      event.stopPropagation();
      if (event.key === 'Enter' && !event.altKey) {
        event.preventDefault();
        finish(event.currentTarget.value);
      }
      if (event.key === 'Escape') finish(null);
    },
  };
  if (suggestions === null) return <textarea {...shared} rows={Math.min(8, 1 + Math.floor(cell.typed.length / 30))} />;
  return (
    <>
      <input {...shared} list="suggestions" />
      <datalist id="suggestions">
        {suggestions.map((word) => (
          <option key={word} value={word} />
        ))}
      </datalist>
    </>
  );
}

/** Behind a chip the cell is white or has its band; the color belongs to the chip. */
function plainBackground(look: Look): string {
  return look.band ?? look.background ?? '#ffffff';
}
