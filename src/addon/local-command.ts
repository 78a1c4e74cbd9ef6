import { parseSetting } from '../domain/settings/all-settings';
import { checkKeyFormat } from '../klaviyo/key';
import { isActive } from '../refresh/job';
import { MARKDOWN_KEY, SUMMARY_TEXT_KEY } from '../refresh/store-keys';
import { keepSettingEdits } from '../sheet/setting-edits';
import { readJob } from './job-shelf';
import { keepBaseUrl, keepKey } from './key-vault';
import type { RefreshView } from './protocol';
import { openSheet } from './refresh-doors';
import { continueRefresh, startRefresh } from './refresh-control';
import { tellingOf, toldOf, Told } from './told';

/** What the local command hands in: it stands in for a person at the sidebar. */
interface LocalOptions {
  readonly key: string;
  readonly baseUrl: string;
  readonly settings: readonly { readonly name: string; readonly value: string }[];
  readonly full?: boolean;
}

/** What it gets back after each execution, as JSON. */
interface LocalAnswer {
  readonly state: 'more' | 'done' | 'failed' | 'stopped';
  readonly progress: { readonly step: string; readonly done: number; readonly expected: number | null; readonly secondsLeft: number | null; readonly requests: number };
  readonly notBefore: number | null;
  readonly sentence: string;
  readonly summary?: string;
  readonly markdown?: string;
}

/** Connects, sets what was asked to be set, and begins a refresh; a wrong setting or key fails before anything is changed. */
export function localStart(optionsJson: string): string {
  return answered(() => {
    const options = JSON.parse(optionsJson) as LocalOptions;
    for (const { name, value } of options.settings) {
      const parsed = parseSetting(name, value);
      if ('problem' in parsed) throw new Told(parsed.problem, 'setting');
    }
    const malformed = checkKeyFormat(options.key);
    if (malformed !== null) throw toldOf(malformed);
    keepBaseUrl(options.baseUrl);
    keepKey(options.key);
    if (options.settings.length > 0) keepSettingEdits(openSheet(), options.settings.map(({ name, value }) => ({ name, text: value })));
    return startRefresh(options.full === true);
  });
}

/** Runs one execution's worth. */
export function localStep(): string {
  return answered(continueRefresh);
}

function answered(act: () => RefreshView): string {
  try {
    return JSON.stringify(answerOf(act()));
  } catch (error) {
    const { sentence } = tellingOf(error);
    return JSON.stringify({ state: 'failed', progress: { step: '', done: 0, expected: null, secondsLeft: null, requests: 0 }, notBefore: null, sentence } satisfies LocalAnswer);
  }
}

function answerOf(view: RefreshView): LocalAnswer {
  const { step, done, expected, secondsLeft, requests, notBefore, sentence } = view;
  const progress = { step, done, expected, secondsLeft, requests };
  if (isActive(readJob())) return { state: 'more', progress, notBefore, sentence };
  if (view.state !== 'done') return { state: view.state === 'cancelled' ? 'stopped' : 'failed', progress, notBefore, sentence };
  const { store } = openSheet();
  return { state: 'done', progress, notBefore, sentence, summary: store.read(SUMMARY_TEXT_KEY) ?? '', markdown: store.read(MARKDOWN_KEY) ?? '' };
}
