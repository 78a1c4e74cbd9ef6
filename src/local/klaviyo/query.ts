import { badParameter } from './refusal';

/** A request's address taken apart, with everything percent-decoded. */
export interface Query {
  /** Without query and without a trailing slash: `/api/segments`. */
  readonly path: string;
  readonly parameters: ReadonlyMap<string, string>;
  /** Path and query as they came, for `links.self`. */
  readonly target: string;
}

/** Reads a full address or one that begins with `/`. Answers 400 for a parameter given twice or with broken escapes. */
export function readQuery(url: string): Query {
  const target = url.replace(/^https?:\/\/[^/]*/, '');
  const mark = target.indexOf('?');
  const path = (mark < 0 ? target : target.slice(0, mark)).replace(/\/+$/, '');
  const parameters = new Map<string, string>();
  if (mark >= 0) {
    for (const piece of target.slice(mark + 1).split('&')) {
      if (piece === '') continue;
      const equals = piece.indexOf('=');
      const key = decode(equals < 0 ? piece : piece.slice(0, equals));
      const value = equals < 0 ? '' : decode(piece.slice(equals + 1));
      if (parameters.has(key)) throw badParameter(key, `The parameter '${key}' is given more than once.`);
      parameters.set(key, value);
    }
  }
  return { path, parameters, target };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    throw badParameter(text, 'The query is not correctly percent-encoded.');
  }
}

/** A comma-joined list; empty when the parameter is absent. */
export function listParameter(query: Query, name: string): readonly string[] {
  const text = query.parameters.get(name);
  return text === undefined || text === '' ? [] : text.split(',').map((item) => item.trim());
}
