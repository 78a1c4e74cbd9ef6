/** Thrown by a transport when Google's daily allowance of URL fetches is used up; nothing can be sent until it renews. */
export class QuotaSpent extends Error {
  override readonly name = 'QuotaSpent';
}

/** Recognizes the error by its name, because a bundle and its host may each carry their own class. */
export function isQuotaSpent(error: unknown): boolean {
  return error instanceof Error && error.name === 'QuotaSpent';
}
