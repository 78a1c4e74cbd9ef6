import type { Instant } from '../../domain/account/known';
import { ENDPOINTS, endpointOf, type EndpointName } from '../http/endpoints';
import type { Failure } from './failure';
import { endpointFor, isEssential, shapeFor, takeAnswer, takeFailure } from './handlers';
import type { KlaviyoError } from '../http/klaviyo-error';
import { block, FRESH_PACE, MINUTE, noteHeaders, noteSent, permitted, type Pace } from '../http/pace';
import { isQuotaSpent } from '../http/quota-spent';
import type { ReadingContext } from './context';
import { klaviyoRequest, nextPath } from '../http/request';
import { afterThrottle, backoff, MOST_TRIES, outcomeOf } from '../http/retry';
import type { HttpResponse, Transport } from '../http/transport';
import type { WorkItem } from './work-item';

/** 429s in a row of one endpoint, or broken answers in a row of all, after which Klaviyo counts as down. */
const MOST_IN_ROW = 40;

export interface Ports {
  readonly transport: Transport;
  readonly key: string;
  readonly expectedAccountId: string | null;
}

/** What one turn of the scheduler came to. */
export type Turn =
  | { readonly kind: 'sent'; readonly answered: number }
  /** Nothing may be sent before `at`. */
  | { readonly kind: 'wait'; readonly at: Instant }
  | { readonly kind: 'stop'; readonly error: KlaviyoError };

/** Endpoints, the scarcest first: when a batch is full, it is the plentiful ones that wait. */
const BY_SCARCITY = (Object.keys(ENDPOINTS) as EndpointName[]).sort((one, other) => endpointOf(one).limits.steady - endpointOf(other).limits.steady);

/**
 * Sends what every endpoint's pace permits now in one parallel call, and hands the answers to their handlers. An item
 * leaves the queue only when it is answered, so what is saved between two turns is always whole.
 */
export class Scheduler {
  private readonly throttledInRow = new Map<EndpointName, number>();
  private brokenInRow = 0;
  private lastStatus: number | null = null;

  constructor(private readonly ports: Ports, private readonly context: ReadingContext, private readonly batchSize: number, private readonly inStep: (step: string, run: () => void) => void) {}

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
    const queues = new Map<EndpointName, WorkItem[]>();
    for (const item of this.context.head.queue) {
      const queue = queues.get(item.endpoint);
      if (queue) queue.push(item);
      else queues.set(item.endpoint, [item]);
    }
    const items: WorkItem[] = [];
    let nextAt = Infinity;
    for (const name of BY_SCARCITY) {
      const queue = queues.get(name);
      if (!queue) continue;
      const permit = permitted(this.paceOf(name), endpointOf(name).limits, now);
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
    const shape = shapeFor(item.work, this.context);
    const path = item.next ?? shape.path;
    return { path, request: klaviyoRequest(this.ports.key, endpointOf(item.endpoint).method, path, shape.body) };
  }

  private paceOf(name: EndpointName): Pace {
    return this.context.head.pace[name] ?? FRESH_PACE;
  }

  private setPace(name: EndpointName, pace: Pace): void {
    this.context.head.pace = { ...this.context.head.pace, [name]: pace };
  }

  private notePace(items: readonly WorkItem[], responses: readonly HttpResponse[], now: Instant): void {
    const { head } = this.context;
    const sent = items.filter((_, place) => { const response = responses[place]; return response === undefined || !('failed' in response) || response.unsent !== true; });
    head.requests += sent.length;
    const counts = new Map<EndpointName, number>();
    for (const item of sent) counts.set(item.endpoint, (counts.get(item.endpoint) ?? 0) + 1);
    for (const [name, count] of counts) {
      let pace = noteSent(this.paceOf(name), endpointOf(name).limits, count, now);
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
        return this.throttled(item, outcome.waitMs);
      case 'broken':
        return this.broken(item, outcome.status);
      case 'unauthorized':
        return { kind: this.context.head.worked.length > 0 ? 'revoked-key' : 'wrong-key' };
      case 'forbidden':
        return this.forbidden(item, outcome.aboutKey);
      case 'gone':
        this.fail(item, { kind: 'gone' });
        return null;
      case 'refused':
        // Klaviyo has answered a bad key with 400 as well; the account request has nothing else to be refused for.
        if (item.work.kind === 'account') return { kind: 'wrong-key' };
        this.fail(item, { kind: 'refused', status: outcome.status });
        return null;
    }
  }

  private takeAnswer(item: WorkItem, json: unknown, path: string): KlaviyoError | null {
    const { head } = this.context;
    this.brokenInRow = 0;
    this.throttledInRow.delete(item.endpoint);
    head.answers += 1;
    if (!head.worked.includes(item.endpoint)) head.worked = [...head.worked, item.endpoint];
    this.remove(item);
    const next = nextPath(json, path);
    this.inStep(item.step, () => {
      const onward = takeAnswer(item.work, json, next, this.context);
      if (onward !== null) this.requeue({ ...item, work: onward, next, tries: 0, notBefore: 0 });
    });
    return item.work.kind === 'account' ? this.checkAccount() : null;
  }

  private checkAccount(): KlaviyoError | null {
    const { account } = this.context.head;
    const expected = this.ports.expectedAccountId;
    if (account === null) return { kind: 'unreadable', what: 'the account' };
    if (expected === null || account.id === expected) return null;
    return { kind: 'other-account', expectedId: expected, foundId: account.id, foundName: account.name };
  }

  private throttled(item: WorkItem, waitMs: number | null): KlaviyoError | null {
    const inRow = (this.throttledInRow.get(item.endpoint) ?? 0) + 1;
    this.throttledInRow.set(item.endpoint, inRow);
    const decision = afterThrottle(waitMs, endpointOf(item.endpoint).limits, inRow, this.context.now(), this.context.random());
    if (decision.kind === 'daily') {
      this.setPace(item.endpoint, block(this.paceOf(item.endpoint), decision.continueAt));
      return null;
    }
    this.setPace(item.endpoint, block(this.paceOf(item.endpoint), decision.until));
    return inRow > MOST_IN_ROW ? { kind: 'klaviyo-down', status: 429 } : null;
  }

  private broken(item: WorkItem, status: number | null): KlaviyoError | null {
    this.brokenInRow += 1;
    this.lastStatus = status;
    const tries = item.tries + 1;
    if (tries >= MOST_TRIES || this.brokenInRow > MOST_IN_ROW) {
      // What is essential stays in the queue for when Klaviyo is back; without the rest the reading goes on.
      if (isEssential(item.work) || this.brokenInRow > MOST_IN_ROW) {
        this.replace(item, { ...item, tries: 0, notBefore: 0 });
        this.brokenInRow = 0;
        return { kind: 'klaviyo-down', status: this.lastStatus };
      }
      this.fail(item, { kind: 'down' });
      return null;
    }
    this.replace(item, { ...item, tries, notBefore: this.context.now() + backoff(tries, this.context.random()) });
    return null;
  }

  private forbidden(item: WorkItem, aboutKey: boolean): KlaviyoError | null {
    if (aboutKey) return { kind: this.context.head.worked.length > 0 ? 'revoked-key' : 'wrong-key' };
    const scope = this.missingScope(item.endpoint);
    if (item.work.kind === 'account') return { kind: 'missing-scope', scope, brings: endpointOf('account').brings };
    this.fail(item, { kind: 'missing-scope', scope });
    return null;
  }

  /** Of an endpoint's scopes, the first that no other endpoint has shown to be there. */
  private missingScope(name: EndpointName): string {
    const { scopes } = endpointOf(name);
    const shown = new Set(this.context.head.worked.flatMap((worked) => (worked === name ? [] : endpointOf(worked).scopes)));
    return scopes.find((scope) => !shown.has(scope)) ?? scopes[scopes.length - 1] ?? '';
  }

  private fail(item: WorkItem, failure: Failure): void {
    this.remove(item);
    this.inStep(item.step, () => {
      const other = takeFailure(item.work, failure, this.context);
      if (other !== null) this.requeue({ ...item, work: other, endpoint: endpointFor(other, this.context), next: null, tries: 0, notBefore: 0 });
    });
  }

  /** What waits for an endpoint whose day is spent fails at once, rather than keep the refresh waiting until tomorrow. */
  private failSpent(): void {
    const now = this.context.now();
    for (const item of this.context.head.queue) {
      const { limits } = endpointOf(item.endpoint);
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
