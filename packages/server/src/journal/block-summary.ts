// What the journal's index says of each block, so that counting, reporting and removing never touch the blocks themselves.
//
//   0          8        12      16      20        24
//   +----------+--------+-------+-------+---------+----------+-----------+-------+-------+-
//   | appended | length | lines | bytes | sources | source l | source id | lines | bytes | …     numbers little-endian
//   +----------+--------+-------+-------+---------+----------+-----------+-------+-------+-
//
//   `appended`: milliseconds since 1970 as f64; `length`: of the packed block; `source l`: u16, all others u32.

import type { Segment } from './journal.js';

export interface Amount {
  readonly lines: number;
  readonly bytes: number;
}

export interface BlockSummary extends Amount {
  readonly appendedAt: number;
  /** Bytes of the block as it is kept; `bytes` are those of its lines. */
  readonly length: number;
  readonly sources: ReadonlyMap<string, Amount>;
}

const HEAD = 24;

export function summaryOf(
  segments: readonly Segment[],
  { length, appendedAt }: Pick<BlockSummary, 'length' | 'appendedAt'>,
): BlockSummary {
  const sources = new Map<string, Amount>();
  let lines = 0;
  let bytes = 0;
  for (const {
    sourceId,
    count,
    bytes: { length: size },
  } of segments) {
    const before = sources.get(sourceId) ?? { lines: 0, bytes: 0 };
    sources.set(sourceId, { lines: before.lines + count, bytes: before.bytes + size });
    lines += count;
    bytes += size;
  }
  return { appendedAt, length, lines, bytes, sources };
}

export function encodeSummary(summary: BlockSummary): Buffer {
  const head = Buffer.allocUnsafe(HEAD);
  head.writeDoubleLE(summary.appendedAt, 0);
  for (const [index, value] of [summary.length, summary.lines, summary.bytes, summary.sources.size].entries())
    head.writeUInt32LE(value, 8 + 4 * index);
  return Buffer.concat([head, ...[...summary.sources].map(encodeSource)]);
}

function encodeSource([sourceId, { lines, bytes }]: readonly [string, Amount]): Buffer {
  const id = Buffer.from(sourceId);
  const entry = Buffer.allocUnsafe(id.length + 10);
  entry.writeUInt16LE(id.length, 0);
  id.copy(entry, 2);
  entry.writeUInt32LE(lines, 2 + id.length);
  entry.writeUInt32LE(bytes, 6 + id.length);
  return entry;
}

/** Null where the bytes are no summary. */
export function decodeSummary(bytes: Buffer): BlockSummary | null {
  if (bytes.length < HEAD) return null;
  const sources = decodeSources(bytes, bytes.readUInt32LE(20));
  if (sources === null) return null;
  return {
    appendedAt: bytes.readDoubleLE(0),
    length: bytes.readUInt32LE(8),
    lines: bytes.readUInt32LE(12),
    bytes: bytes.readUInt32LE(16),
    sources,
  };
}

function decodeSources(bytes: Buffer, count: number): Map<string, Amount> | null {
  const sources = new Map<string, Amount>();
  let at = HEAD;
  for (let left = count; left > 0; left--) {
    if (at + 2 > bytes.length) return null;
    const end = at + 2 + bytes.readUInt16LE(at);
    if (end + 8 > bytes.length) return null;
    sources.set(bytes.toString('utf8', at + 2, end), {
      lines: bytes.readUInt32LE(end),
      bytes: bytes.readUInt32LE(end + 4),
    });
    at = end + 8;
  }
  return at === bytes.length ? sources : null;
}
