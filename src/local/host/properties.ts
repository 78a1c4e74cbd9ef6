import type { Limits, DailyQuota } from './limits';
import { offer, signatureError, type Gate } from './refusal';

type Properties = GoogleAppsScript.Properties.Properties;
type Service = GoogleAppsScript.Properties.PropertiesService;

export interface PropertiesOptions {
  readonly gate: Gate;
  readonly limits: Limits;
  readonly quota: DailyQuota;
  readonly now: () => number;
  readonly document: Map<string, string>;
  readonly user: Map<string, string>;
  readonly script: Map<string, string>;
}

/** Bytes that a store holds: keys and values in UTF-8. */
export function storedBytes(store: ReadonlyMap<string, string>): number {
  let bytes = 0;
  for (const [key, value] of store) bytes += Buffer.byteLength(key) + Buffer.byteLength(value);
  return bytes;
}

function createProperties(store: Map<string, string>, { gate, limits, quota, now }: PropertiesOptions): Properties {
  const use = (): void => {
    if (!quota.take(now())) throw new Error('Service invoked too many times for one day: properties.');
  };
  const put = (entries: readonly (readonly [string, unknown])[]): void => {
    const next = new Map(store);
    for (const [key, value] of entries) {
      if (typeof key !== 'string' || key === '') throw signatureError([key, value], 'PropertiesService.Properties.setProperty');
      if (value === null || value === undefined) throw signatureError([key, value], 'PropertiesService.Properties.setProperty');
      const text = String(value);
      if (Buffer.byteLength(text) > limits.propertyValueBytes) throw new Error('Argument too large: value');
      if (Buffer.byteLength(key) > 500) throw new Error('Argument too large: key');
      next.set(key, text);
    }
    if (storedBytes(next) > limits.propertyStoreBytes)
      throw new Error('You have exceeded the property storage quota. Please remove some properties and try again.');
    for (const [key, value] of next) store.set(key, value);
  };
  const members = {
    getProperty: (key: string) => {
      if (typeof key !== 'string') throw signatureError([key], 'PropertiesService.Properties.getProperty');
      use();
      return store.get(key) ?? null;
    },
    getProperties: () => {
      use();
      return Object.fromEntries(store);
    },
    setProperty: (key: string, value: string) => {
      use();
      put([[key, value]]);
      return properties;
    },
    deleteProperty: (key: string) => {
      use();
      store.delete(key);
      return properties;
    },
  } satisfies Partial<Properties>;
  const properties: Properties = offer<object>('Properties', members, gate) as Properties;
  return properties;
}

/** `PropertiesService`: what a script keeps with the document, for the person, for all. */
export function createPropertiesService(options: PropertiesOptions): Service {
  const members = {
    getDocumentProperties: () => createProperties(options.document, options),
    getUserProperties: () => createProperties(options.user, options),
    getScriptProperties: () => createProperties(options.script, options),
  } satisfies Partial<Service>;
  return offer<object>('PropertiesService', members, options.gate) as Service;
}
