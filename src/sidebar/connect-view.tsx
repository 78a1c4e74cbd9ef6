import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { ConnectionView, StateView } from '../addon/protocol';
import { Button, Notice, Part } from './pieces';

interface Props {
  readonly state: StateView;
  readonly busy: boolean;
  readonly onConnect: (key: string) => Promise<boolean>;
  readonly onDisconnect: () => void;
}

/** Step one: whose account, and what the key may read. */
export function ConnectView(props: Props): JSX.Element {
  const { connection } = props.state;
  const [replacing, setReplacing] = useState(false);
  if (connection === null || replacing) {
    return <KeyForm {...props} onDone={() => setReplacing(false)} cancel={connection === null ? null : () => setReplacing(false)} />;
  }
  return (
    <div>
      <Account connection={connection} sheetAccount={props.state.sheetAccount} />
      <Scopes connection={connection} />
      <div class="row">
        <Button onPress={() => setReplacing(true)} disabled={props.busy}>Replace key</Button>
        <Button danger onPress={props.onDisconnect} busy={props.busy}>Disconnect</Button>
      </div>
    </div>
  );
}

function KeyForm(props: Props & { onDone: () => void; cancel: (() => void) | null }): JSX.Element {
  const [key, setKey] = useState('');
  const submit = async (event: Event) => {
    event.preventDefault();
    const sent = key.trim();
    // The key leaves the page here and is not kept in it, whatever the answer.
    setKey('');
    if (await props.onConnect(sent)) props.onDone();
  };
  return (
    <Part title="Connect Klaviyo">
      <p>Paste a private API key with read access. It is kept in your own Google account's settings for this add-on; other editors of the sheet cannot read it.</p>
      <form onSubmit={submit}>
        <label for="key">Private API key</label>
        <input id="key" type="password" autocomplete="off" spellcheck={false} placeholder="pk_…" value={key} disabled={props.busy}
          onInput={(event) => setKey(event.currentTarget.value)} aria-describedby="key-help" />
        <p id="key-help" class="quiet">In Klaviyo: account name › Settings › API keys › Create Private API Key › Read-only key. The add-on only ever reads.</p>
        <div class="row">
          <button type="submit" class="action" disabled={props.busy || key.trim() === ''} aria-busy={props.busy ? 'true' : undefined}>{props.busy ? 'Checking…' : 'Connect'}</button>
          {props.cancel === null ? null : <Button onPress={props.cancel} disabled={props.busy}>Keep the old key</Button>}
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
        <dt>Name</dt><dd dir="auto">{connection.accountName}{connection.testAccount ? ' (test account)' : ''}</dd>
        <dt>Currency</dt><dd>{connection.currency}</dd>
        <dt>Time zone</dt><dd>{connection.timezone}</dd>
      </dl>
      {other ? <Notice tone="problem">This sheet belongs to {sheetAccount?.name}. Connect that account's key, or use a new sheet for {connection.accountName}.</Notice> : null}
      {connection.note === '' ? null : <Notice tone="note">{connection.note}</Notice>}
    </Part>
  );
}

const MARKS = { yes: '✓', no: '✗', open: '?' } as const;

function Scopes({ connection }: { connection: ConnectionView }): JSX.Element {
  return (
    <Part title="What the key may read">
      <ul class="scopes">
        {connection.scopes.map((scope) => {
          const mark = scope.present === null ? 'open' : scope.present ? 'yes' : 'no';
          const words = { yes: 'present', no: 'missing', open: 'could not be checked' }[mark];
          return (
            <li key={scope.scope} class={mark}>
              <span aria-hidden="true" class="mark">{MARKS[mark]}</span>
              <span><strong>{scope.scope}</strong> <span class={mark === 'no' ? 'missing' : 'unseen'}>{words}</span><br /><span class="quiet">{scope.brings}</span></span>
            </li>
          );
        })}
      </ul>
    </Part>
  );
}
