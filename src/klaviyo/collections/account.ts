import { endpointOf } from '../http/endpoints';
import { resourcesOf } from '../http/json';
import { parseAccount, parseForm } from './parse-objects';
import { reasonFor } from '../schedule/failure';
import type { Handler } from '../schedule/context';
import { pathWithQuery } from '../http/request';

/** The account itself. The scheduler stops the reading when this fails or belongs to another account. */
export const readAccount: Handler<'account'> = {
  endpoint: () => 'account',
  shape: () => ({ path: pathWithQuery(endpointOf('account').path, { 'fields[account]': 'contact_information.organization_name,timezone,preferred_currency,locale,test_account' }) }),
  answer: (_work, answer, _next, context) => {
    const first = resourcesOf(answer).resources[0];
    context.head.account = first ? parseAccount(first) : null;
    return null;
  },
  failed: () => null,
  essential: true,
};

/** Sign-up forms: optional, so a key without forms:read only makes them unknown. */
export const readForms: Handler<'form-page'> = {
  endpoint: () => 'forms',
  shape: () => ({ path: pathWithQuery(endpointOf('forms').path, { 'page[size]': endpointOf('forms').pageSize ?? undefined, 'fields[form]': 'name,status' }) }),
  answer: (work, answer, next, context) => {
    const { resources, broken } = resourcesOf(answer);
    const forms = resources.flatMap((resource) => parseForm(resource) ?? []);
    context.head.forms = [...context.head.forms, ...forms];
    if (broken + resources.length > forms.length) context.broken('forms', broken + resources.length - forms.length);
    return next === null ? null : work;
  },
  failed: (_work, failure, context) => {
    context.head.unknown = { ...context.head.unknown, forms: reasonFor(failure) };
    context.unread('sign-up forms', failure);
    return null;
  },
  essential: false,
};
