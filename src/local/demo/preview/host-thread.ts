import { Worker } from 'node:worker_threads';
import type { HostAsk, HostReply, HostStart } from './messages';

/** The host in a thread of its own: it blocks while it works, this side does not. */
export interface HostThread {
  /** What the host answers; rejects with an Error that has the host's message. */
  ask(ask: HostAsk): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts the thread and waits until it can be asked. */
export function startHostThread(workerFile: string, start: HostStart): Promise<HostThread> {
  const worker = new Worker(workerFile, { workerData: start });
  const open = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let last = 0;
  const failAll = (error: Error): void => {
    for (const { reject } of open.values()) reject(error);
    open.clear();
  };
  const thread: HostThread = {
    ask: (ask) =>
      new Promise((resolve, reject) => {
        last += 1;
        open.set(last, { resolve, reject });
        worker.postMessage({ id: last, ask });
      }),
    close: async () => {
      await worker.terminate();
    },
  };
  return new Promise((resolve, reject) => {
    worker.on('message', ({ id, value, error }: HostReply) => {
      if (id === 0) {
        resolve(thread);
        return;
      }
      const asked = open.get(id);
      open.delete(id);
      if (error === undefined) asked?.resolve(value);
      else asked?.reject(new Error(error));
    });
    worker.on('error', (error) => {
      reject(error);
      failAll(error);
    });
    worker.on('exit', () => failAll(new Error('The local host has ended.')));
  });
}
