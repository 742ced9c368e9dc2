// One worker thread that answers requests, one at a time: what both ways of encoding (files, received segments) stand on.

import { Worker } from 'node:worker_threads';

/** What a worker says when it could not do its work. */
export interface Failed {
  readonly failure: { readonly message: string; readonly code: string | undefined };
}

/** A worker could not do its work: a full disk, or a defect of the program. */
export class WorkerFailure extends Error {
  override readonly name = 'WorkerFailure';
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined) {
    super(message);
    this.code = code;
  }
}

export function failedReply(error: unknown): Failed {
  const { message, code } = error as NodeJS.ErrnoException;
  return { failure: { message, code } };
}

export class RequestWorker<Task, Reply extends object> {
  readonly #worker: Worker;

  constructor(url: URL, workerData: unknown) {
    this.#worker = new Worker(url, { workerData });
  }

  /** `transfer` moves the buffers to the worker instead of copying them. */
  run(task: Task, transfer: readonly ArrayBuffer[]): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        this.#worker.off('message', onMessage);
        this.#worker.off('error', onError);
      };
      const onMessage = (reply: Reply | Failed) => {
        settle();
        if ('failure' in reply) reject(new WorkerFailure(reply.failure.message, reply.failure.code));
        else resolve(reply);
      };
      const onError = (error: Error) => {
        settle();
        reject(error);
      };
      this.#worker.on('message', onMessage);
      this.#worker.on('error', onError);
      this.#worker.postMessage(task, [...transfer]);
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
