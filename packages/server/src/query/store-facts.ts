// What queries need to know about the store besides its events: which templates raw lines are stored as, and how many blocks there are.
// Both are read once per part of the table, since parts never change; a new part has few rows or is a merge of known ones.

import type { RawLine } from '@gatehouse/qql';
import type { EventStore, SqlParameters, StoreRow } from '../store/event-store.js';
import { rawLineOf } from './raw-line.js';

export class StoreFacts {
  readonly #store: EventStore;
  readonly #templates = new Set<string>();
  readonly #blocks = new Set<number>();
  #parts = new Set<string>();
  #running: Promise<void> = Promise.resolve();
  #next: Promise<void> | null = null;
  #rawLine = rawLineOf([]);

  constructor(store: EventStore) {
    this.#store = store;
  }

  /** Blocks seen until the last refresh. */
  get blocks(): number {
    return this.#blocks.size;
  }

  get rawLine(): RawLine {
    return this.#rawLine;
  }

  /** Callers at once share one that has not begun: one that has may have missed what they are about to ask for. */
  refresh(): Promise<void> {
    this.#next ??= this.#running.then(() => {
      this.#next = null;
      return this.#refresh();
    });
    this.#running = this.#next.catch(() => undefined);
    return this.#next;
  }

  async #refresh(): Promise<void> {
    const parts = await this.#ask(
      "SELECT name FROM system.parts WHERE database = currentDatabase() AND table = 'events' AND active",
    );
    const names = parts.map(({ name }) => String(name));
    const fresh = names.filter((name) => !this.#parts.has(name));
    if (fresh.length > 0) await this.#read(fresh);
    this.#parts = new Set(names);
  }

  async #read(parts: readonly string[]): Promise<void> {
    const known = this.#templates.size;
    const from = 'FROM events WHERE _part IN {parts:Array(String)}';
    const templates = await this.#ask(`SELECT DISTINCT rawTemplate ${from} AND rawTemplate != ''`, { parts });
    for (const row of templates) this.#templates.add(String(row['rawTemplate']));
    if (this.#templates.size > known) this.#rawLine = rawLineOf([...this.#templates]);
    for (const row of await this.#ask(`SELECT DISTINCT block ${from}`, { parts }))
      this.#blocks.add(Number(row['block']));
  }

  #ask(sql: string, parameters: SqlParameters = {}): Promise<StoreRow[]> {
    return this.#store.query({ sql, parameters });
  }
}
