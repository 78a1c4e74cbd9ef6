import type { MappedMetric, Metric } from '../domain/account/inventory';
import { DAY, known, unknown, type Instant, type Known } from '../domain/account/known';
import { sentLately } from './collections/campaigns';
import { liveFlow } from './collections/flows';
import { METRIC_LISTING, METRIC_MAPPING, parseMapping, parseMetric } from './collections/metrics';
import { resourcesOf } from './http/json';
import { klaviyoRequest, nextPath } from './http/request';
import { outcomeOf } from './http/retry';
import type { Transport } from './http/transport';

/** What can be told of an account before it is read: what its metrics are called, and whether it lives by campaigns or by flows. */
export interface FirstLook {
  readonly metrics: readonly Metric[];
  readonly mappedMetrics: Known<readonly MappedMetric[]>;
  /** Whether a campaign was sent in the last 90 days, by email or text message; null where that could not be told. */
  readonly sendsCampaigns: boolean | null;
  readonly hasLiveFlow: boolean | null;
}

/** Days over which an account that sends campaigns has sent one. */
const LATELY = 90 * DAY;
/** Pages of 200 metrics that are looked at: an account with more finds the rest by the refresh. */
const MOST_PAGES = 10;
/** Longest wait that Klaviyo may ask for here; somebody sits before the page. */
const LONGEST_WAIT = 3_000;

/**
 * One look at the account, for somebody who has just connected a key: five small requests in one call, and one for each further 200 metrics. Null where the
 * metrics could not be listed; nothing that fails here fails anything else.
 */
export function firstLook(transport: Transport, key: string): FirstLook | null {
  const now = transport.now();
  const [listed, mapping, flow, ...campaigns] = answersTo(transport, key, [METRIC_LISTING, METRIC_MAPPING, liveFlow(), ...lately(now)]);
  if (listed === undefined || listed === null) return null;
  const metrics = [...metricsIn(listed)];
  let next = nextPath(listed, METRIC_LISTING);
  for (let page = 1; next !== null && page < MOST_PAGES; page += 1) {
    const answer: unknown = answersTo(transport, key, [next])[0] ?? null;
    if (answer === null) return null;
    metrics.push(...metricsIn(answer));
    next = nextPath(answer, METRIC_LISTING);
  }
  const any = (answer: unknown): boolean | null => (answer === null || answer === undefined ? null : resourcesOf(answer).resources.length > 0);
  const sent = campaigns.map(any);
  return {
    metrics,
    mappedMetrics: mapping === null || mapping === undefined ? unknown('the mapping of metrics was not read') : known(parseMapping(mapping)),
    sendsCampaigns: sent.includes(true) ? true : sent.includes(null) ? null : false,
    hasLiveFlow: any(flow),
  };
}

function lately(now: Instant): readonly string[] {
  return [sentLately('email', now - LATELY), sentLately('sms', now - LATELY)];
}

function metricsIn(answer: unknown): readonly Metric[] {
  return resourcesOf(answer).resources.flatMap((resource) => parseMetric(resource) ?? []);
}

/** Answers in the order of the paths; null for one that was refused or failed. What came too fast for Klaviyo is asked once more. */
function answersTo(transport: Transport, key: string, paths: readonly string[]): readonly unknown[] {
  const ask = (asked: readonly string[]) => {
    const responses = transport.fetchAll(asked.map((path) => klaviyoRequest(key.trim(), 'get', path)));
    return asked.map((_, place) => outcomeOf(responses[place] ?? { failed: 'no answer' }));
  };
  const first = ask(paths);
  const again = paths.flatMap((_, place) => (first[place]?.kind === 'throttled' || first[place]?.kind === 'broken' ? [place] : []));
  if (again.length > 0) {
    const waits = again.map((place) => {
      const outcome = first[place];
      return outcome?.kind === 'throttled' ? (outcome.waitMs ?? 1_000) : 500;
    });
    transport.sleep(Math.min(LONGEST_WAIT, Math.max(...waits)));
    const second = ask(again.map((place) => paths[place] ?? ''));
    again.forEach((place, at) => {
      const outcome = second[at];
      if (outcome !== undefined) first[place] = outcome;
    });
  }
  return first.map((outcome) => (outcome.kind === 'answer' ? outcome.json : null));
}
