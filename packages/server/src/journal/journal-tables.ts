// The LMDB environment of a journal: `<folder>/data.mdb` with three tables, and what can be read of it without owning it.
//
//   blocks   sequence → packed block (block-codec.ts)
//   index    sequence → summary (block-summary.ts)
//   marks    name → text: `identity`; `released`; `used`: numbers up to this one are not given out; `owner`: process
//
// Any number of processes may read beside the one that writes (LMDB is multi-version), so `gatehouse journal status` works
// while the server runs.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import { AppError } from '../errors.js';
import { decodeBlock } from './block-codec.js';
import { type BlockSummary, decodeSummary } from './block-summary.js';
import type { DamagedBlock, JournalBlock } from './journal.js';
import { conditionOf } from './journal-file.js';
import { appended, emptyState, type JournalState } from './journal-state.js';

export interface JournalTables {
  readonly root: RootDatabase;
  readonly blocks: Database<Buffer, number>;
  readonly index: Database<Buffer, number>;
  readonly marks: Database<string, string>;
}

/** Where the journal of a data folder is. */
export function journalFolder(dataFolder: string): string {
  return join(dataFolder, 'journal');
}

/** Address space only: LMDB remaps, and stops writers meanwhile, when the file outgrows it. */
const ROOM_TO_FRAGMENT = 2;
const SMALLEST_MAP = 256 * 2 ** 20;

export function openTables(folder: string, options: { limitBytes: number } | 'read-only'): JournalTables {
  const isReadOnly = options === 'read-only';
  if (isReadOnly) requireReadable(folder);
  let root: RootDatabase | undefined;
  try {
    root = open({
      path: folder,
      readOnly: isReadOnly,
      // A commit then resolves when it has reached the disk; with overlapping sync it resolves when it is visible.
      overlappingSync: false,
      maxDbs: 3,
      ...(isReadOnly ? {} : { mapSize: Math.max(SMALLEST_MAP, options.limitBytes * ROOM_TO_FRAGMENT) }),
    });
    return {
      root,
      blocks: root.openDB<Buffer, number>('blocks', { encoding: 'binary' }),
      index: root.openDB<Buffer, number>('index', { encoding: 'binary' }),
      marks: root.openDB<string, string>('marks', { encoding: 'string' }),
    };
  } catch (error) {
    void root?.close();
    throw new AppError('journal.failed', { reason: `${folder} cannot be opened (${String(error)})` }, { cause: error });
  }
}

function requireReadable(folder: string): void {
  const file = join(folder, 'data.mdb');
  if (!existsSync(file)) throw new AppError('journal.missing', { path: folder });
  if (conditionOf(file) === 'whole') return;
  throw new AppError('journal.failed', {
    reason: `${file} is damaged; the server recovers what is left when it starts`,
  });
}

const NOTHING_KNOWN: BlockSummary = { appendedAt: 0, length: 0, lines: 0, bytes: 0, sources: new Map() };

/** Sequences with their summaries, both ends included, in order. */
export function* summaries(
  { index }: JournalTables,
  from: number,
  to = Number.MAX_SAFE_INTEGER,
): Generator<readonly [number, BlockSummary]> {
  for (const { key, value } of index.getRange({ start: from, end: to, inclusiveEnd: true }))
    yield [key, decodeSummary(value) ?? NOTHING_KNOWN];
}

/** What the tables say; a journal that has never been written to has no identity. */
export function readState(tables: JournalTables): JournalState {
  const released = Number(tables.marks.get('released') ?? '0');
  let state = emptyState(tables.marks.get('identity') ?? '', released);
  for (const [sequence, summary] of summaries(tables, 0)) state = appended(state, sequence, summary);
  return { ...state, last: Math.max(state.last, Number(tables.marks.get('used') ?? '0')) };
}

/** The next number under which there is a block: mostly `sequence` itself, but a journal that was salvaged has gaps. */
export function nextSequence({ index }: JournalTables, sequence: number): number | undefined {
  for (const key of index.getKeys({ start: sequence, limit: 1 })) return key;
  return undefined;
}

export type ReadBlock =
  | { readonly block: JournalBlock }
  | { readonly damaged: DamagedBlock }
  /** There is no such block: it has been removed, or its number was never used. */
  | null;

/** Its bytes go to the thread that encodes them: memory that is shared is not copied on the way. */
function sharedBlock({ blocks }: JournalTables, sequence: number): Buffer | undefined {
  const found = blocks.get(sequence);
  if (found === undefined) return undefined;
  const shared = Buffer.from(new SharedArrayBuffer(found.length));
  shared.set(found);
  return shared;
}

export function readBlock(tables: JournalTables, sequence: number): ReadBlock {
  const entry = tables.index.get(sequence);
  if (entry === undefined) return null;
  const bytes = sharedBlock(tables, sequence);
  const decoded = bytes === undefined ? ({ ok: false, reason: 'missing' } as const) : decodeBlock(bytes);
  if (decoded.ok && decoded.seal.sequence === sequence) return { block: { sequence, segments: decoded.segments } };
  const { lines, bytes: size } = decodeSummary(entry) ?? NOTHING_KNOWN;
  return { damaged: { sequence, lines, bytes: size, reason: decoded.ok ? 'misplaced' : decoded.reason } };
}
