// The tables of a worker thread: they come with every task, and are opened when they are others than before.

import { Lookups } from './lookup.js';
import type { EnrichTables } from './tables.js';

export class LatestLookups {
  #latest: Lookups | null = null;

  of(tables: EnrichTables): Lookups;
  of(tables: EnrichTables | null): Lookups | null;
  of(tables: EnrichTables | null): Lookups | null {
    if (tables?.version !== this.#latest?.version) this.#latest = tables === null ? null : new Lookups(tables);
    return this.#latest;
  }
}
