// What the thread that keeps sessions up and the main thread tell each other. The store is the main thread's: the other one asks it to
// run statements, and gets back what they answer.

import type { EncodedRows, SqlParameters, StoreRow } from '../store/event-store.js';

/** To the thread: one at a time. */
export interface UpkeepTask {
  /** First block of the journal in use, and behind its last one that is stored. */
  readonly journal: { readonly first: number; readonly end: number };
}

export type StoreCall =
  | { readonly method: 'select' | 'selectNative' | 'execute'; readonly sql: string; readonly parameters: SqlParameters }
  | { readonly method: 'insertRows'; readonly rows: EncodedRows };

/** From the thread. */
export type FromUpkeep =
  | { readonly call: StoreCall; readonly id: number }
  | { readonly done: UpkeepDone }
  | { readonly failure: string };

export interface UpkeepDone {
  readonly events: number;
  readonly written: number;
}

export interface StoreReply {
  readonly id: number;
  readonly value?: readonly StoreRow[] | Uint8Array | undefined;
  readonly failure?: string;
}

export type ToUpkeep = { readonly task: UpkeepTask } | { readonly reply: StoreReply };
