// Opens the tables of a journal for the one process that writes. A file that cannot be trusted is replaced by a new one with all blocks
// that are found in it, and kept aside.

import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../errors.js';
import { encodeSummary, summaryOf } from './block-summary.js';
import { makeReadable } from './journal-file.js';
import type { JournalState } from './journal-state.js';
import { type JournalTables, openTables, readState } from './journal-tables.js';
import { isRunning, processMark } from './process-mark.js';
import { findBlocks, readFound } from './salvage.js';

export interface ClaimOptions {
  /** Folder of its own; made when it is missing. */
  readonly folder: string;
  /** Most bytes that all blocks together may have. */
  readonly limitBytes: number;
  /** Is told when the file was damaged and has been replaced. */
  readonly onSalvaged?: (report: Salvage) => void;
  readonly now?: () => number;
}

export interface Salvage {
  /** What was wrong with the file. */
  readonly reason: string;
  /** Where it is now. */
  readonly keptAs: string;
  readonly blocks: number;
  readonly lines: number;
}

export interface Claim {
  readonly tables: JournalTables;
  readonly state: JournalState;
}

export async function claimTables(options: ClaimOptions): Promise<Claim> {
  const { folder } = options;
  mkdirSync(folder, { recursive: true });
  finishReplacing(folder);
  requireNobodyElse(folder);
  const condition = existsSync(dataFile(folder)) ? makeReadable(dataFile(folder)) : 'whole';
  const reason = condition === 'unreadable' ? 'its first pages are damaged' : null;
  const claimed = reason ?? (await tryToClaim(options, condition === 'short'));
  if (typeof claimed !== 'string') return claimed;
  await replace(options, claimed);
  const again = await tryToClaim(options, false);
  if (typeof again !== 'string') return again;
  throw new AppError('journal.failed', { reason: `${folder} could not be replaced (${again})` });
}

/** Lets the next process have the journal. */
export async function yieldTables({ marks, root }: JournalTables, folder: string): Promise<void> {
  await marks.remove('owner').catch(() => undefined);
  rmSync(join(folder, OWNER), { force: true });
  await root.close();
}

/** Repeats the owner's mark outside of the tables, for the case that they cannot be opened. */
const OWNER = 'owner';
/** Where a damaged file's successor grows; it takes the place of `data.mdb` only when it is complete. */
const SUCCESSOR = 'successor';

function dataFile(folder: string): string {
  return join(folder, 'data.mdb');
}

function requireNobodyElse(folder: string): void {
  const path = join(folder, OWNER);
  const mark = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (mark !== processMark(process.pid) && isRunning(mark)) throw new AppError('journal.locked', { path: folder });
}

/** Returns in words what is wrong with the file, where it is the file that is wrong. */
async function tryToClaim(options: ClaimOptions, isDoubtful: boolean): Promise<Claim | string> {
  let tables: JournalTables | null = null;
  try {
    tables = openTables(options.folder, options);
    if (!claim(tables)) throw new AppError('journal.locked', { path: options.folder });
    writeFileSync(join(options.folder, OWNER), processMark(process.pid));
    const state = readState(tables);
    if (isDoubtful) for (const _ of tables.blocks.getKeys());
    return { tables, state };
  } catch (error) {
    await tables?.root.close();
    const damage = damageOf(error);
    if (damage === null) throw error;
    return damage;
  }
}

/** Two processes that start at the same moment meet here: LMDB has one writer at a time, whatever process it is in. */
function claim({ marks }: JournalTables): boolean {
  return marks.transactionSync(() => {
    const owner = marks.get('owner');
    if (owner !== undefined && isRunning(owner)) return false;
    marks.putSync('owner', processMark(process.pid));
    if (marks.get('identity') === undefined) marks.putSync('identity', randomBytes(8).toString('hex'));
    return true;
  });
}

/** lmdb.h: MDB_PAGE_NOTFOUND, MDB_CORRUPTED, MDB_INVALID. */
const DAMAGE_CODES: readonly unknown[] = [-30_797, -30_796, -30_793];

function damageOf(error: unknown): string | null {
  const cause = error instanceof AppError ? error.cause : error;
  const isDamage = cause instanceof Error && 'code' in cause && DAMAGE_CODES.includes(cause.code);
  return isDamage ? cause.message : null;
}

/** Completes what a process that was killed between two renames has left. */
function finishReplacing(folder: string): void {
  const successor = join(folder, SUCCESSOR);
  if (!existsSync(dataFile(folder)) && existsSync(dataFile(successor)))
    renameSync(dataFile(successor), dataFile(folder));
  rmSync(successor, { recursive: true, force: true });
}

async function replace(options: ClaimOptions, reason: string): Promise<void> {
  const { folder } = options;
  const time = new Date((options.now ?? Date.now)()).toISOString().replaceAll(':', '');
  const keptAs = join(folder, `damaged-${time}.mdb`);
  const amount = await growSuccessor(options);
  renameSync(dataFile(folder), keptAs);
  rmSync(join(folder, 'lock.mdb'), { force: true });
  finishReplacing(folder);
  options.onSalvaged?.({ reason, keptAs, ...amount });
}

/** Bytes that are written together. */
const BATCH_BYTES = 16 * 2 ** 20;
/**
 * Numbers that are left out after the last one that was found. Blocks that are gone may be in the store already under the
 * numbers that follow; a new block under one of these would be taken for a repetition.
 */
const GAP = 2 ** 20;

async function growSuccessor({ folder, limitBytes }: ClaimOptions): Promise<{ blocks: number; lines: number }> {
  const { identity, released, last, blocks } = findBlocks(dataFile(folder));
  const tables = openTables(join(folder, SUCCESSOR), { limitBytes });
  let lines = 0;
  let size = 0;
  let writes: Promise<boolean>[] = [];
  for (const { bytes, segments, seal } of readFound(dataFile(folder), blocks)) {
    const summary = summaryOf(segments, { length: bytes.length, appendedAt: seal.at });
    writes.push(tables.blocks.put(seal.sequence, bytes), tables.index.put(seal.sequence, encodeSummary(summary)));
    lines += summary.lines;
    size += bytes.length;
    if (size < BATCH_BYTES) continue;
    await Promise.all(writes);
    writes = [];
    size = 0;
  }
  if (identity !== null) {
    const marks = { identity, released: String(released), used: String(last + GAP) };
    for (const [name, value] of Object.entries(marks)) writes.push(tables.marks.put(name, value));
  }
  await Promise.all(writes);
  await tables.root.close();
  return { blocks: blocks.length, lines };
}
