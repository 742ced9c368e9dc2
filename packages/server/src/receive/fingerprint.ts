// Identity of a file's content, cheap enough to ask before reading it: its size and 66 samples of it (the beginning, the
// end and evenly between). Two logs of the same size that differ only outside all samples would be taken for one; only
// `--dedupe`, going on with an ingest that was cut off and the messages about earlier ones depend on it.

import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const SAMPLE_BYTES = 65_536;
const SAMPLES = 64;

/** Of the first `size` bytes. */
export async function fingerprintOf(path: string, size: number): Promise<string> {
  const hash = createHash('sha256').update(String(size));
  const file = await open(path, 'r');
  try {
    for (const offset of sampleOffsets(size)) {
      const { buffer, bytesRead } = await file.read(
        Buffer.alloc(SAMPLE_BYTES),
        0,
        Math.min(SAMPLE_BYTES, size - offset),
        offset,
      );
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
  return hash.digest('hex');
}

function sampleOffsets(size: number): number[] {
  const last = Math.max(0, size - SAMPLE_BYTES);
  const between = Array.from({ length: SAMPLES }, (_, index) => Math.floor((last * (index + 1)) / (SAMPLES + 1)));
  return [...new Set([0, ...between, last])];
}
