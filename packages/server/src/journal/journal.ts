// The Journal port: what was received, durable before it is acknowledged, until it is stored. Blocks are numbered from 1
// without gaps; the number is the deduplication token of the store, so a block may be consumed any number of times.

/** Lines of one peer that were received together. */
export interface Segment {
  readonly sourceId: string;
  readonly peer: string;
  /** Milliseconds since 1970 UTC; null for files. */
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

export interface JournalFacts {
  /** Highest sequence ever written, 0 when none. */
  readonly last: number;
  /** Lowest sequence still kept, `last + 1` when empty. */
  readonly first: number;
  readonly blocks: number;
  readonly lines: number;
  readonly bytes: number;
  readonly limitBytes: number;
}

export interface Journal {
  /** Appends a block; resolves with its sequence when it survives a crash. Rejects with `journal.full` at the size limit. */
  append(segments: readonly Segment[]): Promise<number>;
  /** Blocks from `sequence` on, in order; waits for new ones until `signal` aborts. */
  read(sequence: number, signal: AbortSignal): AsyncIterable<JournalBlock>;
  /** Everything up to and including `sequence` is stored and may be removed. */
  release(sequence: number): Promise<void>;
  /** Small durable notes of whoever consumes the journal; null removes one. */
  setMark(name: string, value: string | null): Promise<void>;
  marks(): ReadonlyMap<string, string>;
  facts(): JournalFacts;
  close(): Promise<void>;
}
