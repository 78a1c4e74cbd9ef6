/** A figure that the host takes for Google's: from a page of Google's, or assumed until the self-test (`npm run push -- --self-test`) tells. */
export interface Assumption {
  readonly value: number;
  readonly source: string;
}

const QUOTAS = 'developers.google.com/apps-script/guides/services/quotas, consumer account';
const PROPERTIES = `${QUOTAS}: properties`;
const FETCH = `${QUOTAS}: URL Fetch`;
const CACHE = 'developers.google.com/apps-script/reference/cache/cache';
/** Never measured on Google. */
export const ASSUMED = 'assumed';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Every figure of the platform that the host holds a script to or charges it for. Milliseconds, bytes, characters, calls. */
export const ASSUMPTIONS = {
  executionMs: { value: 6 * MINUTE, source: `${QUOTAS}: script runtime` },
  simpleTriggerMs: { value: 30 * SECOND, source: 'developers.google.com/apps-script/guides/triggers: restrictions of simple triggers' },
  urlFetchCallsPerDay: { value: 20_000, source: FETCH },
  urlChars: { value: 2_048, source: FETCH },
  responseBytes: { value: 50 * 1024 * 1024, source: FETCH },
  payloadBytes: { value: 50 * 1024 * 1024, source: FETCH },
  headersPerCall: { value: 100, source: FETCH },
  headerBytes: { value: 8 * 1024, source: FETCH },
  propertyValueBytes: { value: 9 * 1024, source: PROPERTIES },
  propertyStoreBytes: { value: 500 * 1024, source: PROPERTIES },
  propertyCallsPerDay: { value: 50_000, source: PROPERTIES },
  cacheKeyChars: { value: 250, source: CACHE },
  cacheValueBytes: { value: 100 * 1024, source: CACHE },
  cacheItems: { value: 1_000, source: CACHE },
  cacheItemsKept: { value: 900, source: CACHE },
  triggersPerUser: { value: 20, source: `${QUOTAS}: triggers` },
  triggerMsPerDay: { value: 90 * MINUTE, source: `${QUOTAS}: triggers total runtime` },
  documentsPerDay: { value: 250, source: `${QUOTAS}: documents created; that it counts for Drive.Files.create of a document is assumed` },
  driveUploadBytes: { value: 50 * 1024 * 1024, source: `${ASSUMED}: the size of a blob` },
  longestSleepMs: { value: 300 * SECOND, source: 'developers.google.com/apps-script/reference/utilities/utilities: sleep' },
  fetchPatienceMs: { value: MINUTE, source: ASSUMED },
  sheetReadMs: { value: 60, source: ASSUMED },
  sheetWriteMs: { value: 40, source: ASSUMED },
  propertiesMs: { value: 15, source: ASSUMED },
  cacheMs: { value: 10, source: ASSUMED },
  lockMs: { value: 20, source: ASSUMED },
  triggerMs: { value: 100, source: ASSUMED },
  driveMs: { value: SECOND, source: ASSUMED },
  /** For each million bytes, beside the call itself. */
  driveUploadMs: { value: SECOND, source: ASSUMED },
  driveDownloadMs: { value: 300, source: ASSUMED },
  /** For each million letters in cells, beside the call itself. */
  cellsReadMs: { value: 300, source: ASSUMED },
  cellsWrittenMs: { value: SECOND, source: ASSUMED },
  /** For each million bytes handed to or from a script as numbers. */
  byteArrayMs: { value: 200, source: ASSUMED },
  /** Google's processor against the one that runs the host, where a bench charges it. */
  slowerProcessor: { value: 3, source: ASSUMED },
} as const satisfies Readonly<Record<string, Assumption>>;

/** The figure alone. */
export function assumed(name: keyof typeof ASSUMPTIONS): number {
  return ASSUMPTIONS[name].value;
}
