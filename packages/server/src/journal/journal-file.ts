// Whether an LMDB file may be opened at all: the library maps it into memory and believes it, so that a file that is shorter than it says, or
// whose first pages are rubbish, ends the process with a signal instead of an error.
//
// The first two pages of a file each begin with (lmdb's own MDB_page and MDB_meta, 64 bits, little-endian):
//
//   0             24           28        48          144         152
//   +-------------+------------+--- … ---+--- … -----+-----------+------------------+
//   | page header | 0xBEEFC0DE | version | page size | last page | transaction: u64 |
//   +-------------+------------+--- … ---+--- … -----+-----------+------------------+
//
// The one with the higher transaction counts.

import { closeSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';

const MAGIC = 0xbeefc0de;
const AT = { magic: 24, version: 28, pageSize: 48, lastPage: 144, transaction: 152, end: 160 } as const;

export type FileCondition = 'whole' | 'short' | 'unreadable';

/** Only looks. */
export function conditionOf(path: string): FileCondition {
  const file = openSync(path, 'r');
  try {
    return measure(file).condition;
  } finally {
    closeSync(file);
  }
}

/** Makes a short file as long as it says it is: what is missing then reads as zeros, which are recognised. */
export function makeReadable(path: string): FileCondition {
  const file = openSync(path, 'r+');
  try {
    const { condition, needed } = measure(file);
    if (condition === 'short') ftruncateSync(file, needed);
    return condition;
  } finally {
    closeSync(file);
  }
}

/** Looks at the size last: beside a process that writes, the file may only have grown since. */
function measure(file: number): { condition: FileCondition; needed: number } {
  const first = readMeta(file, 0);
  const second = first === null ? null : readMeta(file, first.pageSize);
  if (first === null || second?.pageSize !== first.pageSize) return { condition: 'unreadable', needed: 0 };
  const { lastPage, pageSize } = first.transaction > second.transaction ? first : second;
  const needed = (lastPage + 1) * pageSize;
  if (needed > MOST_BELIEVABLE) return { condition: 'unreadable', needed: 0 };
  return { condition: needed <= fstatSync(file).size ? 'whole' : 'short', needed };
}

const MOST_BELIEVABLE = 2 ** 44;

interface Meta {
  readonly pageSize: number;
  readonly lastPage: number;
  readonly transaction: bigint;
}

function readMeta(file: number, offset: number): Meta | null {
  const page = Buffer.alloc(AT.end);
  if (readSync(file, page, 0, AT.end, offset) < AT.end) return null;
  const pageSize = page.readUInt32LE(AT.pageSize);
  const version = page.readUInt32LE(AT.version);
  const isMeta = page.readUInt32LE(AT.magic) === MAGIC && (version === 1 || version === 2);
  if (!isMeta || pageSize < 512 || pageSize > 65_536 || (pageSize & (pageSize - 1)) !== 0) return null;
  const lastPage = Number(page.readBigUInt64LE(AT.lastPage));
  return { pageSize, lastPage, transaction: page.readBigUInt64LE(AT.transaction) };
}
