import spec from './spec.json';

/** Windows of one endpoint: requests a second, a minute and, where there is one, a day. */
export type Limits = readonly [burst: number, steady: number, daily?: number];

/** One operation of Klaviyo's API. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** Below `/api/`; `{id}` stands for one identifier. */
  readonly path: string;
  readonly limits: Limits;
  /** Lower limits that a parameter brings: `additional-fields[list]=profile_count`. */
  readonly slow: readonly { readonly when: string; readonly limits: Limits }[];
  readonly scopes: readonly string[];
  /** Default and largest page; `fixed` where pages come without `page[size]`; null where nothing is paged. */
  readonly page: readonly [number, number] | 'fixed' | null;
  /** Allowed operators by field; null where `filter` is not a parameter. */
  readonly filter: ReadonlyMap<string, readonly string[]> | null;
  readonly filterRequired: boolean;
  readonly sort: readonly string[];
  readonly include: readonly string[];
  /** Names that `fields[type]` takes, by resource type; a type that is not here has no such parameter. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  /** Names that `additional-fields[type]` takes, by resource type. */
  readonly additional: Readonly<Record<string, readonly string[]>>;
}

/** As `extract-spec.mjs` writes it. */
interface SpecOperation extends Omit<Endpoint, 'filter'> {
  readonly filter: Readonly<Record<string, readonly string[]>> | null;
}

/** The one revision that this server speaks. */
export const REVISION: string = spec.revision;

/** Every operation that this server knows, as the official OpenAPI document has it: see `extract-spec.mjs`. */
export const ENDPOINTS: readonly Endpoint[] = (spec.operations as unknown as readonly SpecOperation[]).map((operation) => ({
  ...operation,
  filter: operation.filter && new Map(Object.entries(operation.filter)),
}));
