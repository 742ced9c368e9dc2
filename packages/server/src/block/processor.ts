// From the journal to the store: takes journal blocks in groups, encodes them, stores them, lets them go.
//
// Exactly once: a group decides the numbers (deduplication tokens) of its stored blocks, and is written down before it is
// stored (group-log.ts). What a process that died may have stored is completed by counting (store/interrupted-run.ts).

import { setTimeout as sleep } from 'node:timers/promises';
import type { EnrichTables } from '../enrich/tables.js';
import { AppError } from '../errors.js';
import type { Journal } from '../journal/journal.js';
import type { EncodedBlock, EventStore } from '../store/event-store.js';
import { InterruptedRun } from '../store/interrupted-run.js';
import { blocksOf, type EncodedGroup, GroupEncoder } from './encode-ahead.js';
import type { BlockSettings, LineFailure, SegmentOutcome } from './encode-block.js';
import type { GroupLog } from './group-log.js';
import { groupsOf } from './groups.js';
import { storeAgain } from './lost-groups.js';
import type { EngineNumbers } from './message-numbers.js';
import type { SegmentReply, SegmentRequest, SegmentSetup, SegmentTask } from './messages.js';
import { RequestWorker } from './request-worker.js';
import { type EncodedTask, encodeTask, type WithheldLine } from './unread-lines.js';

export interface ProcessorParts {
  readonly journal: Journal;
  readonly store: EventStore;
  readonly groups: GroupLog;
  /** Number of the block that would be stored for sequence 0 of this journal. */
  readonly firstBlock: number;
  readonly sources: Readonly<Record<string, BlockSettings>>;
  /** The journal has lines of a source without settings: asked once for each. */
  readonly onForgotten: (sourceId: string) => BlockSettings;
  readonly threads: number;
  /** Tables in force when a group is encoded; null to leave events as they are. */
  readonly enrichment: () => EnrichTables | null;
  readonly timing?: Timing;
  readonly onStored: (stored: StoredGroup) => void;
  /** Lines that are stored as raw text only, or not even that, because the program fails on them. */
  readonly onUnread: (lines: UnreadLines) => void;
  /** The store or the disk has failed: the processor waits and tries again. */
  readonly onFailure: (error: Error) => void;
}

export interface Timing {
  /** First pause before something that failed is tried again; each that follows is twice as long. */
  readonly retryMs: number;
  /** How long blocks of the journal are gathered for a group. */
  readonly gatherMs: number;
}

export interface UnreadLines {
  readonly sourceId: string;
  readonly firstBlock: number;
  readonly count: number;
  readonly failure: LineFailure;
  /** Lines whose text cannot be stored: whoever is told has to keep it. */
  readonly withheld: readonly WithheldLine[];
}

export interface StoredGroup {
  readonly from: number;
  readonly sources: readonly StoredSource[];
  readonly inserts: number;
  readonly insertSeconds: number;
}

export interface StoredSource {
  readonly sourceId: string;
  readonly segments: readonly SegmentOutcome[];
  readonly numbers: readonly EngineNumbers[];
}

/** Stored blocks that one journal block may become: it has at most ten thousand lines, of at most this many sources. */
const BLOCKS_PER_SEQUENCE = 256;

/** Number of the first stored block of a sequence; `firstBlock` is that of sequence 0. */
export function blockOfSequence(firstBlock: number, sequence: number): number {
  return firstBlock + sequence * BLOCKS_PER_SEQUENCE;
}

/** Groups that are stored in one insert when the store is behind: fewer and larger parts, which need less merging. */
const MOST_TOGETHER = 6;

/** Longest wait for what has been begun: a worker may never end. */
const STOP_MS = 5_000;

const TIMING: Timing = { retryMs: 1_000, gatherMs: 300 };
const LONGEST_RETRY_MS = 30_000;

const WHOLE: Pick<EncodedGroup, 'isPart'> = { isPart: false };

type Encoder = RequestWorker<SegmentTask, SegmentReply>;

export class Processor {
  readonly #parts: ProcessorParts;
  readonly #workers: readonly Encoder[];
  readonly #stopping = new AbortController();
  #running: Promise<void> = Promise.resolve();
  /** What an earlier process has left of the groups that it had begun; null behind them. */
  #interrupted: InterruptedRun | null = null;
  #attempts = 0;
  readonly #forgotten = new Map<string, BlockSettings>();

  constructor(parts: ProcessorParts) {
    this.#parts = parts;
    const setup: SegmentSetup = { sources: parts.sources, incoming: parts.store.incoming };
    const url = new URL('./segment-worker.js', import.meta.url);
    this.#workers = Array.from({ length: parts.threads }, () => new RequestWorker(url, setup));
  }

  start(): void {
    this.#running = this.#patiently(() => this.#run());
    this.#running.catch(() => undefined); // only when told to stop, and told to onFailure by then
  }

  /** Stores the groups that have been begun and stops; what is left stays in the journal. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.race([this.#running.catch(() => undefined), sleep(STOP_MS, undefined, { ref: false })]);
    await Promise.all(this.#workers.map((worker) => worker.stop()));
    await this.#running.catch(() => undefined);
    await this.#parts.groups.close();
  }

  /** Groups are encoded while those before them are stored; what has been encoded meanwhile is stored together. */
  async #run(): Promise<void> {
    const { journal, groups, store, timing = TIMING } = this.#parts;
    const numberOf = (sequence: number) => this.#numberOf(sequence);
    if (groups.lost !== null) await storeAgain({ journal, groups, store, numberOf });
    const begun = groups.begunUpTo;
    this.#interrupted = await this.#findInterrupted();
    const encoder = new GroupEncoder({
      workers: this.#workers,
      firstBlockOf: numberOf,
      encode: (worker, request) => this.#encode(worker, request),
    });
    const waiting: EncodedGroup[] = [];
    let storing: Promise<void> | null = null;
    const storeAll = async () => {
      while (waiting.length > 0) await this.#store(waiting.splice(0), begun);
      storing = null;
    };
    try {
      const { gatherMs } = timing;
      const gathering = groupsOf({ journal, groups, gatherMs, signal: this.#stopping.signal });
      for await (const encoded of encoder.encode(gathering)) {
        waiting.push(encoded);
        storing ??= storeAll();
        storing.catch(() => undefined); // awaited here or below
        if (waiting.length >= MOST_TOGETHER) await storing;
      }
    } finally {
      await storing;
    }
  }

  /** Number of the first stored block of a sequence. */
  #numberOf(sequence: number): number {
    return blockOfSequence(this.#parts.firstBlock, sequence);
  }

  /** The groups that were begun and not released, which is all of them when the journal was rewound into the middle of one. */
  async #findInterrupted(): Promise<InterruptedRun | null> {
    const { journal, groups, store } = this.#parts;
    const { released } = journal.facts();
    const from = groups.groups.find(({ to }) => to > released)?.from ?? released + 1;
    if (groups.begunUpTo < from) return null;
    const range = { from: this.#numberOf(from), to: this.#numberOf(groups.begunUpTo + 1) };
    return InterruptedRun.find(store, range, this.#attempt());
  }

  #attempt(): string {
    return `${process.pid} ${Date.now()} ${++this.#attempts}`;
  }

  /** With the tables of this moment; sources that the setup of the workers lacks bring their settings. */
  async #encode(encoder: Encoder, request: SegmentRequest): Promise<SegmentReply> {
    const task = { ...request, enrichment: this.#parts.enrichment(), ...this.#settingsOf(request.sourceId) };
    const { reply } = await this.#patiently(async () =>
      this.#told(task, await encodeTask(encoder, task, this.#stopping)),
    );
    return reply;
  }

  #told({ sourceId, firstBlock }: SegmentTask, encoded: EncodedTask): EncodedTask {
    const { withheld, reply } = encoded;
    const failure = encoded.failure ?? reply.outcome.failure;
    if (failure === null) return encoded;
    const { defects } = reply.outcome.counts;
    const count = (defects['not-read'] ?? 0) + (defects['withheld'] ?? 0);
    this.#parts.onUnread({ sourceId, firstBlock, count, withheld, failure });
    return encoded;
  }

  /** Workers know the settings of all other sources from the beginning. */
  #settingsOf(sourceId: string): Pick<SegmentTask, 'settings'> {
    const { sources, onForgotten } = this.#parts;
    if (Object.hasOwn(sources, sourceId)) return {};
    const settings = this.#forgotten.get(sourceId) ?? onForgotten(sourceId);
    this.#forgotten.set(sourceId, settings);
    return { settings };
  }

  async #store(groups: readonly EncodedGroup[], begun: number): Promise<void> {
    const started = performance.now();
    if (groups.some(({ from }) => from <= begun))
      for (const group of groups)
        for (const block of blocksOf(group)) await this.#insert(block, this.#interrupted, group);
    else await this.#insertTogether(groups.flatMap(blocksOf));
    let insertSeconds = (performance.now() - started) / 1000;
    for (const group of groups) {
      await this.#finish(group, insertSeconds);
      insertSeconds = 0;
    }
  }

  async #finish(group: EncodedGroup, insertSeconds: number): Promise<void> {
    const { released } = this.#parts.journal.facts();
    await this.#patiently(() => this.#release(group));
    const sources = group.replies.map(({ sourceId, reply: { outcome } }) => ({
      sourceId,
      segments: outcome.segments.slice(toldBefore(group, { sourceId, released })),
      numbers: outcome.numbers,
    }));
    this.#parts.onStored({ from: group.from, sources, inserts: blocksOf(group).length, insertSeconds });
  }

  async #release({ to }: EncodedGroup): Promise<void> {
    const { journal, groups } = this.#parts;
    await journal.release(to);
    await groups.forgetSome(journal.facts().first);
  }

  async #insertTogether(blocks: readonly EncodedBlock[]): Promise<void> {
    try {
      await this.#parts.store.insertTogether(blocks);
    } catch (error) {
      this.#parts.onFailure(asStoreFailure(error, this.#parts.store.incoming));
      await this.#completeTogether(blocks);
    }
  }

  /** An insert that failed may have been made all the same, wholly or in part: block by block, by counting. */
  async #completeTogether(blocks: readonly EncodedBlock[]): Promise<void> {
    const [first, last] = [blocks[0], blocks.at(-1)];
    if (first === undefined || last === undefined) return;
    const range = { from: first.block, to: last.block + 1 };
    const before = await this.#patiently(() => InterruptedRun.find(this.#parts.store, range, this.#attempt()));
    for (const block of blocks) await this.#insert(block, before, WHOLE);
  }

  /** The store may be away for hours: the journal keeps what comes meanwhile. */
  async #insert(block: EncodedBlock, interrupted: InterruptedRun | null, { isPart }: typeof WHOLE): Promise<void> {
    const { store } = this.#parts;
    let before = interrupted;
    let isFailed = false;
    await this.#patiently(async () => {
      // An insert that failed may have been made all the same, wholly or in part.
      const range = { from: block.block, to: block.block + 1 };
      if (isFailed) before = await InterruptedRun.find(store, range, this.#attempt());
      isFailed = true;
      await (before === null ? store.insert(block) : before.insert(block, isPart));
    });
  }

  /** Tries again until it succeeds, or until the process is told to stop. */
  async #patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let wait = (this.#parts.timing ?? TIMING).retryMs; ; wait = Math.min(wait * 2, LONGEST_RETRY_MS)) {
      try {
        return await work();
      } catch (error) {
        this.#parts.onFailure(asStoreFailure(error, this.#parts.store.incoming));
        if (this.#stopping.signal.aborted) throw error;
        await sleep(wait, undefined, this.#stopping).catch(() => undefined); // told to stop: once more, and no more
      }
    }
  }
}

/** Segments of a group that was stored in part: a journal that is rewound into its middle has the whole group read again. */
function toldBefore(
  { sequences }: EncodedGroup,
  { sourceId, released }: { sourceId: string; released: number },
): number {
  return (sequences.get(sourceId) ?? []).filter((sequence) => sequence <= released).length;
}

/** Blocks that cannot be handed over to the store are the store's trouble, not a defect of the program. */
function asStoreFailure(error: unknown, folder: string): AppError {
  if (error instanceof AppError) return error;
  const { message, code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC') return new AppError('disk.full', { path: folder }, { cause: error });
  return new AppError(
    'store.failed',
    { reason: code === undefined ? message : `${folder}: ${message}` },
    { cause: error },
  );
}
