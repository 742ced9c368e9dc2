// Keeps VPN sessions up with what is stored, behind the processor and in a thread of its own that runs when others leave it the time:
// what receives and stores never waits for it.
// A thread that dies, or is ended in the middle, has the round that it had begun done again by the next one (sessions/upkeep.ts).

import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { AppError } from '../errors.js';
import type { EventStore } from '../store/event-store.js';
import type { FromUpkeep, StoreCall, StoreReply, ToUpkeep, UpkeepDone, UpkeepTask } from './session-messages.js';

export interface SessionThreadParts {
  readonly store: EventStore;
  /** As it is now. */
  readonly journal: () => UpkeepTask['journal'];
  readonly onFailure: (error: Error) => void;
  readonly timing?: UpkeepTiming;
}

export interface UpkeepTiming {
  /** Pause behind a round: what comes meanwhile is added together, which costs less. Long rounds are followed by long pauses. */
  readonly leastMs: number;
  readonly mostMs: number;
  readonly retryMs: number;
}

const TIMING: UpkeepTiming = { leastMs: 2000, mostMs: 10_000, retryMs: 30_000 };
const PAUSE_PER_WORK = 5;

/** What may be added yet when the server stops; the rest is added at the next start. */
const STOP_MS = 2000;

export class SessionThread {
  readonly #parts: SessionThreadParts;
  readonly #stopping = new AbortController();
  #worker: Worker | null = null;
  #running: Promise<void> = Promise.resolve();
  #isDue = true;
  #isOver = false;
  #wake: () => void = () => undefined;
  /** Who changes sessions is alone with them. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(parts: SessionThreadParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Something has been stored. */
  wake(): void {
    this.#isDue = true;
    this.#wake();
  }

  /** Does the work between two rounds, when all that is stored is in. What the thread knows of the sessions is forgotten with it. */
  apart<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#inTurn(async () => {
      if (!(await this.#round())) throw new AppError('store.failed', { reason: 'VPN sessions are behind' });
      try {
        return await work();
      } finally {
        await this.#worker?.terminate();
      }
    });
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined); // whoever wanted it is told
    return turn;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake();
    await Promise.race([this.#running, sleep(STOP_MS, undefined, { ref: false })]);
    this.#isOver = true;
    await this.#worker?.terminate();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    const { leastMs, mostMs, retryMs } = this.#parts.timing ?? TIMING;
    while (!signal.aborted) {
      await this.#due();
      const began = performance.now();
      const isDone = await this.#attempt();
      const pause = Math.min(mostMs, Math.max(leastMs, (performance.now() - began) * PAUSE_PER_WORK));
      await sleep(isDone ? pause : retryMs, undefined, { signal, ref: false }).catch(() => undefined); // told to stop
    }
    if (this.#isDue && !this.#isOver) await this.#attempt();
  }

  async #due(): Promise<void> {
    if (this.#isDue || this.#stopping.signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
  }

  #attempt(): Promise<boolean> {
    return this.#inTurn(() => this.#round());
  }

  /** False when it has failed: it is due again. */
  async #round(): Promise<boolean> {
    this.#isDue = false;
    try {
      await this.#add();
      return true;
    } catch (error) {
      this.#isDue = true;
      if (!this.#stopping.signal.aborted) this.#parts.onFailure(error as Error);
      return false;
    }
  }

  async #add(): Promise<UpkeepDone> {
    const worker = (this.#worker ??= this.#started());
    const over = new AbortController();
    const ended = once(worker, 'exit', { signal: over.signal }).then(() => {
      throw new AppError('store.failed', { reason: 'the thread of sessions has ended' });
    });
    ended.catch(() => undefined); // where the answer has come first
    try {
      const answer = new Promise<UpkeepDone>((resolve, reject) => this.#listen(worker, { resolve, reject, over }));
      worker.postMessage({ task: { journal: this.#parts.journal() } } satisfies ToUpkeep);
      return await Promise.race([answer, ended]);
    } finally {
      over.abort();
    }
  }

  #listen(worker: Worker, { resolve, reject, over }: Listening): void {
    const onMessage = (message: FromUpkeep): void => {
      if ('call' in message) void this.#answer(worker, message);
      else if ('done' in message) resolve(message.done);
      else reject(new AppError('store.failed', { reason: message.failure }));
    };
    worker.on('message', onMessage);
    worker.on('error', reject);
    over.signal.addEventListener('abort', () => {
      worker.off('message', onMessage);
      worker.off('error', reject);
    });
  }

  async #answer(worker: Worker, { call, id }: { readonly call: StoreCall; readonly id: number }): Promise<void> {
    let reply: StoreReply;
    try {
      reply = { id, value: await this.#call(call) };
    } catch (error) {
      reply = { id, failure: (error as Error).message };
    }
    const transfer = reply.value instanceof Uint8Array ? [reply.value.buffer as ArrayBuffer] : [];
    worker.postMessage({ reply } satisfies ToUpkeep, transfer);
  }

  #call(call: StoreCall): Promise<StoreReply['value']> {
    const { store } = this.#parts;
    switch (call.method) {
      case 'select':
        return store.select(call.sql, call.parameters);
      case 'selectNative':
        return store.selectNative(call.sql, call.parameters);
      case 'execute':
        return store.execute(call.sql, call.parameters) as Promise<undefined>;
      case 'insertRows':
        return store.insertRows(call.rows) as Promise<undefined>;
    }
  }

  /** One that has died, for want of memory say, is replaced at the next round. */
  #started(): Worker {
    const worker = new Worker(new URL('./session-worker.js', import.meta.url), {
      workerData: this.#parts.store.incoming,
    });
    const forget = (): void => {
      if (this.#worker === worker) this.#worker = null;
    };
    worker.on('error', forget);
    worker.on('exit', forget);
    return worker;
  }
}

interface Listening {
  readonly resolve: (done: UpkeepDone) => void;
  readonly reject: (error: Error) => void;
  readonly over: AbortController;
}
