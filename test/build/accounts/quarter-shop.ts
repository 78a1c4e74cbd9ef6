import { createSampleAccount, type SampleOptions } from '../../../src/local/demo/sample/sample-account';
import type { AccountData } from '../../../src/local/klaviyo/account-data';

/**
 * The sample's shop with a quarter of its segments and campaigns and a third of its flows, and with whatever segments these refer to: every kind of object
 * at less than half of a refresh's work. For tests of what happens around a refresh (who runs it, what fails, who edits meanwhile), which ask nothing of
 * how much there is.
 */
export function createQuarterShop(options: SampleOptions): AccountData {
  const whole = createSampleAccount(options);
  const flows = whole.flows.filter((_, place) => place % 3 === 0);
  const campaigns = whole.campaigns.filter((_, place) => place % 4 === 0);
  const kept = new Set(whole.segments.filter((_, place) => place % 4 === 0));
  let text = JSON.stringify([flows, campaigns, [...kept].map(({ definition }) => definition)]);
  for (let grown = true; grown;) {
    const named = whole.segments.filter((segment) => !kept.has(segment) && text.includes(`"${segment.id}"`));
    grown = named.length > 0;
    for (const segment of named) kept.add(segment);
    text = JSON.stringify(named.map(({ definition }) => definition));
  }
  return { ...whole, flows, campaigns, segments: whole.segments.filter((segment) => kept.has(segment)) };
}
