import { join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { PATIENCE_MS, type Wire, type WireRequest, type WireResponse } from './wire';

/** What the worker is told when it starts and with each call. */
export interface WorkerStart {
  readonly port: MessagePort;
  readonly signal: SharedArrayBuffer;
  readonly responseBytes: number;
}
export interface WorkerCall {
  readonly requests: readonly WireRequest[];
}

/** Every request of a call is answered or given up within its patience; the rest is room for the worker itself. */
const LONGEST_CALL_MS = PATIENCE_MS + 30_000;

/** The built worker lies beside the built command. */
const BUILT_WORKER = join(__dirname, 'http-worker.cjs');

/**
 * Real HTTP that blocks, as Apps Script's does: a worker thread sends the requests together while this thread waits on shared memory.
 * The server asked must run in another thread or process than the caller, which is blocked meanwhile.
 */
export function createHttpWire(responseBytes: number, workerFile: string = BUILT_WORKER): Wire {
  const signal = new SharedArrayBuffer(4);
  const flag = new Int32Array(signal);
  const { port1, port2 } = new MessageChannel();
  const worker = new Worker(workerFile, { workerData: { port: port2, signal, responseBytes }, transferList: [port2] });
  worker.unref();
  // The port's listener would keep the process alive although nothing is under way.
  port1.unref();
  return {
    exchange: (requests) => {
      Atomics.store(flag, 0, 0);
      port1.postMessage({ requests } satisfies WorkerCall);
      const giveUpAt = Date.now() + LONGEST_CALL_MS;
      for (;;) {
        const received = receiveMessageOnPort(port1) as { message: readonly WireResponse[] } | undefined;
        if (received) return received.message;
        // A worker that died cannot tell: this thread, being blocked, would not hear of it.
        if (Date.now() > giveUpAt) return requests.map(() => ({ failed: 'No answer' }));
        Atomics.wait(flag, 0, 0, 1_000);
      }
    },
    close: async () => {
      port1.close();
      await worker.terminate();
    },
  };
}
