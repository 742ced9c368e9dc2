// Non-transparent framing (RFC 6587 section 3.4.2): a message ends at its trailer, a line feed, or NUL as some senders have it.
//
//   TCP-DATA = *( SYSLOG-MSG TRAILER )     TRAILER = LF / NUL
//
// A carriage return before LF belongs to the trailer; alone it ends nothing. What stands at the end of the stream without a
// trailer is a message as well.

import { endingOf, type Frame, type Framer, frameOf, LINE_FEED, NUL } from './frame.js';
import { Unfinished } from './unfinished.js';

/** Which bytes end a message: files have line feeds only, a NUL in them is part of the line. */
export type Trailers = 'lf' | 'lf-or-nul';

/** Finds trailers in a chunk. The next one of each kind is remembered, so that a chunk without any is searched once. */
export class TrailerSearch {
  readonly #trailers: Trailers;
  #chunk: Uint8Array = new Uint8Array(0);
  #lineFeed = 0;
  #nul = 0;

  constructor(trailers: Trailers) {
    this.#trailers = trailers;
  }

  open(chunk: Uint8Array): void {
    this.#chunk = chunk;
    this.#lineFeed = this.#search(LINE_FEED, 0);
    this.#nul = this.#trailers === 'lf' ? chunk.length : this.#search(NUL, 0);
  }

  /** Position of the first trailer at or after `from`, the length of the chunk when there is none. */
  next(from: number): number {
    if (this.#lineFeed < from) this.#lineFeed = this.#search(LINE_FEED, from);
    if (this.#nul < from) this.#nul = this.#search(NUL, from);
    return Math.min(this.#lineFeed, this.#nul);
  }

  #search(byte: number, from: number): number {
    const found = this.#chunk.indexOf(byte, from);
    return found < 0 ? this.#chunk.length : found;
  }
}

export class DelimitedFramer implements Framer {
  readonly #limit: number;
  readonly #search: TrailerSearch;
  readonly #unfinished: Unfinished;

  constructor(maxFrameBytes: number, trailers: Trailers) {
    this.#limit = maxFrameBytes;
    this.#search = new TrailerSearch(trailers);
    this.#unfinished = new Unfinished(maxFrameBytes);
  }

  get unfinishedBytes(): number {
    return this.#unfinished.length;
  }

  push(chunk: Uint8Array): readonly Frame[] {
    const frames: Frame[] = [];
    this.#search.open(chunk);
    for (let at = 0; at < chunk.length; ) {
      const end = this.#search.next(at);
      if (end === chunk.length) {
        this.#unfinished.append(chunk, at, end);
        break;
      }
      const frame = this.#line(chunk, at, end);
      if (frame !== undefined) frames.push(frame);
      at = end + 1;
    }
    return frames;
  }

  end(): readonly Frame[] {
    const frame = this.#takeUnfinished();
    return frame === undefined ? [] : [frame];
  }

  #line(chunk: Uint8Array, from: number, to: number): Frame | undefined {
    if (this.#unfinished.length > 0) {
      this.#unfinished.append(chunk, from, to);
      return this.#takeUnfinished();
    }
    const bytes = chunk.subarray(from, to);
    const { length } = bytes;
    return frameOf({ bytes, length, ending: endingOf(bytes, length), kind: 'line' }, this.#limit);
  }

  #takeUnfinished(): Frame | undefined {
    const { length, ending } = this.#unfinished;
    return frameOf({ bytes: this.#unfinished.take(), length, ending, kind: 'line' }, this.#limit);
  }
}
