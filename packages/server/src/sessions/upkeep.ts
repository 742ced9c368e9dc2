// Keeps the sessions in the store up with the events, in rounds, each exactly once:
//
//   1  the blocks of the round are written down in `stitched`
//   2  their events are read and added to the sessions
//   3  the rows that have changed are stored, all together or not at all
//
// A process that dies after 1 finds at its next start that the last round has no rows, and does it again with the same blocks.

import { BLOCKS_PER_INGEST, blocksOf } from '../store/ingest-ledger.js';
import { journalBlocks, journalRanges } from '../store/journal-range.js';
import { readSessionEvents } from './read-events.js';
import { restitch } from './restitch.js';
import { type SessionStore, sealOf, sessionMemory } from './session-store.js';
import { RowWriter } from './write-rows.js';

/** Events per round: enough that most sessions are written once, few enough to hold. */
const ROUND_ROWS = 250_000;

export interface UpkeepTotals {
  rounds: number;
  events: number;
  written: number;
  removed: number;
  reread: number;
}

export interface AddOptions {
  /** Ends it between two rounds. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (part: number) => void;
}

export class SessionUpkeep {
  readonly #store: SessionStore;
  readonly totals: UpkeepTotals = { rounds: 0, events: 0, written: 0, removed: 0, reread: 0 };
  /** First block of a journal → behind its last block that is in. */
  readonly #ends = new Map<number, number>();
  /** The last round that is known to be complete; null when that has to be found out. */
  #last: number | null = null;

  constructor(store: SessionStore) {
    this.#store = store;
  }

  /** Adds the events of blocks that are stored as a whole. Blocks that are in already are left out. */
  async add(blocks: readonly number[]): Promise<void> {
    const last = await this.#settled();
    const fresh = await this.#unknown(blocks);
    if (fresh.length > 0) await this.#begin(last + 1, fresh);
  }

  /** Adds all complete ingests of files that are not in. */
  async addIngests({ signal, onProgress = () => undefined }: AddOptions = {}): Promise<void> {
    await this.#settled();
    const waiting = await this.#waitingIngests();
    for (const [index, ingest] of waiting.entries()) {
      const rounds = await this.#roundsOf(ingest);
      for (const [done, blocks] of rounds.entries()) {
        if (signal?.aborted === true) return;
        await this.add(blocks);
        onProgress((index + (done + 1) / rounds.length) / waiting.length);
      }
      await this.add([sealOf(ingest)]);
    }
  }

  /** Adds what earlier journals have left: all of it is stored. `current` is the beginning of the one in use. */
  async addEarlierJournals(current: number): Promise<void> {
    for (const { from, to } of await journalRanges(this.#store)) if (from !== current) await this.addJournal(from, to);
  }

  /** Adds blocks of the journal that begins with `first`, of which everything before `end` is complete. */
  async addJournal(first: number, end: number): Promise<void> {
    const from = this.#ends.get(first) ?? (await this.#endOf(first));
    for (const blocks of await this.#rounds({ from, to: end })) await this.add(blocks);
    this.#ends.set(first, end);
  }

  async #endOf(first: number): Promise<number> {
    const range = { first, end: journalBlocks(first).to };
    const sql =
      'SELECT toString(max(block)) AS last FROM stitched WHERE block >= {first:UInt64} AND block < {end:UInt64}';
    // What was begun is in `stitched` already.
    await this.#settled();
    const [row] = await this.#store.select(sql, range);
    return Math.max(first, Number(row?.['last'] ?? 0) + 1);
  }

  async #waitingIngests(): Promise<readonly number[]> {
    const sql = `SELECT number FROM ingests FINAL WHERE finished IS NOT NULL
      AND (number + 1) * ${BLOCKS_PER_INGEST} - 1 NOT IN (SELECT block FROM stitched) ORDER BY number`;
    return (await this.#store.select(sql)).map((row) => Number(row['number']));
  }

  #roundsOf(number: number): Promise<readonly (readonly number[])[]> {
    return this.#rounds(blocksOf({ number }));
  }

  /** Blocks in portions of about the same number of events. */
  async #rounds(range: { from: number; to: number }): Promise<readonly (readonly number[])[]> {
    const sql = `SELECT toString(block) AS number, count() AS rows FROM events
      WHERE block >= {from:UInt64} AND block < {to:UInt64} GROUP BY block ORDER BY block`;
    const rounds: number[][] = [];
    let rows = ROUND_ROWS;
    for (const row of await this.#store.select(sql, range)) {
      if (rows >= ROUND_ROWS) {
        rounds.push([]);
        rows = 0;
      }
      rounds.at(-1)?.push(Number(row['number']));
      rows += Number(row['rows']);
    }
    return rounds;
  }

  async #unknown(blocks: readonly number[]): Promise<readonly number[]> {
    const sql = 'SELECT toString(block) AS block FROM stitched WHERE block IN {blocks:Array(UInt64)}';
    const known = new Set((await this.#store.select(sql, { blocks })).map((row) => Number(row['block'])));
    return blocks.filter((block) => !known.has(block));
  }

  async #begin(round: number, blocks: readonly number[]): Promise<void> {
    this.#last = null;
    await this.#store.execute(
      'INSERT INTO stitched (round, block) SELECT {round:UInt64}, arrayJoin({blocks:Array(UInt64)})',
      { round, blocks },
    );
    await this.#do(round, blocks);
  }

  async #do(round: number, blocks: readonly number[]): Promise<void> {
    const condition = { sql: 'block IN {blocks:Array(UInt64)}', parameters: { blocks } };
    const table = await readSessionEvents(this.#store, condition);
    const writer = new RowWriter(round);
    const { reread } = await restitch(table, sessionMemory(this.#store), writer);
    const rows = writer.finish(this.#store.incoming);
    if (rows !== null) await this.#store.insertRows(rows);
    const { totals } = this;
    totals.rounds += 1;
    totals.events += table.size;
    totals.written += writer.written;
    totals.removed += writer.removed;
    totals.reread += reread;
    this.#last = round;
  }

  /** The number of the last round, after it has been made complete. */
  async #settled(): Promise<number> {
    if (this.#last !== null) return this.#last;
    const [row] = await this.#store.select('SELECT max(round) AS last FROM stitched');
    const last = Number(row?.['last'] ?? 0);
    const found = await this.#store.select('SELECT 1 FROM sessions WHERE round = {last:UInt64} LIMIT 1', { last });
    if (found.length === 0 && last > 0) await this.#do(last, await this.#blocksOf(last));
    this.#last = last;
    return last;
  }

  async #blocksOf(round: number): Promise<readonly number[]> {
    const sql = 'SELECT toString(block) AS block FROM stitched WHERE round = {round:UInt64}';
    return (await this.#store.select(sql, { round })).map((row) => Number(row['block']));
  }
}
