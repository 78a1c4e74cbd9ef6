import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { SettingView } from '../addon/protocol';
import { Button, Part } from './pieces';

interface Props {
  readonly settings: readonly SettingView[];
  readonly busy: boolean;
  readonly onSave: (values: readonly { readonly name: string; readonly value: string }[]) => Promise<boolean>;
  /** null without a connection: there is nothing to go on to. */
  readonly onNext: (() => void) | null;
}

/** Step two: stages, window, use case, look-back, schedule and the recognized metrics; the `Settings` tab has the same. */
export function PlanView({ settings, busy, onSave, onNext }: Props): JSX.Element {
  // Only what was typed and not saved yet; whatever changed in the tab meanwhile shows beside it.
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const groups = [...new Set(settings.map((setting) => setting.group))];
  const changed = settings.filter(({ name, value }) => typed[name] !== undefined && typed[name] !== value);
  const save = async (event: Event) => {
    event.preventDefault();
    if (busy || changed.length === 0) return;
    const sent = changed.map(({ name }) => ({ name, value: typed[name] ?? '' }));
    if (await onSave(sent))
      setTyped((now) => Object.fromEntries(Object.entries(now).filter(([name, value]) => !sent.some((each) => each.name === name && each.value === value))));
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      {groups.map((group) => (
        <Part key={group} title={group === 'Metrics' ? 'Recognized metrics' : group}>
          {group === 'Metrics' ? <p class="quiet">Check which of your metrics stand for these. Change one where the add-on took the wrong one.</p> : null}
          {settings
            .filter((setting) => setting.group === group)
            .map((setting) => (
              <Field
                key={setting.name}
                setting={setting}
                value={typed[setting.name] ?? setting.value}
                disabled={false}
                onChange={(value) => setTyped((now) => ({ ...now, [setting.name]: value }))}
              />
            ))}
        </Part>
      ))}
      <div class="row sticky">
        {changed.length > 0 ? (
          <Button main type="submit" busy={busy}>
            Save {changed.length} {changed.length === 1 ? 'change' : 'changes'}
          </Button>
        ) : onNext === null ? (
          <p class="quiet">Same values as in the Settings tab.</p>
        ) : (
          <Button main onPress={onNext} busy={busy}>
            Next: refresh
          </Button>
        )}
        {changed.length > 0 ? (
          <Button onPress={() => setTyped({})} busy={busy}>
            Undo
          </Button>
        ) : null}
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
  const help = (
    <p id={`${id}-help`} class="quiet">
      {setting.meaning}
    </p>
  );
  if (setting.kind === 'choices') return <Choices setting={setting} value={value} disabled={disabled} onChange={onChange} />;
  return (
    <div class="field">
      <label for={id} dir="auto">
        {setting.name}
      </label>
      {setting.kind === 'choice' || setting.kind === 'yes-no' ? (
        <select {...about} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {offered(setting, value).map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...about}
          type="text"
          inputMode={setting.kind === 'number' ? 'decimal' : undefined}
          dir="auto"
          value={value}
          placeholder={setting.allowed}
          onInput={(event) => onChange(event.currentTarget.value)}
        />
      )}
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
  const chosen = value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
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
