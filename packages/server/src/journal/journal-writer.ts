// The sink of all listeners: collects what they push into blocks and appends these to the journal, which makes them durable.
//
// A block is closed when it is large enough or its first frame has waited for `delayMs`. Blocks are appended in the order in which
// they were closed; what the journal refuses (full, disk full) is tried again until it succeeds, and nothing behind it
// overtakes. Memory is bounded: above `waitBytes` that are not durable yet, senders who can wait are made to, above twice that
// those who cannot are refused, so that they are not crowded out by those who can.

import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, asAppError } from '../errors.js';
import type { FrameSink, Received } from '../receive/listener.js';
import { BlockBuilder } from './block-builder.js';
import type { Journal, Segment } from './journal.js';

export interface JournalWriterOptions {
  readonly journal: Pick<Journal, 'append'>;
  /** Longest time that a frame waits for others to share its commit. */
  readonly delayMs?: number;
  /** Bytes not durable yet, above which listeners stop reading. */
  readonly waitBytes?: number;
  /** Pause before something that was refused is tried again. */
  readonly retryMs?: number;
  /** These segments are durable now. */
  readonly onJournaled?: (segments: readonly Segment[]) => void;
  /** These frames were refused and are not kept. */
  readonly onRefused?: (received: Received) => void;
  /** Why the journal takes nothing at the moment, at every attempt; null when it does again. */
  readonly onTrouble?: (trouble: AppError | null) => void;
}

/** A block is closed with the frame that makes it reach one of these, and before one that would make it larger than the third. */
const FULL_BYTES = 512 * 2 ** 10;
const FULL_LINES = 10_000;
const MOST_BYTES = 2 ** 20;

/** Blocks that are offered to the journal together; while it refuses, one is enough to find out when that ends. */
const BLOCKS_AT_ONCE = 16;

/** What a frame costs in memory beside its bytes: the object, the view, its place in a list. */
const FRAME_OVERHEAD = 200;
/** What a listener reads before it asks again, about. */
const READ_BYTES = 64 * 2 ** 10;

interface OpenBlock {
  readonly builder: BlockBuilder;
  readonly timer: NodeJS.Timeout;
  readonly durable: Promise<void>;
  readonly settle: (error?: AppError) => void;
}

export class JournalWriter implements FrameSink {
  readonly #options: JournalWriterOptions;
  readonly #waitBytes: number;
  readonly #giveUp = new AbortController();
  #givenUp = 0;
  #open: OpenBlock | null = null;
  #closed: OpenBlock[] = [];
  #pendingBytes = 0;
  #waiting: (() => void)[] = [];
  #appending: Promise<void> | null = null;
  #ending: AppError | null = null;
  #isInTrouble = false;

  constructor(options: JournalWriterOptions) {
    this.#options = options;
    this.#waitBytes = options.waitBytes ?? 32 * 2 ** 20;
  }

  push(received: Received): { readonly accepted: boolean; readonly durable: Promise<void> } {
    if (this.#ending !== null) return { accepted: false, durable: this.#refuse(received, this.#ending) };
    if (!received.canWait && this.#pendingBytes >= 2 * this.#waitBytes) {
      this.#options.onRefused?.(received);
      return { accepted: false, durable: Promise.resolve() };
    }
    const blocks = new Set<Promise<void>>();
    for (const frame of received.frames) {
      if (this.#open !== null && this.#open.builder.bytes + frame.bytes.length > MOST_BYTES) this.#closeBlock();
      const block = (this.#open ??= this.#openBlock());
      block.builder.add(received, frame);
      blocks.add(block.durable);
      this.#pendingBytes += frame.bytes.length + FRAME_OVERHEAD;
      if (block.builder.bytes >= FULL_BYTES || block.builder.lines >= FULL_LINES) this.#closeBlock();
    }
    return { accepted: true, durable: allOf([...blocks]) };
  }

  room(): Promise<void> | undefined {
    if (this.#pendingBytes < this.#waitBytes || this.#ending !== null) return undefined;
    return new Promise((resolve) => void this.#waiting.push(resolve));
  }

  /** Bytes that were pushed and are not durable yet, with what they cost in memory. */
  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /**
   * Takes nothing more and makes durable what was pushed. What the journal has not taken after `deadlineMs` is given up: its promises
   * reject, so that nobody acknowledges it. Resolves with the number of lines given up.
   */
  async close(deadlineMs: number): Promise<number> {
    this.#closeBlock();
    this.#ending ??= new AppError('journal.failed', { reason: 'it is being closed' });
    this.#wake();
    const deadline = setTimeout(() => this.#giveUp.abort(), deadlineMs);
    await this.#appending;
    clearTimeout(deadline);
    return this.#givenUp;
  }

  #refuse(received: Received, error: AppError): Promise<void> {
    this.#options.onRefused?.(received);
    return unheard(Promise.reject(error));
  }

  #openBlock(): OpenBlock {
    const { promise, resolve, reject } = withResolvers();
    return {
      builder: new BlockBuilder(),
      timer: setTimeout(() => this.#closeBlock(), this.#options.delayMs ?? 20),
      durable: unheard(promise),
      settle: (error) => (error === undefined ? resolve() : reject(error)),
    };
  }

  #closeBlock(): void {
    if (this.#open === null) return;
    clearTimeout(this.#open.timer);
    this.#closed.push(this.#open);
    this.#open = null;
    this.#appending ??= this.#append();
  }

  async #append(): Promise<void> {
    while (this.#closed.length > 0) {
      const blocks = this.#closed.splice(0, this.#isInTrouble ? 1 : BLOCKS_AT_ONCE);
      const refused = await this.#appendAll(blocks);
      if (refused.length === 0) continue;
      this.#closed.unshift(...refused);
      if (this.#giveUp.signal.aborted) this.#loseClosed();
      else await sleep(this.#options.retryMs ?? 250, undefined, this.#giveUp).catch(() => undefined); // given up
    }
    this.#appending = null;
  }

  /** All in one turn, so that they share a commit. Returns those that have to be tried again. */
  async #appendAll(blocks: readonly OpenBlock[]): Promise<OpenBlock[]> {
    const refused: OpenBlock[] = [];
    let trouble: AppError | null = null;
    const attempts = blocks.map(async (block) => {
      const segments = block.builder.build();
      try {
        await this.#options.journal.append(segments);
      } catch (error) {
        trouble = asAppError(error);
        refused.push(block);
        return;
      }
      this.#options.onJournaled?.(segments);
      this.#settle(block);
    });
    await Promise.all(attempts);
    if (trouble !== null || this.#isInTrouble) this.#options.onTrouble?.(trouble);
    this.#isInTrouble = trouble !== null;
    return refused;
  }

  #settle({ builder, settle }: OpenBlock, error?: AppError): void {
    this.#pendingBytes -= builder.bytes + builder.lines * FRAME_OVERHEAD;
    settle(error);
    this.#wake();
  }

  #loseClosed(): void {
    const error = new AppError('journal.failed', { reason: 'it did not take everything before it was closed' });
    for (const block of this.#closed.splice(0)) {
      this.#givenUp += block.builder.lines;
      this.#settle(block, error);
    }
  }

  /** Lets on only as many as there is room for: thousands of connections that read at once would fill far more. */
  #wake(): void {
    const isEnding = this.#ending !== null;
    let room = isEnding ? Number.POSITIVE_INFINITY : this.#waitBytes - this.#pendingBytes;
    while (room > 0 && this.#waiting.length > 0) {
      this.#waiting.shift()?.();
      room -= READ_BYTES;
    }
    // Those who were let on may have nothing to read: nothing would settle, and nobody wake the others.
    if (this.#waiting.length > 0 && this.#pendingBytes < this.#waitBytes) setImmediate(() => this.#wake());
  }
}

function allOf(promises: readonly Promise<void>[]): Promise<void> {
  const [first = Promise.resolve()] = promises;
  return promises.length <= 1 ? first : unheard(Promise.all(promises).then(() => undefined));
}

/** Whoever does not ask whether frames became durable (UDP) need not handle that they did not. */
function unheard(promise: Promise<void>): Promise<void> {
  promise.catch(() => undefined);
  return promise;
}

function withResolvers() {
  let resolve: () => void = () => undefined;
  let reject: (error: AppError) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
