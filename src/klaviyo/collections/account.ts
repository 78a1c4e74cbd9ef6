import type * as sdk from 'klaviyo-api';
import * as v from 'valibot';
import type { Account } from '../../domain/account/inventory';
import { get, XS } from '../http/endpoint';
import { resourcesOf, type Resource } from '../http/json';
import { pathWithQuery } from '../http/request';
import type { EntriesOf, Wire } from '../http/wire';
import { after, type Collection } from '../schedule/collection';
import type { Handler } from '../schedule/context';
import { flag, parsed, text } from './attributes';

declare module '../schedule/work-item' {
  interface WorkKinds {
    readonly account: object;
  }
}
declare module '../state/head' {
  interface CollectionState {
    account: Account | null;
  }
}

const ACCOUNT = get(
  'account',
  '/api/accounts',
  XS,
  null,
  ['accounts:read'],
  'the name, time zone and currency of the account',
  'One call; it goes first and alone, so that a key of another account stops the reading before anything is read.',
);
const FIRST = pathWithQuery(ACCOUNT.path, { 'fields[account]': 'contact_information.organization_name,timezone,preferred_currency,locale,test_account' });

const ATTRIBUTES = {
  contact_information: v.fallback(v.looseObject({ organization_name: text }), { organization_name: null }),
  timezone: v.string(),
  preferred_currency: v.string(),
  locale: text,
  test_account: flag,
} satisfies EntriesOf<Wire<sdk.AccountResponseObjectResourceAttributes>>;

export function parseAccount(resource: Resource): Account | null {
  const found = parsed(ATTRIBUTES, resource);
  return (
    found && {
      id: resource.id,
      name: found.contact_information.organization_name ?? resource.id,
      timezone: found.timezone,
      currency: found.preferred_currency,
      locale: found.locale,
      testAccount: found.test_account,
    }
  );
}

/** The account itself: without it, or with another one than was expected, nothing is read. */
const readAccount: Handler<'account'> = {
  endpoint: () => ACCOUNT,
  shape: () => ({ path: FIRST }),
  answer: (_work, answer, _next, context) => {
    const first = resourcesOf(answer).resources[0];
    context.head.account = first ? parseAccount(first) : null;
    return null;
  },
  failed: () => null,
  essential: true,
  gate: ({ head: { account }, options: { expectedAccountId } }) => {
    if (account === null) return { kind: 'unreadable', what: 'the account' };
    if (expectedAccountId === null || account.id === expectedAccountId) return null;
    return { kind: 'other-account', expectedId: expectedAccountId, foundId: account.id, foundName: account.name };
  },
};

export const account = {
  endpoints: [ACCOUNT],
  scopes: [{ scope: 'accounts:read', brings: ACCOUNT.brings, probe: FIRST }],
  work: { account: readAccount },
  state: () => ({ account: null }),
  steps: [{ name: 'account', label: 'Reading the account', after: after(), begin: (context) => context.add({ kind: 'account' }) }],
  inventory: ({ head }) => {
    if (head.account === null) throw new Error('The account was not read.');
    return { account: head.account };
  },
} satisfies Collection;
