// Which file is which, across renames and restarts: device and inode, and a hash of the first bytes, since an inode is given
// to another file as soon as its own is gone.

import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';

export interface Head {
  /** Bytes hashed; fewer than HEAD_BYTES while the file is shorter. */
  readonly length: number;
  readonly hash: string;
}

const HEAD_BYTES = 256;

export function fileKey({ dev, ino }: { readonly dev: number; readonly ino: number }): string {
  return `${dev}:${ino}`;
}

/** A head that does not grow any more. */
export function isComplete({ length }: Head): boolean {
  return length === HEAD_BYTES;
}

/** The head of what has been read of the file: `upTo` bytes at most. */
export async function headOf(file: FileHandle, upTo: number = HEAD_BYTES): Promise<Head> {
  const wanted = Math.min(HEAD_BYTES, upTo);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(wanted), 0, wanted, 0);
  return {
    length: bytesRead,
    hash: createHash('sha256').update(buffer.subarray(0, bytesRead)).digest('hex').slice(0, 32),
  };
}

export async function hasHead(file: FileHandle, { length, hash }: Head): Promise<boolean> {
  const now = await headOf(file, length);
  return now.length === length && now.hash === hash;
}

/** Compressed files cannot be followed: their bytes are no lines. */
export async function compressionOf(file: FileHandle): Promise<string | undefined> {
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
  if (buffer.readUInt16BE() === 0x1f8b) return 'gzip';
  return buffer.readUInt32LE() === 0xfd2fb528 ? 'zstd' : undefined;
}
