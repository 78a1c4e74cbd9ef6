import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { ArgumentOf, PageCall, RefreshView, ResultOf, ResultsView, RowView, StateView } from '../addon/protocol';
import { ConnectView } from './connect-view';
import { useRefreshDriver } from './drive-refresh';
import { Notice } from './pieces';
import { PlanView } from './plan-view';
import { RefreshPanel } from './refresh-view';
import { ResultsPanel } from './results-view';
import { RowPanel } from './row-view';
import { ask, Problem } from './server';
import { Tabs, type TabKey } from './tabs';

const IDLE: RefreshView = {
  state: 'idle', step: '', done: 0, expected: null, secondsLeft: null, requests: 0, startedAt: null, finishedAt: null, mine: false, sentence: '', notBefore: null,
};

/** The whole page: state comes from the server, views only show it and ask for changes. */
export function App({ start }: { start: 'nothing' | 'refresh' | 'full refresh' }): JSX.Element {
  const [state, setState] = useState<StateView | null>(null);
  const [tab, setTab] = useState<TabKey>('account');
  const [refresh, setRefresh] = useState<RefreshView>(IDLE);
  const [results, setResults] = useState<ResultsView | null>(null);
  const [row, setRow] = useState<RowView | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [said, setSaid] = useState('');

  /** Asks, shows a failure as its sentence, and answers null then. */
  async function attempt<C extends PageCall>(call: C, argument: ArgumentOf<C>): Promise<ResultOf<C> | null> {
    setBusy(true);
    setProblem('');
    setSaid('');
    try {
      return await ask(call, argument);
    } catch (error) {
      setProblem(error instanceof Problem ? error.message : 'The sidebar met a problem. Close it and open it again; nothing in the sheet was lost.');
      return null;
    } finally {
      setBusy(false);
    }
  }

  function take(next: StateView | null): boolean {
    if (next === null) return false;
    setState(next);
    setRefresh(next.refresh);
    return true;
  }

  const load = async () => {
    const next = await attempt('getState', null);
    if (!take(next) || next === null) return;
    const running = next.refresh.state === 'running' || next.refresh.state === 'waiting';
    setTab(running || (start !== 'nothing' && next.connection !== null) ? 'refresh' : next.connection === null && !next.hasResults ? 'account' : next.hasResults ? 'results' : 'plan');
    if (next.hasResults) setResults(await attempt('getResults', null));
    if (start !== 'nothing' && !running && next.connection !== null) await begin(start === 'full refresh');
  };
  useEffect(() => void load(), []);

  const begin = async (full: boolean) => {
    const view = await attempt('startRefresh', { full });
    if (view !== null) setRefresh(view);
  };

  /** An end brings new results; they are fetched once, when the state turns. */
  const show = (view: RefreshView) => {
    setRefresh((before) => {
      if (view.state === 'done' && before.state !== 'done') void finish();
      return view;
    });
  };
  const finish = async () => {
    take(await attempt('getState', null));
    setResults(await attempt('getResults', null));
    setRow(null);
  };
  useRefreshDriver(refresh, show, (failed) => setProblem(failed.message));

  if (state === null) {
    return <main>{problem === '' ? <p role="status">Opening…</p> : <><Notice tone="problem">{problem}</Notice><button type="button" onClick={() => void load()}>Try again</button></>}</main>;
  }
  const look = async (key: string | null, step: -1 | 0 | 1) => {
    const found = await attempt('getRow', { key, step });
    if (found !== null) setRow(found);
  };
  const views: Record<TabKey, () => JSX.Element> = {
    account: () => (
      <ConnectView state={state} busy={busy}
        onConnect={async (key) => {
          const connected = take(await attempt('connect', { key }));
          if (connected && !state.hasResults) setTab('plan');
          return connected;
        }}
        onDisconnect={async () => { take(await attempt('disconnect', null)); }} />
    ),
    plan: () => (
      <PlanView settings={state.settings} busy={busy}
        onSave={async (values) => { if (take(await attempt('saveSettings', { values }))) setSaid('Saved. The Settings tab has the same values.'); }} />
    ),
    refresh: () => (
      <RefreshPanel state={state} refresh={refresh} busy={busy} onStart={(full) => void begin(full)}
        onCancel={async () => { const view = await attempt('cancelRefresh', null); if (view !== null) show(view); }}
        onRestore={async () => {
          const answer = await attempt('restoreDismissed', null);
          if (answer === null) return;
          take(await attempt('getState', null));
          setSaid(`${answer.restored} ${answer.restored === 1 ? 'row comes' : 'rows come'} back at the next refresh.`);
        }} />
    ),
    results: () => (
      <ResultsPanel results={results} documentUrl={state.documentUrl} busy={busy}
        onShow={async (key) => { const found = await attempt('showRow', { key }); if (found !== null) { setRow(found); setTab('row'); } }}
        onFilter={async (filter) => (await attempt('filterTracker', { filter }))?.shown ?? null} />
    ),
    row: () => (
      <RowPanel row={row} busy={busy} onLook={() => void look(null, 0)} onStep={(step) => void look(row?.key ?? null, step)}
        onSet={async (change) => {
          if (row === null) return;
          const changed = await attempt('setRow', { key: row.key, ...change });
          if (changed !== null) { setRow(changed); setSaid('Set in the tracker.'); }
        }} />
    ),
  };
  return (
    <main>
      <h1 class="unseen">Segment Coverage for Klaviyo</h1>
      <Tabs current={tab} onChoose={(next) => { setTab(next); setProblem(''); setSaid(''); }}>
        {problem === '' ? null : <Notice tone="problem">{problem}</Notice>}
        {said === '' ? null : <Notice tone="good">{said}</Notice>}
        {views[tab]()}
      </Tabs>
    </main>
  );
}
