import type { AllowedRequest } from '../http/allowed';
import { objectOf } from '../http/json';
import { authorizationOf } from '../http/request';
import type { HttpRequest } from '../http/transport';

/**
 * The only two requests that change anything in Klaviyo, and only with `key`: a new segment of name and definition, and `is_active`
 * alone. What would edit or delete a segment, or touch anything else, has no entry here and so cannot be sent.
 */
export function writesWith(key: string): readonly AllowedRequest[] {
  const ownKey = (request: HttpRequest): boolean => request.headers.authorization === authorizationOf(key);
  return [
    {
      method: 'post',
      path: '/api/segments',
      accepts: (request) => ownKey(request) && hasJust(dataOf(request), ['attributes', 'type']) && isCreation(attributesOf(request)),
    },
    {
      method: 'patch',
      path: '/api/segments/{id}',
      accepts: (request) => ownKey(request) && hasJust(dataOf(request), ['attributes', 'id', 'type']) && isSwitch(attributesOf(request)),
    },
  ];
}

function isCreation(attributes: Readonly<Record<string, unknown>>): boolean {
  return hasJust(attributes, ['definition', 'name']) && typeof attributes.name === 'string' && typeof attributes.definition === 'object';
}

function isSwitch(attributes: Readonly<Record<string, unknown>>): boolean {
  return hasJust(attributes, ['is_active']) && typeof attributes.is_active === 'boolean';
}

function hasJust(record: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  return Object.keys(record).sort().join() === names.join();
}

function dataOf({ body }: HttpRequest): Readonly<Record<string, unknown>> {
  try {
    return objectOf(objectOf(JSON.parse(body ?? '') as unknown).data);
  } catch {
    return {};
  }
}

function attributesOf(request: HttpRequest): Readonly<Record<string, unknown>> {
  return objectOf(dataOf(request).attributes);
}
