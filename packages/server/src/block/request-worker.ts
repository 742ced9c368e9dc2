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
  readonly #url: URL;
  readonly #data: unknown;
  #worker: Worker | null = null;
  /** Replies carry no number: the next request is not posted before the reply to the one before is there. */
  #free: Promise<unknown> = Promise.resolve();

  constructor(url: URL, workerData: unknown) {
    this.#url = url;
    this.#data = workerData;
    this.#worker = this.#started();
  }

  /** `transfer` moves the buffers to the worker instead of copying them. A thread that takes longer than `limitMs` is ended. */
  run(task: Task, transfer: readonly ArrayBuffer[], limitMs?: number): Promise<Reply> {
    const reply = this.#free.then(() => this.#ask(task, transfer, limitMs));
    this.#free = reply.catch(() => undefined);
    return reply;
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #ask(task: Task, transfer: readonly ArrayBuffer[], limitMs = 0): Promise<Reply> {
    const worker = (this.#worker ??= this.#started());
    return new Promise((resolve, reject) => {
      const limit = limitMs > 0 ? setTimeout(() => void worker.terminate(), limitMs) : undefined;
      const settle = () => {
        clearTimeout(limit);
        worker.off('message', onMessage);
        worker.off('exit', onExit);
        worker.off('error', onError);
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
      const onExit = () => onError(new WorkerFailure('the thread has ended', undefined));
      worker.on('message', onMessage);
      worker.on('exit', onExit);
      worker.on('error', onError);
      worker.postMessage(task, [...transfer]);
    });
  }

  /** A thread that has died, for want of memory say, is replaced when the next request comes. */
  #started(): Worker {
    const worker = new Worker(this.#url, { workerData: this.#data });
    const forget = () => {
      if (this.#worker === worker) this.#worker = null;
    };
    worker.on('error', forget);
    worker.on('exit', forget);
    return worker;
  }
}
