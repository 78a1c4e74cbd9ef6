import type { Instant } from '../../domain/account/known';
import type { Endpoint } from '../http/endpoint';
import type { KlaviyoError } from '../http/klaviyo-error';
import { block, FRESH_PACE, MINUTE, noteHeaders, noteSent, permitted, type Pace } from '../http/pace';
import { isQuotaSpent } from '../http/quota-spent';
import { klaviyoRequest, nextPath } from '../http/request';
import { outcomeOf, Retries, type Retry } from '../http/retry';
import type { HttpResponse, Transport } from '../http/transport';
import type { Plan } from './collection';
import type { ReadingContext } from './context';
import type { Failure } from './failure';
import type { WorkItem } from './work-item';

export interface Ports {
  readonly transport: Transport;
  readonly key: string;
}

/** What one turn of the scheduler came to. */
export type Turn =
  | { readonly kind: 'sent'; readonly answered: number }
  /** Nothing may be sent before `at`. */
  | { readonly kind: 'wait'; readonly at: Instant }
  | { readonly kind: 'stop'; readonly error: KlaviyoError };

/**
 * Sends what every endpoint's pace permits now in one parallel call, and hands the answers to their handlers. An item
 * leaves the queue only when it is answered, so what is saved between two turns is always whole.
 */
export class Scheduler {
  private readonly retries: Retries;
  /** The scarcest first: when a batch is full, it is the plentiful ones that wait. */
  private readonly byScarcity: readonly Endpoint[];

  constructor(
    private readonly ports: Ports,
    private readonly plan: Plan,
    private readonly context: ReadingContext,
    private readonly batchSize: number,
    private readonly inStep: (step: string, run: () => void) => void,
  ) {
    this.retries = new Retries(context);
    this.byScarcity = [...plan.endpoints.values()].sort((one, other) => one.limits.steady - other.limits.steady);
  }

  turn(): Turn {
    this.failSpent();
    const { transport } = this.ports;
    const now = transport.now();
    const { items, nextAt } = this.choose(now);
    if (items.length === 0) return { kind: 'wait', at: nextAt };
    const requests = items.map((item) => this.requestOf(item));
    let responses: readonly HttpResponse[];
    try {
      responses = transport.fetchAll(requests.map(({ request }) => request));
    } catch (error) {
      if (isQuotaSpent(error)) return { kind: 'stop', error: { kind: 'quota-spent' } };
      throw error;
    }
    this.notePace(items, responses, transport.now());
    const isUnsent = (response: HttpResponse): boolean => 'failed' in response && response.unsent === true;
    for (const [place, item] of items.entries()) {
      // An answer before it may have made this one needless.
      if (!this.context.head.queue.includes(item)) continue;
      const response = responses[place] ?? { failed: 'no answer' };
      if (isUnsent(response)) continue;
      const error = this.take(item, response, requests[place]?.path ?? '');
      if (error !== null) return { kind: 'stop', error };
    }
    return { kind: 'sent', answered: responses.filter((response) => !isUnsent(response)).length };
  }

  private choose(now: Instant): { readonly items: readonly WorkItem[]; readonly nextAt: Instant } {
    const queues = new Map<string, WorkItem[]>();
    for (const item of this.context.head.queue) {
      const queue = queues.get(item.endpoint);
      if (queue) queue.push(item);
      else queues.set(item.endpoint, [item]);
    }
    const items: WorkItem[] = [];
    let nextAt = Infinity;
    for (const { name, limits } of this.byScarcity) {
      const queue = queues.get(name);
      if (!queue) continue;
      const permit = permitted(this.paceOf(name), limits, now);
      let count = Math.min(permit.count, this.batchSize - items.length);
      for (const item of queue) {
        if (item.notBefore > now) nextAt = Math.min(nextAt, Math.max(item.notBefore, permit.nextAt));
        else if (count > 0) {
          items.push(item);
          count -= 1;
        } else {
          nextAt = Math.min(nextAt, permit.nextAt);
          break;
        }
      }
    }
    return { items, nextAt };
  }

  private requestOf(item: WorkItem): { readonly path: string; readonly request: ReturnType<typeof klaviyoRequest> } {
    const shape = this.plan.handler(item.work).shape(item.work as never, this.context);
    const path = item.next ?? shape.path;
    return { path, request: klaviyoRequest(this.ports.key, this.plan.endpoint(item.endpoint).method, path, shape.body) };
  }

  private paceOf(name: string): Pace {
    return this.context.head.pace[name] ?? FRESH_PACE;
  }

  private setPace(name: string, pace: Pace): void {
    this.context.head.pace = { ...this.context.head.pace, [name]: pace };
  }

  private notePace(items: readonly WorkItem[], responses: readonly HttpResponse[], now: Instant): void {
    const { head } = this.context;
    const sent = items.filter((_, place) => {
      const response = responses[place];
      return response === undefined || !('failed' in response) || response.unsent !== true;
    });
    head.requests += sent.length;
    const counts = new Map<string, number>();
    for (const item of sent) counts.set(item.endpoint, (counts.get(item.endpoint) ?? 0) + 1);
    for (const [name, count] of counts) {
      let pace = noteSent(this.paceOf(name), this.plan.endpoint(name).limits, count, now);
      // Of several answers the one that leaves least is the latest.
      let least: Pace | null = null;
      items.forEach((item, place) => {
        const response = responses[place];
        if (item.endpoint !== name || response === undefined || 'failed' in response) return;
        const told = noteHeaders(pace, response.headers, now);
        if (told !== pace && (least === null || (told.left?.count ?? 0) < (least.left?.count ?? 0))) least = told;
      });
      pace = least ?? pace;
      this.setPace(name, pace);
    }
  }

  private take(item: WorkItem, response: HttpResponse, path: string): KlaviyoError | null {
    const outcome = outcomeOf(response);
    switch (outcome.kind) {
      case 'answer':
        return this.takeAnswer(item, outcome.json, path);
      case 'throttled':
        return this.again(item, this.retries.afterThrottled(outcome.waitMs, this.plan.endpoint(item.endpoint), item.tries), 429);
      case 'broken':
        return this.again(item, this.retries.afterBroken(outcome.waitMs, item.tries, this.plan.handler(item.work).essential), outcome.status);
      case 'unauthorized':
        return { kind: this.context.head.worked.length > 0 ? 'revoked-key' : 'wrong-key' };
      case 'forbidden':
        return this.forbidden(item, outcome.aboutKey);
      case 'gone':
        this.fail(item, { kind: 'gone' });
        return null;
      case 'refused':
        // Klaviyo has answered a bad key with 400 as well; the request for the account has nothing else to be refused for.
        if (this.plan.handler(item.work).gate !== undefined) return { kind: 'wrong-key' };
        this.fail(item, { kind: 'refused', status: outcome.status });
        return null;
    }
  }

  private takeAnswer(item: WorkItem, json: unknown, path: string): KlaviyoError | null {
    const { head } = this.context;
    const handler = this.plan.handler(item.work);
    this.retries.answered(this.plan.endpoint(item.endpoint));
    head.answers += 1;
    if (!head.worked.includes(item.endpoint)) head.worked = [...head.worked, item.endpoint];
    this.remove(item);
    const next = nextPath(json, path);
    this.inStep(item.step, () => {
      const onward = handler.answer(item.work as never, json, next, this.context);
      if (onward !== null) this.requeue({ ...item, work: onward, next, tries: 0, notBefore: 0 });
    });
    return handler.gate?.(this.context) ?? null;
  }

  private again(item: WorkItem, retry: Retry, status: number | null): KlaviyoError | null {
    if (retry.blockedUntil !== null) this.setPace(item.endpoint, block(this.paceOf(item.endpoint), retry.blockedUntil));
    if (retry.kind === 'give-up') this.fail(item, { kind: 'down' });
    else this.replace(item, { ...item, tries: retry.tries, notBefore: retry.notBefore ?? item.notBefore });
    return retry.kind === 'down' ? { kind: 'klaviyo-down', status } : null;
  }

  private forbidden(item: WorkItem, aboutKey: boolean): KlaviyoError | null {
    if (aboutKey) return { kind: this.context.head.worked.length > 0 ? 'revoked-key' : 'wrong-key' };
    const scope = this.missingScope(item.endpoint);
    if (this.plan.handler(item.work).gate !== undefined) return { kind: 'missing-scope', scope, brings: this.plan.endpoint(item.endpoint).brings };
    this.fail(item, { kind: 'missing-scope', scope });
    return null;
  }

  /** Of an endpoint's scopes, the first that no other endpoint has shown to be there. */
  private missingScope(name: string): string {
    const { scopes } = this.plan.endpoint(name);
    const shown = new Set(this.context.head.worked.flatMap((worked) => (worked === name ? [] : this.plan.endpoint(worked).scopes)));
    return scopes.find((scope) => !shown.has(scope)) ?? scopes[scopes.length - 1] ?? '';
  }

  private fail(item: WorkItem, failure: Failure): void {
    this.remove(item);
    this.inStep(item.step, () => {
      const handler = this.plan.handler(item.work);
      const other = handler.failed(item.work as never, failure, this.context);
      if (other !== null)
        this.requeue({
          ...item,
          work: other,
          endpoint: this.plan.handler(other).endpoint(other as never, this.context).name,
          next: null,
          tries: 0,
          notBefore: 0,
        });
    });
  }

  /** What waits for an endpoint whose day is spent fails at once, rather than keep the refresh waiting until tomorrow. */
  private failSpent(): void {
    const now = this.context.now();
    for (const item of this.context.head.queue) {
      const { limits } = this.plan.endpoint(item.endpoint);
      if (limits.daily === null) continue;
      const { count, nextAt } = permitted(this.paceOf(item.endpoint), limits, now);
      if (count === 0 && nextAt > now + 2 * MINUTE) this.fail(item, { kind: 'daily-limit', continueAt: nextAt });
    }
  }

  private remove(item: WorkItem): void {
    this.context.head.queue = this.context.head.queue.filter((queued) => queued !== item);
  }

  private requeue(item: WorkItem): void {
    this.context.head.queue = [...this.context.head.queue, item];
  }

  private replace(item: WorkItem, by: WorkItem): void {
    this.context.head.queue = this.context.head.queue.map((queued) => (queued === item ? by : queued));
  }
}
