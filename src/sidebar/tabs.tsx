import type { ComponentChildren, JSX } from 'preact';
import { useRef } from 'preact/hooks';

export type TabKey = 'account' | 'plan' | 'refresh' | 'results' | 'row';

const TABS: readonly { key: TabKey; label: string }[] = [
  { key: 'account', label: 'Account' }, { key: 'plan', label: 'Plan' }, { key: 'refresh', label: 'Refresh' }, { key: 'results', label: 'Results' }, { key: 'row', label: 'Row' },
];

/** The five views as a tab list: arrow keys move, as screen readers announce it. */
export function Tabs({ current, onChoose, children }: { current: TabKey; onChoose: (tab: TabKey) => void; children: ComponentChildren }): JSX.Element {
  const list = useRef<HTMLDivElement>(null);
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
      <div class="tabs" role="tablist" aria-label="Segment Coverage" ref={list} onKeyDown={move}>
        {TABS.map(({ key, label }) => (
          <button key={key} type="button" role="tab" id={`tab-${key}`} aria-selected={key === current} aria-controls="panel" tabIndex={key === current ? 0 : -1} onClick={() => onChoose(key)}>{label}</button>
        ))}
      </div>
      <div id="panel" role="tabpanel" aria-labelledby={`tab-${current}`} tabIndex={0}>{children}</div>
    </>
  );
}
