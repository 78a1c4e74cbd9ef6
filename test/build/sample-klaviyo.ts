import type { AccountData } from '../../src/local/klaviyo/account-data';
import type { Klaviyo, KlaviyoAnswer, KlaviyoOptions } from '../../src/local/klaviyo/handler';
import { REVISION } from '../../src/local/klaviyo/endpoints';
import { createKlaviyo, READ_SCOPES } from '../../src/local/klaviyo/handler';
import type { SampleAccount } from '../../src/local/demo/sample/sample-account';
import { createSampleAccount } from '../../src/local/demo/sample/sample-account';

/** Monday before Black Friday 2026, in the morning on the west coast. */
export const NOW = Date.parse('2026-11-23T19:00:00Z');
export const KEY = 'pk_sample1234567890';

let small: SampleAccount | undefined;

/** A sample account of 700 people, made once for all tests of a file. */
export function smallSample(): SampleAccount {
  small ??= createSampleAccount({ seed: 5, now: NOW, odd: true, people: 700 });
  return small;
}

/** A document of the API, loosely typed: tests look at what they need. */
export interface Document {
  readonly data: Item[] & Item;
  readonly included?: Item[];
  readonly links: { readonly self: string; readonly next?: string | null };
  readonly errors?: readonly {
    readonly code: string;
    readonly title: string;
    readonly detail: string;
    readonly source: { readonly parameter?: string; readonly pointer?: string };
  }[];
}

export interface Item {
  readonly type: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships: Readonly<Record<string, { readonly data?: unknown; readonly links: unknown }>>;
}

export interface Asked extends KlaviyoAnswer {
  readonly document: Document;
}

/** A client of the handler that needs no network: paths below `/api/`. */
export interface Asker {
  readonly klaviyo: Klaviyo;
  get(path: string, at?: number, headers?: Readonly<Record<string, string>>): Asked;
  post(path: string, type: string, attributes: unknown, at?: number): Asked;
  /** Follows `links.next` to the end. */
  all(path: string): readonly Document[];
}

export const HEADERS: Readonly<Record<string, string>> = {
  authorization: `Klaviyo-API-Key ${KEY}`,
  revision: REVISION,
  accept: 'application/vnd.api+json',
  'content-type': 'application/vnd.api+json',
};

/** An account behind its API, without limits unless told otherwise. */
export function asker(account: AccountData, options: Partial<KlaviyoOptions> = {}): Asker {
  const klaviyo = createKlaviyo(account, { keys: [{ key: KEY, scopes: READ_SCOPES }], limits: false, ...options });
  const ask = (method: string, url: string, at: number, headers: Readonly<Record<string, string>>, body?: string): Asked => {
    const answer = klaviyo.handle({ method, url, headers, ...(body === undefined ? {} : { body }) }, at);
    let document: unknown = null;
    try {
      document = JSON.parse(answer.body);
    } catch {
      // Broken answers are what some tests are about.
    }
    return { ...answer, document: document as Document };
  };
  const encoded = (path: string): string => {
    const [bare = '', query] = path.split(/\?(.*)/s);
    const parts = (query ?? '')
      .split('&')
      .filter(Boolean)
      .map((part) => {
        const [key = '', value = ''] = part.split(/=(.*)/s);
        return `${encodeURIComponent(key)}=${encodeURIComponent(value)}`;
      });
    return `https://a.klaviyo.com/api/${bare}${parts.length > 0 ? `?${parts.join('&')}` : ''}`;
  };
  return {
    klaviyo,
    get: (path, at = NOW, headers = HEADERS) => ask('GET', encoded(path), at, headers),
    post: (path, type, attributes, at = NOW) => ask('POST', encoded(path), at, HEADERS, JSON.stringify({ data: { type, attributes } })),
    all: (path) => {
      const documents: Document[] = [];
      for (let url: string | null | undefined = encoded(path); url;) {
        const asked = ask('GET', url, NOW, HEADERS);
        if (asked.status !== 200) throw new Error(asked.body);
        documents.push(asked.document);
        url = asked.document.links.next;
      }
      return documents;
    },
  };
}
