// What queries need to know about the store besides its events: which templates raw lines are stored as, how many blocks there are, and,
// for those that search numbers, what columns of numbers hold. Each is read once per part of the table, since parts never change.

import type { NumberFinder, RawLine } from '@gatehouse/qql';
import type { EventStore, SqlParameters, StoreRow } from '../store/event-store.js';
import { HELD_NUMBERS, HeldColumns } from './held-numbers.js';
import { rawLineOf } from './raw-line.js';
import { SeenParts } from './seen-parts.js';

/** In a row, each cut off by a merge. What is not settled then is read again with the next query. */
const MOST_ATTEMPTS = 10;

export class StoreFacts {
  readonly #store: Pick<EventStore, 'query'>;
  readonly #templates = new Set<string>();
  readonly #blocks = new Set<number>();
  readonly #held = new HeldColumns();
  readonly #parts = new SeenParts();
  readonly #numberParts = new SeenParts();
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;
  #rawLine = rawLineOf([]);
  #newest = -1;

  constructor(store: Pick<EventStore, 'query'>) {
    this.#store = store;
  }

  /** Blocks seen until the last refresh. */
  get blocks(): number {
    return this.#blocks.size;
  }

  /** The highest number of them; below all numbers when there are none. What is stored later has higher ones. */
  get newestBlock(): number {
    return this.#newest;
  }

  get rawLine(): RawLine {
    return this.#rawLine;
  }

  /** Callers at once share one that has not begun: one that has may have missed what they are about to ask for. */
  refresh(): Promise<void> {
    this.#next ??= this.#inTurn(() => {
      this.#next = null;
      return this.#refresh();
    });
    return this.#next;
  }

  /** What columns of numbers hold now. */
  async numbers(): Promise<NumberFinder> {
    await this.#inTurn(() => this.#refreshNumbers());
    return (token) => this.#held.find(token);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#running.then(work);
    this.#running = turn.catch(() => undefined);
    return turn;
  }

  #refresh(): Promise<void> {
    return this.#readFresh(this.#parts, (parts) => this.#read(parts));
  }

  /** A part that is merged away while it is to be read has said nothing, and its rows are in one that would pass for seen: read again. */
  async #readFresh(seen: SeenParts, read: (parts: readonly string[]) => Promise<void>): Promise<void> {
    let names = await this.#partNames();
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const fresh = seen.fresh(names);
      if (fresh.length > 0) await read(fresh);
      const after = fresh.length > 0 ? await this.#partNames() : names;
      if (fresh.every((name) => after.includes(name))) return seen.keep(names);
      names = after;
    }
  }

  async #read(parts: readonly string[]): Promise<void> {
    const known = this.#templates.size;
    const from = 'FROM events WHERE _part IN {parts:Array(String)}';
    const templates = await this.#ask(`SELECT DISTINCT rawTemplate ${from} AND rawTemplate != ''`, { parts });
    for (const row of templates) this.#templates.add(String(row['rawTemplate']));
    if (this.#templates.size > known) this.#rawLine = rawLineOf([...this.#templates]);
    for (const row of await this.#ask(`SELECT DISTINCT block ${from}`, { parts })) this.#add(Number(row['block']));
  }

  #add(block: number): void {
    this.#blocks.add(block);
    this.#newest = Math.max(this.#newest, block);
  }

  #refreshNumbers(): Promise<void> {
    return this.#readFresh(this.#numberParts, async (parts) => {
      const sql = `SELECT ${HELD_NUMBERS} FROM events WHERE _part IN {parts:Array(String)}`;
      for (const row of await this.#ask(sql, { parts })) this.#held.add(row);
    });
  }

  async #partNames(): Promise<readonly string[]> {
    const parts = await this.#ask(
      "SELECT name FROM system.parts WHERE database = currentDatabase() AND table = 'events' AND active",
    );
    return parts.map(({ name }) => String(name));
  }

  #ask(sql: string, parameters: SqlParameters = {}): Promise<StoreRow[]> {
    return this.#store.query({ sql, parameters });
  }
}
