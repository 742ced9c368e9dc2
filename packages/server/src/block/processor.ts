// From the journal to the store: takes journal blocks in groups, encodes them, stores them, lets them go.
//
// Exactly once: how blocks were grouped decides the numbers (deduplication tokens) of the stored blocks, so a group is
// written down in the journal BEFORE it is stored. After a crash the same groups are stored again under the same numbers,
// and the store drops what it has already.

import type { Journal, JournalBlock, Segment } from '../journal/journal.js';
import type { EncodedBlock, EventStore } from '../store/event-store.js';
import type { BlockCounts, BlockSettings } from './encode-block.js';
import { type Group, groupsOf, markOf } from './groups.js';
import type { Proof } from './history.js';
import type { SegmentReply, SegmentSetup, SegmentTask } from './messages.js';
import { RequestWorker } from './request-worker.js';

export interface ProcessorParts {
  readonly journal: Journal;
  readonly store: EventStore;
  readonly sources: Readonly<Record<string, BlockSettings>>;
  readonly threads: number;
  readonly onStored: (stored: StoredGroup) => void;
  /** A failure of the store: the processor waits and tries again. */
  readonly onFailure: (error: Error) => void;
}

/** What became of the lines of one source in one group. */
export interface StoredGroup {
  readonly sourceId: string;
  readonly counts: BlockCounts;
  /** Earliest time of receipt in the group, or null for files. */
  readonly receivedAt: number | null;
}

const RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;

/** Stored blocks of one group; a journal block is at most ten thousand lines, a source in it fills few batches. */
const BLOCKS_PER_GROUP = 4_096;

interface EncodedPart {
  readonly sourceId: string;
  readonly reply: SegmentReply;
  readonly receivedAt: number | null;
}

interface EncodedGroup {
  readonly group: Group;
  readonly parts: readonly EncodedPart[];
}

export class Processor {
  readonly #parts: ProcessorParts;
  readonly #workers: RequestWorker<SegmentTask, SegmentReply>[];
  readonly #stopping = new AbortController();
  #proofs: Proof[] = [];
  #running: Promise<void> = Promise.resolve();

  constructor(parts: ProcessorParts) {
    this.#parts = parts;
    const setup: SegmentSetup = { sources: parts.sources, incoming: parts.store.incoming };
    const url = new URL('./segment-worker.js', import.meta.url);
    this.#workers = Array.from({ length: parts.threads }, () => new RequestWorker(url, setup));
  }

  start(): void {
    this.#running = this.#run();
  }

  /** Finishes the groups that have been begun and stops; what is left stays in the journal. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
    await Promise.all(this.#workers.map((worker) => worker.stop()));
  }

  async #run(): Promise<void> {
    const groups = groupsOf(this.#parts.journal, this.#stopping.signal);
    let encoding: Promise<EncodedGroup> | null = null;
    for await (const group of groups) {
      await this.#parts.journal.setMark(markOf(group.from), String(group.to));
      const next = this.#encode(group);
      next.catch(() => undefined); // awaited below
      if (encoding !== null) await this.#store(await encoding);
      encoding = next;
      // One group ahead: with nothing waiting behind it, it must not wait for a successor.
      if (group.to >= this.#parts.journal.facts().last) {
        await this.#store(await encoding);
        encoding = null;
      }
    }
    if (encoding !== null) await this.#store(await encoding);
  }

  async #encode(group: Group): Promise<EncodedGroup> {
    const bySource = segmentsBySource(group.blocks);
    const parts: EncodedPart[] = [];
    let number = 0;
    for (const [sourceId, segments] of bySource) {
      const worker = this.#workers[number % this.#workers.length] as RequestWorker<SegmentTask, SegmentReply>;
      const firstBlock = group.from * BLOCKS_PER_GROUP + Math.floor((number * BLOCKS_PER_GROUP) / bySource.size);
      const reply = await worker.run({ firstBlock, sourceId, segments, proofs: this.#proofs }, []);
      parts.push({ sourceId, reply, receivedAt: earliest(segments) });
      this.#proofs = [...this.#proofs, ...reply.outcome.proofs];
      number++;
    }
    return { group, parts };
  }

  async #store({ group, parts }: EncodedGroup): Promise<void> {
    for (const { reply } of parts) for (const block of reply.blocks) await this.#insert(block);
    await this.#parts.journal.release(group.to);
    await this.#parts.journal.setMark(markOf(group.from), null);
    for (const { sourceId, reply, receivedAt } of parts) {
      this.#parts.onStored({ sourceId, counts: reply.outcome.counts, receivedAt });
    }
  }

  /** The store may be away for hours: the journal keeps what comes meanwhile. */
  async #insert(block: EncodedBlock): Promise<void> {
    for (let wait = RETRY_MS; ; wait = Math.min(wait * 2, LONGEST_RETRY_MS)) {
      try {
        return await this.#parts.store.insert(block);
      } catch (error) {
        if (this.#stopping.signal.aborted) throw error;
        this.#parts.onFailure(error as Error);
        await pause(wait, this.#stopping.signal);
      }
    }
  }
}

function segmentsBySource(blocks: readonly JournalBlock[]): Map<string, Segment[]> {
  const bySource = new Map<string, Segment[]>();
  for (const { segments } of blocks) {
    for (const segment of segments) {
      const known = bySource.get(segment.sourceId);
      if (known === undefined) bySource.set(segment.sourceId, [segment]);
      else known.push(segment);
    }
  }
  return bySource;
}

function earliest(segments: readonly Segment[]): number | null {
  let time: number | null = null;
  for (const { receivedAt } of segments)
    if (receivedAt !== null && (time === null || receivedAt < time)) time = receivedAt;
  return time;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const wake = () => {
      clearTimeout(timer);
      resolve();
    };
    signal.addEventListener('abort', wake, { once: true });
  });
}
