import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

export type TabKey = 'account' | 'plan' | 'refresh' | 'results' | 'row';

const TABS: readonly { readonly key: TabKey; readonly label: string }[] = [
  { key: 'account', label: 'Account' },
  { key: 'plan', label: 'Plan' },
  { key: 'refresh', label: 'Refresh' },
  { key: 'results', label: 'Results' },
  { key: 'row', label: 'Row' },
];

interface Props {
  readonly current: TabKey;
  readonly busy: boolean;
  readonly onChoose: (tab: TabKey) => void;
  readonly children: ComponentChildren;
}

/** The five views as a tab list: arrow keys move, as screen readers announce it. */
export function Tabs({ current, busy, onChoose, children }: Props): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
  const last = useRef<EventTarget | null>(null);
  // A button that goes away with its view must not take the keyboard's place with it.
  useEffect(() => {
    if (document.activeElement === document.body && last.current instanceof HTMLElement && !last.current.isConnected) document.getElementById('panel')?.focus();
  });
  useEffect(() => scrollTo(0, 0), [current]);
  const move = (event: KeyboardEvent) => {
    const at = TABS.findIndex(({ key }) => key === current);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = TABS[(to + TABS.length) % TABS.length];
    if (next === undefined) return;
    onChoose(next.key);
    list.current?.querySelector<HTMLElement>(`#tab-${next.key}`)?.focus();
  };
  return (
    <>
      <div class="top">
        <div class="tabs" role="tablist" aria-label="Views" ref={list} onKeyDown={move}>
          {TABS.map(({ key, label }) => (
            <button
              key={key}
              type="button"
              role="tab"
              id={`tab-${key}`}
              aria-selected={key === current}
              aria-controls="panel"
              tabIndex={key === current ? 0 : -1}
              onClick={() => onChoose(key)}
            >
              {label}
            </button>
          ))}
        </div>
        <div class={busy ? 'working' : 'working off'} role="status">
          {busy ? <span class="unseen">Working…</span> : null}
        </div>
      </div>
      <div
        id="panel"
        role="tabpanel"
        onFocusCapture={(event) => {
          last.current = event.target;
        }}
        aria-labelledby={`tab-${current}`}
        tabIndex={0}
        key={current}
      >
        {children}
      </div>
    </>
  );
}
