/** Something every service call passes before it runs, and every failure on its way back to the script. */
export interface Gate {
  /** May throw: a limit was reached, access is missing, or a test injects a fault. */
  enter(service: string, method: string): void;
  /** The error as the script shall see it. */
  failure(error: unknown): unknown;
  /** Charges what a call moves, beside the call itself: letters of cells, or bytes handed over as numbers. */
  moved?(what: Moved, amount: number): void;
}

export type Moved = 'letters read' | 'letters written' | 'bytes';

/** A gate that lets everything through, for tests that use a service without a host. */
export const OPEN_GATE: Gate = { enter: () => undefined, failure: (error) => error };

const cores = new WeakMap<object, unknown>();
const askedByTheLanguage = new Set<PropertyKey>([
  'then',
  'toJSON',
  'constructor',
  'valueOf',
  'toString',
  'asymmetricMatch',
  'nodeType',
  '$$typeof',
  '@@__IMMUTABLE_ITERABLE__@@',
  '@@__IMMUTABLE_RECORD__@@',
  'inspect',
]);

/**
 * The object that a script gets for a service or a thing of a service: its methods run through the gate, and a member that the host does not
 * offer throws an Error with the member's own name, rather than being undefined or doing nothing.
 */
export function offer<T extends object>(name: string, members: T, gate: Gate, core?: unknown): T {
  const wrapped = new Map<PropertyKey, unknown>();
  const offered = new Proxy(members, {
    get(target, property) {
      if (typeof property === 'symbol') return undefined;
      const known = wrapped.get(property);
      if (known) return known;
      if (Object.prototype.hasOwnProperty.call(target, property)) {
        const member = (target as Record<string, unknown>)[property];
        if (typeof member !== 'function') return member;
        const call = (...parameters: unknown[]): unknown => {
          try {
            gate.enter(name, property);
            return (member as (...all: unknown[]) => unknown)(...parameters);
          } catch (error) {
            throw gate.failure(error);
          }
        };
        wrapped.set(property, call);
        return call;
      }
      if (property === 'toString' || property === 'valueOf') return () => name;
      if (askedByTheLanguage.has(property)) return undefined;
      throw gate.failure(new Error(`${name}.${property} is not offered by the local host.`));
    },
    set(_target, property) {
      throw gate.failure(new Error(`${name}.${String(property)} cannot be set.`));
    },
    has: (target, property) => Object.prototype.hasOwnProperty.call(target, property),
    deleteProperty(_target, property) {
      throw gate.failure(new Error(`${name}.${String(property)} cannot be deleted.`));
    },
    getPrototypeOf: () => Object.prototype,
  });
  if (core !== undefined) cores.set(offered, core);
  return offered;
}

/** What stands behind an object that a script handed back; throws the platform's signature error when it is something else. */
export function coreOf<T>(offered: unknown, kind: abstract new (...parameters: never[]) => T, method: string): T {
  const core = typeof offered === 'object' && offered !== null ? cores.get(offered) : undefined;
  if (core instanceof kind) return core;
  throw signatureError([offered], method);
}

/** What stands behind an object, or null when it is nothing of the host's. */
export function maybeCoreOf<T>(offered: unknown, kind: abstract new (...parameters: never[]) => T): T | null {
  const core = typeof offered === 'object' && offered !== null ? cores.get(offered) : undefined;
  return core instanceof kind ? core : null;
}

/** The platform's error for arguments that no overload takes. `method` is the full name, such as `SpreadsheetApp.Range.setValues`. */
export function signatureError(parameters: readonly unknown[], method: string): Error {
  return new Error(`The parameters (${parameters.map(typeName).join(',')}) don't match the method signature for ${method}.`);
}

function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'number[]';
  const type = typeof value;
  return type === 'object' ? (cores.has(value as object) ? String(value) : '(class)') : type === 'string' ? 'String' : type;
}
