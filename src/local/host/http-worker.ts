import http from 'node:http';
import https from 'node:https';
import { workerData, type MessagePort } from 'node:worker_threads';
import { gunzipSync, inflateSync } from 'node:zlib';
import { PATIENCE_MS, type WireRequest, type WireResponse } from './wire';

/** Sends requests for `http-wire.ts`, all of a call together, and wakes the thread that waits for the answers. */
const { port, signal, responseBytes } = workerData as { port: MessagePort; signal: SharedArrayBuffer; responseBytes: number };
const flag = new Int32Array(signal);
const CONNECTIONS = 64;
const agents = {
  'http:': new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS }),
  'https:': new https.Agent({ keepAlive: true, maxSockets: CONNECTIONS }),
};

function failure(error: unknown): WireResponse {
  const { code, message } = error as { code?: string; message?: string };
  return { failed: code === 'ENOTFOUND' || code === 'EAI_AGAIN' ? 'DNS error' : (code ?? message ?? 'Address unavailable') };
}

function decoded(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding === 'gzip') return gunzipSync(body);
  return encoding === 'deflate' ? inflateSync(body) : body;
}

function collected(raw: readonly string[]): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] as string;
    const value = raw[index + 1] as string;
    const before = headers[name];
    headers[name] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return headers;
}

function send({ method, url, headers, body }: WireRequest): Promise<WireResponse> {
  return new Promise((resolve) => {
    let target: URL;
    try {
      target = new URL(url);
    } catch {
      resolve({ failed: 'Invalid address' });
      return;
    }
    const secure = target.protocol === 'https:';
    const client = secure ? https : http;
    const request = client.request(target, {
      method: method.toUpperCase(),
      agent: secure ? agents['https:'] : agents['http:'],
      headers: { 'Accept-Encoding': 'gzip, deflate', ...headers, ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }) },
    });
    const timer = setTimeout(() => request.destroy(Object.assign(new Error('Timeout'), { code: 'Timeout' })), PATIENCE_MS);
    const settle = (answer: WireResponse): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    request.on('error', (error) => settle(failure(error)));
    request.on('response', (response) => {
      const pieces: Buffer[] = [];
      let bytes = 0;
      response.on('data', (piece: Buffer) => {
        bytes += piece.length;
        if (bytes <= responseBytes) {
          pieces.push(piece);
          return;
        }
        settle({ failed: 'Response too large' });
        response.destroy();
      });
      response.on('error', (error) => settle(failure(error)));
      response.on('end', () => {
        try {
          const text = decoded(Buffer.concat(pieces), response.headers['content-encoding']);
          settle({ status: response.statusCode ?? 0, headers: collected(response.rawHeaders), body: text });
        } catch (error) {
          settle(failure(error));
        }
      });
    });
    request.end(body);
  });
}

port.on('message', ({ requests }: { requests: readonly WireRequest[] }) => {
  void Promise.all(requests.map(send)).then((answers) => {
    port.postMessage(answers);
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  });
});
