// Blocks in the place of those with the same numbers, so that a process that dies at any moment leaves neither loss nor duplicates
// (ADR 0018): the new ones are durable on the disk, and written down, before the old ones go. Whoever opens the store next finishes it.
//
//   files, synchronised ─► manifest.json ─► old blocks deleted ─► new ones inserted ─► all synchronised ─► manifest removed
//                          from here on it is done again from the beginning, until the manifest is gone

import {
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../errors.js';
import type { EncodedBlock, EventStore } from './event-store.js';
import { requireRoom } from './open-failure.js';
import { addEmptyRound, lastRound, NO_BLOCK } from './rounds.js';

type ReplacingStore = Pick<EventStore, 'insertTogether' | 'execute' | 'select' | 'incoming'>;

/** Where blocks wait that are to replace others. */
export function replacingFolder(dataFolder: string): string {
  return join(dataFolder, 'replacing');
}

const MANIFEST = 'manifest.json';
const TABLES = ['events', 'terms'] as const;
const SYNCHRONISED = [...TABLES, 'sessions', 'stitched'];

/** The files of the blocks stand in the folder. Resolves when the blocks have replaced those of the same numbers, durably. */
export async function replaceBlocks(
  store: ReplacingStore,
  folder: string,
  blocks: readonly EncodedBlock[],
): Promise<void> {
  if (blocks.length === 0) return;
  requireRoom(folder);
  for (const file of filesOf(blocks)) synchronise(file);
  const manifest = join(folder, MANIFEST);
  writeFileSync(`${manifest}.new`, JSON.stringify(blocks), { flush: true });
  renameSync(`${manifest}.new`, manifest);
  synchronise(folder);
  await finishReplacement(store, folder);
}

/** Goes on with what a process has begun that died; removes what it had not yet begun with. */
export async function finishReplacement(store: ReplacingStore, folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const manifest = join(folder, MANIFEST);
  if (existsSync(manifest)) {
    await replace(store, folder, readManifest(manifest));
    rmSync(manifest);
    synchronise(folder);
  }
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true });
}

/** It was written by this program and is never there in part; what is damaged is for a person to look at. */
function readManifest(path: string): readonly EncodedBlock[] {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as EncodedBlock[];
  } catch (error) {
    throw new AppError('store.failed', { reason: `${path} cannot be read: ${(error as Error).message}` });
  }
}

async function replace(store: ReplacingStore, folder: string, blocks: readonly EncodedBlock[]): Promise<void> {
  // The store removes what it has taken. And before anything is deleted, because a file may be missing.
  const copies = blocks.map((block) => copied(block, { folder, incoming: store.incoming }));
  const numbers = blocks.map(({ block }) => block);
  for (const table of TABLES)
    await store.execute(`DELETE FROM ${table} WHERE block IN {numbers:Array(UInt64)}`, { numbers });
  // Tokens of an attempt that died may be there without its rows: each attempt has its own.
  await store.insertTogether(copies, `replacement ${process.pid} ${Date.now()}`);
  await requireStored(store, blocks);
  await forgetSessions(store);
  await synchroniseParts(store);
}

function copied(
  { eventsFile, termsFile, ...block }: EncodedBlock,
  { folder, incoming }: { folder: string; incoming: string },
): EncodedBlock {
  const copy = (file: string): string => {
    // The data folder may have been moved since: only the name counts.
    const to = join(incoming, basename(file));
    try {
      copyFileSync(join(folder, basename(file)), to, constants.COPYFILE_FICLONE);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOSPC') throw new AppError('disk.full', { path: folder }, { cause: error });
      throw new AppError(
        'store.failed',
        { reason: `blocks on their way cannot be read: ${message}` },
        { cause: error },
      );
    }
    return to;
  };
  return { ...block, eventsFile: copy(eventsFile), termsFile: copy(termsFile) };
}

/** What would be lost or doubled stays on its way instead, and is tried again. */
async function requireStored(store: ReplacingStore, blocks: readonly EncodedBlock[]): Promise<void> {
  const numbers = blocks.map(({ block }) => block);
  for (const [table, wanted] of [
    ['events', blocks.reduce((sum, { rows }) => sum + rows, 0)],
    ['terms', blocks.reduce((sum, { terms }) => sum + terms, 0)],
  ] as const) {
    const sql = `SELECT count() AS found FROM ${table} WHERE block IN {numbers:Array(UInt64)}`;
    const [row] = await store.select(sql, { numbers });
    const found = Number(row?.['found']);
    if (found !== wanted)
      throw new AppError('store.failed', {
        reason: `${found} instead of ${wanted} rows of ${table} have been replaced`,
      });
  }
}

/** Sessions rest on what events said when they were stitched: all are stitched again, from the next round on. */
async function forgetSessions(store: ReplacingStore): Promise<void> {
  const last = await lastRound(store);
  if (last === 0) return;
  await addEmptyRound(store, last + 1);
  await store.execute('TRUNCATE TABLE sessions');
  await store.execute('DELETE FROM stitched WHERE block != {block:UInt64}', { block: NO_BLOCK });
}

/** The engine does not synchronise what deleting has written, and would take old parts for new ones that a loss of power has damaged. */
async function synchroniseParts(store: ReplacingStore): Promise<void> {
  const sql = `SELECT path FROM system.parts
    WHERE active AND database = currentDatabase() AND table IN {tables:Array(String)}`;
  for (const row of await store.select(sql, { tables: SYNCHRONISED })) {
    const path = String(row['path']);
    try {
      for (const name of readdirSync(path)) synchronise(join(path, name));
      synchronise(path);
      synchronise(dirname(path));
    } catch (error) {
      // Merged away meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

function filesOf(blocks: readonly EncodedBlock[]): readonly string[] {
  return blocks.flatMap(({ eventsFile, termsFile }) => [eventsFile, termsFile]);
}

function synchronise(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
