/** Files of lines too large to be held. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

const LINE_FEED = 0x0a;
const CHUNK_BYTES = 1 << 20;

export async function countLines(path: string): Promise<number> {
  let lines = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    const bytes = chunk as Buffer;
    for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) lines++;
  }
  return lines;
}

/** Lines without their end, byte for byte one character (`latin1`) or as text. */
export function linesOf(path: string, encoding: 'utf8' | 'latin1' = 'utf8'): AsyncIterable<string> {
  const input = createReadStream(path, { highWaterMark: CHUNK_BYTES, encoding });
  return createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
}

/** Every `step`-th line, the first one included. */
export async function* everyNth(lines: AsyncIterable<string>, step: number): AsyncGenerator<string> {
  let index = 0;
  for await (const line of lines) if (index++ % step === 0) yield line;
}
