import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

/** A problem or a note; problems are announced at once. */
export function Notice({ tone, children }: { tone: 'problem' | 'note' | 'good'; children: ComponentChildren }): JSX.Element {
  return (
    <p class={`notice ${tone}`} role={tone === 'problem' ? 'alert' : undefined} dir="auto">
      {children}
    </p>
  );
}

interface ButtonProps {
  readonly main?: boolean;
  readonly danger?: boolean;
  /** Its own or another's work runs: pressing does nothing, but the keyboard keeps its place. */
  readonly busy?: boolean;
  readonly disabled?: boolean;
  readonly label?: string;
  readonly pressed?: boolean;
  readonly type?: 'button' | 'submit';
  readonly onPress?: () => void;
  readonly children: ComponentChildren;
}

/** A button that cannot be pressed twice while its work runs. */
export function Button({ main, danger, busy, disabled, label, pressed, type = 'button', onPress, children }: ButtonProps): JSX.Element {
  return (
    <button
      type={type}
      class={main ? 'action' : danger ? 'danger' : ''}
      disabled={disabled}
      aria-disabled={busy ? 'true' : undefined}
      aria-label={label}
      aria-pressed={pressed}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onPress?.();
      }}
    >
      {children}
    </button>
  );
}

/** A titled part of a view; `level` is its heading's. */
export function Part({ title, level = 2, children }: { title: string; level?: 2 | 3; children: ComponentChildren }): JSX.Element {
  const id = useId();
  const Heading = `h${level}` as 'h2' | 'h3';
  return (
    <section aria-labelledby={id}>
      <Heading id={id}>{title}</Heading>
      {children}
    </section>
  );
}

/** A link to another site; only https addresses become links, others stay text. */
export function Outside({ address, children }: { address: string | null; children: ComponentChildren }): JSX.Element {
  return address !== null && address.startsWith('https://') ? (
    <a href={address} target="_blank" rel="noopener noreferrer" dir="auto">
      {children}
      <span class="unseen"> (opens in a new tab)</span>
    </a>
  ) : (
    <span dir="auto">{children}</span>
  );
}

/** The colored word of a tracker row's priority. */
export function Priority({ word }: { word: string }): JSX.Element | null {
  const look = ['P1', 'P2', 'P3'].includes(word) ? word.toLowerCase() : '';
  return word === '' ? null : (
    <span class={`priority ${look}`} dir="auto">
      {word}
    </span>
  );
}
