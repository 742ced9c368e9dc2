// Documents over LMDB: `<folder>/data.mdb` with four tables. Other processes may have it open and write to it as well (the command
// line beside a running server): a write looks and changes within one transaction, of which there is one at a time on the machine.
//
//   documents  [collection, id] → {revision, value}
//   changes    [collection, revision] → id: the latest change of each document, for those who watch
//   deletions  [collection, revision] → when: those of the changes that are to be forgotten some day
//   marks      'revision' → the latest that was given out

import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { openLmdbRoot } from '../lmdb-root.js';
import type { Collection, Documents } from './documents.js';
import { type DocumentKey, type DocumentTables, LmdbCollection } from './lmdb-collection.js';

export interface LmdbDocumentsOptions {
  readonly folder: string;
  readonly now?: () => number;
}

/** Where the documents of a data folder are. */
export function documentsFolder(dataFolder: string): string {
  return join(dataFolder, 'documents');
}

export function openLmdbDocuments({ folder, now = Date.now }: LmdbDocumentsOptions): Documents {
  return new LmdbDocuments(openTables(folder), now);
}

function openTables(folder: string): DocumentTables {
  return openLmdbRoot({
    folder,
    code: 'documents.failed',
    // Without overlapping sync a commit resolves when it has reached the disk, otherwise when it is visible.
    options: { overlappingSync: false, maxDbs: 4 },
    tables: (root) => ({
      root,
      documents: root.openDB<string, DocumentKey>('documents', { encoding: 'string' }),
      changes: root.openDB<string, DocumentKey>('changes', { encoding: 'string' }),
      deletions: root.openDB<string, DocumentKey>('deletions', { encoding: 'string' }),
      marks: root.openDB<string, string>('marks', { encoding: 'string' }),
    }),
  });
}

class LmdbDocuments implements Documents {
  readonly #tables: DocumentTables;
  readonly #now: () => number;
  readonly #changed = new Set<() => void>();
  readonly #closing = new AbortController();

  constructor(tables: DocumentTables, now: () => number) {
    this.#tables = tables;
    this.#now = now;
  }

  collection<Value>(name: string): Collection<Value> {
    return new LmdbCollection<Value>(name, this.#tables, {
      now: this.#now,
      announce: () => {
        for (const wake of [...this.#changed]) wake();
      },
      change: (signal) => this.#change(AbortSignal.any([signal, this.#closing.signal])),
      closing: this.#closing.signal,
    });
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await this.#tables.root.close();
  }

  /** Resolves when something here has been changed, or when it is time to see what other processes have done. */
  async #change(signal: AbortSignal): Promise<void> {
    const woken = new AbortController();
    const wake = () => woken.abort();
    this.#changed.add(wake);
    try {
      await setTimeout(POLL_MS, undefined, { signal: AbortSignal.any([signal, woken.signal]) });
    } catch (error) {
      if (!(error instanceof Error && error.name === 'AbortError')) throw error;
    } finally {
      this.#changed.delete(wake);
    }
  }
}

const POLL_MS = 500;
