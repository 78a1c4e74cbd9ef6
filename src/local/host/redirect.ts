import type { Wire } from './wire';

/**
 * A wire on which requests to one address go to another: `from` and `to` are scheme and host, `to` may carry a path. The script names the first, and the
 * manifest's list is about the first: whoever runs the host decides where it leads. Other addresses are left alone.
 */
export function redirected(wire: Wire, from: string, to: string): Wire {
  const base = to.replace(/\/+$/, '');
  const moved = (url: string): string => (url.startsWith(`${from}/`) ? base + url.slice(from.length) : url);
  return { exchange: (requests) => wire.exchange(requests.map((request) => ({ ...request, url: moved(request.url) }))), close: () => wire.close() };
}
