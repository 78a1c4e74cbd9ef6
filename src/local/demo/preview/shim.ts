/**
 * `google.script.run` for the sidebar in the preview, as the platform has it: arguments that are not plain data and private names are refused, ten
 * calls are under way at most and the others wait, answers come when they come and in any order, a failure is an Error with a message.
 */
type Handler = ((value: unknown, userObject?: unknown) => void) | null;
interface Waiting {
  readonly body: string;
  readonly success: Handler;
  readonly failure: Handler;
  readonly userObject: unknown;
}

const AT_ONCE = 10;
/** Longest delay of an answer, in milliseconds, so that a page that trusts their order fails here. */
const SHUFFLE_MS = 60;

const queue: Waiting[] = [];
let underWay = 0;

function requirePlain(value: unknown, within: readonly unknown[] = []): void {
  if (value === null || value === undefined || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return;
  const isPlain = Array.isArray(value) || Object.prototype.toString.call(value) === '[object Object]';
  if (!isPlain || within.includes(value)) throw new TypeError('Failed due to illegal value in property: only plain data can be passed to the script.');
  for (const inner of Object.values(value as object)) requirePlain(inner, [...within, value]);
}

function send(): void {
  if (underWay >= AT_ONCE) return;
  const next = queue.shift();
  if (next === undefined) return;
  underWay += 1;
  const deliver = (work: () => void): void => {
    setTimeout(() => {
      underWay -= 1;
      send();
      work();
    }, Math.random() * SHUFFLE_MS);
  };
  const fail = (message: string): void => deliver(() => next.failure?.(new Error(message), next.userObject));
  fetch(`/rpc${location.search}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: next.body })
    .then(async (response) => {
      const answer = (await response.json()) as { value?: unknown; error?: string };
      if (answer.error === undefined) deliver(() => next.success?.(answer.value, next.userObject));
      else fail(answer.error);
    })
    .catch(() => fail('NetworkError: Connection failure due to HTTP 0'));
}

function runner(success: Handler, failure: Handler, userObject: unknown): unknown {
  return new Proxy(
    {},
    {
      get: (_, name) => {
        if (typeof name !== 'string') return undefined;
        if (name === 'withSuccessHandler') return (handler: Handler) => runner(handler, failure, userObject);
        if (name === 'withFailureHandler') return (handler: Handler) => runner(success, handler, userObject);
        if (name === 'withUserObject') return (object: unknown) => runner(success, failure, object);
        // The script's functions that end in an underscore are its own.
        if (name.endsWith('_')) return undefined;
        return (...parameters: unknown[]) => {
          requirePlain(parameters);
          queue.push({ body: JSON.stringify({ function: name, parameters }), success, failure, userObject });
          send();
        };
      },
    },
  );
}

const host = {
  close: () => parent.postMessage('close sidebar', location.origin),
  setHeight: () => undefined,
  setWidth: () => undefined,
  editor: { focus: () => parent.focus() },
  origin: location.origin,
};
Object.defineProperty(window, 'google', { value: { script: { run: runner(null, null, undefined), host } } });
