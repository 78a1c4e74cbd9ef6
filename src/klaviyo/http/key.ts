import type { KlaviyoError } from './klaviyo-error';

/** Null when `key` has the form of a private key; otherwise which mistake it is. Nothing is sent. */
export function checkKeyFormat(key: string): KlaviyoError | null {
  const text = key.trim();
  if (text === '') return { kind: 'no-key' };
  // Klaviyo's public key (site id) has six letters and digits, and stands next to the private keys on the same page.
  if (/^[A-Za-z0-9]{6}$/.test(text)) return { kind: 'malformed-key', looksLike: 'public-key' };
  // Known keys are pk_ and 34 hexadecimal digits; the length is not promised, so only what a header can carry is held to.
  return /^pk_[A-Za-z0-9_-]{4,200}$/.test(text) ? null : { kind: 'malformed-key', looksLike: 'something-else' };
}
