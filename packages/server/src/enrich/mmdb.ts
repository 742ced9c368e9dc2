// A database in MaxMind's format (https://maxmind.github.io/MaxMind-DB/). In: a file. Out: the record of an address. The file is read
// into memory that all threads share, see shared-bytes.ts.

import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { Reader, type Response } from 'mmdb-lib';
import { fillOnce, reserveBytes, type SharedBytes } from './shared-bytes.js';

export interface MmdbFile {
  readonly path: string;
  /** The only kind of addresses in it, where that is known beforehand: the file is not read for the sake of others. */
  readonly version: 4 | 6 | null;
  readonly content: SharedBytes;
}

/** Throws the error of the file system when there is no such file. */
export function mmdbFile(path: string, version: MmdbFile['version'] = null): MmdbFile {
  return { path, version, content: reserveBytes(statSync(path).size) };
}

/** Records are kept decoded by their place in the file: many addresses share one. */
const MAX_DECODED = 50_000;

export class Mmdb {
  readonly name: string;
  readonly #file: MmdbFile;
  readonly #decoded = new Map<number | string, unknown>();
  /** Undefined before the first question; null for a file that cannot be read or is no database. */
  #reader: Reader<Response> | null | undefined;
  /** Why it answers nothing. */
  failure: string | null = null;

  constructor(file: MmdbFile) {
    this.#file = file;
    this.name = basename(file.path);
  }

  /** Words that the database has about itself, such as `GeoLite2-City`. */
  get type(): string {
    return String(this.#open()?.metadata.databaseType ?? '');
  }

  /** Null for an address that is not in it. A damaged record is no answer, and no reason to stop. */
  find(address: string): unknown {
    const version = address.includes(':') ? 6 : 4;
    if (this.#file.version !== null && this.#file.version !== version) return null;
    const reader = this.#open();
    if (reader === null || (version === 6 && reader.metadata.ipVersion !== 6)) return null;
    try {
      return reader.get(address);
    } catch (error) {
      this.failure = `a record is damaged: ${(error as Error).message}`;
      return null;
    }
  }

  #open(): Reader<Response> | null {
    if (this.#reader !== undefined) return this.#reader;
    this.#reader = null;
    try {
      const { bytes } = this.#filled();
      this.#reader = new Reader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
        cache: this.#cache(),
      });
    } catch (error) {
      this.failure = `it cannot be read: ${(error as Error).message}`;
    }
    return this.#reader;
  }

  #filled(): SharedBytes {
    const { path, content } = this.#file;
    const isThere = fillOnce(content.state, () => readWhole(path, content.bytes));
    if (!isThere) throw new Error('another thread could not read it');
    return content;
  }

  #cache() {
    const decoded = this.#decoded;
    return {
      get: (key: number | string) => decoded.get(key),
      set: (key: number | string, value: unknown) => {
        if (decoded.size >= MAX_DECODED) decoded.clear();
        decoded.set(key, value);
      },
    };
  }
}

/** The file as it was when its size was taken: one that has been replaced meanwhile is not read half. */
function readWhole(path: string, bytes: Uint8Array): void {
  const file = openSync(path, 'r');
  try {
    let at = 0;
    while (at < bytes.length) {
      const read = readSync(file, bytes, at, Math.min(READ_BYTES, bytes.length - at), at);
      if (read === 0) throw new Error('it has become shorter');
      at += read;
    }
  } finally {
    closeSync(file);
  }
}

const READ_BYTES = 1 << 20;
