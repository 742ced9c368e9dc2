// Why the engine does not open a folder. It writes the reason to standard error itself and throws nothing but "Failed to
// create connection": so what usually stands in the way is looked for before it is asked, and once more when it has refused.
//
//   <folder>/events/status    PID: 4711\nStarted at: …\nRevision: …\n      while a process holds the folder, and after a crash
//   /proc/locks               1: FLOCK  ADVISORY  WRITE 4711 fe:00:2638114 0 EOF      process, device and inode (proc(5))

import { accessSync, constants, existsSync, readFileSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, fileError } from '../errors.js';

const LOCKS = '/proc/locks';
/** Less than this and a folder that cannot be opened is taken for one on a full disk. */
const LITTLE_BYTES = 1 << 20;

/** Throws where the engine would fail. Without /proc/locks a folder in use is found only by trying. */
export function refuseUnusable(folder: string, engine: string): void {
  const status = join(engine, 'status');
  if (existsSync(status) && isLocked(status)) throw new AppError('store.locked', { path: folder });
  for (const path of [engine, status]) {
    if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK);
  }
}

/** Room without which no table is made or changed, far more than its definition takes. */
const ROOM_BYTES = 8 << 20;

/**
 * On a full disk the engine writes an empty or cut definition without noticing, and never opens the store again. So definitions
 * are written only where there is room for them.
 */
export function requireRoom(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < ROOM_BYTES) throw new AppError('disk.full', { path: folder });
}

export function openFailure(folder: string, cause: unknown): AppError {
  if (cause instanceof AppError) return cause;
  const { code, message } = cause as NodeJS.ErrnoException;
  const known = fileError(cause, folder);
  if (known.code === 'disk.full' || isFull(folder)) return new AppError('disk.full', { path: folder }, { cause });
  if (code !== undefined && /^E[A-Z]+$/.test(code))
    return new AppError('file.unwritable', { path: folder, reason: unwritableReason(known, message) }, { cause });
  const holder = holderOf(join(folder, 'events', 'status'));
  if (holder !== null && isRunning(holder)) return new AppError('store.locked', { path: folder }, { cause });
  return new AppError('store.failed', { reason: message.split('\n')[0] ?? '' }, { cause });
}

function isLocked(status: string): boolean {
  const holder = holderOf(status);
  if (holder === null || !existsSync(LOCKS)) return false;
  const { ino } = statSync(status);
  return new RegExp(`FLOCK .* ${holder} [0-9a-f]+:[0-9a-f]+:${ino} `).test(readFileSync(LOCKS, 'utf8'));
}

function holderOf(status: string): number | null {
  try {
    const pid = /^PID: (\d+)$/m.exec(readFileSync(status, 'utf8'))?.[1];
    return pid === undefined ? null : Number(pid);
  } catch {
    return null; // gone meanwhile, or not ours to read
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize, files, ffree } = statfsSync(folder);
    return bavail * bsize < LITTLE_BYTES || (files > 0 && ffree === 0);
  } catch {
    return false; // the folder is not there
  }
}

/** The middle of `EACCES: permission denied, mkdir '/x'`. */
function unwritableReason(known: AppError, message: string): string {
  return /^E[A-Z0-9]+: ([^,]+),/.exec(message)?.[1] ?? known.message;
}
