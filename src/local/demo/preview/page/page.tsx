import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { HandsWork, MenuItem, PersonName } from '../messages';
import type { BookView, TabView } from '../view';
import { chooseItem, readBook, readMenu, readTab, useHands } from './asking';
import { Grid } from './grid';

/** Between looks at the workbook. */
const LOOK_EVERY = 900;

const PEOPLE: readonly { readonly name: PersonName; readonly label: string }[] = [
  { name: 'owner', label: 'You (owner)' },
  { name: 'teammate', label: 'A teammate (editor)' },
  { name: 'viewer', label: 'A stakeholder (viewer)' },
];

/** The whole preview: menu, workbook and, beside it, the sidebar. */
export function Page(): JSX.Element {
  const [book, setBook] = useState<BookView | null>(null);
  const [open, setOpen] = useState<number | null>(null);
  const [view, setView] = useState<TabView | null>(null);
  const [selected, setSelected] = useState({ row: 1, column: 1 });
  const [person, setPerson] = useState<PersonName>('owner');
  const [menu, setMenu] = useState<readonly MenuItem[]>([]);
  const [sidebar, setSidebar] = useState<{ readonly item: string; readonly times: number } | null>({ item: 'showSidebar', times: 0 });
  const [said, setSaid] = useState('');
  const seen = useRef({ book: '', view: '', active: -1, cell: '' });

  /** What others do is followed: a script or sidebar that opens a tab or selects a cell moves the view there. */
  const look = async (tab: number | null) => {
    const nextBook = await readBook();
    const bookText = JSON.stringify(nextBook);
    if (bookText !== seen.current.book) {
      seen.current.book = bookText;
      setBook(nextBook);
    }
    const moved = nextBook.active !== seen.current.active && seen.current.active !== -1;
    const first = seen.current.active === -1;
    seen.current.active = nextBook.active;
    const wanted = moved || first || tab === null || !nextBook.tabs.some(({ id }) => id === tab) ? nextBook.active : tab;
    if (wanted !== tab) setOpen(wanted);
    const next = await readTab(wanted);
    const viewText = JSON.stringify(next);
    if (viewText !== seen.current.view) {
      seen.current.view = viewText;
      setView(next);
    }
    const cell = `${next.id}:${next.selected.row}:${next.selected.column}`;
    if (cell !== seen.current.cell) {
      seen.current.cell = cell;
      setSelected(next.selected);
    }
  };
  const current = useRef(open);
  current.current = open;
  useEffect(() => {
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const again = async () => {
      try {
        await look(current.current);
      } catch {
        /* The next look finds the host again. */
      }
      if (!stopped) timer = setTimeout(() => void again(), document.hidden ? LOOK_EVERY * 5 : LOOK_EVERY);
    };
    void again();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, []);
  useEffect(() => {
    readMenu(person).then(setMenu, () => setMenu([]));
  }, [person]);
  useEffect(() => {
    const close = (event: MessageEvent) => {
      if (event.origin === location.origin && event.data === 'close sidebar') setSidebar(null);
    };
    addEventListener('message', close);
    return () => removeEventListener('message', close);
  }, []);

  const work = async (what: HandsWork) => {
    setSaid('');
    try {
      await useHands(person, what);
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
    await look(current.current).catch(() => undefined);
  };
  const openTab = (id: number) => {
    setOpen(id);
    current.current = id;
    seen.current.active = id;
    void work({ kind: 'open tab', tab: id });
  };
  const select = (row: number, column: number) => {
    if (view === null || (row === selected.row && column === selected.column)) return;
    setSelected({ row, column });
    seen.current.cell = `${view.id}:${row}:${column}`;
    void useHands(person, { kind: 'select', tab: view.id, row, column }).catch(() => undefined);
  };
  const choose = async (item: string) => {
    setSaid('');
    if (/sidebar|refresh/i.test(item)) {
      setSidebar((before) => ({ item, times: (before?.times ?? 0) + 1 }));
      return;
    }
    try {
      const { told } = await chooseItem(person, item);
      setSaid(told.join(' '));
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
    await look(current.current).catch(() => undefined);
  };
  const editable = person !== 'viewer';
  const cell = view?.rows.find(({ row }) => row === selected.row)?.cells.find(({ column }) => column === selected.column);
  return (
    <div class="preview">
      <header>
        <strong class="book">{book?.name ?? 'Workbook'}</strong>
        <details class="menu" hidden={menu.length === 0}>
          <summary>Extensions › Segment Coverage</summary>
          <ul>
            {menu.map((item, index) =>
              item === null ? (
                <li key={index} class="line" />
              ) : (
                <li key={index}>
                  <button
                    type="button"
                    onClick={(event) => {
                      event.currentTarget.closest('details')?.removeAttribute('open');
                      void choose(item.handler);
                    }}
                  >
                    {item.caption}
                  </button>
                </li>
              ),
            )}
          </ul>
        </details>
        <span class="space" />
        <label>
          Seen by{' '}
          <select value={person} onChange={(event) => setPerson(event.currentTarget.value as PersonName)}>
            {PEOPLE.map(({ name, label }) => (
              <option key={name} value={name}>
                {label}
              </option>
            ))}
          </select>
        </label>
      </header>
      <div class="middle">
        <main>
          <div class="tools">
            <span class="content" dir="auto">
              {cell === undefined || cell.text === '' ? ' ' : cell.text}
            </span>
            {view === null || !editable ? null : (
              <>
                <button type="button" onClick={() => void work({ kind: 'insert row', tab: view.id, row: selected.row })}>
                  Insert row above
                </button>
                <button type="button" onClick={() => void work({ kind: 'delete row', tab: view.id, row: selected.row })}>
                  Delete row
                </button>
                <button type="button" onClick={() => void work({ kind: 'sort', tab: view.id, column: selected.column, ascending: true })}>
                  Sort A→Z
                </button>
                <button type="button" onClick={() => void work({ kind: 'sort', tab: view.id, column: selected.column, ascending: false })}>
                  Sort Z→A
                </button>
              </>
            )}
          </div>
          {said === '' ? null : (
            <p class="said" role="alert">
              {said}
            </p>
          )}
          {view === null ? (
            <p class="said">Opening…</p>
          ) : (
            <Grid key={view.id} view={view} editable={editable} selected={selected} onSelect={select} onWork={(what) => void work(what)} />
          )}
          <nav aria-label="Tabs of the workbook">
            {book?.tabs.map((tab) => (
              <button
                key={tab.id}
                type="button"
                aria-current={tab.id === open ? 'true' : undefined}
                style={{ borderTopColor: tab.color ?? 'transparent' }}
                onClick={() => openTab(tab.id)}
              >
                {tab.name}
              </button>
            ))}
          </nav>
        </main>
        {sidebar === null || person === 'viewer' ? null : (
          <aside>
            <div class="bar">
              <span>Segment Coverage</span>
              <button type="button" aria-label="Close the sidebar" onClick={() => setSidebar(null)}>
                ✕
              </button>
            </div>
            <iframe key={`${person} ${sidebar.times}`} title="Segment Coverage" src={`/sidebar?person=${person}&item=${encodeURIComponent(sidebar.item)}`} />
          </aside>
        )}
      </div>
    </div>
  );
}
