import type { Instant } from '../../domain/account/known';

/** Everything that can go wrong between us and Klaviyo. Plain data: it goes through storage, and never carries the key. */
export type KlaviyoError =
  | { readonly kind: 'no-key' }
  | { readonly kind: 'malformed-key'; readonly looksLike: 'public-key' | 'something-else' }
  | { readonly kind: 'wrong-key' }
  /** It worked earlier in this reading and is refused now. */
  | { readonly kind: 'revoked-key' }
  /** `brings` is what the scope would have brought, in a marketer's words. */
  | { readonly kind: 'missing-scope'; readonly scope: string; readonly brings: string }
  | { readonly kind: 'other-account'; readonly expectedId: string; readonly foundId: string; readonly foundName: string }
  /** `status` is the last one seen; null when the connection failed before any. */
  | { readonly kind: 'klaviyo-down'; readonly status: number | null }
  | { readonly kind: 'daily-limit'; readonly what: string; readonly continueAt: Instant }
  | { readonly kind: 'quota-spent' }
  | { readonly kind: 'unreadable'; readonly what: string };

/** The one place where an error becomes a marketer's sentence: what happened, and what to do next. */
export function sentenceFor(error: KlaviyoError): string {
  switch (error.kind) {
    case 'no-key':
      return 'There is no Klaviyo key yet. Create a private API key in Klaviyo under Settings > API keys and paste it here.';
    case 'malformed-key':
      return error.looksLike === 'public-key'
        ? 'That is the public API key (the 6-character site ID). Paste a private API key instead: it begins with pk_ and is made in Klaviyo under Settings > API keys.'
        : 'That does not look like a Klaviyo private API key. Copy the whole key, which begins with pk_, from Klaviyo under Settings > API keys.';
    case 'wrong-key':
      return 'Klaviyo does not accept this key. Check that the whole key was copied, or create a new private API key in Klaviyo under Settings > API keys.';
    case 'revoked-key':
      return 'Klaviyo stopped accepting the key during the refresh, so it was probably deleted or changed. Enter a new private API key and refresh again; your sheet stays as it is.';
    case 'missing-scope':
      return `The key lacks the scope ${error.scope}, which brings ${error.brings}. Create a private API key that has it in Klaviyo under Settings > API keys and enter that key here.`;
    case 'other-account':
      return `This key belongs to ${error.foundName} (${error.foundId}), but this sheet is about account ${error.expectedId}. Enter a key of that account, or start a new sheet for the other one.`;
    case 'klaviyo-down':
      return error.status === null
        ? 'No connection from Google to Klaviyo comes about at the moment. Nothing in the sheet was changed.'
        : 'Klaviyo does not answer at the moment. Nothing in the sheet was changed; refresh again in a few minutes, and see status.klaviyo.com if it goes on.';
    case 'daily-limit':
      return `Klaviyo's daily limit for ${error.what} is used up. Refresh again tomorrow; what was read so far is kept.`;
    case 'quota-spent':
      return "Google's daily limit of web requests is used up. The refresh continues tomorrow from where it stopped; your sheet stays as it is.";
    case 'unreadable':
      return `Klaviyo's answer about ${error.what} could not be understood. Refresh again later; if it stays, the add-on needs an update.`;
  }
}
