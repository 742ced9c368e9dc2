// Finds the blocks in a file of which nothing else can be trusted. A block says which journal it belongs to, its number and its length, and has a
// checksum; LMDB keeps large values in consecutive pages and small ones in one piece within a page, so each stands whole.
//
// A line of log may hold a whole block as its text. It is passed over with the block around it; and where that one is damaged,
// it does not know the journal's id.

import { closeSync, openSync, readSync } from 'node:fs';
import { announcedLength, BLOCK_HEAD, BLOCK_MARK, decodeBlock, type Seal } from './block-codec.js';
import type { Segment } from './journal.js';

export interface FoundBlock {
  readonly seal: Seal;
  readonly offset: number;
  readonly length: number;
}

const WINDOW = 4 * 2 ** 20;
/** Longer than any block that is written: one frame above the usual size, and its tables. */
const LONGEST = 256 * 2 ** 20;

export interface Found {
  /** The journal that the blocks belong to; null when there are none. */
  readonly identity: string | null;
  /** Up to here all was stored when the last of the blocks was written. */
  readonly released: number;
  /** Highest number that was found. */
  readonly last: number;
  /** Those that are not known to be stored, by number. */
  readonly blocks: readonly FoundBlock[];
}

/** The blocks of one journal that are whole. */
export function findBlocks(path: string): Found {
  const file = openSync(path, 'r');
  try {
    return latestOfEach([...scan(file)]);
  } finally {
    closeSync(file);
  }
}

export interface SalvagedBlock {
  readonly bytes: Buffer;
  readonly segments: readonly Segment[];
}

/** Reads found blocks once more, one by one: together they may be larger than the memory. */
export function* readFound(path: string, found: readonly FoundBlock[]): Generator<SalvagedBlock & FoundBlock> {
  const file = openSync(path, 'r');
  try {
    for (const block of found) {
      const bytes = readAt(file, block.offset, block.length);
      const decoded = decodeBlock(bytes);
      if (decoded.ok) yield { ...block, bytes, segments: decoded.segments };
    }
  } finally {
    closeSync(file);
  }
}

function* scan(file: number): Generator<FoundBlock> {
  for (let offset = 0; ; ) {
    const window = readAt(file, offset, WINDOW);
    const at = window.indexOf(BLOCK_MARK);
    const isLast = window.length < WINDOW;
    if (at < 0) {
      if (isLast) return;
      // A mark may stand across the border of two windows.
      offset += window.length - (BLOCK_MARK.length - 1);
      continue;
    }
    const found = blockAt(file, offset + at);
    if (found !== null) yield found;
    offset += at + (found?.length ?? BLOCK_MARK.length);
  }
}

function blockAt(file: number, offset: number): FoundBlock | null {
  const length = announcedLength(readAt(file, offset, BLOCK_HEAD)) ?? 0;
  if (length < BLOCK_HEAD || length > LONGEST) return null;
  const decoded = decodeBlock(readAt(file, offset, length));
  return decoded.ok ? { seal: decoded.seal, offset, length } : null;
}

function readAt(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  return bytes.subarray(0, readSync(file, bytes, 0, length, offset));
}

/** Pages that are free again still hold what stood there: blocks that are stored, and numbers that a failed commit gave back. */
function latestOfEach(found: readonly FoundBlock[]): Found {
  const identity = mostFrequent(found.map(({ seal }) => seal.identity)) ?? null;
  const latest = new Map<number, FoundBlock>();
  for (const block of found) {
    const other = latest.get(block.seal.sequence);
    const isOurs = block.seal.identity === identity;
    if (isOurs && (other === undefined || other.seal.at <= block.seal.at)) latest.set(block.seal.sequence, block);
  }
  const all = [...latest.values()].sort((a, b) => a.seal.sequence - b.seal.sequence);
  const released = all.reduce((most, { seal }) => Math.max(most, seal.released), 0);
  const last = all.at(-1)?.seal.sequence ?? 0;
  return { identity, released, last, blocks: all.filter(({ seal }) => seal.sequence > released) };
}

function mostFrequent(values: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
