import schemas from './segment-bodies.json';
import { badBody, type Refusal } from './refusal';

/** As `extract-spec.mjs` writes it: what of Klaviyo's schemas decides whether a body is valid. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

const SCHEMAS = schemas as unknown as Readonly<Record<string, Schema>>;

export type BodyName = 'SegmentCreateQuery' | 'SegmentPartialUpdateQuery';

/** What is wrong with a body, where; null when it is as Klaviyo's OpenAPI document has it. A field that the document does not name is wrong, too. */
export function bodyFault(name: BodyName, body: unknown): Refusal | null {
  const fault = faultIn({ $ref: name }, body, '');
  return fault === null ? null : badBody(fault.pointer === '' ? '/' : fault.pointer, fault.detail);
}

interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

function faultIn(given: Schema, value: unknown, pointer: string): Fault | null {
  const { nullable } = given;
  const schema = given.$ref === undefined ? given : (SCHEMAS[given.$ref] ?? {});
  if (value === null && (nullable === true || schema.nullable === true)) return null;
  if (schema.$ref !== undefined) return faultIn(schema, value, pointer);
  if (schema.oneOf !== undefined) return faultInAny(schema.oneOf, value, pointer);
  if (!isOfType(schema.type, value)) return { pointer, detail: `Invalid input: ${schema.type ?? 'another value'} expected.` };
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return { pointer, detail: `'${String(value)}' is not a valid choice: ${schema.enum.join(', ')}.` };
  if (schema.type === 'array') {
    for (const [index, item] of (value as readonly unknown[]).entries()) {
      const fault = faultIn(schema.items ?? {}, item, `${pointer}/${index}`);
      if (fault !== null) return fault;
    }
    return null;
  }
  return schema.type === 'object' ? faultInObject(schema, value as Readonly<Record<string, unknown>>, pointer) : null;
}

function faultInObject({ properties = {}, required = [] }: Schema, value: Readonly<Record<string, unknown>>, pointer: string): Fault | null {
  for (const name of required) if (value[name] === undefined) return { pointer: `${pointer}/${name}`, detail: `'${name}' is a required field.` };
  for (const [name, field] of Object.entries(value)) {
    const schema = properties[name];
    if (schema === undefined) return { pointer: `${pointer}/${name}`, detail: `'${name}' is not a valid field.` };
    const fault = field === undefined ? null : faultIn(schema, field, `${pointer}/${name}`);
    if (fault !== null) return fault;
  }
  return null;
}

/** Of several forms the fault that lies deepest: it is in the form that was meant. */
function faultInAny(forms: readonly Schema[], value: unknown, pointer: string): Fault | null {
  let deepest: Fault | null = null;
  for (const form of forms) {
    const fault = faultIn(form, value, pointer);
    if (fault === null) return null;
    if (deepest === null || fault.pointer.length > deepest.pointer.length) deepest = fault;
  }
  return deepest;
}

function isOfType(type: string | undefined, value: unknown): boolean {
  switch (type) {
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
    case 'string':
    case 'boolean':
      return typeof value === type;
    default:
      return true;
  }
}
