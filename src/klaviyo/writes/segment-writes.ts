import type { Limits } from '../http/endpoint';
import { arrayOf, objectOf, resourcesOf, textOf } from '../http/json';
import { isQuotaSpent } from '../http/quota-spent';
import { klaviyoRequest, pathOf } from '../http/request';
import { outcomeOf } from '../http/retry';
import type { HttpRequest, HttpResponse, Transport } from '../http/transport';

/** Klaviyo's limits of both writes (`x-klaviyo-ratelimit`). Whether the two share one allowance is not documented: they are counted as one. */
export const WRITE_LIMITS: Limits = { burst: 1, steady: 15, daily: 100 };

const SEGMENTS = { path: '/api/segments' };
const SEGMENT = { path: '/api/segments/{id}' };

/** A transport that lets writes through (`writesWith`), and the key that may write. */
export interface WritePorts {
  readonly transport: Transport;
  readonly key: string;
}

/** What a write was answered. Nothing here is ever sent a second time. */
export type WriteAnswer =
  | { readonly kind: 'done'; readonly id: string }
  /** Klaviyo, or Google before it, said no: nothing was changed. */
  | { readonly kind: 'refused'; readonly why: WriteRefusal }
  /** It is too soon: nothing was changed. `waitMs` null: Klaviyo did not say for how long. */
  | { readonly kind: 'too soon'; readonly waitMs: number | null }
  /** It was sent and no answer tells what became of it: only looking can. */
  | { readonly kind: 'unsure' };

export type WriteRefusal =
  | { readonly kind: 'wrong-key' }
  | { readonly kind: 'missing-scope' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'quota-spent' }
  /** `detail` in Klaviyo's words; empty where it gave none. */
  | { readonly kind: 'invalid'; readonly detail: string };

/** Asks Klaviyo to make a segment. */
export function createSegment(ports: WritePorts, segment: { readonly name: string; readonly definition: unknown }): WriteAnswer {
  return send(
    ports,
    klaviyoRequest(ports.key, 'post', pathOf(SEGMENTS), { data: { type: 'segment', attributes: { name: segment.name, definition: segment.definition } } }),
  );
}

/** Asks Klaviyo to make a segment active or inactive; nothing else is in the body. */
export function setSegmentActive(ports: WritePorts, id: string, isActive: boolean): WriteAnswer {
  return send(ports, klaviyoRequest(ports.key, 'patch', pathOf(SEGMENT, id), { data: { type: 'segment', id, attributes: { is_active: isActive } } }));
}

function send({ transport }: WritePorts, request: HttpRequest): WriteAnswer {
  let response: HttpResponse;
  try {
    response = transport.fetchAll([request])[0] ?? { failed: 'no answer' };
  } catch (error) {
    // Google refuses before it sends; every other error may have come after.
    if (isQuotaSpent(error)) return { kind: 'refused', why: { kind: 'quota-spent' } };
    if ((error as { name?: unknown }).name === 'RefusedRequest') throw error;
    return { kind: 'unsure' };
  }
  const outcome = outcomeOf(response);
  switch (outcome.kind) {
    case 'answer': {
      const id = resourcesOf(outcome.json).resources[0]?.id;
      return id === undefined ? { kind: 'unsure' } : { kind: 'done', id };
    }
    case 'throttled':
      return { kind: 'too soon', waitMs: outcome.waitMs };
    case 'broken':
      return { kind: 'unsure' };
    case 'unauthorized':
      return { kind: 'refused', why: { kind: 'wrong-key' } };
    case 'forbidden':
      return { kind: 'refused', why: { kind: outcome.aboutKey ? 'wrong-key' : 'missing-scope' } };
    case 'gone':
      return { kind: 'refused', why: { kind: 'gone' } };
    case 'refused':
      return { kind: 'refused', why: { kind: 'invalid', detail: detailOf(response) } };
  }
}

function detailOf(response: HttpResponse): string {
  if ('failed' in response) return '';
  try {
    return textOf(objectOf(arrayOf(objectOf(JSON.parse(response.text) as unknown).errors)[0]).detail) ?? '';
  } catch {
    return '';
  }
}
