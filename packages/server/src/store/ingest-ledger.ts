// Which files have been read into the store. A run that was cut off is found here and goes on under the same block numbers,
// so that what it had stored already is not stored again.

import type { EventStore } from './event-store.js';

/** Block numbers set aside for one file; its blocks are numbered from `number * BLOCKS_PER_INGEST` on. */
export const BLOCKS_PER_INGEST = 2 ** 30;

export interface Ingest {
  readonly number: number;
  readonly fingerprint: string;
  /** 0 for the first time a content is ingested, 1 for the second … */
  readonly copy: number;
  readonly path: string;
  readonly bytes: number;
  readonly lines: number;
  readonly started: string;
  /** Null while it runs, and for ever when it was cut off. */
  readonly finished: string | null;
}

export class IngestLedger {
  readonly #store: EventStore;

  constructor(store: EventStore) {
    this.#store = store;
  }

  /** Earlier ingests of the same content, oldest first. */
  async find(fingerprint: string): Promise<Ingest[]> {
    const sql = `SELECT * EXCEPT (version) FROM ingests FINAL WHERE fingerprint = {fingerprint:String} ORDER BY number`;
    return (await this.#store.select(sql, { fingerprint })).map(toIngest);
  }

  async begin(
    file: { fingerprint: string; path: string; bytes: number; started: string },
    copy: number,
  ): Promise<Ingest> {
    const [row] = await this.#store.select('SELECT max(number) + 1 AS next FROM ingests');
    const ingest: Ingest = { ...file, number: Number(row?.['next'] ?? 1), copy, lines: 0, finished: null };
    await this.#write(ingest, 1);
    return ingest;
  }

  async finish(ingest: Ingest, result: { lines: number; finished: string }): Promise<void> {
    await this.#write({ ...ingest, ...result }, 2);
  }

  async #write(ingest: Ingest, version: number): Promise<void> {
    const finished = ingest.finished === null ? 'NULL' : "parseDateTime64BestEffort({finished:String}, 3, 'UTC')";
    await this.#store.execute(
      `INSERT INTO ingests (number, fingerprint, copy, path, bytes, lines, started, finished, version)
       SELECT {number:UInt64}, {fingerprint:String}, {copy:UInt32}, {path:String}, {bytes:UInt64}, {lines:UInt64},
              parseDateTime64BestEffort({started:String}, 3, 'UTC'), ${finished}, {version:UInt64}`,
      { ...ingest, finished: ingest.finished ?? '', version },
    );
  }
}

function toIngest(row: Readonly<Record<string, unknown>>): Ingest {
  const finished = row['finished'];
  return {
    number: Number(row['number']),
    fingerprint: String(row['fingerprint']),
    copy: Number(row['copy']),
    path: String(row['path']),
    bytes: Number(row['bytes']),
    lines: Number(row['lines']),
    started: isoTime(String(row['started'])),
    finished: finished === null || finished === undefined ? null : isoTime(String(finished)),
  };
}

/** ClickHouse prints `2024-07-08 01:31:08.000`. */
function isoTime(text: string): string {
  return `${text.replace(' ', 'T')}Z`;
}
