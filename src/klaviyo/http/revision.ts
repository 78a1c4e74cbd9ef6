/** API revision that every request names and every wire type is read by; the only place that knows it. */
export const REVISION = '2026-07-15';
