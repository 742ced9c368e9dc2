// What a run that was cut off has left in the store, and how the run that goes on completes it: block by block, by counting.
//
// Tokens alone are not enough. ClickHouse writes the token of an insert to its deduplication log *before* it renames the part
// into its place (MergeTreeSink: addPart, then renameTempPartAndAdd; some 0.1 to 0.4 ms apart here). A process that dies in
// between leaves a token without rows, and the same insert would be refused for ever. Nor is that log synchronised to the disk
// as the parts are: after a loss of power rows may be there whose token is not.

import type { EncodedBlock, EventStore } from './event-store.js';

/** Numbers of blocks, `to` exclusive. */
export interface BlockRange {
  readonly from: number;
  readonly to: number;
}

interface Counts {
  rows: number;
  terms: number;
}

export class InterruptedRun {
  readonly #store: EventStore;
  readonly #attempt: string;
  /** Blocks that the run that goes on has not come to. */
  readonly #left: Map<number, Counts>;

  private constructor(store: EventStore, attempt: string, left: Map<number, Counts>) {
    this.#store = store;
    this.#attempt = attempt;
    this.#left = left;
  }

  /** `attempt` must be another one in each run. */
  static async find(store: EventStore, range: BlockRange, attempt: string): Promise<InterruptedRun> {
    const left = new Map<number, Counts>();
    for (const [table, count] of [
      ['events', 'rows'],
      ['terms', 'terms'],
    ] as const) {
      const sql = `SELECT block, count() AS found FROM ${table} WHERE block >= {from:UInt64} AND block < {to:UInt64} GROUP BY block`;
      for (const row of await store.select(sql, { ...range })) {
        const block = Number(row['block']);
        const counts = left.get(block) ?? { rows: 0, terms: 0 };
        counts[count] = Number(row['found']);
        left.set(block, counts);
      }
    }
    return new InterruptedRun(store, attempt, left);
  }

  /** With `isPart`, the block lacks what its input has lost meanwhile: where the store has as much or more, that is better. */
  async insert(block: EncodedBlock, isPart = false): Promise<void> {
    const found = this.#left.get(block.block) ?? { rows: 0, terms: 0 };
    const isBetter = isPart && found.rows >= block.rows;
    const present = isBetter ? { rows: block.rows, terms: block.terms } : found;
    await this.#store.insert(block, { ...present, attempt: this.#attempt });
    this.#left.delete(block.block);
  }

  /** Removes blocks that this run has not made: an older version of the program may have cut them in another way. */
  async finish(): Promise<void> {
    for (const block of this.#left.keys()) await removeBlocks(this.#store, { from: block, to: block + 1 });
  }
}

export async function removeBlocks(store: EventStore, range: BlockRange): Promise<void> {
  for (const table of ['events', 'terms']) {
    await store.execute(`DELETE FROM ${table} WHERE block >= {from:UInt64} AND block < {to:UInt64}`, { ...range });
  }
}
