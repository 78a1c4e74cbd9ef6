import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { HostThread } from './host-thread';
import type { HandsWork, MenuOutcome, PersonName } from './messages';
import { PEOPLE, personNamed } from './people';

export interface PageServer {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  close(): Promise<void>;
}

export interface PageServerOptions {
  readonly host: HostThread;
  /** Folder with the built page, its style and the shim. */
  readonly builtFolder: string;
  /** 0 for any free port. */
  readonly port: number;
}

/** Larger ones cannot come from the page. */
const LARGEST_BODY = 4 * 1024 * 1024;
/** The sidebar may load nothing and speak to nobody but the bridge. */
const SIDEBAR_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'self'; frame-ancestors 'self'";
const PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; frame-src 'self'; base-uri 'none'";

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly policy?: string;
}

/** Serves the preview's page, the sidebar with its bridge, and the workbook, on this machine alone. */
export function startPageServer({ host, builtFolder, port }: PageServerOptions): Promise<PageServer> {
  const files = { page: read(builtFolder, 'preview-page.js'), style: read(builtFolder, 'preview-page.css'), shim: read(builtFolder, 'preview-shim.js') };
  const json = (value: unknown): Reply => ({ status: 200, type: 'application/json', body: JSON.stringify(value) });
  const pages: Readonly<Record<string, (query: URLSearchParams) => Promise<Reply> | Reply>> = {
    '/': () => ({ status: 200, type: 'text/html; charset=utf-8', body: SHELL, policy: PAGE_POLICY }),
    '/page.js': () => ({ status: 200, type: 'text/javascript; charset=utf-8', body: files.page }),
    '/page.css': () => ({ status: 200, type: 'text/css; charset=utf-8', body: files.style }),
    '/favicon.ico': () => ({ status: 204, type: 'image/x-icon', body: '' }),
    '/book': async () => json(await host.ask({ kind: 'book' })),
    '/tab': async (query) => json(await host.ask({ kind: 'tab', tab: Number(query.get('id')) })),
    '/menus': async (query) => json(await host.ask({ kind: 'menus', person: personNamed(query.get('person')) })),
    '/sidebar': async (query) => {
      const outcome = (await host.ask({ kind: 'menu', person: personNamed(query.get('person')), function: query.get('item') ?? 'showSidebar' })) as MenuOutcome;
      if (outcome.page === null) return { status: 404, type: 'text/plain; charset=utf-8', body: outcome.told.join('\n') };
      return { status: 200, type: 'text/html; charset=utf-8', body: withShim(outcome.page, files.shim), policy: SIDEBAR_POLICY };
    },
  };
  const actions: Readonly<Record<string, (body: unknown, person: PersonName) => Promise<unknown>>> = {
    '/rpc': (body, person) => {
      const { function: name, parameters } = body as { function: string; parameters: unknown[] };
      if (PEOPLE[person].access === 'viewer') throw new Error('You do not have permission to run this.');
      if (name.endsWith('_')) throw new Error(`Script function not found: ${name}`);
      return host.ask({ kind: 'run', person, function: name, parameters });
    },
    '/menu': (body, person) => host.ask({ kind: 'menu', person, function: String((body as { item: unknown }).item) }),
    '/hands': (body, person) => host.ask({ kind: 'hands', person, work: body as HandsWork }),
  };

  const reply = async (request: IncomingMessage, ownHost: string): Promise<Reply> => {
    const { pathname, searchParams } = new URL(request.url ?? '/', `http://${ownHost}`);
    // A page of another site cannot reach this server under its own name, nor send it JSON unasked.
    if (request.headers.host !== ownHost) return { status: 403, type: 'text/plain', body: 'Wrong host.' };
    if (request.method === 'GET') {
      const page = pages[pathname];
      return page === undefined ? { status: 404, type: 'text/plain', body: 'There is no such page.' } : page(searchParams);
    }
    const action = actions[pathname];
    if (action === undefined || request.method !== 'POST' || request.headers['content-type'] !== 'application/json')
      return { status: 404, type: 'text/plain', body: 'There is no such action.' };
    try {
      return json({ value: await action(JSON.parse(await textOf(request)), personNamed(searchParams.get('person'))) });
    } catch (error) {
      return json({ error: messageOf(error) });
    }
  };
  const server = createServer((request, response) => {
    const address = server.address();
    const ownHost = `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : port}`;
    reply(request, ownHost)
      .catch((error: unknown): Reply => ({ status: 500, type: 'text/plain; charset=utf-8', body: messageOf(error) }))
      .then((sent) => write(response, sent))
      .catch(() => response.destroy());
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve({
        url: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : port}`,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed());
            server.closeAllConnections();
          }),
      });
    });
  });
}

const SHELL = `<!DOCTYPE html>
<html lang="en">
  <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Segment Coverage: preview</title><link rel="stylesheet" href="/page.css"></head>
  <body><div id="page"></div><script src="/page.js"></script></body>
</html>`;

/** The platform puts its own script before the page's. */
function withShim(page: string, shim: string): string {
  return page.replace('<head>', () => `<head><script>${shim.replace(/<\/script/gi, '<\\/script')}</script>`);
}

function read(folder: string, name: string): string {
  try {
    return readFileSync(join(folder, name), 'utf8');
  } catch {
    throw new Error(`There is no ${join(folder, name)}: run "npm run build" first.`);
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    size += (piece as Buffer).length;
    if (size > LARGEST_BODY) throw new Error('This is too much to send at once.');
    pieces.push(piece as Buffer);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function write(response: ServerResponse, { status, type, body, policy }: Reply): void {
  response.writeHead(status, {
    'content-type': type,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    ...(policy === undefined ? {} : { 'content-security-policy': policy }),
  });
  response.end(body);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
