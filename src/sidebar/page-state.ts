import { useEffect, useRef, useState } from 'preact/hooks';
import type { ArgumentOf, FieldProblem, PageCall, RefreshView, ResultOf, ResultsView, RowView, StateView, TrackerFilter } from '../addon/protocol';
import { useRefreshDriver } from './drive-refresh';
import { IDLE, isActive, newerView } from './newer-view';
import { ask, Problem } from './server';
import type { PageProblemKind } from './server';
import type { TabKey } from './tabs';
import { useChanges, type Changes } from './use-changes';

export type Start = 'nothing' | 'refresh' | 'full refresh';

/** What went wrong, with its kind: some kinds have one thing to do on this page. */
export interface Trouble {
  readonly sentence: string;
  readonly kind: PageProblemKind;
  readonly link?: string | null;
  /** It came up while the page drove a refresh, not at something that a person asked for. */
  readonly ofRefresh?: boolean;
}

/** Everything that the views show, and everything that they may ask for. */
export interface Page {
  readonly state: StateView | null;
  readonly refresh: RefreshView;
  readonly results: ResultsView | null;
  readonly row: RowView | null;
  readonly tab: TabKey;
  /** Something that the person asked for is under way. */
  readonly busy: boolean;
  readonly trouble: Trouble | null;
  readonly said: string;
  load(): void;
  openTab(tab: TabKey): void;
  connect(key: string): Promise<boolean>;
  disconnect(): Promise<boolean>;
  deleteData(): Promise<boolean>;
  /** Gives what was refused, by setting; null when it failed otherwise. */
  save(values: readonly { readonly name: string; readonly value: string }[]): Promise<readonly FieldProblem[] | null>;
  begin(full: boolean): void;
  cancel(): void;
  restore(): void;
  showMove(key: string): void;
  filter(filter: TrackerFilter, owner?: string): Promise<number | null>;
  /** Sets the status of several rows; gives how many, null when it failed. */
  setRows(keys: readonly string[], status: string): Promise<number | null>;
  /** What failed lately, as text to be sent to whoever helps; null when it could not be had. */
  report(): Promise<string | null>;
  lookAtSelection(): void;
  step(step: -1 | 1): void;
  setRow(change: { readonly status?: string; readonly owner?: string }): void;
  /** What approved rows ask to be done in Klaviyo. */
  readonly changes: Changes;
  allowChanges(allow: boolean): void;
  connectWriting(key: string, who: string): void;
  forgetWriting(): void;
}

/** Half a minute in all. */
const STOPPING_TRIES = 15;
const STOPPING_PAUSE = 2_000;

const UNKNOWN: Trouble = { sentence: 'The sidebar met a problem. Close it and open it again; nothing in the sheet was lost.', kind: 'page' };

/** The page's state: the server's answers, taken so that neither their order nor a hasty click can spoil it. */
export function usePage(start: Start): Page {
  const [state, setState] = useState<StateView | null>(null);
  const [refresh, setRefresh] = useState<RefreshView>(IDLE);
  const [results, setResults] = useState<ResultsView | null>(null);
  const [row, setRowView] = useState<RowView | null>(null);
  const [tab, setTab] = useState<TabKey>('account');
  const [pending, setPending] = useState(0);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [said, setSaid] = useState('');
  const acts = useRef<Promise<unknown>>(Promise.resolve());
  const asked = useRef({ state: 0, row: 0, results: 0 });
  const now = useRef({ row, tab, state });
  now.current = { row, tab, state };

  const hear = (view: RefreshView) => {
    setRefresh((known) => newerView(known, view));
    // What stopped the refresh is over once it goes on or has ended.
    if (view.state === 'running' || view.state === 'done') setTrouble((shown) => (shown?.ofRefresh === true ? null : shown));
  };
  const fail = (error: unknown) => setTrouble(error instanceof Problem ? { sentence: error.message, kind: error.kind, link: error.link } : UNKNOWN);

  /** What a person asks for is done one after the other, in the order of their clicks; a failure is shown and gives null. */
  function act<T>(work: () => Promise<T>): Promise<T | null> {
    setPending((count) => count + 1);
    setTrouble(null);
    setSaid('');
    const done = acts.current.then(work).catch((error: unknown) => {
      fail(error);
      return null;
    });
    acts.current = done;
    return done.finally(() => setPending((count) => count - 1));
  }

  /** A whole state or a row is taken only from the call that was asked last. */
  async function latest<C extends PageCall>(
    what: 'state' | 'row' | 'results',
    call: C,
    argument: ArgumentOf<C>,
    take: (value: ResultOf<C>) => void,
  ): Promise<ResultOf<C>> {
    const number = (asked.current[what] += 1);
    const value = await ask(call, argument);
    if (number === asked.current[what]) take(value);
    return value;
  }
  const takeState = (next: StateView) => {
    setState(next);
    hear(next.refresh);
  };
  const takeRow = (next: RowView) => setRowView(next);
  /**
   * Shows the row under the cursor. Beside the tracker's rows there is none to show: an earlier one would be taken for the selected one and decided on.
   * From another tab, `orShown` reads the row that is shown once more instead.
   */
  const readSelected = async (orShown: boolean): Promise<void> => {
    const shown = now.current.row?.key;
    try {
      await latest('row', 'getRow', { key: null, step: 0 }, takeRow);
    } catch (error) {
      const kind = error instanceof Problem ? error.kind : null;
      if (kind === 'another-tab' && orShown && shown !== undefined) await latest('row', 'getRow', { key: shown, step: 0 }, takeRow).catch(forgetMissing);
      else {
        forgetMissing(error);
        throw error;
      }
    }
  };
  const forgetMissing = (error: unknown): void => {
    if (error instanceof Problem && error.kind === 'no-row') setRowView(null);
  };
  const quietly = (work: Promise<unknown>) => void work.catch(() => undefined);
  const readState = () => latest('state', 'getState', null, takeState);
  const readResults = () => latest('results', 'getResults', null, setResults);

  const begin = (full: boolean) =>
    void act(async () => {
      for (let tries = 1; ; tries += 1) {
        try {
          return hear(await ask('startRefresh', { full }));
        } catch (error) {
          // The execution of a refresh that was just cancelled holds the sheet until its next look.
          if (!(error instanceof Problem) || error.kind !== 'stopping' || tries === STOPPING_TRIES) throw error;
          await new Promise((resolve) => setTimeout(resolve, STOPPING_PAUSE));
        }
      }
    });
  const load = () =>
    void act(async () => {
      const next = await readState();
      const running = isActive(next.refresh);
      const wanted = start !== 'nothing' && next.connection !== null;
      setTab(running || wanted ? 'refresh' : next.connection === null && !next.hasResults ? 'account' : next.hasResults ? 'results' : 'plan');
      if (wanted && !running) begin(start === 'full refresh');
      if (next.hasResults) await readResults();
    });
  useEffect(load, []);

  // What a finished refresh brought is fetched once, whoever ran it.
  const finishedAt = refresh.state === 'done' ? refresh.finishedAt : null;
  const fetched = useRef<number | null | undefined>(undefined);
  useEffect(() => {
    if (state === null || finishedAt === fetched.current) return;
    const first = fetched.current === undefined;
    fetched.current = finishedAt;
    if (first || finishedAt === null) return;
    setRowView(null);
    quietly(readState().then(readResults));
  }, [finishedAt, state === null]);

  /** The sheet may have changed while the person was in it: what the open view shows is read again when they come back. */
  const catchUp = (view: TabKey) => {
    if (now.current.state === null) return;
    quietly(ask('getProgress', null).then(hear));
    if (view === 'plan' || view === 'account') quietly(readState());
    if (view === 'results' && now.current.state.hasResults) quietly(readResults());
    if (view === 'row' && now.current.state.hasResults) quietly(readSelected(true));
  };
  useEffect(() => {
    const back = () => catchUp(now.current.tab);
    addEventListener('focus', back);
    return () => removeEventListener('focus', back);
  }, []);
  useRefreshDriver(refresh, hear, (error) => {
    fail(error);
    setTrouble((shown) => shown && { ...shown, ofRefresh: true });
  });
  const changes = useChanges(act, async () => {
    const key = now.current.row?.key;
    if (key !== undefined) await latest('row', 'getRow', { key, step: 0 }, takeRow).catch(forgetMissing);
  });
  useEffect(changes.forget, [row?.key, tab]);

  return {
    changes,
    allowChanges: (allow) =>
      void act(async () => {
        await latest('state', 'saveSettings', { values: [{ name: 'Allow changes in Klaviyo', value: allow ? 'Yes' : 'No' }] }, takeState);
        setSaid(allow ? 'Switched on for this sheet. Nothing is changed until you ask.' : 'Switched off: nothing in Klaviyo can be changed from here.');
      }),
    connectWriting: (key, who) =>
      void act(async () => {
        await latest('state', 'connectWriting', { key, who }, takeState);
        setSaid('The second key is kept. Nothing is changed until you ask.');
      }),
    forgetWriting: () =>
      void act(async () => {
        await latest('state', 'disconnectWriting', null, takeState);
        setSaid('The second key is forgotten.');
      }),
    state,
    refresh,
    results,
    row,
    tab,
    busy: pending > 0,
    trouble,
    said,
    load,
    begin,
    openTab: (next) => {
      setTab(next);
      setTrouble(null);
      setSaid('');
      catchUp(next);
    },
    connect: async (key) => (await act(() => latest('state', 'connect', { key }, takeState))) !== null,
    disconnect: async () => (await act(() => latest('state', 'disconnect', null, takeState))) !== null,
    deleteData: async () => {
      const done = await act(() => ask('deleteCustomerData', null));
      if (done !== null) setSaid(done.sentence);
      return done !== null;
    },
    save: async (values) => {
      const refused = await act(async (): Promise<readonly FieldProblem[]> => {
        try {
          await latest('state', 'saveSettings', { values }, takeState);
          return [];
        } catch (error) {
          if (error instanceof Problem && error.fields.length > 0) return error.fields;
          throw error;
        }
      });
      if (refused?.length === 0)
        setSaid(isActive(refresh) ? 'Saved. The Settings tab shows it when the refresh lets go of the sheet.' : 'Saved. The Settings tab has the same values.');
      return refused;
    },
    cancel: () => void act(async () => hear(await ask('cancelRefresh', null))),
    restore: () =>
      void act(async () => {
        const { restored } = await ask('restoreDismissed', null);
        await readState();
        setSaid(`${restored} ${restored === 1 ? 'row is' : 'rows are'} back in the tracker.`);
      }),
    showMove: (key) =>
      void act(async () => {
        await latest('row', 'showRow', { key }, takeRow);
        setTab('row');
      }),
    filter: async (filter, owner) => (await act(() => ask('filterTracker', owner === undefined ? { filter } : { filter, owner })))?.shown ?? null,
    setRows: (keys, status) =>
      act(async () => {
        const { set } = await ask('setRows', { keys, status });
        await readResults();
        return set;
      }),
    report: async () => (await act(() => ask('getReport', null)))?.text ?? null,
    lookAtSelection: () => void act(() => readSelected(false)),
    step: (step) => void act(() => latest('row', 'getRow', { key: now.current.row?.key ?? null, step }, takeRow)),
    setRow: (change) => {
      const key = row?.key;
      if (key === undefined) return;
      void act(async () => {
        await latest('row', 'setRow', { key, ...change }, takeRow);
        setSaid('Set in the tracker.');
        quietly(readResults());
      });
    },
  };
}
