/**
 * Lines of the files that a command names, one after the other, or of standard input. In: paths and `-`. Out: lines as the
 * reader takes them (latin1, no terminator), blank ones left out. Holds one line in memory; what is longer than the limit is
 * cut and its length kept.
 */
import { resolve } from 'node:path';
import { openLogFile } from '../receive/open-file.js';
import type { Io } from './io.js';

export interface FileLine {
  readonly text: string;
  /** Length in bytes before it was cut; absent for whole lines. */
  readonly originalLength?: number;
}

/** Longer lines are cut: no appliance writes them, and a file without line ends must not fill the memory. */
const MAX_LINE_BYTES = 1 << 20;

export async function* fileLines(io: Io, files: readonly string[]): AsyncGenerator<FileLine[]> {
  for (const file of files.length === 0 ? ['-'] : files) {
    const chunks = file === '-' ? stdinChunks(io) : (await openLogFile(resolve(io.cwd, file))).chunks;
    yield* splitLines(chunks, MAX_LINE_BYTES);
  }
}

async function* stdinChunks(io: Io): AsyncGenerator<Uint8Array> {
  for await (const chunk of io.stdin) yield typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Uint8Array);
}

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Lines of one stream, those of a chunk together. LF and CRLF end a line; a lone CR does not. */
export async function* splitLines(chunks: AsyncIterable<Uint8Array>, maxBytes: number): AsyncGenerator<FileLine[]> {
  const open = new OpenLine(maxBytes);
  for await (const chunk of chunks) {
    const lines: FileLine[] = [];
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      open.add(chunk.subarray(from, end));
      open.close(lines, true);
      from = end + 1;
    }
    open.add(chunk.subarray(from));
    yield lines;
  }
  const last: FileLine[] = [];
  open.close(last, false);
  yield last;
}

/** The line that is being put together. */
class OpenLine {
  readonly #maxBytes: number;
  #text = '';
  #length = 0;
  #endsWithReturn = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  add(bytes: Uint8Array): void {
    const room = this.#maxBytes - this.#text.length;
    if (room > 0)
      this.#text += Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, room)).toString('latin1');
    this.#length += bytes.length;
    if (bytes.length > 0) this.#endsWithReturn = bytes[bytes.length - 1] === CARRIAGE_RETURN;
  }

  close(lines: FileLine[], hasLineFeed: boolean): void {
    const originalLength = this.#length - (hasLineFeed && this.#endsWithReturn ? 1 : 0);
    const text = this.#text.slice(0, Math.min(originalLength, this.#maxBytes));
    this.#text = '';
    this.#length = 0;
    this.#endsWithReturn = false;
    if (originalLength > this.#maxBytes) lines.push({ text, originalLength });
    else if (!/^[ \t\r]*$/.test(text)) lines.push({ text });
  }
}
