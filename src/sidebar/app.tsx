import type { JSX } from 'preact';
import { AllApproved, RowChange } from './change-view';
import { ChangesStep } from './changes-step';
import { CustomerData } from './customer-data';
import { ConnectView } from './connect-view';
import { usePage, type Page, type Start, type Trouble } from './page-state';
import { Button, Notice, Outside } from './pieces';
import { PlanView } from './plan-view';
import { RefreshPanel } from './refresh-view';
import { ResultsPanel } from './results-view';
import { RowPanel } from './row-view';
import { Tabs, type TabKey } from './tabs';

/** The whole page: state comes from the server, views only show it and ask for changes. */
export function App({ start }: { start: Start }): JSX.Element {
  const page = usePage(start);
  const { state, tab, busy, trouble, said } = page;
  if (state === null) {
    return (
      <main>
        <h1 class="unseen">Segment Coverage for Klaviyo</h1>
        <div class="opening">
          {trouble === null ? (
            <p role="status">Opening…</p>
          ) : (
            <>
              <Notice tone="problem">{trouble.sentence}</Notice>
              <Button main onPress={page.load} busy={busy}>
                Try again
              </Button>
            </>
          )}
        </div>
      </main>
    );
  }
  return (
    <main>
      <h1 class="unseen">Segment Coverage for Klaviyo</h1>
      <Tabs current={tab} busy={busy} onChoose={page.openTab}>
        {trouble === null ? null : <Shown trouble={trouble} tab={tab} onOpen={page.openTab} />}
        {/* The plan says it beside its button, which is where the eye is. */}
        <div role="status">{said === '' || tab === 'plan' ? null : <p class="notice good">{said}</p>}</div>
        <View page={page} />
      </Tabs>
    </main>
  );
}

/** Where the one thing to do about a kind of trouble is done. */
const REMEDIES: Readonly<Record<string, { readonly tab: TabKey; readonly label: string }>> = {
  'no-key': { tab: 'account', label: 'Connect a key' },
  'wrong-key': { tab: 'account', label: 'Connect another key' },
  'revoked-key': { tab: 'account', label: 'Connect another key' },
  'other-account': { tab: 'account', label: 'Connect another key' },
  'missing-scope': { tab: 'account', label: 'Connect another key' },
  'no-results': { tab: 'refresh', label: 'Go to Refresh' },
};

function Shown({ trouble, tab, onOpen }: { trouble: Trouble; tab: TabKey; onOpen: (tab: TabKey) => void }): JSX.Element {
  const remedy = REMEDIES[trouble.kind];
  return (
    <>
      <Notice tone="problem">{trouble.sentence}</Notice>
      {trouble.link === undefined || trouble.link === null ? null : (
        <p>
          <Outside address={trouble.link}>Give the permission</Outside>
        </p>
      )}
      {remedy === undefined || remedy.tab === tab ? null : (
        <div class="row">
          <Button onPress={() => onOpen(remedy.tab)}>{remedy.label}</Button>
        </div>
      )}
    </>
  );
}

function View({ page }: { page: Page }): JSX.Element {
  const { state, refresh, results, row, busy } = page;
  if (state === null) return <p>Opening…</p>;
  switch (page.tab) {
    case 'account':
      return (
        <>
          <ConnectView state={state} busy={busy} onConnect={page.connect} onDisconnect={page.disconnect} onNext={() => page.openTab('plan')} />
          {state.connection === null || !state.hasResults ? null : (
            <ChangesStep changes={state.changes} busy={busy} onAllow={page.allowChanges} onConnect={page.connectWriting} onForget={page.forgetWriting} />
          )}
          {state.lastRefresh === null ? null : <CustomerData busy={busy} onDelete={page.deleteData} />}
        </>
      );
    case 'plan':
      return (
        <PlanView
          settings={state.settings}
          busy={busy}
          said={page.said}
          onSave={page.save}
          onNext={state.connection === null ? null : () => page.openTab('refresh')}
        />
      );
    case 'refresh':
      return (
        <RefreshPanel
          state={state}
          refresh={refresh}
          busy={busy}
          onStart={page.begin}
          onCancel={page.cancel}
          onRestore={page.restore}
          onReport={page.report}
          onConnect={() => page.openTab('account')}
          onResults={() => page.openTab('results')}
        />
      );
    case 'results':
      return (
        <>
          <AllApproved switches={state.changes} changes={page.changes} busy={busy} />
          <ResultsPanel
            results={results}
            expected={state.hasResults}
            documentUrl={state.documentUrl}
            busy={busy}
            onShow={page.showMove}
            onFilter={page.filter}
            onSetRows={page.setRows}
            onRefresh={() => page.openTab('refresh')}
          />
        </>
      );
    case 'row':
      return (
        <RowPanel
          row={row}
          busy={busy}
          onLook={page.lookAtSelection}
          onStep={page.step}
          onSet={page.setRow}
          doing={(shown) => <RowChange row={shown} switches={state.changes} changes={page.changes} busy={busy} onAccount={() => page.openTab('account')} />}
        />
      );
  }
}
