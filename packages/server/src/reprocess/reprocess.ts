// History read again: every block that has events in a span of time is read from its own raw lines, mapped and enriched as the program
// does it now, and takes the place of the old one where that differs (store/replacement.ts). What cannot be read again stays, and is told.

import { mkdirSync, rmSync } from 'node:fs';
import { ABSENT_TIME, FIELDS } from '@gatehouse/model';
import type { Lookups } from '../enrich/lookup.js';
import { differencesOf } from '../store/compare-block.js';
import type { EncodedBlock, EventStore } from '../store/event-store.js';
import { BLOCKS_PER_INGEST } from '../store/ingest-ledger.js';
import { instant } from '../store/parameters.js';
import { replaceBlocks } from '../store/replacement.js';
import { BlockRewriter, type ReadingSettings, type Rewritten } from './rewrite-block.js';
import { readStoredBlock, type StoredBlock } from './stored-block.js';

export interface ReprocessRequest {
  /** Milliseconds since 1970, of the events; `to` exclusive. */
  readonly from: number;
  readonly to: number;
  /** Folder for blocks on their way. */
  readonly folder: string;
  readonly lookups: Lookups | null;
  /** How lines of a listener are read, by its eventSourceId; undefined for one that is not known any more. */
  readonly listeners: (eventSourceId: string) => ReadingSettings | undefined;
  readonly internalNetworks: ReadingSettings['internalNetworks'];
  /** Only says what would change. */
  readonly isDryRun: boolean;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: { readonly part: number; readonly events: number }) => void;
}

export interface Reprocessed {
  /** What has been read again. */
  readonly events: number;
  readonly blocks: number;
  /** Events that are not what they were; in a dry run, that would not be. */
  readonly changed: number;
  /** How many of them, by token. */
  readonly fields: Readonly<Record<string, number>>;
  readonly kept: readonly KeptBlock[];
  readonly isDryRun: boolean;
  /** False for a run that was told to end. */
  readonly isComplete: boolean;
}

/** A block that stays as it is. */
interface KeptBlock {
  readonly block: number;
  readonly events: number;
  readonly because: string;
}

/** Rows that are replaced together: deleting costs a pass over the parts, however much it deletes. */
const ROWS_TOGETHER = 500_000;

export async function reprocess(store: EventStore, request: ReprocessRequest): Promise<Reprocessed> {
  mkdirSync(request.folder, { recursive: true });
  const run = new ReprocessRun(store, request);
  const blocks = await blocksBetween(store, request);
  for (const [index, { block, rows }] of blocks.entries()) {
    if (request.signal.aborted) break;
    await run.take(block, rows);
    request.onProgress?.({ part: (index + 1) / blocks.length, events: run.events });
  }
  return run.finish();
}

/** Events without a time count by that of their receipt. */
async function blocksBetween(
  store: EventStore,
  { from, to }: ReprocessRequest,
): Promise<readonly { readonly block: number; readonly rows: number }[]> {
  const between = (time: string) => `${time} >= ${instant('from')} AND ${time} < ${instant('to')}`;
  const sql = `SELECT toString(block) AS number, count() AS rows FROM events WHERE block IN (
      SELECT block FROM events WHERE ${between('eventTime')}
      OR (eventTime = ${instant('absent')} AND ${between('collectorReceivedTime')}))
    GROUP BY block ORDER BY block`;
  const rows = await store.select(sql, { from, to, absent: ABSENT_TIME });
  return rows.map((row) => ({ block: Number(row['number']), rows: Number(row['rows']) }));
}

class ReprocessRun {
  readonly #store: EventStore;
  readonly #request: ReprocessRequest;
  readonly #rewriter: BlockRewriter;
  readonly #waiting: EncodedBlock[] = [];
  readonly #kept: KeptBlock[] = [];
  readonly #fields = new Map<string, number>();
  #blocks = 0;
  #changed = 0;
  #hasReplaced = false;
  events = 0;

  constructor(store: EventStore, request: ReprocessRequest) {
    this.#store = store;
    this.#request = request;
    this.#rewriter = new BlockRewriter(request.folder, request.lookups);
  }

  async take(block: number, events: number): Promise<void> {
    const reading = await readStoredBlock(this.#store, block);
    const result = 'kept' in reading ? reading : await this.#rewrite(reading.stored);
    if ('kept' in result) this.#kept.push({ block, events, because: result.kept });
    else await this.#compare(result.encoded);
    if (this.#waiting.reduce((sum, { rows }) => sum + rows, 0) >= ROWS_TOGETHER) await this.#replace();
  }

  async finish(): Promise<Reprocessed> {
    await this.#replace();
    // The engine keeps deleted rows until it merges their parts, which for the largest is never.
    if (this.#hasReplaced)
      for (const table of ['events', 'terms'])
        await this.#store.execute(`ALTER TABLE ${table} APPLY DELETED MASK SETTINGS mutations_sync = 2`);
    const { isDryRun, signal } = this.#request;
    return {
      events: this.events,
      blocks: this.#blocks,
      changed: this.#changed,
      fields: Object.fromEntries(this.#fields),
      kept: this.#kept,
      isDryRun,
      isComplete: !signal.aborted,
    };
  }

  /** A block in which nothing differs stays: a second run has nothing to replace. */
  async #compare(encoded: EncodedBlock): Promise<void> {
    const { rows, columns } = await differencesOf(this.#store, encoded);
    this.#blocks++;
    this.events += encoded.rows;
    this.#changed += rows;
    for (const { token } of FIELDS) {
      const names = token === 'attributes' ? ['attributeNames', 'attributeValues'] : [token];
      const count = Math.max(...names.map((name) => columns[name] ?? 0));
      if (count > 0) this.#fields.set(token, (this.#fields.get(token) ?? 0) + count);
    }
    if (rows > 0 && !this.#request.isDryRun) this.#waiting.push(encoded);
    else for (const file of [encoded.eventsFile, encoded.termsFile]) rmSync(file, { force: true });
  }

  async #replace(): Promise<void> {
    const blocks = this.#waiting.splice(0);
    await replaceBlocks(this.#store, this.#request.folder, blocks);
    this.#hasReplaced ||= blocks.length > 0;
  }

  async #rewrite(stored: StoredBlock): Promise<Rewritten> {
    const settings = await this.#settingsOf(stored);
    return settings === null ? { kept: 'its source is not known any more' } : this.#rewriter.rewrite(stored, settings);
  }

  async #settingsOf({ block, isFile, constants }: StoredBlock): Promise<ReadingSettings | null> {
    const { internalNetworks, listeners } = this.#request;
    if (!isFile) return listeners(constants.eventSourceId) ?? null;
    const sql = 'SELECT settings FROM ingests FINAL WHERE number = {number:UInt64}';
    const [row] = await this.#store.select(sql, { number: Math.floor(block / BLOCKS_PER_INGEST) });
    const ofFile = row === undefined ? null : fileSettings(String(row['settings']));
    return ofFile === null ? null : { ...ofFile, internalNetworks };
  }
}

/** As `gatehouse ingest` has written them down; null for what an older version has not. */
function fileSettings(text: string): Pick<ReadingSettings, 'timezone' | 'dateOrder' | 'severityFrom'> | null {
  if (text === '') return null;
  const { timezone, dateOrder, severityFrom } = JSON.parse(text) as ReadingSettings;
  return { timezone, dateOrder, severityFrom };
}
