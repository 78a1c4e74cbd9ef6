/** True for Drive's answer to an id of nothing: gone, or another person's. Told by its status, since its words come in the user's language. */
export function isGone(error: unknown): boolean {
  return (error as { details?: { code?: unknown } } | null)?.details?.code === 404;
}
