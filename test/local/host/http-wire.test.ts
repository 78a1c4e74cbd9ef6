import { buildSync } from 'esbuild';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createHttpWire } from '../../../src/local/host/http-wire';
import type { Wire } from '../../../src/local/host/wire';

/** A server in a thread of its own: the thread that asks is blocked while it waits. */
const SERVER = `
  const { parentPort } = require('node:worker_threads'); const { gzipSync } = require('node:zlib');
  const server = require('node:http').createServer((request, response) => {
    const path = request.url.split('?')[0]; let body = ''; request.on('data', (piece) => { body += piece; });
    request.on('end', () => {
      if (path === '/slow') setTimeout(() => response.end('slow'), 300);
      else if (path === '/echo') response.end(JSON.stringify({ method: request.method, body, type: request.headers['content-type'], key: request.headers.authorization }));
      else if (path === '/gzip') { response.setHeader('Content-Encoding', 'gzip'); response.end(gzipSync('packed')); }
      else if (path === '/cut') { response.setHeader('Content-Length', '100'); response.write('{"half":'); setTimeout(() => request.socket.destroy(), 20); }
      else if (path === '/reset') request.socket.destroy();
      else if (path === '/large') response.end('x'.repeat(5000));
      else { response.statusCode = 429; response.setHeader('Retry-After', '7'); response.setHeader('Set-Cookie', ['a=1', 'b=2']); response.end('wait'); }
    });
  }).listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));`;

let server: Worker;
let wire: Wire;
let base = '';
const get = (path: string) => ({ method: 'get', url: `${base}${path}`, headers: {} });
const text = (answer: unknown) => Buffer.from((answer as { body: Uint8Array }).body).toString();

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'http-wire-'));
  const workerFile = join(folder, 'http-worker.cjs');
  buildSync({ entryPoints: ['src/local/host/http-worker.ts'], bundle: true, platform: 'node', format: 'cjs', target: 'node20', outfile: workerFile });
  server = new Worker(SERVER, { eval: true });
  base = `http://127.0.0.1:${await new Promise((resolve) => {
    server.once('message', resolve);
  })}`;
  wire = createHttpWire(4_000, workerFile);
});

afterAll(async () => {
  await wire.close();
  await server.terminate();
});

test('waits for the answer, with status, headers as sent, and every value of a repeated one', () => {
  expect(wire.exchange([get('/x')])[0]).toMatchObject({ status: 429, headers: { 'Retry-After': '7', 'Set-Cookie': ['a=1', 'b=2'] } });
});

test('sends the requests of a call together and answers in their order', () => {
  const before = Date.now();
  const answers = wire.exchange([...Array.from({ length: 20 }, () => get('/slow')), get('/gzip')]);
  expect(Date.now() - before).toBeLessThan(2_000);
  expect(answers.map(text)).toEqual([...Array.from({ length: 20 }, () => 'slow'), 'packed']);
});

test('carries method, headers and body', () => {
  const [answer] = wire.exchange([
    { method: 'post', url: `${base}/echo?a=1`, headers: { 'Content-Type': 'application/json', Authorization: 'k' }, body: '{"ä":1}' },
  ]);
  expect(JSON.parse(text(answer))).toEqual({ method: 'POST', body: '{"ä":1}', type: 'application/json', key: 'k' });
});

test('tells what failed, for that request alone', () => {
  const answers = wire.exchange([
    get('/cut'),
    get('/reset'),
    { method: 'get', url: 'http://127.0.0.1:1/', headers: {} },
    { method: 'get', url: 'http://nowhere.invalid/', headers: {} },
    get('/large'),
    get('/gzip'),
  ]);
  expect(answers.slice(0, 5).every((answer) => 'failed' in answer)).toBe(true);
  expect(answers[4]).toEqual({ failed: 'Response too large' });
  expect(text(answers[5])).toBe('packed');
});
