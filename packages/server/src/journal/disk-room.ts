// Whether the disk has room for a commit, and what to say when writing fails. Asking first keeps the last megabytes of the disk
// free: removing what is stored needs a few pages as well, and must go on working when the disk is full.

import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { AppError } from '../errors.js';

export interface DiskRequest {
  readonly folder: string;
  /** Bytes that are to be written. */
  readonly needed: number;
  /** Bytes of the blocks in the file; what it has beyond them is free for new ones. */
  readonly held: number;
}

const RESERVE = 4 * 2 ** 20;

export async function requireDiskRoom(request: DiskRequest): Promise<void> {
  if (!(await hasRoom(request))) throw new AppError('disk.full', { path: request.folder });
}

async function hasRoom({ folder, needed, held }: DiskRequest): Promise<boolean> {
  const [{ bavail, bsize }, { size }] = await Promise.all([statfs(folder), stat(join(folder, 'data.mdb'))]);
  return bavail * bsize + Math.max(0, size - held) >= needed + RESERVE;
}

/**
 * Why a transaction has failed, from what its writes were rejected with. LMDB reports a write that was cut short by a full
 * disk as an input/output error, so the disk is asked again.
 */
export async function writeFailure(rejections: readonly unknown[], request: DiskRequest): Promise<AppError> {
  const [cause] = await Promise.all(rejections.map(systemError));
  const isFull = isSystemError(cause, ENOSPC) || !(await hasRoom(request).catch(() => true));
  if (isFull) return new AppError('disk.full', { path: request.folder }, { cause });
  return new AppError('journal.failed', { reason: cause instanceof Error ? cause.message : String(cause) }, { cause });
}

const ENOSPC = 28;
const PATIENCE_MS = 1000;

/** The binding rejects with a general error at once and with what the system said a moment later, in a promise beside it. */
async function systemError(error: unknown): Promise<unknown> {
  if (!(error instanceof Error && 'commitError' in error)) return error;
  const said = Promise.resolve(error.commitError).then(
    () => error,
    (cause: unknown) => cause,
  );
  return Promise.race([said, setTimeout(PATIENCE_MS, error, { ref: false })]);
}

function isSystemError(error: unknown, code: number): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
