import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { SettingView } from '../addon/protocol';
import { Part } from './pieces';

interface Props {
  readonly settings: readonly SettingView[];
  readonly busy: boolean;
  readonly onSave: (values: { name: string; value: string }[]) => void;
}

/** Step two: stages, window, use case, look-back, schedule and the recognized metrics; the `Settings` tab has the same. */
export function PlanView({ settings, busy, onSave }: Props): JSX.Element {
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  // Values may have changed in the tab meanwhile: what the server says is the truth once it was saved or read again.
  useEffect(() => setTyped({}), [settings]);
  const groups = [...new Set(settings.map((setting) => setting.group))];
  const changed = settings.filter((setting) => typed[setting.name] !== undefined && typed[setting.name] !== setting.value);
  const save = (event: Event) => {
    event.preventDefault();
    onSave(changed.map((setting) => ({ name: setting.name, value: typed[setting.name] ?? '' })));
  };
  return (
    <form onSubmit={save}>
      {groups.map((group) => (
        <Part key={group} title={group === 'Metrics' ? 'Recognized metrics' : group}>
          {settings.filter((setting) => setting.group === group).map((setting) => (
            <Field key={setting.name} setting={setting} value={typed[setting.name] ?? setting.value} disabled={busy}
              onChange={(value) => setTyped({ ...typed, [setting.name]: value })} />
          ))}
        </Part>
      ))}
      <div class="row sticky">
        <button type="submit" class="action" disabled={busy || changed.length === 0} aria-busy={busy ? 'true' : undefined}>
          {changed.length === 0 ? 'Saved' : `Save ${changed.length} ${changed.length === 1 ? 'change' : 'changes'}`}
        </button>
      </div>
    </form>
  );
}

interface FieldProps {
  readonly setting: SettingView;
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
}

function Field({ setting, value, disabled, onChange }: FieldProps): JSX.Element {
  const id = `setting-${setting.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  const about = { id, disabled, 'aria-describedby': `${id}-help` };
  const help = <p id={`${id}-help`} class="quiet">{setting.meaning}</p>;
  if (setting.kind === 'choices') return <Choices setting={setting} value={value} disabled={disabled} onChange={onChange} />;
  return (
    <div class="field">
      <label for={id} dir="auto">{setting.name}</label>
      {setting.kind === 'choice' || setting.kind === 'yes-no'
        ? <select {...about} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
            {offered(setting, value).map((choice) => <option key={choice} value={choice}>{choice}</option>)}
          </select>
        : <input {...about} type="text" inputMode={setting.kind === 'number' ? 'decimal' : undefined} dir="auto" value={value}
            placeholder={setting.allowed} onInput={(event) => onChange(event.currentTarget.value)} />}
      {help}
    </div>
  );
}

/** A value that is none of the choices (typed in the tab) is shown too, so that it is not lost by opening the page. */
function offered(setting: SettingView, value: string): readonly string[] {
  const choices = setting.kind === 'yes-no' && setting.choices.length === 0 ? ['Yes', 'No'] : setting.choices;
  return choices.includes(value) ? choices : [value, ...choices];
}

function Choices({ setting, value, disabled, onChange }: FieldProps): JSX.Element {
  const chosen = value.split(',').map((part) => part.trim()).filter((part) => part !== '');
  const toggle = (choice: string, on: boolean) => {
    const next = on ? [...chosen, choice] : chosen.filter((part) => part !== choice);
    onChange(setting.choices.filter((each) => next.includes(each)).join(', '));
  };
  return (
    <fieldset>
      <legend>{setting.name}</legend>
      {setting.choices.map((choice) => (
        <label key={choice} class="check">
          <input type="checkbox" checked={chosen.includes(choice)} disabled={disabled} onChange={(event) => toggle(choice, event.currentTarget.checked)} />
          {choice}
        </label>
      ))}
      <p class="quiet">{setting.meaning}</p>
    </fieldset>
  );
}
