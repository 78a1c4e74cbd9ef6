import { createHash, randomUUID } from 'node:crypto';
import { types } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { BlobCore, bytesOf, createBlob, signedBytes } from './blob';
import { enumeration, memberName } from './enumeration';
import { formatJavaDate } from './java-date';
import { maybeCoreOf, offer, signatureError, type Gate } from './refusal';

type Service = GoogleAppsScript.Utilities.Utilities;

const ENUMS = {
  DigestAlgorithm: enumeration<typeof GoogleAppsScript.Utilities.DigestAlgorithm>('DigestAlgorithm', ['MD2', 'MD5', 'SHA_1', 'SHA_256', 'SHA_384', 'SHA_512']),
};
const DIGESTS: Readonly<Record<string, string>> = { MD5: 'md5', SHA_1: 'sha1', SHA_256: 'sha256', SHA_384: 'sha384', SHA_512: 'sha512' };

export interface UtilitiesOptions {
  readonly gate: Gate;
  readonly longestSleepMs: number;
  readonly sleep: (milliseconds: number) => void;
  /** 0 ≤ x < 1; makes `getUuid` repeatable. Null draws from the machine. */
  readonly random: (() => number) | null;
}

function uuid(random: (() => number) | null): string {
  if (!random) return randomUUID();
  const digits = Array.from({ length: 32 }, (_, index) =>
    (index === 12 ? 4 : index === 16 ? 8 + Math.floor(random() * 4) : Math.floor(random() * 16)).toString(16),
  ).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** `Utilities`: waiting, dates as text, bytes, digests, compression. */
export function createUtilities({ gate, longestSleepMs, sleep, random }: UtilitiesOptions): Service {
  const decode = (text: unknown, method: string): number[] => {
    if (typeof text !== 'string') throw signatureError([text], `Utilities.${method}`);
    if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(text.replace(/\s/g, ''))) throw new Error('Could not decode string.');
    const bytes = Buffer.from(text, 'base64');
    gate.moved?.('bytes', bytes.length);
    return signedBytes(bytes);
  };
  const blobOf = (data: unknown, method: string): BlobCore => {
    const core = maybeCoreOf(data, BlobCore);
    if (!core) throw signatureError([data], `Utilities.${method}`);
    return core;
  };
  const members = {
    ...ENUMS,
    sleep: (milliseconds: number) => {
      if (typeof milliseconds !== 'number' || Number.isNaN(milliseconds)) throw signatureError([milliseconds], 'Utilities.sleep');
      if (milliseconds < 0 || milliseconds > longestSleepMs) throw new Error(`Sleep time must be between 0 and ${longestSleepMs} milliseconds.`);
      sleep(milliseconds);
    },
    formatDate: (date: unknown, zone: string, format: string) => {
      if (!types.isDate(date) || typeof zone !== 'string' || typeof format !== 'string') throw signatureError([date, zone, format], 'Utilities.formatDate');
      return formatJavaDate(Number(date), zone, format);
    },
    computeDigest: (algorithm: unknown, value: unknown) => {
      const name = memberName(algorithm, 'DigestAlgorithm', 'Utilities.computeDigest');
      const digest = DIGESTS[name];
      if (!digest) throw new Error(`Utilities.computeDigest with ${name} is not offered by the local host.`);
      return signedBytes(createHash(digest).update(bytesOf(value, 'Utilities.computeDigest')).digest());
    },
    base64Encode: (data: unknown) => {
      const bytes = bytesOf(data, 'Utilities.base64Encode');
      if (Array.isArray(data)) gate.moved?.('bytes', bytes.length);
      return bytes.toString('base64');
    },
    base64EncodeWebSafe: (data: unknown) => bytesOf(data, 'Utilities.base64EncodeWebSafe').toString('base64').replace(/\+/g, '-').replace(/\//g, '_'),
    base64Decode: (text: string) => decode(text, 'base64Decode'),
    gzip: (data: unknown, name?: string) => {
      const core = blobOf(data, 'gzip');
      return createBlob(new BlobCore(gzipSync(core.bytes), 'application/x-gzip', name ?? `${core.name ?? 'archive'}.gz`), gate);
    },
    ungzip: (data: unknown) => {
      const core = blobOf(data, 'ungzip');
      // The platform refuses a blob that is not marked as compressed, whatever its bytes are.
      if (core.type !== 'application/x-gzip') throw new Error('Invalid argument: the blob must have the content type application/x-gzip.');
      try {
        return createBlob(new BlobCore(gunzipSync(core.bytes), null, core.name?.replace(/\.gz$/, '') ?? null), gate);
      } catch {
        throw new Error('Could not decompress the data.');
      }
    },
    newBlob: (data: unknown, type: string | null = typeof data === 'string' ? 'text/plain' : null, name: string | null = null) =>
      createBlob(new BlobCore(bytesOf(data, 'Utilities.newBlob'), type, name), gate),
    getUuid: () => uuid(random),
  } satisfies Partial<Service>;
  return offer<object>('Utilities', members, gate) as Service;
}
