import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ConnectionView, ScopeView, StateView } from '../addon/protocol';
import { Button, Notice, Outside, Part } from './pieces';

interface Props {
  readonly state: StateView;
  readonly busy: boolean;
  readonly onConnect: (key: string) => Promise<boolean>;
  readonly onDisconnect: () => Promise<boolean>;
  readonly onNext: () => void;
}

const KEYS_PAGE = 'https://www.klaviyo.com/settings/account/api-keys';

/** Step one: whose account, and what the key may read. */
export function ConnectView(props: Props): JSX.Element {
  const { connection, sheetAccount } = props.state;
  const [replacing, setReplacing] = useState(false);
  if (connection === null || replacing) {
    return <KeyForm {...props} onDone={() => setReplacing(false)} onKeep={connection === null ? null : () => setReplacing(false)} />;
  }
  return (
    <div>
      <Account connection={connection} sheetAccount={sheetAccount} />
      <Scopes scopes={connection.scopes} />
      <div class="row">
        <Button main onPress={props.onNext} busy={props.busy}>
          Next: confirm the plan
        </Button>
      </div>
      <Leave note={connection.note} busy={props.busy} onReplace={() => setReplacing(true)} onDisconnect={props.onDisconnect} />
    </div>
  );
}

function KeyForm({ state, busy, onConnect, onDone, onKeep }: Props & { onDone: () => void; onKeep: (() => void) | null }): JSX.Element {
  const [key, setKey] = useState('');
  const submit = async (event: Event) => {
    event.preventDefault();
    const sent = key.trim();
    if (sent === '' || busy) return;
    // The key leaves the page here and is not kept in it, whatever the answer.
    setKey('');
    if (await onConnect(sent)) onDone();
  };
  return (
    <Part title={onKeep === null ? 'Connect Klaviyo' : 'Replace the key'}>
      {state.sheetAccount === null ? null : (
        <p>
          This sheet belongs to <strong dir="auto">{state.sheetAccount.name}</strong>. You can work in the tracker without a key; to refresh, connect your own
          key of that account.
        </p>
      )}
      <form onSubmit={(event) => void submit(event)}>
        <div class="field">
          <label for="key">Private API key</label>
          <input
            id="key"
            type="password"
            autocomplete="off"
            spellcheck={false}
            placeholder="pk_…"
            value={key}
            readOnly={busy}
            dir="ltr"
            onInput={(event) => setKey(event.currentTarget.value)}
            aria-describedby="key-help key-kept"
          />
          <p id="key-help" class="quiet">
            In Klaviyo: account name › Settings › API keys › Create Private API Key › Read-only key. <Outside address={KEYS_PAGE}>Open that page</Outside>
          </p>
        </div>
        <p id="key-kept" class="quiet">
          With this key the add-on only ever reads. Your key is kept in your own settings for this add-on: no other editor of the sheet can see or use it, and
          it never comes back to this page.
        </p>
        <div class="row">
          <Button main type="submit" busy={busy} disabled={key.trim() === '' && !busy}>
            {busy ? 'Checking…' : 'Connect'}
          </Button>
          {onKeep === null ? null : (
            <Button onPress={onKeep} busy={busy}>
              Keep the old key
            </Button>
          )}
        </div>
      </form>
    </Part>
  );
}

function Account({ connection, sheetAccount }: { connection: ConnectionView; sheetAccount: StateView['sheetAccount'] }): JSX.Element {
  const other = sheetAccount !== null && sheetAccount.id !== connection.accountId;
  return (
    <Part title="Account">
      <dl>
        <dt>Name</dt>
        <dd>
          <strong dir="auto">{connection.accountName}</strong>
          {connection.testAccount ? ' (test account)' : ''}
        </dd>
        <dt>Currency</dt>
        <dd>{connection.currency}</dd>
        <dt>Time zone</dt>
        <dd>{connection.timezone.replaceAll('_', ' ')}</dd>
      </dl>
      {other ? (
        <Notice tone="problem">
          This sheet belongs to {sheetAccount?.name}. Connect that account’s key, or use a new sheet for {connection.accountName}.
        </Notice>
      ) : null}
    </Part>
  );
}

/** What is missing comes first, with what it means; what is there can be folded out. */
function Scopes({ scopes }: { scopes: ConnectionView['scopes'] }): JSX.Element {
  const missing = scopes.filter(({ present }) => present === false);
  const open = scopes.filter(({ present }) => present === null);
  const there = scopes.filter(({ present }) => present === true);
  return (
    <Part title="What the key may read">
      {missing.length === 0 && open.length === 0 ? (
        <p class="fine">
          <span aria-hidden="true" class="mark">
            ✓
          </span>{' '}
          All {there.length} read scopes that the add-on uses are present.
        </p>
      ) : null}
      {missing.length === 0 ? null : (
        <>
          <p class="notice note">
            {missing.length === 1 ? 'One read scope is' : `${missing.length} read scopes are`} missing. The refresh works; what{' '}
            {missing.length === 1 ? 'it' : 'they'} would bring is shown as unknown. To add {missing.length === 1 ? 'it' : 'them'}, create a new key and press
            “Replace key”.
          </p>
          <ScopeList scopes={missing} mark="no" sign="✗" word="missing" />
        </>
      )}
      {open.length === 0 ? null : <ScopeList scopes={open} mark="open" sign="?" word="could not be checked" />}
      {there.length === 0 ? null : (
        <details>
          <summary>{there.length === scopes.length ? 'What they bring' : `${there.length} of ${scopes.length} present`}</summary>
          <ScopeList scopes={there} mark="yes" sign="✓" word="present" />
        </details>
      )}
    </Part>
  );
}

function ScopeList({ scopes, mark, sign, word }: { scopes: readonly ScopeView[]; mark: string; sign: string; word: string }): JSX.Element {
  return (
    <ul class="scopes">
      {scopes.map(({ scope, brings }) => (
        <li key={scope} class={mark}>
          <span aria-hidden="true" class="mark">
            {sign}
          </span>
          <span>
            <strong>{scope}</strong> <span class={mark === 'no' ? 'missing' : 'unseen'}>{word}</span>
            <br />
            <span class="quiet">Brings {brings}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Disconnecting asks once more: the key cannot be read back. */
function Leave({
  note,
  busy,
  onReplace,
  onDisconnect,
}: {
  note: string;
  busy: boolean;
  onReplace: () => void;
  onDisconnect: () => Promise<boolean>;
}): JSX.Element {
  const [asked, setAsked] = useState(false);
  return (
    <Part title="Key">
      {note === '' ? null : (
        <p class="quiet" dir="auto">
          {note}
        </p>
      )}
      {asked ? (
        <div role="group" aria-label="Disconnect">
          <p>Disconnect? The sheet keeps its results; your key is forgotten, and you need to paste it again to refresh.</p>
          <div class="row">
            <Button danger onPress={() => void onDisconnect()} busy={busy}>
              Yes, disconnect
            </Button>
            <Button onPress={() => setAsked(false)} busy={busy}>
              Keep it
            </Button>
          </div>
        </div>
      ) : (
        <div class="row">
          <Button onPress={onReplace} busy={busy}>
            Replace key
          </Button>
          <Button danger onPress={() => setAsked(true)} busy={busy}>
            Disconnect
          </Button>
        </div>
      )}
    </Part>
  );
}
