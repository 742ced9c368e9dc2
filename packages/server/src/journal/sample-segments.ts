// Segments for the tests of the journal: plain ones by hand, and arbitrary ones for properties.

import fc from 'fast-check';
import type { Segment } from './journal.js';

export interface SegmentParts {
  readonly sourceId?: string;
  readonly peer?: string;
  readonly receivedAt?: number | null;
  readonly originalLengths?: ReadonlyMap<number, number>;
}

export function segmentOf(lines: readonly (string | Uint8Array)[], parts: SegmentParts = {}): Segment {
  const buffers = lines.map((line) => Buffer.from(line));
  return {
    sourceId: 'vpn',
    peer: '192.0.2.1',
    receivedAt: 1_700_000_000_000,
    originalLengths: new Map(),
    ...parts,
    count: lines.length,
    lengths: Uint32Array.from(buffers, ({ length }) => length),
    bytes: Buffer.concat(buffers),
  };
}

/** The lines of segments as text, in order. */
export function linesOf(segments: readonly Segment[]): string[] {
  return segments.flatMap(({ bytes, lengths }) => {
    let at = 0;
    return [...lengths].map((length) => Buffer.from(bytes.subarray(at, (at += length))).toString('latin1'));
  });
}

/** The same content in plain types, for comparing. */
export function plain(segments: readonly Segment[]) {
  return segments.map(({ lengths, bytes, originalLengths, ...rest }) => ({
    ...rest,
    lengths: [...lengths],
    bytes: Buffer.from(bytes).toString('latin1'),
    originalLengths: [...originalLengths],
  }));
}

const lines = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 12 });

const anySegment: fc.Arbitrary<Segment> = fc
  .record({
    lines,
    sourceId: fc.string({ unit: 'grapheme', maxLength: 12 }),
    peer: fc.oneof(fc.ipV4(), fc.ipV6(), fc.constant('/var/log/ns.log')),
    receivedAt: fc.option(fc.nat(2 ** 31).map((seconds) => seconds * 1000 + 123)),
    cuts: fc.dictionary(fc.nat(11).map(String), fc.integer({ min: 0, max: 2 ** 40 }), { maxKeys: 3 }),
  })
  .map(({ lines: some, cuts, ...parts }) => {
    const originalLengths = new Map(Object.entries(cuts).map(([line, length]) => [Number(line), length]));
    return segmentOf(some, { ...parts, originalLengths });
  });

export const anySegments: fc.Arbitrary<Segment[]> = fc.array(anySegment, { maxLength: 5 });
