import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AccountData } from './account-data';
import type { Klaviyo, KlaviyoOptions } from './handler';
import { createKlaviyo } from './handler';

export interface KlaviyoServerOptions extends KlaviyoOptions {
  readonly account: AccountData;
  /** 0 for any free port. */
  readonly port: number;
  /** The clock; the machine's own by default. */
  readonly now?: () => number;
}

export interface KlaviyoServer {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly url: string;
  readonly klaviyo: Klaviyo;
  close(): Promise<void>;
}

/** Serves an account over HTTP on this machine alone. Rejects when the port is taken. */
export function startKlaviyoServer(options: KlaviyoServerOptions): Promise<KlaviyoServer> {
  const klaviyo = createKlaviyo(options.account, options);
  const now = options.now ?? Date.now;
  const server = createServer({ keepAlive: true }, (request, response) => {
    respond(klaviyo, request, response, now).catch(() => response.destroy());
  });
  server.keepAliveTimeout = 60_000;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : options.port;
      resolve({ url: `http://127.0.0.1:${port}`, klaviyo, close: () => closed(server) });
    });
  });
}

async function respond(klaviyo: Klaviyo, request: IncomingMessage, response: ServerResponse, now: () => number): Promise<void> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]));
  const answer = klaviyo.handle({ method: request.method ?? 'GET', url: request.url ?? '/', headers, body: Buffer.concat(pieces).toString() }, now());
  if (answer.latencyMs)
    await new Promise((resolve) => {
      setTimeout(resolve, answer.latencyMs);
    });
  if (answer.status === 0) {
    request.socket.destroy();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

function closed(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
