// Streams and frames as tests write them: one character per byte; a frame that is whole is its text alone.

import type { Frame } from './frame.js';

export type PrintedFrame = string | { readonly text: string; readonly originalLength: number };

export function printedFrames(frames: readonly Frame[]): PrintedFrame[] {
  return frames.map(({ bytes, originalLength }) => {
    const text = Buffer.from(bytes).toString('latin1');
    return originalLength === undefined ? text : { text, originalLength };
  });
}

/** The stream in chunks of these lengths, over and over. */
export function chunked(stream: string, lengths: readonly number[]): Buffer[] {
  const bytes = Buffer.from(stream, 'latin1');
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += chunks.at(-1)?.length ?? 1)
    chunks.push(bytes.subarray(at, at + (lengths[chunks.length % lengths.length] ?? 1)));
  return chunks;
}
