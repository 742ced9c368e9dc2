// Blocks as bytes: what the journal keeps under each number. Decoding damaged bytes is a value, never an exception.
//
//   0        4        8             16            24            32          40       44         48
//   +--------+--------+-------------+-------------+-------------+-----------+--------+----------+---------+-
//   | GHJ\1  | crc-32 | journal id  | sequence    | released    | sealed at | length | segments | segment | …
//   +--------+--------+-------------+-------------+-------------+-----------+--------+----------+---------+-
//
//   All numbers little-endian; `sealed at` and `received` are milliseconds since 1970 as f64. `length` is that of the whole block,
//   `released` what was stored when it was written. The checksum is over the segments, then over the bytes 8 to 48: a
//   block is packed before its number is known. Version: the byte after GHJ. What a block says of itself and its journal
//   lets it be found in a damaged file (salvage.ts).
//
//   0       4       8      12         20         22       24
//   +-------+-------+------+----------+----------+--------+-----------+------+-----------------+------------------+-------+
//   | lines | bytes | cuts | received | source l | peer l | source id | peer | lengths (u32 …) | cuts (u32 f64 …) | bytes |
//   +-------+-------+------+----------+----------+--------+-----------+------+-----------------+------------------+-------+
//
//   `received` is NaN for files. A cut is the position of a line and its length before cutting.

import { crc32 } from 'node:zlib';
import type { BlockDamage, Segment } from './journal.js';

const MAGIC = Buffer.from('GHJ');
const VERSION = 1;
/** Length of the head of a block. */
export const BLOCK_HEAD = 48;
const SEGMENT_HEAD = 24;
const CUT = 12;
const AT = { crc: 4, identity: 8, sequence: 16, released: 24, at: 32, length: 40, segments: 44 } as const;

/** Marks the beginning of every block of this version, wherever it stands. */
export const BLOCK_MARK: Uint8Array = Buffer.concat([MAGIC, Buffer.from([VERSION])]);

export interface PackedBlock {
  readonly bytes: Buffer;
  /** Checksum over the segments. */
  readonly crc: number;
}

/** Packs the segments; the block is complete once it has been sealed with its number. */
export function packBlock(segments: readonly Segment[]): PackedBlock {
  const parts = segments.map(measure);
  const bytes = Buffer.allocUnsafe(parts.reduce((sum, { size }) => sum + size, BLOCK_HEAD));
  BLOCK_MARK.forEach((byte, at) => void bytes.writeUInt8(byte, at));
  bytes.writeUInt32LE(bytes.length, AT.length);
  bytes.writeUInt32LE(segments.length, AT.segments);
  let at = BLOCK_HEAD;
  for (const part of parts) {
    writeSegment(bytes, at, part);
    at += part.size;
  }
  return { bytes, crc: crc32(bytes.subarray(BLOCK_HEAD)) };
}

/** What a block says of itself: which journal, which number, and up to which number all was stored at that time. */
export interface Seal {
  readonly identity: string;
  readonly sequence: number;
  readonly released: number;
  /** When that was, in milliseconds since 1970. */
  readonly at: number;
}

export function sealBlock({ bytes, crc }: PackedBlock, { identity, sequence, released, at }: Seal): Buffer {
  bytes.writeBigUInt64LE(BigInt(`0x${identity}`), AT.identity);
  bytes.writeBigUInt64LE(BigInt(sequence), AT.sequence);
  bytes.writeBigUInt64LE(BigInt(released), AT.released);
  bytes.writeDoubleLE(at, AT.at);
  bytes.writeUInt32LE(crc32(bytes.subarray(AT.identity, BLOCK_HEAD), crc), AT.crc);
  return bytes;
}

interface MeasuredSegment {
  readonly segment: Segment;
  readonly source: Buffer;
  readonly peer: Buffer;
  readonly size: number;
}

function measure(segment: Segment): MeasuredSegment {
  const source = Buffer.from(segment.sourceId);
  const peer = Buffer.from(segment.peer);
  const tables = segment.count * 4 + segment.originalLengths.size * CUT;
  return { segment, source, peer, size: SEGMENT_HEAD + source.length + peer.length + tables + segment.bytes.length };
}

function writeSegment(target: Buffer, start: number, { segment, source, peer }: MeasuredSegment): void {
  target.writeUInt32LE(segment.count, start);
  target.writeUInt32LE(segment.bytes.length, start + 4);
  target.writeUInt32LE(segment.originalLengths.size, start + 8);
  target.writeDoubleLE(segment.receivedAt ?? Number.NaN, start + 12);
  target.writeUInt16LE(source.length, start + 20);
  target.writeUInt16LE(peer.length, start + 22);
  let at = start + SEGMENT_HEAD;
  for (const part of [source, peer, bytesOf(segment.lengths)]) {
    target.set(part, at);
    at += part.length;
  }
  for (const [line, length] of segment.originalLengths) {
    target.writeUInt32LE(line, at);
    target.writeDoubleLE(length, at + 4);
    at += CUT;
  }
  target.set(segment.bytes, at);
}

/** Every platform that Node runs on today keeps numbers little-endian, as the format does. */
function bytesOf(numbers: Uint32Array): Uint8Array {
  return new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

export type Decoded =
  | { readonly ok: true; readonly seal: Seal; readonly segments: readonly Segment[] }
  | { readonly ok: false; readonly reason: BlockDamage };

/** Reads a block back. Its segments look into `bytes`, which therefore must not be changed afterwards. */
export function decodeBlock(bytes: Buffer): Decoded {
  const reason = damageOf(bytes);
  if (reason !== null) return { ok: false, reason };
  const segments = readSegments(bytes);
  if (segments === null) return { ok: false, reason: 'shape' };
  return { ok: true, seal: readSeal(bytes), segments };
}

function readSeal(bytes: Buffer): Seal {
  return {
    identity: bytes.readBigUInt64LE(AT.identity).toString(16).padStart(16, '0'),
    sequence: Number(bytes.readBigUInt64LE(AT.sequence)),
    released: Number(bytes.readBigUInt64LE(AT.released)),
    at: bytes.readDoubleLE(AT.at),
  };
}

/** Length of the block that a head announces; null where it is no head. */
export function announcedLength(head: Buffer): number | null {
  if (head.length < BLOCK_HEAD || !head.subarray(0, BLOCK_MARK.length).equals(BLOCK_MARK)) return null;
  return head.readUInt32LE(AT.length);
}

function damageOf(bytes: Buffer): BlockDamage | null {
  if (bytes.length < BLOCK_HEAD) return 'too-short';
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) return 'not-a-block';
  if (bytes[MAGIC.length] !== VERSION) return 'unknown-version';
  if (bytes.readUInt32LE(AT.length) !== bytes.length) return 'too-short';
  const crc = crc32(bytes.subarray(AT.identity, BLOCK_HEAD), crc32(bytes.subarray(BLOCK_HEAD)));
  return crc === bytes.readUInt32LE(AT.crc) ? null : 'checksum';
}

/** Null where the lengths do not add up, which a right checksum makes all but impossible. */
function readSegments(bytes: Buffer): Segment[] | null {
  const segments: Segment[] = [];
  let at = BLOCK_HEAD;
  for (let left = bytes.readUInt32LE(AT.segments); left > 0; left--) {
    const read = readSegment(bytes, at);
    if (read === null) return null;
    segments.push(read.segment);
    at = read.end;
  }
  return at === bytes.length ? segments : null;
}

function readSegment(bytes: Buffer, start: number): { segment: Segment; end: number } | null {
  if (bytes.length - start < SEGMENT_HEAD) return null;
  const count = bytes.readUInt32LE(start);
  const cuts = bytes.readUInt32LE(start + 8);
  const received = bytes.readDoubleLE(start + 12);
  const source = start + SEGMENT_HEAD;
  const peer = source + bytes.readUInt16LE(start + 20);
  const lengthsAt = peer + bytes.readUInt16LE(start + 22);
  const cutsAt = lengthsAt + count * 4;
  const linesAt = cutsAt + cuts * CUT;
  const end = linesAt + bytes.readUInt32LE(start + 4);
  if (end > bytes.length) return null;
  const lengths = readLengths(bytes, lengthsAt, count);
  if (lengths.reduce((sum, length) => sum + length, 0) !== end - linesAt) return null;
  const segment: Segment = {
    sourceId: bytes.toString('utf8', source, peer),
    peer: bytes.toString('utf8', peer, lengthsAt),
    receivedAt: Number.isNaN(received) ? null : received,
    count,
    lengths,
    bytes: bytes.subarray(linesAt, end),
    originalLengths: readCuts(bytes, cutsAt, cuts),
  };
  return { segment, end };
}

function readLengths(bytes: Buffer, at: number, count: number): Uint32Array {
  const lengths = new Uint32Array(count);
  bytesOf(lengths).set(bytes.subarray(at, at + count * 4));
  return lengths;
}

function readCuts(bytes: Buffer, start: number, count: number): Map<number, number> {
  const cuts = new Map<number, number>();
  for (let at = start; at < start + count * CUT; at += CUT)
    cuts.set(bytes.readUInt32LE(at), bytes.readDoubleLE(at + 4));
  return cuts;
}
