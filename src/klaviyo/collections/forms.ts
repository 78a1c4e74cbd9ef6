import type * as sdk from 'klaviyo-api';
import type { Form } from '../../domain/account/inventory';
import { get, S } from '../http/endpoint';
import { resourcesOf, type Resource } from '../http/json';
import { pathWithQuery } from '../http/request';
import type { EntriesOf, Wire } from '../http/wire';
import { after, type Collection } from '../schedule/collection';
import type { Handler } from '../schedule/context';
import { reasonFor } from '../schedule/failure';
import { parsed, text } from './attributes';
import { unlessUnread } from './unless-unread';

declare module '../schedule/work-item' {
  interface WorkKinds {
    readonly 'form-page': object;
  }
}
declare module '../state/head' {
  interface CollectionState {
    forms: readonly Form[];
  }
}

const FORMS = get('forms', '/api/forms', S, 100, ['forms:read'], 'sign-up forms', 'One page for most accounts; optional.');

const ATTRIBUTES = { name: text, status: text } satisfies EntriesOf<Wire<sdk.FormResponseObjectResourceAttributes>>;

/** Klaviyo tells no list of a form through its API. */
export function parseForm(resource: Resource): Form | null {
  const found = parsed(ATTRIBUTES, resource);
  return found && { id: resource.id, name: found.name ?? '', status: found.status ?? 'unknown', listIds: [] };
}

/** Sign-up forms: optional, so a key without forms:read only makes them unknown. */
const readForms: Handler<'form-page'> = {
  endpoint: () => FORMS,
  shape: () => ({ path: pathWithQuery(FORMS.path, { 'page[size]': FORMS.pageSize, 'fields[form]': 'name,status' }) }),
  answer: (work, answer, next, context) => {
    const { resources, broken } = resourcesOf(answer);
    const forms = resources.flatMap((resource) => parseForm(resource) ?? []);
    context.head.forms = [...context.head.forms, ...forms];
    if (broken + resources.length > forms.length) context.broken('forms', broken + resources.length - forms.length, 'sign-up forms');
    return next === null ? null : work;
  },
  failed: (_work, failure, context) => {
    context.head.unknown = { ...context.head.unknown, forms: reasonFor(failure) };
    context.unread('sign-up forms', failure);
    return null;
  },
  essential: false,
};

export const forms = {
  endpoints: [FORMS],
  scopes: [{ scope: 'forms:read', brings: FORMS.brings, probe: pathWithQuery(FORMS.path, { 'fields[form]': 'name', 'page[size]': 1 }) }],
  work: { 'form-page': readForms },
  state: () => ({ forms: [] }),
  steps: [
    {
      name: 'forms',
      label: 'Reading sign-up forms',
      completes: 'forms',
      stage: 1,
      after: after('account'),
      begin: (context) => context.add({ kind: 'form-page' }),
    },
  ],
  inventory: ({ head }) => ({ forms: unlessUnread(head, 'forms', () => head.forms) }),
} satisfies Collection;
