import { endpointOf, type EndpointName } from '../http/endpoints';
import type { ReadingProgress } from './reading-options';
import type { Head } from '../state/head';
import { pagesAhead } from './split-windows';
import type { Step } from './steps';

/** Where the reading stands: the step that will take longest, requests answered and expected, and the time left. */
export function progressOf(head: Head, steps: readonly Step[]): ReadingProgress {
  const ahead = new Map<EndpointName, number>();
  const stepOf = new Map<EndpointName, string>();
  for (const item of head.queue) {
    ahead.set(item.endpoint, (ahead.get(item.endpoint) ?? 0) + pagesAhead(item, endpointOf(item.endpoint).pageSize ?? 1));
    if (!stepOf.has(item.endpoint)) stepOf.set(item.endpoint, item.step);
  }
  let longest: { readonly name: EndpointName; readonly seconds: number } | null = null;
  let pages = 0;
  for (const [name, count] of ahead) {
    const seconds = (count / endpointOf(name).limits.steady) * 60;
    pages += count;
    if (longest === null || seconds > longest.seconds) longest = { name, seconds };
  }
  // Before it is known which events to read, any figure would be far too low.
  const foreseeable = head.ended.includes('needs') || head.status === 'done';
  const stepName = longest === null ? steps.find((step) => !head.ended.includes(step.name))?.name : stepOf.get(longest.name);
  return {
    step: head.status === 'done' ? 'Everything is read' : steps.find((step) => step.name === stepName)?.label ?? 'Reading the account',
    done: head.answers,
    expected: foreseeable ? head.answers + Math.ceil(pages) : null,
    requests: head.requests,
    secondsLeft: foreseeable ? Math.ceil(longest?.seconds ?? 0) : null,
  };
}
