/** Runs the searches in a process of their own, and what comes back. */
import { childProgram } from './files.js';
import { measureProcess } from './measure.js';
import type { SearchCase } from './search-cases.js';
import type { SearchStore } from './search-store.js';

export interface SearchFigures extends SearchCase {
  readonly found: number;
  /** Milliseconds of each warm run. */
  readonly count: readonly number[];
  /** The newest rows with the tokens that a table shows, and with all tokens. */
  readonly page: readonly number[];
  readonly whole: readonly number[];
  /** Granules of the events table that the condition reads, as EXPLAIN says: `3/1221`. */
  readonly granules: string;
}

export interface Searches {
  readonly store: SearchStore;
  readonly figures: readonly SearchFigures[];
  readonly foreign: number;
  readonly peakMib: number;
}

export async function runSearches(store: SearchStore): Promise<Searches> {
  const { stdout, foreign, peakMib } = await measureProcess(process.execPath, [
    childProgram('search-alone'),
    store.data,
  ]);
  return { store, figures: JSON.parse(stdout) as SearchFigures[], foreign, peakMib };
}
