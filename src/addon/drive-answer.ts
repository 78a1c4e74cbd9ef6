/** True for Drive's answer to an id of nothing: gone, or another person's. Told by its status, since its words come in the user's language. */
export function isGone(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** True where Drive does not let this person or script do that. */
export function isForbidden(error: unknown): boolean {
  return statusOf(error) === 403;
}

function statusOf(error: unknown): unknown {
  return (error as { details?: { code?: unknown } } | null)?.details?.code;
}
