import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ChangesView } from '../addon/protocol';
import { Button, Outside, Part } from './pieces';

interface Props {
  readonly changes: ChangesView;
  readonly busy: boolean;
  readonly onAllow: (allow: boolean) => void;
  readonly onConnect: (key: string, who: string) => void;
  readonly onForget: () => void;
}

const KEYS_PAGE = 'https://www.klaviyo.com/settings/account/api-keys';

/** The step of its own that lets this add-on change something: what it can do, what it never does, the switch and the second key. */
export function ChangesStep({ changes, busy, onAllow, onConnect, onForget }: Props): JSX.Element {
  const { allowed, connected, who, note } = changes;
  return (
    <Part title="Changes in Klaviyo">
      <p>
        {allowed && connected ? (
          <>
            On. The journal of changes names you as <strong dir="auto">{who}</strong>.
          </>
        ) : allowed ? (
          'Switched on, but without a second key nothing can be changed.'
        ) : (
          'Off: this add-on only reads.'
        )}
      </p>
      {note === '' ? null : (
        <p class="notice note" dir="auto">
          {note}
        </p>
      )}
      <details open={allowed && !connected}>
        <summary>What it can do, and what it never does</summary>
        <p>With both the switch and a second key it does three things, each only when you ask for it here and have seen it in full:</p>
        <ul>
          <li>create the segment of a row that you approved</li>
          <li>make the segment of an approved Retire or Merge row inactive, if nothing uses it</li>
          <li>make that active again, for 30 days</li>
        </ul>
        <p>
          It never edits or deletes a segment, and never touches lists, campaigns, flows, profiles or suppressions. No refresh and no timer changes anything.
          The key that reads is never used for it.
        </p>
      </details>
      {allowed && !connected ? <SecondKey busy={busy} onConnect={onConnect} /> : null}
      <div class="row">
        {allowed ? (
          <Button onPress={() => onAllow(false)} busy={busy}>
            Switch changes off
          </Button>
        ) : (
          <Button onPress={() => onAllow(true)} busy={busy}>
            Allow changes in Klaviyo
          </Button>
        )}
        {connected ? (
          <Button danger onPress={onForget} busy={busy}>
            Forget the second key
          </Button>
        ) : null}
      </div>
    </Part>
  );
}

function SecondKey({ busy, onConnect }: Pick<Props, 'busy' | 'onConnect'>): JSX.Element {
  const [key, setKey] = useState('');
  const [who, setWho] = useState('');
  const submit = (event: Event): void => {
    event.preventDefault();
    const sent = key.trim();
    if (sent === '' || who.trim() === '' || busy) return;
    // The key leaves the page here and is not kept in it, whatever the answer.
    setKey('');
    onConnect(sent, who);
  };
  return (
    <form onSubmit={submit}>
      <div class="field">
        <label for="second-key">Second private API key</label>
        <input
          id="second-key"
          type="password"
          autocomplete="off"
          spellcheck={false}
          placeholder="pk_…"
          value={key}
          readOnly={busy}
          dir="ltr"
          onInput={(event) => setKey(event.currentTarget.value)}
          aria-describedby="second-key-help"
        />
        <p id="second-key-help" class="quiet">
          In Klaviyo: account name › Settings › API keys › Create Private API Key › Custom key, with full access to Segments and read access to Accounts. It is
          kept as the first one is: in your own settings, for this sheet. <Outside address={KEYS_PAGE}>Open that page</Outside>
        </p>
      </div>
      <div class="field">
        <label for="second-key-who">Your name</label>
        <input
          id="second-key-who"
          type="text"
          dir="auto"
          value={who}
          readOnly={busy}
          onInput={(event) => setWho(event.currentTarget.value)}
          aria-describedby="second-key-who-help"
        />
        <p id="second-key-who-help" class="quiet">
          It stands beside each change in the journal, which everyone with access to the sheet can see.
        </p>
      </div>
      <div class="row">
        <Button main type="submit" busy={busy} disabled={(key.trim() === '' || who.trim() === '') && !busy}>
          {busy ? 'Checking…' : 'Keep the second key'}
        </Button>
      </div>
    </form>
  );
}
