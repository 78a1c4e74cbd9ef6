import { request } from 'node:http';
import { deflateSync, inflateSync } from 'node:zlib';
import { openBrowser } from '../../../src/local/demo/preview/browser';
import { smallPng } from '../../../src/local/demo/preview/small-png';
import { openStage, type Sheet, type Stage } from '../../build/sidebar-stage';

describe('the preview’s bridge', () => {
  let stage: Stage;
  let sheet: Sheet;
  beforeAll(async () => {
    stage = await openStage();
    sheet = await stage.open();
  });
  afterAll(() => stage?.close());

  test('passes plain data only, as google.script.run does', async () => {
    const page = await sheet.sidebar();
    const refusals = await page.evaluate(() => {
      const { run } = (window as unknown as { google: { script: { run: Record<string, (value: unknown) => void> } } }).google.script;
      return [new Date(0), () => 1, document.body, new Map(), { deep: [new Date(0)] }].map((value) => {
        try {
          run.callFromPage?.(value);
          return 'passed';
        } catch (error) {
          return (error as Error).name;
        }
      });
    });
    expect(refusals).toEqual(Array.from({ length: 5 }, () => 'TypeError'));
  });

  test('offers no private function, and tells of an unknown one by an Error with a message', async () => {
    const page = await sheet.sidebar();
    const heard = await page.evaluate(
      () =>
        new Promise<unknown[]>((resolve) => {
          const { run } = (
            window as unknown as { google: { script: { run: { secret_: unknown; withFailureHandler(handler: (error: Error) => void): { noSuch(): void } } } } }
          ).google.script;
          run.withFailureHandler((error) => resolve([typeof run.secret_, error instanceof Error, error.message])).noSuch();
        }),
    );
    expect(heard).toEqual(['undefined', true, 'Script function not found: noSuch']);
  });

  test('has ten calls under way at most, and answers all of them, not always in order', async () => {
    const page = await sheet.sidebar();
    let underWay = 0;
    let most = 0;
    await page.route('**/rpc*', async (route) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => {
        setTimeout(resolve, 60);
      });
      const response = await route.fetch();
      underWay -= 1;
      await route.fulfill({ response });
    });
    const order = await page.evaluate(
      () =>
        new Promise<number[]>((resolve) => {
          const { run } = (
            window as unknown as {
              google: { script: { run: { withSuccessHandler(handler: () => void): { callFromPage(name: string, argument: string): void } } } };
            }
          ).google.script;
          const came: number[] = [];
          for (let place = 0; place < 24; place += 1)
            run
              .withSuccessHandler(() => {
                if (came.push(place) === 24) resolve(came);
              })
              .callFromPage('getProgress', 'null');
        }),
    );
    expect(most).toBe(10);
    expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 24 }, (_, place) => place));
    expect(order).not.toEqual(Array.from({ length: 24 }, (_, place) => place));
  });

  test('answers no page of another site: neither under another host name nor to a form', async () => {
    const { port } = new URL(sheet.preview.url);
    const status = (headers: Record<string, string>, method = 'GET', path = '/book') =>
      new Promise((resolve, reject) => {
        request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end(method === 'POST' ? '{}' : undefined);
      });
    expect(await status({ host: `127.0.0.1:${port}` })).toBe(200);
    expect(await status({ host: `evil.example:${port}` })).toBe(403);
    expect(await status({ host: `127.0.0.1:${port}`, 'content-type': 'text/plain' }, 'POST', '/rpc')).toBe(404);
  });

  test('a viewer may look at the sheet and run nothing', async () => {
    await expect(sheet.hands({ kind: 'type', tab: 0, row: 1, column: 1, text: 'mine' }, 'viewer')).rejects.toThrow(/permission/);
    await expect(sheet.preview.host.ask({ kind: 'menu', person: 'viewer', function: 'showSidebar' })).rejects.toThrow(/may only look/);
    expect(await sheet.preview.host.ask({ kind: 'menus', person: 'viewer' })).toEqual([]);
  });
});

test('a browser that is named and not there is not replaced by another', async () => {
  const before = process.env.CHROMIUM;
  process.env.CHROMIUM = '/nowhere/chromium';
  try {
    await expect(openBrowser()).rejects.toThrow('There is no browser at /nowhere/chromium, which the environment variable CHROMIUM names');
  } finally {
    if (before === undefined) delete process.env.CHROMIUM;
    else process.env.CHROMIUM = before;
  }
});

test('a picture keeps its pixels when it has few colors', () => {
  const pixels = [
    [255, 0, 0],
    [0, 128, 255],
    [255, 0, 0],
    [10, 20, 30],
  ] as const;
  const line = (a: readonly number[], b: readonly number[]) => [0, ...a, ...b];
  const small = smallPng(png(2, 2, Buffer.from([...line(pixels[0], pixels[1]), ...line(pixels[2], pixels[3])])));
  const part = (name: string) => {
    const at = small.indexOf(name, 0, 'latin1');
    return small.subarray(at + 4, at + 4 + small.readUInt32BE(at - 4));
  };
  const palette = part('PLTE');
  const places = inflateSync(part('IDAT'));
  const colors = [places[1], places[2], places[4], places[5]].map((place = 0) => [...palette.subarray(3 * place, 3 * place + 3)]);
  expect(colors).toEqual(pixels.map((color) => [...color]));
});

function png(width: number, height: number, raw: Buffer): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(name, 'latin1'), data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([Buffer.alloc(8), chunk('IHDR', header), chunk('IDAT', deflateSync(raw)), chunk('IEND', Buffer.alloc(0))]);
}
