import type { Unread } from '../../domain/account/inventory';
import type { Instant } from '../../domain/account/known';

/** Why one thing could not be read although the reading goes on. */
export type Failure =
  | { readonly kind: 'missing-scope'; readonly scope: string }
  | { readonly kind: 'daily-limit'; readonly continueAt: Instant }
  | { readonly kind: 'down' }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'gone' }
  | { readonly kind: 'broken-record'; readonly count: number };

/** The reason as it stands in an unknown fact: no capital, no full stop. */
export function reasonFor(failure: Failure): string {
  switch (failure.kind) {
    case 'missing-scope':
      return `the key lacks ${failure.scope}`;
    case 'daily-limit':
      return "Klaviyo's daily limit for this report is used up";
    case 'down':
      return 'Klaviyo did not answer when it was asked for';
    case 'refused':
      return 'Klaviyo refused the request';
    case 'gone':
      return 'it was deleted in Klaviyo while it was read';
    case 'broken-record':
      return 'Klaviyo sent it in a form that could not be understood';
  }
}

/** What was not read as the inventory tells it: what happened and what to do. `what` reads well after "…": `flows`. */
export function unreadEntry(what: string, failure: Failure): Unread {
  const name = what.charAt(0).toUpperCase() + what.slice(1);
  const missingScope = failure.kind === 'missing-scope' ? failure.scope : null;
  return { what: name, missingScope, sentence: `${name} could not be read: ${reasonFor(failure)}. ${advice(failure)}` };
}

function advice(failure: Failure): string {
  switch (failure.kind) {
    case 'missing-scope':
      return `Create a private API key with ${failure.scope} in Klaviyo and refresh again.`;
    case 'daily-limit':
      return 'Refresh again tomorrow.';
    case 'down':
      return 'Refresh again later.';
    case 'refused':
      return 'Refresh again later; if it stays, the add-on needs an update.';
    case 'gone':
      return 'Nothing needs to be done.';
    case 'broken-record':
      return `${failure.count === 1 ? 'One record was' : `${failure.count} records were`} left out.`;
  }
}
