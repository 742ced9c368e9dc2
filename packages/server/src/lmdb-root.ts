// Opening an LMDB folder of our own: made when it is missing, readable for its owner only, and refused when its file is damaged.

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase, type RootDatabaseOptions } from 'lmdb';
import { AppError } from './errors.js';
import { conditionOf } from './journal/journal-file.js';

export interface LmdbRootOptions<Tables> {
  readonly folder: string;
  /** What a failure is called. */
  readonly code: 'audit.failed' | 'documents.failed';
  readonly options: Pick<RootDatabaseOptions, 'maxDbs' | 'overlappingSync'>;
  readonly tables: (root: RootDatabase) => Tables;
}

/** Address space only; LMDB remaps when the file outgrows it. */
const MAP_BYTES = 256 * 2 ** 20;

export function openLmdbRoot<Tables>({ folder, code, options, tables }: LmdbRootOptions<Tables>): Tables {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'data.mdb');
  // LMDB believes the file: a damaged one would end the process with a signal.
  if (existsSync(file) && conditionOf(file) !== 'whole') throw new AppError(code, { reason: `${file} is damaged` });
  try {
    return tables(open({ path: folder, mapSize: MAP_BYTES, ...options }));
  } catch (error) {
    throw new AppError(code, { reason: `${folder}: ${String(error)}` }, { cause: error });
  }
}
