// The Journal over LMDB, embedded in the process. Commits are made one after the other, each with everything that was asked for
// while the one before was on its way to the disk (group commit): numbers are given out when a commit begins and taken
// back when it fails, so that there are no gaps, and what a commit leaves behind is exactly what its promises said.
//
// Stored blocks are kept for a replay up to `keepBytes`, and give way to new ones.

import { AppError } from '../errors.js';
import { type PackedBlock, packBlock, sealBlock } from './block-codec.js';
import { type BlockSummary, encodeSummary, summaryOf } from './block-summary.js';
import { type Claim, type ClaimOptions, claimTables, yieldTables } from './claim.js';
import { requireDiskRoom, writeFailure } from './disk-room.js';
import type { DamagedBlock, Journal, JournalBlock, JournalFacts, Segment } from './journal.js';
import { appended, type JournalState, type Numbered, released, removed, rewound } from './journal-state.js';
import { type JournalTables, nextSequence, readBlock, summaries } from './journal-tables.js';

export interface LmdbJournalOptions extends ClaimOptions {
  /** Most bytes of stored blocks that are kept for a replay. */
  readonly keepBytes?: number;
  /** Is told of every block that cannot be read. */
  readonly onDamaged?: (block: DamagedBlock) => void;
  readonly now?: () => number;
}

interface Append {
  readonly packed: PackedBlock;
  readonly summary: BlockSummary;
  readonly resolve: (sequence: number) => void;
  readonly reject: (error: unknown) => void;
}

/** Appends that share a commit: enough to spend the time of a sync on writing, few enough for others to get their turn. */
const COMMIT_BYTES = 8 * 2 ** 20;

/** Blocks that are surely in memory still: asking for these beforehand costs 0.3 ms each and gains nothing. */
const RECENT = 64;

/** Opens the journal for writing; refused with `journal.locked` while another process has it. */
export async function openLmdbJournal(options: LmdbJournalOptions): Promise<Journal> {
  return new LmdbJournal(await claimTables(options), options);
}

class LmdbJournal implements Journal {
  readonly #tables: JournalTables;
  readonly #options: LmdbJournalOptions;
  readonly #readers = new Set<() => void>();
  #state: JournalState;
  #appends: Append[] = [];
  /** Releases and rewinds, each a commit of its own. */
  readonly #tasks: (() => Promise<void>)[] = [];
  #working: Promise<void> | null = null;
  #isClosed = false;

  constructor({ tables, state }: Claim, options: LmdbJournalOptions) {
    this.#tables = tables;
    this.#options = options;
    this.#state = state;
  }

  async append(segments: readonly Segment[]): Promise<number> {
    this.#requireOpen();
    const packed = packBlock(segments);
    const summary = summaryOf(segments, { length: packed.bytes.length, appendedAt: this.#now() });
    return new Promise((resolve, reject) => {
      this.#appends.push({ packed, summary, resolve, reject });
      this.#work();
    });
  }

  async *read(from: number, signal: AbortSignal): AsyncGenerator<JournalBlock> {
    let next = from;
    while (!signal.aborted && !this.#isClosed) {
      next = Math.max(next, this.#state.first);
      if (next > this.#state.last) {
        await this.#change(signal);
        continue;
      }
      const sequence = nextSequence(this.#tables, next) ?? this.#state.last;
      // Blocks of hours ago come from the disk: they are brought into memory by another thread than this one.
      if (sequence + RECENT < this.#state.last) await this.#tables.blocks.prefetch([sequence]);
      const read = this.#isClosed ? null : readBlock(this.#tables, sequence);
      next = sequence + 1;
      if (read !== null && 'block' in read) yield read.block;
      else if (read !== null) this.#options.onDamaged?.(read.damaged);
    }
  }

  release(sequence: number): Promise<void> {
    return this.#enqueue(async () => {
      const upTo = Math.min(sequence, this.#state.last);
      if (upTo <= this.#state.released) return;
      const stored = [...summaries(this.#tables, this.#state.released + 1, upTo)];
      const state = { ...released(this.#state, stored, this.#next(upTo)), released: upTo };
      const excess = state.keptBytes - (this.#options.keepBytes ?? 0);
      await this.#commit({ state, drop: this.#oldest(state, excess), add: [] });
    });
  }

  rewind(sequence: number): Promise<number> {
    return this.#enqueue(async () => {
      const again = [...summaries(this.#tables, Math.max(sequence, this.#state.first), this.#state.released)];
      await this.#commit({ state: rewound(this.#state, again), drop: [], add: [] });
      return this.#state.released + 1;
    });
  }

  facts(): JournalFacts {
    return { ...this.#state, limitBytes: this.#options.limitBytes };
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#wakeReaders();
    await this.#working;
    await yieldTables(this.#tables, this.#options.folder);
  }

  #requireOpen(): void {
    if (this.#isClosed) throw new AppError('journal.failed', { reason: 'it has been closed' });
  }

  async #enqueue<T>(task: () => Promise<T>): Promise<T> {
    this.#requireOpen();
    return new Promise((resolve, reject) => {
      this.#tasks.push(() => task().then(resolve, reject));
      this.#work();
    });
  }

  #work(): void {
    this.#working ??= this.#run();
  }

  async #run(): Promise<void> {
    // What else is asked for in this turn shares the first commit.
    await Promise.resolve();
    while (this.#tasks.length > 0 || this.#appends.length > 0) {
      await this.#tasks.shift()?.();
      if (this.#appends.length > 0) await this.#commitAppends();
    }
    // In the same step as the look at the queues: whoever asks for something next starts this again.
    this.#working = null;
  }

  async #commitAppends(): Promise<void> {
    const { group, room, full } = this.#nextGroup();
    if (full) for (const append of this.#appends.splice(0)) append.reject(this.#fullError());
    if (group.length === 0) return;
    const drop = this.#oldest(this.#state, room);
    const first = this.#state.last + 1;
    try {
      await this.#commit({ state: withAll(this.#state, group), drop, add: group });
    } catch (error) {
      for (const append of group) append.reject(error);
      return;
    }
    for (const [index, append] of group.entries()) append.resolve(first + index);
  }

  /** Takes the appends of the next commit from the queue; `room` is what kept blocks have to give up for them. */
  #nextGroup(): { group: readonly Append[]; room: number; full: boolean } {
    const { bytes, keptBytes } = this.#state;
    const free = this.#options.limitBytes - bytes - keptBytes;
    let taken = 0;
    let count = 0;
    let full = false;
    for (const { summary } of this.#appends) {
      if (count > 0 && taken + summary.length > COMMIT_BYTES) break;
      full = taken + summary.length > free + keptBytes;
      if (full) break;
      taken += summary.length;
      count++;
    }
    return { group: this.#appends.splice(0, count), room: taken - free, full };
  }

  /** The oldest kept blocks that make up at least so many bytes. */
  #oldest({ first, released: upTo }: JournalState, bytes: number): Numbered[] {
    const oldest: Numbered[] = [];
    let sum = 0;
    if (bytes <= 0) return oldest;
    for (const numbered of summaries(this.#tables, first, upTo)) {
      if (sum >= bytes) break;
      oldest.push(numbered);
      sum += numbered[1].length;
    }
    return oldest;
  }

  #next(sequence: number): Numbered | undefined {
    for (const numbered of summaries(this.#tables, sequence + 1)) return numbered;
    return undefined;
  }

  /** One transaction: all of it or nothing. The new state holds from the moment in which it is durable. */
  async #commit({ state, drop, add }: Commit): Promise<void> {
    const { blocks, index, marks } = this.#tables;
    const needed = add.reduce((sum, { summary }) => sum + summary.length, 0);
    const held = this.#state.bytes + this.#state.keptBytes;
    if (needed > 0) await requireDiskRoom({ folder: this.#options.folder, needed, held });
    // LMDB's binding puts all writes of one turn into one transaction.
    const writes: Promise<boolean>[] = drop.flatMap(([sequence]) => [blocks.remove(sequence), index.remove(sequence)]);
    for (const [offset, { packed, summary }] of add.entries()) {
      const sequence = this.#state.last + 1 + offset;
      const seal = { identity: state.identity, sequence, released: state.released, at: this.#now() };
      writes.push(blocks.put(sequence, sealBlock(packed, seal)));
      writes.push(index.put(sequence, encodeSummary(summary)));
    }
    if (state.released !== this.#state.released) writes.push(marks.put('released', String(state.released)));
    const failed: unknown[] = [];
    for (const write of await Promise.allSettled(writes)) if (write.status === 'rejected') failed.push(write.reason);
    if (failed.length > 0) throw await writeFailure(failed, { folder: this.#options.folder, needed, held });
    const lastGone = drop.at(-1)?.[0];
    this.#state = lastGone === undefined ? state : removed(state, drop, this.#next(lastGone)?.[0] ?? state.last + 1);
    this.#wakeReaders();
  }

  /** Resolves when there may be something new, or nothing ever again. */
  #change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#readers.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#readers.add(done);
      signal.addEventListener('abort', done);
    });
  }

  #wakeReaders(): void {
    for (const wake of [...this.#readers]) wake();
  }

  #now(): number {
    return (this.#options.now ?? Date.now)();
  }

  #fullError(): AppError {
    const { bytes } = this.#state;
    return new AppError('journal.full', { bytes: megabytes(bytes), limit: megabytes(this.#options.limitBytes) });
  }
}

interface Commit {
  readonly state: JournalState;
  readonly drop: readonly Numbered[];
  readonly add: readonly Append[];
}

function withAll(state: JournalState, group: readonly Append[]): JournalState {
  return group.reduce((sum, { summary }) => appended(sum, sum.last + 1, summary), state);
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
