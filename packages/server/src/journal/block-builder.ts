// Collects frames into the segments of one block. Frames of one peer stand together, in the order in which they came; they
// are copied once, when the block is built.

import type { Frame } from '../frame/frame.js';
import type { Segment } from './journal.js';

/** Where frames came from: what a segment says once for all of its lines. */
export interface SegmentOrigin {
  readonly sourceId: string;
  readonly peer: string;
  readonly receivedAt: number | null;
}

interface OpenSegment extends SegmentOrigin {
  readonly frames: Frame[];
  bytes: number;
}

export class BlockBuilder {
  readonly #segments = new Map<string, OpenSegment>();
  /** Frames come in runs of one origin: the same object means the same segment, without building a key. */
  #origin: SegmentOrigin | null = null;
  #segment: OpenSegment | null = null;
  #bytes = 0;
  #lines = 0;

  get bytes(): number {
    return this.#bytes;
  }

  get lines(): number {
    return this.#lines;
  }

  add(origin: SegmentOrigin, frame: Frame): void {
    const segment = this.#segment !== null && origin === this.#origin ? this.#segment : this.#segmentOf(origin);
    this.#origin = origin;
    this.#segment = segment;
    segment.frames.push(frame);
    segment.bytes += frame.bytes.length;
    this.#bytes += frame.bytes.length;
    this.#lines++;
  }

  build(): Segment[] {
    return [...this.#segments.values()].map(closed);
  }

  #segmentOf({ sourceId, peer, receivedAt }: SegmentOrigin): OpenSegment {
    const key = `${sourceId}\0${receivedAt === null ? 'file' : 'live'}\0${peer}`;
    let segment = this.#segments.get(key);
    if (segment === undefined) {
      segment = { sourceId, peer, receivedAt, frames: [], bytes: 0 };
      this.#segments.set(key, segment);
    }
    return segment;
  }
}

function closed({ frames, bytes: size, ...origin }: OpenSegment): Segment {
  const lengths = new Uint32Array(frames.length);
  const bytes = new Uint8Array(size);
  const originalLengths = new Map<number, number>();
  let at = 0;
  for (const [line, frame] of frames.entries()) {
    lengths[line] = frame.bytes.length;
    bytes.set(frame.bytes, at);
    at += frame.bytes.length;
    if (frame.originalLength !== undefined) originalLengths.set(line, frame.originalLength);
  }
  return { ...origin, count: frames.length, lengths, bytes, originalLengths };
}
