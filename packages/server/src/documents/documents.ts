// The Documents port: collections of small JSON documents by id, for what people make and change: accounts, tokens, saved
// searches, requests. Every change of a document gives it a new revision; whoever writes may say which one it has read, and is
// refused when somebody else was faster (compare-and-set).
//
// Ids come from outside as well. One that is not allowed names nothing: reading finds nothing, writing is refused.

export interface Document<Value> {
  readonly id: string;
  /** Grows with every change in the collection; never given out twice, not even after a deletion. */
  readonly revision: number;
  readonly value: Value;
}

/** What a document has become; null: it has been deleted. */
export interface Change<Value> {
  readonly id: string;
  readonly revision: number;
  readonly value: Value | null;
}

export interface Page<Value> {
  /** In the order of their ids. */
  readonly documents: readonly Document<Value>[];
  /** To be given as `after` for those that follow; null: these were the last. */
  readonly next: string | null;
}

export interface Range {
  /** Only ids that begin so. */
  readonly prefix?: string;
  /** Only ids behind this one. */
  readonly after?: string;
  /** At most MOST_LISTED, which is also the default. */
  readonly limit?: number;
}

export interface Collection<Value> {
  get(id: string): Promise<Document<Value> | null>;
  list(range?: Range): Promise<Page<Value>>;
  /**
   * Resolves when it is durable. `revision`: the one that is replaced, 0 where there must be none yet; without it, whatever is there.
   * Throws `documents.conflict`, `documents.invalid-id` or `documents.too-large`.
   */
  put(id: string, value: Value, revision?: number): Promise<Document<Value>>;
  /** False where there is none. Throws `documents.conflict`. */
  delete(id: string, revision?: number): Promise<boolean>;
  /**
   * Every document that has changed after a revision, as it is now, in the order of the changes, and then what changes until the signal;
   * 0 begins with all that there is. Deletions are known for DELETIONS_KEPT_MS.
   */
  watch(after: number, signal: AbortSignal): AsyncGenerator<Change<Value>>;
}

export interface Documents {
  /** Any JSON but null. The caller says what is in it: a collection belongs to one part of the program. */
  collection<Value>(name: string): Collection<Value>;
  close(): Promise<void>;
}

export const MOST_LISTED = 1000;
export const MOST_DOCUMENT_BYTES = 256 * 1024;
export const DELETIONS_KEPT_MS = 60 * 60 * 1000;

const ID = /^[A-Za-z0-9._:@+-]{1,200}$/;

export function isDocumentId(id: string): boolean {
  return ID.test(id);
}
