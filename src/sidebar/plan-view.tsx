import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { FieldProblem, SettingView } from '../addon/protocol';
import { Button, Part } from './pieces';

interface Props {
  readonly settings: readonly SettingView[];
  readonly busy: boolean;
  /** What was said of the last save; shown beside the button that was pressed. */
  readonly said: string;
  /** Gives what was refused, by setting; null when saving failed otherwise. */
  readonly onSave: (values: readonly { readonly name: string; readonly value: string }[]) => Promise<readonly FieldProblem[] | null>;
  /** null without a connection: there is nothing to go on to. */
  readonly onNext: (() => void) | null;
}

/** What a marketer decides first; everything else is folded, since its standard does for most. */
const FIRST: readonly string[] = ['Planning window', 'Main use case', 'Look-back', 'Moves per quarter'];

/** Units of what is typed; the meaning tells the rest. */
const UNITS: Readonly<Record<string, string>> = { 'Planning window': 'days', 'Look-back': 'months' };

/** Step two: the plan on one screen, with metrics and all else folded below; the `Settings` tab has the same. */
export function PlanView({ settings, busy, said, onSave, onNext }: Props): JSX.Element {
  // Only what was typed and not saved yet; whatever changed in the tab meanwhile shows beside it.
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [problems, setProblems] = useState<readonly FieldProblem[]>([]);
  const form = useRef<HTMLFormElement>(null);
  const valueOf = (setting: SettingView): string => typed[setting.name] ?? setting.proposed?.value ?? setting.value;
  const changed = settings.filter((setting) => valueOf(setting) !== setting.value);
  // Whoever pressed Save goes on at the first field that was refused, be it folded or not.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problems]);
  const save = async (event: Event) => {
    event.preventDefault();
    if (busy || changed.length === 0) return;
    const sent = changed.map((setting) => ({ name: setting.name, value: valueOf(setting) }));
    const refused = await onSave(sent);
    setProblems(refused ?? []);
    if (refused?.length === 0)
      setTyped((now) => Object.fromEntries(Object.entries(now).filter(([name, value]) => !sent.some((each) => each.name === name && each.value === value))));
  };
  const fields = (of: readonly SettingView[]) =>
    of.map((setting) => (
      <Field
        key={setting.name}
        setting={setting}
        value={valueOf(setting)}
        problem={problems.find(({ name }) => name === setting.name)?.problem ?? null}
        onChange={(value) => {
          setTyped((now) => ({ ...now, [setting.name]: value }));
          setProblems((now) => now.filter(({ name }) => name !== setting.name));
        }}
      />
    ));
  const refused = (of: readonly SettingView[]): boolean => of.some(({ name }) => problems.some((problem) => problem.name === name));
  const first = FIRST.flatMap((name) => settings.find((setting) => setting.name === name) ?? []);
  const stages = settings.filter(({ kind }) => kind === 'choices');
  const metrics = settings.filter(({ group }) => group === 'Metrics');
  const others = settings.filter((setting) => ![...first, ...stages, ...metrics].includes(setting));
  return (
    <form ref={form} class="plan" onSubmit={(event) => void save(event)}>
      <Part title="Plan">{fields(first)}</Part>
      {stages.map((setting) => (
        <Folded key={setting.name} words={stageWords(setting, valueOf(setting))} open={refused([setting])}>
          {fields([setting])}
        </Folded>
      ))}
      {metrics.length === 0 ? null : (
        <Folded words={metricWords(metrics)} open={refused(metrics)}>
          <p class="quiet">
            {metrics.some(({ recognized }) => recognized !== null)
              ? 'Which of your metrics stands for each. Choose another where the add-on took the wrong one.'
              : 'Your metrics are recognized by the refresh. Name one here where you know better.'}
          </p>
          {fields(metrics)}
        </Folded>
      )}
      {others.length === 0 ? null : (
        <Folded words="People, reviews and more" open={refused(others)}>
          {fields(others)}
        </Folded>
      )}
      <div class="row sticky">
        {changed.length > 0 ? (
          <Button main type="submit" busy={busy}>
            {Object.keys(typed).length === 0 ? 'Save this plan' : `Save ${changed.length} ${changed.length === 1 ? 'change' : 'changes'}`}
          </Button>
        ) : onNext === null ? null : (
          <Button main onPress={onNext} busy={busy}>
            Next: refresh
          </Button>
        )}
        {Object.keys(typed).length > 0 && changed.length > 0 ? (
          <Button
            onPress={() => {
              setTyped({});
              setProblems([]);
            }}
            busy={busy}
          >
            Undo
          </Button>
        ) : null}
        <p class="quiet beside-button" role="status">
          {problems.length > 0
            ? 'Nothing was saved yet: see the marked fields.'
            : said !== ''
              ? said
              : onNext === null
                ? 'The Settings tab has the same values.'
                : ''}
        </p>
      </div>
    </form>
  );
}

function Folded({ words, open, children }: { words: string; open: boolean; children: ComponentChildren }): JSX.Element {
  const details = useRef<HTMLDetailsElement>(null);
  // Opened for a field that was refused; closing it again is up to the person.
  useLayoutEffect(() => {
    if (open && details.current !== null) details.current.open = true;
  }, [open]);
  return (
    <details class="folded" ref={details}>
      <summary>{words}</summary>
      {children}
    </details>
  );
}

/** `All 13 lifecycle stages`, `4 of 13 lifecycle stages`. */
function stageWords({ name, choices }: SettingView, value: string): string {
  const chosen = listed(value).length;
  return chosen === choices.length ? `All ${choices.length} ${name.toLowerCase()}` : `${chosen} of ${choices.length} ${name.toLowerCase()}`;
}

/** `Metrics: 15 of 16 recognized`. */
function metricWords(metrics: readonly SettingView[]): string {
  const told = metrics.filter(({ recognized }) => recognized !== null);
  return told.length === 0 ? 'Metrics' : `Metrics: ${told.filter(({ recognized }) => recognized).length} of ${told.length} recognized`;
}

function listed(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

interface FieldProps {
  readonly setting: SettingView;
  readonly value: string;
  /** What is wrong with it; null when nothing is. */
  readonly problem: string | null;
  readonly onChange: (value: string) => void;
}

function Field({ setting, value, problem, onChange }: FieldProps): JSX.Element {
  const id = `setting-${setting.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`;
  const about = {
    id,
    'aria-describedby': problem === null ? `${id}-help` : `${id}-problem ${id}-help`,
    'aria-invalid': problem === null ? undefined : ('true' as const),
  };
  if (setting.kind === 'choices') return <Choices setting={setting} value={value} problem={problem} onChange={onChange} />;
  const short = setting.kind === 'number' || setting.kind === 'choice';
  return (
    <div class={short ? 'field short' : 'field'}>
      <label for={id} dir="auto">
        {setting.name}
        {UNITS[setting.name] === undefined ? null : <span class="quiet"> in {UNITS[setting.name]}</span>}
        {setting.recognized === false ? <span class="missing"> not found</span> : null}
      </label>
      {setting.kind === 'choice' || setting.kind === 'yes-no' || setting.choices.length > 0 ? (
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
      {problem === null ? null : (
        <p id={`${id}-problem`} class="refused" role="alert" dir="auto">
          {problem}
        </p>
      )}
      {setting.proposed !== null && setting.proposed.value === value ? <p class="quiet">{setting.proposed.why}</p> : null}
      <p id={`${id}-help`} class="quiet help">
        {setting.meaning}
      </p>
    </div>
  );
}

/**
 * What can be chosen. A value that is none of the choices (typed in the tab) is shown too, so that it is not lost by opening the page; of a metric the
 * first choice is what the add-on takes by itself.
 */
function offered(setting: SettingView, value: string): readonly string[] {
  const choices = setting.kind === 'yes-no' && setting.choices.length === 0 ? ['Yes', 'No'] : setting.choices;
  const others = [setting.value, value].filter((one) => !choices.includes(one));
  const automatic = others.some((one) => one.startsWith('Automatic'));
  return [...new Set([...others, ...choices.filter((choice) => !(automatic && choice === 'Automatic'))])];
}

function Choices({ setting, value, problem, onChange }: FieldProps): JSX.Element {
  const chosen = listed(value);
  const toggle = (choice: string, on: boolean) => {
    const next = on ? [...chosen, choice] : chosen.filter((part) => part !== choice);
    onChange(setting.choices.filter((each) => next.includes(each)).join(', '));
  };
  return (
    <fieldset>
      <legend>{setting.name}</legend>
      {setting.choices.map((choice) => (
        <label key={choice} class="check">
          <input type="checkbox" checked={chosen.includes(choice)} onChange={(event) => toggle(choice, event.currentTarget.checked)} />
          {choice}
        </label>
      ))}
      {problem === null ? null : (
        <p class="refused" role="alert">
          {problem}
        </p>
      )}
      <p class="quiet">{setting.meaning}</p>
    </fieldset>
  );
}
