import type { ComponentChildren, JSX } from 'preact';

/** A problem or a note; problems are announced at once. */
export function Notice({ tone, children }: { tone: 'problem' | 'note' | 'good'; children: ComponentChildren }): JSX.Element {
  return <p class={`notice ${tone}`} role={tone === 'problem' ? 'alert' : 'status'} dir="auto">{children}</p>;
}

/** A button that cannot be pressed twice while its work runs. */
export function Button(props: { main?: boolean; danger?: boolean; busy?: boolean; disabled?: boolean; label?: string; onPress: () => void; children: ComponentChildren }): JSX.Element {
  const look = props.main ? 'action' : props.danger ? 'danger' : '';
  return (
    <button type="button" class={look} disabled={props.busy || props.disabled} aria-busy={props.busy ? 'true' : undefined} aria-label={props.label} onClick={props.onPress}>
      {props.children}
    </button>
  );
}

/** A titled part of a view. */
export function Part({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  const id = `part-${title.toLowerCase().replace(/[^a-z]+/g, '-')}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** A link to another site; only https addresses become links, others stay text. */
export function Outside({ address, children }: { address: string | null; children: ComponentChildren }): JSX.Element {
  return address !== null && address.startsWith('https://')
    ? <a href={address} target="_blank" rel="noopener noreferrer" dir="auto">{children}<span class="unseen"> (opens in a new tab)</span></a>
    : <span dir="auto">{children}</span>;
}
