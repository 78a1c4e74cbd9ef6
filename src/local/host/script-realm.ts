import { createContext, Script } from 'node:vm';
import type { Clock } from './clock';

/** What V8 brings along that Apps Script's does not offer (or that nobody has seen there). */
const ABSENT = ['WebAssembly', 'SharedArrayBuffer', 'Atomics', 'console', 'queueMicrotask', 'structuredClone'];

/** Runs inside the realm: binds Date and Math.random to the host, and hands out what the host needs from within. */
const BINDING = new Script(
  `(function (now, random, absent) {
  var RealDate = Date;
  var bound = new Proxy(RealDate, {
    construct: function (target, all, newTarget) { return Reflect.construct(target, all.length === 0 ? [now()] : all, newTarget === bound ? target : newTarget); },
    apply: function () { return new RealDate(now()).toString(); },
    get: function (target, name, receiver) { return name === 'now' ? now : Reflect.get(target, name, receiver); }
  });
  RealDate.prototype.constructor = bound;
  globalThis.Date = bound;
  Math.random = random;
  absent.forEach(function (name) { delete globalThis[name]; });
  var parse = JSON.parse;
  return {
    makeDate: function (instant) { return new RealDate(instant); },
    makeError: function (message) { var error = new Error(message); error.name = 'Exception'; return error; },
    call: function (name, text) {
      var chosen = globalThis[name];
      if (typeof chosen !== 'function') throw new Error('Script function not found: ' + name);
      return chosen.apply(undefined, typeof text === 'string' ? parse(text) : text);
    },
    has: function (name) { return typeof globalThis[name] === 'function'; }
  };
})`,
  { filename: 'binding.js' },
);

/** What every script of ours names again and again. */
const OFTEN_NAMED =
  'Array ArrayBuffer Boolean DataView Date Error Float32Array Float64Array Int16Array Int32Array Int8Array Intl JSON Map Math Number Object Reflect RegExp Set String Symbol TypeError Uint16Array Uint32Array Uint8Array WeakMap WeakSet encodeURIComponent decodeURIComponent isFinite isNaN parseFloat parseInt'.split(
    ' ',
  );

/**
 * Node asks a callback of its own for each global that code in a context names: 250 ns a time, where Apps Script's V8 takes one. Declared beside the global
 * object under the same names, they are found as fast as there.
 */
const NEAR_AT_HAND = new Script(`let ${OFTEN_NAMED.map((name) => `${name} = globalThis.${name}`).join(', ')};`, { filename: 'near-at-hand.js' });

export interface Realm {
  makeDate(instant: number): Date;
  makeError(message: string): unknown;
  has(name: string): boolean;
  /** Puts services in place as globals. */
  provide(globals: Readonly<Record<string, unknown>>): void;
  /** Runs a script's top level. `timeoutMs` ends a loop without end; null lets it run. */
  load(script: Script, timeoutMs: number | null): void;
  /** Calls a global function with arguments as JSON text, or as they are for an event object. */
  call(name: string, parameters: string | readonly unknown[], timeoutMs: number | null): unknown;
}

/** A fresh global scope with the language alone: no URL, timers, fetch, TextEncoder, crypto, process … as in Apps Script. */
export function createRealm(clock: Clock, random: () => number): Realm {
  const context = createContext({});
  const bound = (
    BINDING.runInContext(context) as (
      now: () => number,
      random: () => number,
      absent: readonly string[],
    ) => {
      makeDate: Realm['makeDate'];
      makeError: Realm['makeError'];
      has: Realm['has'];
      call: (name: string, parameters: string | readonly unknown[]) => unknown;
    }
  )(() => Math.floor(clock.now()), random, ABSENT);
  NEAR_AT_HAND.runInContext(context);
  const slot = '__call';
  const caller = new Script(`${slot}()`, { filename: 'call.js' });
  return {
    makeDate: bound.makeDate,
    makeError: bound.makeError,
    has: bound.has,
    provide: (globals) => {
      for (const [name, value] of Object.entries(globals))
        Object.defineProperty(context, name, { value, writable: true, configurable: true, enumerable: false });
    },
    load: (script, timeoutMs) => {
      script.runInContext(context, timeoutMs === null ? {} : { timeout: timeoutMs });
    },
    call: (name, parameters, timeoutMs) => {
      if (timeoutMs === null) return bound.call(name, parameters);
      // A time limit holds for code that a Script runs, so the call itself is one.
      Object.defineProperty(context, slot, { value: () => bound.call(name, parameters), configurable: true, enumerable: false });
      return caller.runInContext(context, { timeout: timeoutMs }) as unknown;
    },
  };
}
