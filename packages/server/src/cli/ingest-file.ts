// One file into the store: blocks are encoded in worker threads and stored in order, each exactly once.

import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { addCounts, type BlockCounts, noCounts } from '../block/counts.js';
import type { BlockSettings } from '../block/encode-block.js';
import { BLOCKS_PER_UNIT, encodeInOrder } from '../block/pool.js';
import { WorkerFailure } from '../block/request-worker.js';
import { BLOCK_ROWS } from '../encode/batch.js';
import type { EnrichTables } from '../enrich/tables.js';
import { AppError, fileError } from '../errors.js';
import { cutBlocks } from '../frame/cut-blocks.js';
import { fingerprintOf } from '../receive/fingerprint.js';
import { type OpenedFile, openLogFile } from '../receive/open-file.js';
import type { EncodedBlock, EventStore } from '../store/event-store.js';
import { BLOCKS_PER_INGEST, blocksOf, type Claim, type Ingest, IngestLedger } from '../store/ingest-ledger.js';
import { InterruptedRun } from '../store/interrupted-run.js';

/** Text per block: large enough that the store makes few parts, small enough that two threads share a small file. */
const BLOCK_BYTES = 32 << 20;

/** Units that are stored in one insert, at most: some 400,000 rows make a part that needs little merging. */
const UNITS_PER_INSERT = 6;

/** Logs shrink to about a twentieth. */
const MOST_COMPRESSED = 20;

const MAX_FILE_LINE_BYTES = 1 << 20;

export interface IngestRequest {
  readonly path: string;
  readonly settings: Omit<BlockSettings, 'collectorReceivedTime' | 'maxLineBytes'>;
  readonly enrichment: EnrichTables | null;
  readonly dedupe: boolean;
  readonly now: () => Date;
  /** Ends the run between two blocks, so that the store can be closed. */
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: { bytes: number; size: number; lines: number }) => void;
}

/** The run has been told to end; the same command goes on where it stopped. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

export interface IngestResult {
  readonly path: string;
  readonly counts: BlockCounts;
  readonly seconds: number;
  readonly bytes: number;
  /** What was known about this content before. */
  readonly earlier: Claim['earlier'];
  readonly previous: Ingest | null;
}

export async function ingestFile(store: EventStore, request: IngestRequest): Promise<IngestResult> {
  const { path, now, dedupe } = request;
  const opened = await openLogFile(path);
  const ledger = new IngestLedger(store);
  const fingerprint = opened.size > 0 ? await identify(path, opened.size) : `pipe ${path} ${now().toISOString()}`;
  const started = now();
  const content = {
    fingerprint,
    path,
    bytes: opened.size,
    settings: settingsText(request),
    started: started.toISOString(),
  };
  const claim = await ledger.claim(content, { dedupe, fingerprintOfFirst: (bytes) => identify(path, bytes) });
  const { ingest, ...known } = claim;
  if (known.earlier === 'skipped') return { path, counts: noCounts(), seconds: 0, bytes: opened.size, ...known };
  const counts = await storeBlocks(store, { request, opened, claim });
  await ledger.finish(ingest, { lines: counts.lines, finished: now().toISOString() });
  return { path, counts, seconds: (now().getTime() - started.getTime()) / 1000, bytes: opened.size, ...known };
}

async function identify(path: string, size: number): Promise<string> {
  try {
    return await fingerprintOf(path, size);
  } catch (error) {
    throw fileError(error, path);
  }
}

/** All that decides what the events of a content are and in which blocks they stand. */
function settingsText({ settings }: IngestRequest): string {
  const { timezone, dateOrder, severityFrom } = settings;
  return JSON.stringify({ timezone, dateOrder, severityFrom, block: [BLOCK_BYTES, BLOCK_ROWS, MAX_FILE_LINE_BYTES] });
}

interface StoreInput {
  readonly request: IngestRequest;
  readonly opened: OpenedFile;
  readonly claim: Claim;
}

async function storeBlocks(store: EventStore, { request, opened, claim }: StoreInput): Promise<BlockCounts> {
  const { ingest } = claim;
  const counts = noCounts();
  const intact = untilDamage(opened.path, opened.chunks);
  const blocks = cutBlocks(intact.chunks, { block: BLOCK_BYTES, keptOfLongLine: MAX_FILE_LINE_BYTES });
  const options = {
    settings: {
      ...request.settings,
      collectorReceivedTime: Date.parse(ingest.started),
      maxLineBytes: MAX_FILE_LINE_BYTES,
    },
    incoming: store.incoming,
    threads: threadsFor(opened),
    firstBlock: blocksOf(ingest).from,
    enrichment: request.enrichment,
  };
  // Also one that was started afresh: the tokens of its blocks have been used.
  const goesOn = claim.earlier === 'resumed' || claim.earlier === 'restarted';
  const interrupted = goesOn ? await InterruptedRun.find(store, blocksOf(ingest), request.now().toISOString()) : null;
  const gathered: EncodedBlock[] = [];
  const inserts = new Inserts(store);
  let due = unitsOfInsert(opened, 0);
  try {
    for await (const unit of encodeInOrder(blocks, options)) {
      if ((unit.unit + 1) * BLOCKS_PER_UNIT > BLOCKS_PER_INGEST)
        throw new RangeError('the file is too long for one ingest');
      if (request.signal.aborted) throw new Interrupted();
      if (interrupted !== null) for (const block of unit.blocks) await interrupted.insert(block);
      else gathered.push(...unit.blocks);
      if (unit.unit + 1 === due) {
        await inserts.add(gathered.splice(0));
        due += unitsOfInsert(opened, due);
      }
      addCounts(counts, unit.outcome.counts);
      request.onProgress?.({ bytes: opened.position(), size: opened.size, lines: counts.lines });
    }
    await inserts.add(gathered);
    await inserts.done();
  } catch (error) {
    if (error instanceof WorkerFailure && error.code === 'ENOSPC') {
      throw new AppError('disk.full', { path: dirname(store.incoming) }, { cause: error });
    }
    throw error;
  } finally {
    await inserts.settled();
  }
  const damage = intact.damage();
  if (damage !== null) throw damage;
  // Not before: what is stored from behind the damage may be all that is left of it.
  await interrupted?.finish();
  return counts;
}

/** One insert at a time, while the workers go on: they would else wait for the store. */
class Inserts {
  readonly #store: EventStore;
  #running: Promise<void> = Promise.resolve();

  constructor(store: EventStore) {
    this.#store = store;
  }

  /** Resolves when the insert has begun; rejects when the one before has failed. */
  async add(blocks: readonly EncodedBlock[]): Promise<void> {
    await this.#running;
    this.#running = this.#store.insertTogether(blocks);
    this.#running.catch(() => undefined); // reported by the next call
  }

  done(): Promise<void> {
    return this.#running;
  }

  async settled(): Promise<void> {
    await Promise.allSettled([this.#running]);
  }
}

/** Toward the end of a file fewer and fewer: the last insert has nothing to run beside, and everybody waits for it. */
function unitsOfInsert({ size, compression }: OpenedFile, done: number): number {
  if (size === 0 || compression !== 'plain') return UNITS_PER_INSERT;
  const left = Math.ceil(size / BLOCK_BYTES) - done;
  // The last two are encoded side by side: parting them would gain nothing.
  return Math.min(UNITS_PER_INSERT, Math.max(2, Math.ceil(left / 2)));
}

/** A file of one block needs no second thread; the size of a pipe is not known. */
function threadsFor({ size, compression }: OpenedFile): number {
  const bytes = compression === 'plain' ? size : size * MOST_COMPRESSED;
  const blocks = size === 0 ? Number.POSITIVE_INFINITY : Math.ceil(bytes / BLOCK_BYTES);
  return Math.max(1, Math.min(availableParallelism(), blocks));
}

/** A damaged file is stored up to the damage; the damage is reported after that. */
function untilDamage(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
): {
  chunks: AsyncIterable<Uint8Array>;
  damage: () => Error | null;
} {
  let damage: Error | null = null;
  async function* intact(): AsyncGenerator<Uint8Array> {
    try {
      yield* chunks;
    } catch (error) {
      damage = fileError(error, path);
    }
  }
  return { chunks: intact(), damage: () => damage };
}
