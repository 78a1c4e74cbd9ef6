import { parseSegment, type ListedSegment } from '../collections/segments';
import { resourcesOf } from '../http/json';
import { MINUTE } from '../http/pace';
import { klaviyoRequest, nextPath, pathWithQuery, quoted } from '../http/request';
import { backoff, outcomeOf } from '../http/retry';
import type { Transport } from '../http/transport';

/** The reader's own transport and key: looking changes nothing. */
export interface LookPorts {
  readonly transport: Transport;
  readonly key: string;
}

/** What one look brought. `unread`: Klaviyo did not answer, or refused to. */
export type Look<T> = { readonly kind: 'seen'; readonly value: T } | { readonly kind: 'gone' } | { readonly kind: 'unread' };

const FIELDS = 'name,definition,created,updated,is_active,is_processing,is_starred';
/** Tries for one look, with growing pauses between. */
const TRIES = 4;

/** One segment as it is at this moment, with the flows that it starts. */
export function lookAtSegment(ports: LookPorts, id: string): Look<ListedSegment> {
  const answer = ask(
    ports,
    pathWithQuery(`/api/segments/${encodeURIComponent(id)}`, { 'fields[segment]': FIELDS, include: 'flow-triggers', 'fields[flow]': 'name' }),
    true,
  );
  if (answer.kind !== 'seen') return answer;
  const resource = resourcesOf(answer.value).resources[0];
  const segment = resource === undefined ? null : parseSegment(resource, () => []);
  return segment === null ? { kind: 'unread' } : { kind: 'seen', value: segment };
}

/** Every segment of that very name, active or not, at this moment. */
export function lookForName(ports: LookPorts, name: string): Look<readonly ListedSegment[]> {
  const found: ListedSegment[] = [];
  let path: string | null = pathWithQuery('/api/segments', { filter: `equals(name,${quoted(name)})`, 'fields[segment]': FIELDS });
  while (path !== null) {
    const answer = ask(ports, path, false);
    if (answer.kind !== 'seen') return answer;
    for (const resource of resourcesOf(answer.value).resources) {
      const segment = parseSegment(resource, () => []);
      if (segment === null) return { kind: 'unread' };
      found.push(segment);
    }
    path = nextPath(answer.value, path);
  }
  return { kind: 'seen', value: found };
}

/** A key without flows:read is refused the include: the segment itself is asked for then. */
function ask({ transport, key }: LookPorts, path: string, withFlows: boolean): Look<unknown> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const outcome = outcomeOf(transport.fetchAll([klaviyoRequest(key, 'get', path)])[0] ?? { failed: 'no answer' });
    if (outcome.kind === 'answer') return { kind: 'seen', value: outcome.json };
    if (outcome.kind === 'gone') return { kind: 'gone' };
    if (outcome.kind === 'forbidden' && withFlows) return ask({ transport, key }, path.replace(/&include=.*$/, ''), false);
    if (outcome.kind !== 'throttled' && outcome.kind !== 'broken') return { kind: 'unread' };
    if (tries < TRIES) transport.sleep(outcome.waitMs === null ? backoff(tries, transport.random()) : Math.min(outcome.waitMs, MINUTE));
  }
  return { kind: 'unread' };
}
