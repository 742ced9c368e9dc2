// One collection of the documents in LMDB: reading, writing under a condition, watching.

import type { Database, RootDatabase } from 'lmdb';
import { AppError } from '../errors.js';
import {
  type Change,
  type Collection,
  DELETIONS_KEPT_MS,
  type Document,
  isDocumentId,
  MOST_DOCUMENT_BYTES,
  MOST_LISTED,
  type Page,
  type Range,
} from './documents.js';

export type DocumentKey = [collection: string, idOrRevision: string | number];

export interface DocumentTables {
  readonly root: RootDatabase;
  readonly documents: Database<string, DocumentKey>;
  readonly changes: Database<string, DocumentKey>;
  readonly deletions: Database<string, DocumentKey>;
  readonly marks: Database<string, string>;
}

/** What collections share. */
export interface Surroundings {
  readonly now: () => number;
  readonly announce: () => void;
  readonly change: (signal: AbortSignal) => Promise<void>;
  readonly closing: AbortSignal;
}

interface StoredDocument {
  readonly revision: number;
  readonly value: unknown;
}

interface Write<Value> {
  readonly id: string;
  /** Null: delete. */
  readonly value: Value | null;
  readonly text: string;
  readonly expected: number | undefined;
}

export class LmdbCollection<Value> implements Collection<Value> {
  readonly #name: string;
  readonly #tables: DocumentTables;
  readonly #around: Surroundings;

  constructor(name: string, tables: DocumentTables, around: Surroundings) {
    this.#name = name;
    this.#tables = tables;
    this.#around = around;
  }

  async get(id: string): Promise<Document<Value> | null> {
    this.#requireOpen();
    return this.#read(id);
  }

  async list({ prefix = '', after = '', limit = MOST_LISTED }: Range = {}): Promise<Page<Value>> {
    this.#requireOpen();
    const most = Math.max(1, Math.min(limit, MOST_LISTED));
    const found: Document<Value>[] = [];
    if ((prefix !== '' && !isDocumentId(prefix)) || (after !== '' && !isDocumentId(after)))
      return { documents: found, next: null };
    const start: DocumentKey = [this.#name, after > prefix ? after : prefix];
    for (const { key, value } of this.#tables.documents.getRange({ start, end: [this.#name, `${prefix}${LAST}`] })) {
      const id = String(key[1]);
      if (id === after) continue;
      if (found.length === most) return { documents: found, next: found.at(-1)?.id ?? null };
      found.push(this.#document(id, value));
    }
    return { documents: found, next: null };
  }

  async put(id: string, value: Value, revision?: number): Promise<Document<Value>> {
    if (!isDocumentId(id)) throw new AppError('documents.invalid-id', {});
    const text = JSON.stringify(value);
    const bytes = Buffer.byteLength(text);
    if (bytes > MOST_DOCUMENT_BYTES) {
      throw new AppError('documents.too-large', { bytes: String(bytes), limit: String(MOST_DOCUMENT_BYTES) });
    }
    const written = await this.#write({ id, value, text, expected: revision });
    return { id, revision: written ?? 0, value };
  }

  async delete(id: string, revision?: number): Promise<boolean> {
    if (!isDocumentId(id)) return false;
    return (await this.#write({ id, value: null, text: '', expected: revision })) !== null;
  }

  async *watch(after: number, signal: AbortSignal): AsyncGenerator<Change<Value>> {
    let seen = after;
    while (!signal.aborted && !this.#around.closing.aborted) {
      const next = this.#changeAfter(seen);
      if (next === null) {
        await this.#around.change(signal);
      } else {
        seen = next.revision;
        yield next;
      }
    }
  }

  #requireOpen(): void {
    if (this.#around.closing.aborted) throw new AppError('documents.failed', { reason: 'they have been closed' });
  }

  #read(id: string): Document<Value> | null {
    const text = isDocumentId(id) ? this.#tables.documents.get([this.#name, id]) : undefined;
    return text === undefined ? null : this.#document(id, text);
  }

  #document(id: string, text: string): Document<Value> {
    const { revision, value } = parsed(text);
    return { id, revision, value: value as Value };
  }

  #changeAfter(revision: number): Change<Value> | null {
    const { changes } = this.#tables;
    for (const { key, value: id } of changes.getRange({ start: [this.#name, revision + 1], end: [this.#name, END] })) {
      const document = this.#read(id);
      const changed = Number(key[1]);
      // A deletion before the document was made anew: that comes later.
      if (document !== null && document.revision !== changed) continue;
      return { id, revision: changed, value: document === null ? null : document.value };
    }
    return null;
  }

  /** The new revision; null where there was nothing to delete. */
  async #write(write: Write<Value>): Promise<number | null> {
    this.#requireOpen();
    // The look happens within the transaction, which begins when no other process writes.
    const outcome = await this.#transaction(() => this.#writeNow(write));
    if (outcome === 'conflict') throw new AppError('documents.conflict', {});
    if (outcome !== null) this.#around.announce();
    return outcome;
  }

  async #transaction<Result>(run: () => Result): Promise<Result> {
    try {
      return await this.#tables.root.transaction(run);
    } catch (error) {
      throw error instanceof AppError
        ? error
        : new AppError('documents.failed', { reason: String(error) }, { cause: error });
    }
  }

  #writeNow({ id, value, text, expected }: Write<Value>): number | 'conflict' | null {
    const { documents, changes, deletions, marks } = this.#tables;
    const before = this.#read(id)?.revision ?? 0;
    if (expected !== undefined && expected !== before) return 'conflict';
    if (before === 0 && value === null) return null;
    const revision = Number(marks.get('revision') ?? '0') + 1;
    void marks.put('revision', String(revision));
    if (before > 0) void changes.remove([this.#name, before]);
    void changes.put([this.#name, revision], id);
    if (value === null) {
      void documents.remove([this.#name, id]);
      void deletions.put([this.#name, revision], String(this.#around.now()));
    } else {
      void documents.put([this.#name, id], `{"revision":${revision},"value":${text}}`);
    }
    this.#forgetDeletions();
    return revision;
  }

  /** With each write two are forgotten at most: more than one write can add. */
  #forgetDeletions(): void {
    const { changes, deletions } = this.#tables;
    const oldest = deletions.getRange({ start: [this.#name, 0], end: [this.#name, END], limit: 2 });
    for (const { key, value } of [...oldest]) {
      if (this.#around.now() - Number(value) < DELETIONS_KEPT_MS) return;
      void deletions.remove(key);
      void changes.remove(key);
    }
  }
}

/** Behind every revision, and behind every character of an id. */
const END = Number.MAX_SAFE_INTEGER;
const LAST = '\x7f';

function parsed(text: string): StoredDocument {
  return JSON.parse(text) as StoredDocument;
}
