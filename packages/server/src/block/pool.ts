// Encoding workers side by side, results in the order of the input. A block whose date decisions hung on something that an
// earlier block has proven meanwhile is read again (history.ts), so that the result does not depend on who was faster.

import type { EnrichTables } from '../enrich/tables.js';
import type { LineBlock } from '../frame/cut-blocks.js';
import type { EncodedBlock } from '../store/event-store.js';
import type { BlockOutcome } from './encode-block.js';
import type { Proof } from './history.js';
import type { BlockReply, BlockTask, WorkerSetup } from './messages.js';
import { RequestWorker } from './request-worker.js';

export interface EncodedUnit {
  readonly unit: number;
  readonly outcome: BlockOutcome;
  readonly blocks: readonly EncodedBlock[];
}

/** Stored blocks that one unit may make: lines of two bytes fill a batch after 128 KiB. */
export const BLOCKS_PER_UNIT = 1024;

export interface PoolOptions extends WorkerSetup {
  readonly threads: number;
  readonly firstBlock: number;
  readonly enrichment: EnrichTables | null;
}

type EncodingWorker = RequestWorker<BlockTask, BlockReply>;

/** Encodes the blocks; yields the results in order. At most `threads + 1` blocks are in memory at a time. */
export async function* encodeInOrder(
  blocks: AsyncIterable<LineBlock>,
  options: PoolOptions,
): AsyncGenerator<EncodedUnit> {
  const workers = Array.from({ length: options.threads }, () => encodingWorker(options));
  try {
    yield* new OrderedEncoding(workers, options).run(blocks);
  } finally {
    await Promise.all(workers.map((worker) => worker.stop()));
  }
}

function encodingWorker({ settings, incoming }: WorkerSetup): EncodingWorker {
  return new RequestWorker(new URL('./worker.js', import.meta.url), { settings, incoming } satisfies WorkerSetup);
}

type Running = {
  readonly task: BlockTask;
  readonly known: number;
  readonly reply: Promise<BlockReply>;
};

class OrderedEncoding {
  readonly #idle: EncodingWorker[];
  readonly #workers: readonly EncodingWorker[];
  readonly #firstBlock: number;
  readonly #enrichment: EnrichTables | null;
  readonly #proofs: Proof[] = [];
  readonly #waiting: (() => void)[] = [];

  constructor(workers: readonly EncodingWorker[], { firstBlock, enrichment }: PoolOptions) {
    this.#workers = workers;
    this.#idle = [...workers];
    this.#firstBlock = firstBlock;
    this.#enrichment = enrichment;
  }

  async *run(blocks: AsyncIterable<LineBlock>): AsyncGenerator<EncodedUnit> {
    const running: Running[] = [];
    let unit = 0;
    for await (const block of blocks) {
      running.push(await this.#start({ ...block, unit: unit++ }));
      if (running.length > this.#workers.length) yield await this.#finish(running.shift() as Running);
    }
    while (running.length > 0) yield await this.#finish(running.shift() as Running);
  }

  async #start(block: LineBlock & { unit: number }): Promise<Running> {
    const known = this.#proofs.length;
    const task: BlockTask = {
      ...block,
      firstBlock: this.#firstBlock + block.unit * BLOCKS_PER_UNIT,
      proofs: [...this.#proofs],
      enrichment: this.#enrichment,
    };
    const worker = await this.#takeWorker();
    const reply = worker.run(task, [task.bytes.buffer as ArrayBuffer]).finally(() => this.#release(worker));
    reply.catch(() => undefined); // reported where it is awaited
    return { task, known, reply };
  }

  async #finish({ task, known, reply }: Running): Promise<EncodedUnit> {
    let done = await reply;
    const asked = new Set(done.outcome.asked);
    if (this.#proofs.slice(known).some(({ device }) => asked.has(device))) {
      const again = await this.#start({ ...task, bytes: done.bytes });
      done = await again.reply;
    }
    this.#proofs.push(...done.outcome.proofs);
    return done;
  }

  #takeWorker(): Promise<EncodingWorker> {
    const worker = this.#idle.pop();
    if (worker !== undefined) return Promise.resolve(worker);
    return new Promise((resolve) => this.#waiting.push(() => resolve(this.#idle.pop() as EncodingWorker)));
  }

  #release(worker: EncodingWorker): void {
    this.#idle.push(worker);
    this.#waiting.shift()?.();
  }
}
