// Which files have been read into the store. A run that was cut off is found here and goes on under the same block numbers,
// so that what it had stored already is not stored again.

import type { EventStore, StoreRow } from './event-store.js';
import { type BlockRange, removeBlocks } from './interrupted-run.js';

/** Block numbers set aside for one file; its blocks are numbered from `number * BLOCKS_PER_INGEST` on. */
export const BLOCKS_PER_INGEST = 2 ** 30;

export interface Ingest {
  readonly number: number;
  readonly fingerprint: string;
  /** 0 for the first time a content is ingested, 1 for the second … */
  readonly copy: number;
  readonly path: string;
  readonly bytes: number;
  /** How the content is read: what another run must have in common to go on with this one. */
  readonly settings: string;
  readonly lines: number;
  readonly started: string;
  /** Null while it runs, and for ever when it was cut off. */
  readonly finished: string | null;
  /** Increases with every entry about the same ingest. */
  readonly version: number;
}

export type Content = Pick<Ingest, 'fingerprint' | 'path' | 'bytes' | 'settings' | 'started'>;

/** What was known about a content before, and the ingest under which it is stored now. */
export interface Claim {
  readonly earlier: 'new' | 'grown' | 'resumed' | 'restarted' | 'again' | 'skipped';
  readonly ingest: Ingest;
  /** The last complete ingest of the same content, or that of its beginning. */
  readonly previous: Ingest | null;
}

type FingerprintOfFirst = (bytes: number) => Promise<string>;

export interface ClaimOptions {
  readonly dedupe: boolean;
  /** Fingerprint of the first bytes of the content, to find out whether it is one that has grown. */
  readonly fingerprintOfFirst?: FingerprintOfFirst;
}

/** How many earlier ingests a new content is compared with, to say that it is one of them that has grown. */
const COMPARED = 10;

export class IngestLedger {
  readonly #store: EventStore;

  constructor(store: EventStore) {
    this.#store = store;
  }

  async claim(content: Content, { dedupe, fingerprintOfFirst }: ClaimOptions): Promise<Claim> {
    const before = await this.#find(content.fingerprint);
    const complete = before.filter(({ finished }) => finished !== null);
    const previous = complete.at(-1) ?? null;
    if (previous !== null && dedupe) return { earlier: 'skipped', ingest: previous, previous };
    const cutOff = before.find(({ finished }) => finished === null);
    if (cutOff?.settings === content.settings) return { earlier: 'resumed', ingest: cutOff, previous };
    if (cutOff !== undefined) return { earlier: 'restarted', ingest: await this.#restart(cutOff, content), previous };
    const mayHaveGrown = previous === null && fingerprintOfFirst !== undefined;
    const beginning = mayHaveGrown ? await this.#findBeginning(content, fingerprintOfFirst) : null;
    const ingest = await this.#begin(content, complete.length);
    if (beginning !== null) return { earlier: 'grown', ingest, previous: beginning };
    return { earlier: previous === null ? 'new' : 'again', ingest, previous };
  }

  async finish(ingest: Ingest, result: { lines: number; finished: string }): Promise<void> {
    await this.#write({ ...ingest, ...result, version: ingest.version + 1 });
  }

  /** Ingests of the same content, oldest first. */
  async #find(fingerprint: string): Promise<Ingest[]> {
    const sql = 'SELECT * FROM ingests FINAL WHERE fingerprint = {fingerprint:String} ORDER BY number';
    return (await this.#store.select(sql, { fingerprint })).map(toIngest);
  }

  async #findBeginning({ bytes }: Content, fingerprintOfFirst: FingerprintOfFirst): Promise<Ingest | null> {
    const sql = `SELECT * FROM ingests FINAL WHERE bytes > 0 AND bytes < {bytes:UInt64} ORDER BY number DESC LIMIT ${COMPARED}`;
    for (const ingest of (await this.#store.select(sql, { bytes })).map(toIngest)) {
      if ((await fingerprintOfFirst(ingest.bytes)) === ingest.fingerprint) return ingest;
    }
    return null;
  }

  async #begin(content: Content, copy: number): Promise<Ingest> {
    const [row] = await this.#store.select('SELECT max(number) + 1 AS next FROM ingests');
    const ingest: Ingest = {
      ...content,
      number: Number(row?.['next'] ?? 1),
      copy,
      lines: 0,
      finished: null,
      version: 1,
    };
    await this.#write(ingest);
    return ingest;
  }

  /** Events that were read in another way would not be the same: they go before the others come. */
  async #restart(cutOff: Ingest, content: Content): Promise<Ingest> {
    await removeBlocks(this.#store, blocksOf(cutOff));
    const ingest: Ingest = { ...cutOff, ...content, version: cutOff.version + 1 };
    await this.#write(ingest);
    return ingest;
  }

  async #write(ingest: Ingest): Promise<void> {
    const finished = ingest.finished === null ? 'NULL' : "parseDateTime64BestEffort({finished:String}, 3, 'UTC')";
    await this.#store.execute(
      `INSERT INTO ingests (number, fingerprint, copy, path, bytes, settings, lines, started, finished, version)
       SELECT {number:UInt64}, {fingerprint:String}, {copy:UInt32}, {path:String}, {bytes:UInt64}, {settings:String}, {lines:UInt64},
              parseDateTime64BestEffort({started:String}, 3, 'UTC'), ${finished}, {version:UInt64}`,
      { ...ingest, finished: ingest.finished ?? '' },
    );
  }
}

export function blocksOf({ number }: Pick<Ingest, 'number'>): BlockRange {
  return { from: number * BLOCKS_PER_INGEST, to: (number + 1) * BLOCKS_PER_INGEST };
}

function toIngest(row: StoreRow): Ingest {
  const finished = row['finished'];
  return {
    number: Number(row['number']),
    fingerprint: String(row['fingerprint']),
    copy: Number(row['copy']),
    path: String(row['path']),
    bytes: Number(row['bytes']),
    settings: String(row['settings']),
    lines: Number(row['lines']),
    started: isoTime(String(row['started'])),
    finished: finished === null || finished === undefined ? null : isoTime(String(finished)),
    version: Number(row['version']),
  };
}

/** ClickHouse prints `2024-07-08 01:31:08.000`. */
function isoTime(text: string): string {
  return `${text.replace(' ', 'T')}Z`;
}
