import type { StoredForm } from './account-data';
import type { Call, Kind, Resource } from './document';
import { fieldOf, isoDate, listing, oneDocument } from './document';
import { notFound } from './refusal';
import type { Route } from './routes';

function versionId(form: StoredForm): string {
  return `${form.id}1`;
}

function showForm(form: StoredForm, call: Call): Resource {
  return {
    type: 'form',
    id: form.id,
    plural: 'forms',
    attributes: {
      name: form.name,
      status: form.status,
      ab_test: form.abTest,
      created_at: isoDate(form.createdAt),
      updated_at: isoDate(form.updatedAt),
      // Only the single endpoint tells what the form is made of.
      ...(call.id === form.id ? { definition: definitionOf(form) } : {}),
    },
    relations: { 'form-versions': { data: [{ type: 'form-version', id: versionId(form) }], resources: () => [showVersion(form, call)] } },
  };
}

function definitionOf(form: StoredForm): unknown {
  const step = (listId: string, place: number): unknown => ({
    id: place + 1,
    name: place === 0 ? 'Email Opt-In' : 'SMS Opt-In',
    steps: [],
    columns: [
      {
        rows: [
          {
            blocks: [
              { type: place === 0 ? 'email' : 'phone_number', properties: { label: '', required: true } },
              { type: 'button', properties: { label: 'Sign up' }, action: { type: 'next_step', submit: true, properties: { list_id: listId } } },
            ],
          },
        ],
      },
    ],
  });
  return {
    versions: [
      {
        id: 1,
        name: form.name,
        type: 'popup',
        status: form.status,
        ab_test: null,
        steps: form.listIds.map(step),
        triggers: [{ type: 'delay', properties: { seconds: 8 } }],
        teasers: [],
      },
    ],
  };
}

function showVersion(form: StoredForm, call: Call): Resource {
  return {
    type: 'form-version',
    id: versionId(form),
    plural: 'form-versions',
    attributes: {
      form_type: 'popup',
      variation_name: form.name,
      ab_test: form.abTest ? { variation_name: 'A' } : null,
      status: form.status,
      created_at: isoDate(form.createdAt),
      updated_at: isoDate(form.updatedAt),
    },
    relations: { form: { data: { type: 'form', id: form.id }, resources: () => [showForm(form, call)] } },
  };
}

const FORM: Kind<StoredForm> = {
  id: (form) => form.id,
  show: showForm,
  field: (form, name) =>
    fieldOf({ id: form.id, name: form.name, status: form.status, ab_test: form.abTest, created_at: form.createdAt, updated_at: form.updatedAt }, name),
};

const VERSION: Kind<StoredForm> = {
  id: versionId,
  show: showVersion,
  field: (form, name) => fieldOf({ form_type: 'popup', status: form.status, created_at: form.createdAt, updated_at: form.updatedAt }, name),
};

function formOf(call: Call): StoredForm {
  const form = call.index.forms.get(call.id);
  if (!form) throw notFound('form', call.id);
  return form;
}

function formOfVersion(call: Call): StoredForm {
  const form = call.account.forms.find((item) => versionId(item) === call.id);
  if (!form) throw notFound('form-version', call.id);
  return form;
}

/** Answers for forms. */
export const FORM_ROUTES: Readonly<Record<string, Route>> = {
  'GET forms': (call) => listing(call.account.forms, FORM, call),
  'GET forms/{id}': (call) => oneDocument(showForm(formOf(call), call), call),
  'GET forms/{id}/form-versions': (call) => listing([formOf(call)], VERSION, call),
  'GET form-versions/{id}': (call) => oneDocument(showVersion(formOfVersion(call), call), call),
};
