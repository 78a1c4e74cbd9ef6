import type { Account } from '../domain/account/inventory';
import { unknown } from '../domain/account/known';
import { metricSettings } from '../domain/catalogue/catalogue-settings';
import { recognizeMetrics, shownMetrics } from '../domain/catalogue/recognize-metrics';
import { mainUseCase } from '../domain/settings/plan';
import { createFormats } from '../domain/text/format';
import { firstLook, type FirstLook } from '../klaviyo/first-look';
import type { Store } from '../refresh/store';
import { googleTransport } from './google-transport';
import { KNOWN_METRICS, readKnownMetrics, withoutMoments, type KnownMetrics } from './known-metrics';

/** Longest that this look may take; a person waits for it. */
const PATIENCE = 20_000;

/**
 * Looks at the account by a few small requests, so that its own metrics can be chosen and a plan proposed before anything is read. Gives what is known then,
 * to be kept with `keepLook`; null where the metrics could not be listed. After a refresh, which knows more than names, only the list is brought up to date.
 */
export function lookAtAccount(store: Store, key: string, account: Pick<Account, 'currency' | 'timezone'>): KnownMetrics | null {
  const transport = googleTransport(Date.now() + PATIENCE);
  const look = firstLook(transport, key);
  if (look === null) return null;
  const before = readKnownMetrics(store);
  const meaning = before === null || before.byName ? recognizedByName(look, account, transport.now()) : before;
  return { ...meaning, metrics: withoutMoments(look.metrics) };
}

/** Keeps what a look brought. */
export function keepLook(store: Store, known: KnownMetrics): void {
  store.commit(new Map([[KNOWN_METRICS.key, KNOWN_METRICS.text(known)]]));
}

/** Recognition by names and Klaviyo's own mapping alone: which of several still arrive, the refresh finds out. */
function recognizedByName(look: FirstLook, account: Pick<Account, 'currency' | 'timezone'>, now: number): Omit<KnownMetrics, 'metrics'> {
  const whole: Account = { id: '', name: '', locale: null, testAccount: false, ...account };
  const recognized = recognizeMetrics(
    { account: whole, metrics: look.metrics, mappedMetrics: look.mappedMetrics, activity: unknown('not read yet'), metricProperties: [], readAt: now },
    new Map(),
  );
  const shown = shownMetrics(recognized, () => null, createFormats(whole));
  return {
    byName: true,
    found: [...recognized.byAlias].flatMap(([alias, { metricIds }]) => (metricIds.length === 0 ? [] : (metricSettings.get(alias)?.name ?? []))),
    shown: Object.fromEntries([...shown].map(([name, words]) => [name.toLowerCase(), `Automatic (${words})`])),
    proposed:
      look.sendsCampaigns === false && look.hasLiveFlow === true
        ? { [mainUseCase.name]: { value: 'Flow branching', why: 'Chosen from the account: no campaign was sent in the last 90 days, and flows are live.' } }
        : {},
  };
}
