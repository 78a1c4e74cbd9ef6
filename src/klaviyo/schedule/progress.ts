import type { ReadingProgress } from './reading-options';
import type { Head } from '../state/head';
import { pagesAhead } from './split-windows';
import type { Plan } from './collection';

/** Where the reading stands: the step that will take longest, requests answered and expected, and the time left. */
export function progressOf(head: Head, { steps, endpoint }: Plan): ReadingProgress {
  const ahead = new Map<string, number>();
  const stepOf = new Map<string, string>();
  for (const item of head.queue) {
    ahead.set(item.endpoint, (ahead.get(item.endpoint) ?? 0) + pagesAhead(item, endpoint(item.endpoint).pageSize ?? 1));
    if (!stepOf.has(item.endpoint)) stepOf.set(item.endpoint, item.step);
  }
  let longest: { readonly name: string; readonly seconds: number } | null = null;
  let pages = 0;
  for (const [name, count] of ahead) {
    const seconds = (count / endpoint(name).limits.steady) * 60;
    pages += count;
    if (longest === null || seconds > longest.seconds) longest = { name, seconds };
  }
  // Before it is known which events to read, any figure would be far too low.
  const foreseeable = head.status === 'done' || steps.every((step) => step.settlesAmount !== true || head.ended.includes(step.name));
  const stepName = longest === null ? steps.find((step) => !head.ended.includes(step.name))?.name : stepOf.get(longest.name);
  return {
    step: head.status === 'done' ? 'Everything is read' : (steps.find((step) => step.name === stepName)?.label ?? 'Reading the account'),
    done: head.answers,
    atLeast: head.answers + head.queue.length,
    expected: foreseeable ? head.answers + Math.ceil(pages) : null,
    requests: head.requests,
    secondsLeft: foreseeable ? Math.ceil(longest?.seconds ?? 0) : null,
  };
}
