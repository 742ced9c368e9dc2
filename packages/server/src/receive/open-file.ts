// Opens a log file as chunks of bytes: plain, gzip (RFC 1952, also several members) or Zstandard (RFC 8878), told apart by
// their magic numbers, not by their names. What stood before damage is delivered before the error.

import { createReadStream, type ReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import { AppError, fileError } from '../errors.js';

export type Compression = 'plain' | 'gzip' | 'zstd';

export interface OpenedFile {
  readonly path: string;
  /** Size on disk in bytes; 0 for pipes. */
  readonly size: number;
  readonly compression: Compression;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Bytes of the file read so far (compressed ones, where it is compressed): for progress. */
  readonly position: () => number;
}

const CHUNK_BYTES = 1 << 20;

const UNSUPPORTED = [
  { magic: [0x42, 0x5a, 0x68], format: 'bzip2' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], format: 'xz' },
  { magic: [0x50, 0x4b, 0x03, 0x04], format: 'zip' },
  { magic: [0x04, 0x22, 0x4d, 0x18], format: 'lz4' },
] as const;

export async function openLogFile(path: string): Promise<OpenedFile> {
  const { size, compression } = await inspectLogFile(path);
  const source = { path, compression, stream: null };
  return { path, size, compression, chunks: chunksOf(source), position: () => bytesRead(source) };
}

interface Source {
  readonly path: string;
  readonly compression: Compression;
  /** Null until the first chunk is asked for: a file that is opened and then skipped holds no descriptor. */
  stream: ReadStream | null;
}

async function* chunksOf(source: Source): AsyncGenerator<Uint8Array> {
  const { path, compression } = source;
  const stream = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  source.stream = stream;
  if (compression === 'gzip') yield* gunzip(path, stream);
  else if (compression === 'zstd') yield* unzstd(path, readable(path, stream));
  else yield* readable(path, stream);
}

function bytesRead({ stream }: Source): number {
  return stream?.bytesRead ?? 0;
}

/** Says in time that a file cannot be read: before others have been stored, or a folder has been made for them. */
export async function inspectLogFile(path: string): Promise<{ size: number; compression: Compression }> {
  const { size, head } = await inspect(path);
  return { size, compression: compressionOf(path, head) };
}

async function inspect(path: string): Promise<{ size: number; head: Uint8Array }> {
  try {
    const info = await stat(path);
    if (info.isDirectory()) throw new AppError('file.is-directory', { path });
    // A pipe cannot be looked at twice: it is taken as plain text.
    if (!info.isFile()) return { size: 0, head: new Uint8Array(0) };
    const file = await open(path, 'r');
    try {
      const head = new Uint8Array(8);
      const { bytesRead } = await file.read(head, 0, head.length, 0);
      return { size: info.size, head: head.subarray(0, bytesRead) };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileError(error, path);
  }
}

function compressionOf(path: string, head: Uint8Array): Compression {
  const begins = (magic: readonly number[]) => magic.every((byte, index) => head[index] === byte);
  if (begins([0x1f, 0x8b])) return 'gzip';
  if (begins([0x28, 0xb5, 0x2f, 0xfd])) return 'zstd';
  for (const { magic, format } of UNSUPPORTED)
    if (begins(magic)) throw new AppError('file.unknown-compression', { path, format });
  return 'plain';
}

async function* readable(path: string, stream: AsyncIterable<Buffer | string>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield chunk as Buffer;
  } catch (error) {
    throw fileError(error, path);
  }
}

async function* gunzip(path: string, stream: NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
  const unzipped = stream.pipe(createGunzip({ chunkSize: CHUNK_BYTES }));
  stream.on('error', (error: Error) => unzipped.destroy(error));
  yield* readable(path, unzipped);
}

async function* unzstd(path: string, raw: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let ended = false;
  const decoder = new Decompress((data, final) => {
    if (data.length > 0) ready.push(data);
    ended = final === true;
  });
  try {
    for await (const chunk of raw) {
      decoder.push(new Uint8Array(chunk));
      yield* ready.splice(0);
    }
    decoder.push(new Uint8Array(0), true);
    yield* ready.splice(0);
  } catch (error) {
    yield* ready.splice(0);
    throw error instanceof AppError ? error : zstdFailure(path, error);
  }
  if (!ended) throw new AppError('file.truncated', { path });
}

function zstdFailure(path: string, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (/unexpected eof/i.test(reason)) return new AppError('file.truncated', { path }, { cause });
  return new AppError('file.corrupt', { path, reason }, { cause });
}
