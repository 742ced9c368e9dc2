// Cuts a stream of chunks into blocks of whole lines: the unit that is decoded, encoded and stored at once.
// The same input always gives the same blocks, whatever the chunks were: block numbers are deduplication tokens.
// Memory is bounded: of a line that is longer than a whole block only the beginning is kept, and its length is counted.

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

export interface LineBlock {
  readonly bytes: Uint8Array;
  /** Length of the only line of this block before it was cut, without its terminator; absent for blocks of whole lines. */
  readonly originalLength?: number;
}

export interface BlockSizes {
  /** Bytes of a block, about. */
  readonly block: number;
  /** Bytes kept of a line that does not fit in a block. */
  readonly keptOfLongLine: number;
}

/** Yields consecutive blocks, each ending after a line feed (the last one perhaps not). */
export async function* cutBlocks(chunks: AsyncIterable<Uint8Array>, sizes: BlockSizes): AsyncGenerator<LineBlock> {
  const cutter = new BlockCutter(sizes);
  for await (const chunk of chunks) yield* cutter.push(chunk);
  yield* cutter.end();
}

class BlockCutter {
  readonly #sizes: BlockSizes;
  #block: Uint8Array;
  #length = 0;
  /** Bytes seen of a line that is too long for a block; 0 outside such a line. */
  #longLine = 0;
  /** Whether the last byte seen of that line is a CR: it belongs to the terminator when a line feed follows. */
  #endsWithReturn = false;

  constructor(sizes: BlockSizes) {
    this.#sizes = sizes;
    this.#block = new Uint8Array(sizes.block);
  }

  *push(chunk: Uint8Array): Generator<LineBlock> {
    let taken = 0;
    while (taken < chunk.length) {
      if (this.#longLine > 0) {
        const lineEnd = chunk.indexOf(LINE_FEED, taken);
        const upTo = lineEnd < 0 ? chunk.length : lineEnd;
        this.#longLine += upTo - taken;
        if (upTo > taken) this.#endsWithReturn = chunk[upTo - 1] === CARRIAGE_RETURN;
        taken = lineEnd < 0 ? chunk.length : lineEnd + 1;
        if (lineEnd >= 0) yield this.#takeLongLine(this.#endsWithReturn ? 1 : 0);
        continue;
      }
      const part = chunk.subarray(taken, taken + this.#block.length - this.#length);
      this.#block.set(part, this.#length);
      this.#length += part.length;
      taken += part.length;
      if (this.#length === this.#block.length) yield* this.#takeLines();
    }
  }

  *end(): Generator<LineBlock> {
    if (this.#longLine > 0) yield this.#takeLongLine(0);
    else if (this.#length > 0) yield { bytes: this.#block.subarray(0, this.#length) };
  }

  *#takeLines(): Generator<LineBlock> {
    const end = this.#block.lastIndexOf(LINE_FEED) + 1;
    if (end === 0) {
      this.#longLine = this.#length;
      this.#endsWithReturn = this.#block[this.#length - 1] === CARRIAGE_RETURN;
      return;
    }
    const full = this.#block;
    this.#block = new Uint8Array(this.#sizes.block);
    this.#block.set(full.subarray(end));
    this.#length = full.length - end;
    yield { bytes: full.subarray(0, end) };
  }

  #takeLongLine(terminator: number): LineBlock {
    const bytes = this.#block.slice(0, this.#sizes.keptOfLongLine);
    const originalLength = this.#longLine - terminator;
    this.#longLine = 0;
    this.#length = 0;
    return { bytes, originalLength };
  }
}
