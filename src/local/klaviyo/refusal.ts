/** Where in the request the fault lies: a query parameter or a place in the body. */
export type Source = { readonly parameter: string } | { readonly pointer: string };

/** An answer other than 2xx, in the shape of Klaviyo's error bodies. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly source: Source | null = null,
  ) {
    super(detail);
  }
}

/** 400 about a query parameter. */
export function badParameter(parameter: string, detail: string): Refusal {
  return new Refusal(400, 'invalid', 'Invalid input.', detail, { parameter });
}

/** 400 about the body. */
export function badBody(pointer: string, detail: string): Refusal {
  return new Refusal(400, 'invalid', 'Invalid input.', detail, { pointer });
}

/** 404 for an object that is not there. */
export function notFound(what: string, id: string): Refusal {
  return new Refusal(404, 'not_found', 'Not found.', `A ${what} with id ${id} does not exist.`, { pointer: '/data/id' });
}

let counter = 0;

/** The JSON text of an error body. `status` is not in Klaviyo's schema though it is often sent. */
export function errorBody(refusal: Refusal): string {
  counter += 1;
  const id = `00000000-0000-4000-8000-${counter.toString(16).padStart(12, '0')}`;
  const { status, code, title, detail, source } = refusal;
  return JSON.stringify({ errors: [{ id, status, code, title, detail, source: source ?? { pointer: '/data/' }, links: {}, meta: {} }] });
}
