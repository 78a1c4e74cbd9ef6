import { join } from 'node:path';
import type { Skipped } from './hurried-clock';
import { startHostThread, type HostThread } from './host-thread';
import { startPageServer } from './page-server';

export interface PreviewOptions {
  /** Folder of the built bundle. */
  readonly bundleFolder: string;
  /** Folder of the built local programs. */
  readonly builtFolder: string;
  /** Where Klaviyo answers. */
  readonly klaviyoUrl: string;
  /** 0 for any free port. */
  readonly port: number;
  /** A clock that skips waiting, shared with Klaviyo; the machine's own when null. */
  readonly skipped: Skipped | null;
  /** Milliseconds of one execution; the platform's when absent. */
  readonly executionMs?: number;
}

export interface Preview {
  /** Address of the page. */
  readonly url: string;
  readonly host: HostThread;
  close(): Promise<void>;
}

/** Brings host and page up: the sidebar beside the workbook, both live on one local host. */
export async function startPreview(options: PreviewOptions): Promise<Preview> {
  const { bundleFolder, builtFolder, klaviyoUrl, port, skipped, executionMs = null } = options;
  const host = await startHostThread(join(builtFolder, 'preview-host.cjs'), {
    bundleFolder,
    klaviyoUrl,
    skipped,
    executionMs,
    httpWorkerFile: join(builtFolder, 'http-worker.cjs'),
  });
  try {
    const server = await startPageServer({ host, builtFolder, port });
    return {
      url: server.url,
      host,
      close: async () => {
        await server.close();
        await host.close();
      },
    };
  } catch (error) {
    await host.close();
    throw error;
  }
}
