// The Journal port: what was received, durable before it is acknowledged, until it is stored. Blocks are numbered from 1
// in the order in which they became durable; identity and number make the deduplication token of the store, so a block may
// be consumed any number of times.
//
//        first            released        last
//   ······ |━━━ kept ━━━━━━━━ |━━ waiting ━━━ |      kept: stored, still here for a replay while there is room
//
// Drivers are held to the same suite (suite.ts).

/** Lines of one peer that were received together. */
export interface Segment {
  readonly sourceId: string;
  readonly peer: string;
  /** When the first of the lines arrived, in milliseconds since 1970 UTC; null for files. */
  readonly receivedAt: number | null;
  /** Number of lines. */
  readonly count: number;
  /** Length of each line in `bytes`, where they stand one after the other without separators. */
  readonly lengths: Uint32Array;
  readonly bytes: Uint8Array;
  /** Lengths before cutting of lines that were cut, by position. */
  readonly originalLengths: ReadonlyMap<number, number>;
}

export interface JournalBlock {
  readonly sequence: number;
  readonly segments: readonly Segment[];
}

/** A block that cannot be read any more. Reading passes over it: waiting for it would hold up all that follows. */
export interface DamagedBlock {
  readonly sequence: number;
  /** Lines and bytes that it held, from the journal's index. */
  readonly lines: number;
  readonly bytes: number;
  readonly reason: BlockDamage;
}

export type BlockDamage =
  | 'missing'
  | 'too-short'
  | 'not-a-block'
  | 'unknown-version'
  | 'checksum'
  | 'shape'
  | 'misplaced';

export interface JournalFacts {
  /** Names this journal: numbers of another one, or of one that was begun anew, are different numbers. */
  readonly identity: string;
  /** Highest sequence ever written, 0 when none. */
  readonly last: number;
  /** Everything up to here is stored; a consumer begins to read at `released + 1`. */
  readonly released: number;
  /** Lowest sequence still here, kept or waiting; `last + 1` when empty. */
  readonly first: number;
  /** What waits to be stored: blocks, lines, bytes on disk, and when the oldest of it became durable. */
  readonly blocks: number;
  readonly lines: number;
  readonly bytes: number;
  readonly oldestAt: number | null;
  /** Bytes of stored blocks that are kept for a replay. */
  readonly keptBytes: number;
  readonly limitBytes: number;
}

export interface Journal {
  /**
   * Appends a block; resolves with its sequence when it survives a crash. Rejects with `journal.full` at the size limit,
   * `disk.full` or `journal.failed`: then nothing was kept and the same block may be appended again.
   * Appends become durable in the order of the calls; after one that is refused for want of room, those behind it in the same turn are too.
   */
  append(segments: readonly Segment[]): Promise<number>;
  /** Blocks from `sequence` on, in order; waits for new ones until `signal` aborts. */
  read(sequence: number, signal: AbortSignal): AsyncIterable<JournalBlock>;
  /** Everything up to and including `sequence` is stored and may be removed. */
  release(sequence: number): Promise<void>;
  /** Blocks from `sequence` on wait to be stored once more, as far as they are still here. Resolves with the first that does. */
  rewind(sequence: number): Promise<number>;
  facts(): JournalFacts;
  /** Finishes what was begun and lets the next process open it. Readers end. */
  close(): Promise<void>;
}
