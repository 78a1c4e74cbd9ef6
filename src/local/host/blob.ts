import { maybeCoreOf, offer, signatureError, type Gate } from './refusal';

type Blob = GoogleAppsScript.Base.Blob;

/** The bytes behind a `Blob`. */
export class BlobCore {
  constructor(
    public bytes: Buffer,
    public type: string | null,
    public name: string | null,
  ) {}
}

/** Bytes as the platform gives them: signed, -128 to 127. */
export function signedBytes(bytes: Uint8Array): number[] {
  const signed = new Array<number>(bytes.length);
  for (let index = 0; index < bytes.length; index += 1) signed[index] = ((bytes[index] as number) << 24) >> 24;
  return signed;
}

/** Bytes of text, of signed bytes, or of a blob. */
export function bytesOf(data: unknown, method: string): Buffer {
  if (typeof data === 'string') return Buffer.from(data, 'utf8');
  if (Array.isArray(data)) return Buffer.from(data as number[]);
  const core = maybeCoreOf(data, BlobCore);
  if (core) return core.bytes;
  throw signatureError([data], method);
}

/** A `Blob`. */
export function createBlob(core: BlobCore, gate: Gate): Blob {
  const members = {
    getBytes: () => {
      gate.moved?.('bytes', core.bytes.length);
      return signedBytes(core.bytes);
    },
    getDataAsString: (charset: string = 'UTF-8') => {
      if (!/^utf-?8$|^us-ascii$/i.test(charset)) throw new Error(`Blob.getDataAsString with the charset ${charset} is not offered by the local host.`);
      return core.bytes.toString('utf8');
    },
    getName: () => core.name,
    setName: (name: string) => {
      core.name = name;
      return blob;
    },
  } satisfies Partial<Blob>;
  const blob: Blob = offer<object>('Blob', members, gate, core) as Blob;
  return blob;
}
