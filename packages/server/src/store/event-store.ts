// The EventStore port: columnar events, written in encoded blocks, read with ClickHouse SQL and bound parameters.

/** A block as the encoder leaves it: two files in ClickHouse's Native format. */
export interface EncodedBlock {
  /** Number of the block; it is the deduplication token of its inserts, so the same block is stored once however often it comes. */
  readonly block: number;
  readonly rows: number;
  /** Rows of the words' file. */
  readonly terms: number;
  readonly columns: readonly string[];
  readonly eventsFile: string;
  readonly termsFile: string;
}

/** Rows of a block that an interrupted run has left in the store. */
export interface Remains {
  readonly rows: number;
  readonly terms: number;
  /** Names the run that goes on, so that its inserts are not taken for those of the interrupted one. */
  readonly attempt: string;
}

/** Rows for another table than those of events: one file in ClickHouse's Native format. */
export interface EncodedRows {
  readonly table: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly file: string;
  /** Rows of a token are stored once, however often they come, and all of them together or none. */
  readonly token: string;
}

/** Values that a statement may bind; a list binds as Array(String) or Array(UInt64) as its placeholder says. */
export type SqlValue = string | number | bigint | boolean | readonly (string | number | bigint)[];

export type SqlParameters = Readonly<Record<string, SqlValue>>;

export type StoreRow = Readonly<Record<string, unknown>>;

/** What one query may take; absent: as much as there is. */
export interface QueryLimits {
  readonly maxMs: number;
  /** Memory, of all its threads. */
  readonly maxBytes: number;
  /** Rows to look at; absent: as many as there are. */
  readonly maxRows?: number;
}

/** A statement that only reads, for somebody who may lose interest in it. */
export interface StoreQuery {
  readonly sql: string;
  readonly parameters?: SqlParameters;
  readonly limits?: QueryLimits;
  /** Gives way to queries that do not: somebody reads the answers of those, and figures may come a moment later. */
  readonly yields?: boolean;
  /** Ends the statement in the engine; the promise rejects with `query.cancelled` then. */
  readonly signal?: AbortSignal;
}

export interface EventStore {
  /**
   * Stores the block exactly once and removes its files. Resolves when it is durable. `remains` says what is there already
   * of a block that an interrupted run may have stored, wholly or in part.
   */
  insert(block: EncodedBlock, remains?: Remains): Promise<void>;
  /**
   * The same for blocks of which nothing is stored, in one insert: fewer and larger parts, which need less merging. They
   * may become searchable together. `attempt` is for blocks whose tokens have been used: see Remains.
   */
  insertTogether(blocks: readonly EncodedBlock[], attempt?: string): Promise<void>;
  /** Runs several at a time, beside inserts; those beyond wait for their turn. Rejects with `query.…` when a limit is reached. */
  query(query: StoreQuery): Promise<StoreRow[]>;
  /** Writes the answer into a Parquet file, which must not be there yet; what a failure leaves of it is removed. */
  writeParquet(query: StoreQuery & { readonly file: string }): Promise<void>;
  /** A query for the store's own bookkeeping: one statement after the other, in order with inserts. */
  select(sql: string, parameters?: SqlParameters): Promise<StoreRow[]>;
  /** What `query` does, in the Native format (native-reader.ts), at a tenth of the cost. */
  selectNative(sql: string, parameters?: SqlParameters): Promise<Uint8Array<ArrayBuffer>>;
  /** Stores rows of a table without partitions and removes their file. Resolves when they are durable. */
  insertRows(rows: EncodedRows): Promise<void>;
  /** Statements without rows: DDL and bookkeeping. */
  execute(sql: string, parameters?: SqlParameters): Promise<void>;
  /** Folder in which encoded blocks are handed over. */
  readonly incoming: string;
  close(): Promise<void>;
}
