// EventStore in this process: ClickHouse as a library. One folder per process, one process per folder; a second one is refused by the
// engine's own lock. One connection for all that changes the store, others for queries (ADR 0012).

import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Session } from 'chdb';
import { AppError } from '../errors.js';
import { ChdbConnection } from './chdb-connection.js';
import { removeCutMutations } from './cut-mutations.js';
import type {
  EncodedBlock,
  EncodedRows,
  EventStore,
  Remains,
  SqlParameters,
  StoreQuery,
  StoreRow,
} from './event-store.js';
import { migrate } from './migrate.js';
import { nativeFile, quote, TERM_COLUMNS, type Typed, typed } from './native-file.js';
import { openFailure, refuseUnusable, requireRoom } from './open-failure.js';
import { queryFailure, statementFailure } from './query-failure.js';
import { type Connect, ReaderPool } from './reader-pool.js';
import { finishReplacement, replacingFolder } from './replacement.js';

export interface ChdbOptions {
  readonly folder: string;
  /** False refuses a folder that holds no store yet. */
  readonly create: boolean;
  /** 2 without it. */
  readonly queriesAtOnce?: number;
  /** Is told of every statement that has been executed. */
  readonly onStatement?: (sql: string) => void;
}

const DATABASE = 'gatehouse';

/** Each takes a thread of Node's pool, which has four where nothing else is said; inserts, files and KILL need the others. */
const QUERIES_AT_ONCE = 2;

/** Reading more than this as JSON would hold up everything else in the process. The engine knows no such limit here. */
const MOST_ANSWER_BYTES = 64 << 20;

export async function openChdbStore(options: ChdbOptions): Promise<EventStore> {
  const { folder, create, queriesAtOnce, onStatement = () => undefined } = options;
  const engine = join(folder, 'events');
  if (!create && !existsSync(engine)) throw new AppError('store.missing', { path: folder });
  const incoming = join(folder, 'incoming');
  const writer = new ChdbConnection(openSession(folder, { engine, incoming }));
  const connect: Connect = (settings) => new ChdbConnection(new Session(engine), { settings, database: DATABASE });
  const readers = new ReaderPool({ connect, readers: queriesAtOnce ?? QUERIES_AT_ONCE });
  const store = new ChdbStore({ writer, readers, incoming, onStatement });
  try {
    await store.execute(`CREATE DATABASE IF NOT EXISTS ${DATABASE}`);
    await store.execute(`USE ${DATABASE}`);
    await migrate(store, () => requireRoom(folder));
    await finishReplacement(store, replacingFolder(folder));
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

function openSession(folder: string, { engine, incoming }: { engine: string; incoming: string }): Session {
  try {
    mkdirSync(engine, { recursive: true });
    mkdirSync(incoming, { recursive: true });
    refuseUnusable(folder, engine);
    if (!existsSync(join(engine, 'metadata', `${DATABASE}.sql`))) requireRoom(folder);
    removeCutMutations(engine);
    const session = new Session(engine);
    // What an interrupted run has left behind: its blocks are made again from their input.
    clear(incoming);
    return session;
  } catch (error) {
    throw openFailure(folder, error);
  }
}

function clear(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true });
}

/** One of the two inserts that make up a block. */
interface RowsOfBlock {
  readonly table: 'events' | 'terms';
  readonly columns: readonly string[];
  readonly file: string;
  readonly block: number;
  readonly token: string;
  readonly present: number;
}

/** Folders whose names hold nothing that `file()` would take for a pattern. */
const PLAIN_PATH = /^[\w/.-]+$/;

/** Several files of one folder as one pattern of `file()`. */
function alternatives(files: readonly string[]): string {
  return join(dirname(files[0] ?? ''), `{${files.map((file) => basename(file)).join(',')}}`);
}

/** The engine passes over files of a pattern that are not there, and calls an insert of nothing a success. */
function requireFiles(files: readonly string[]): void {
  const missing = files.find((file) => !existsSync(file));
  if (missing !== undefined) throw new AppError('store.failed', { reason: `${missing} is gone` });
}

interface ChdbStoreParts {
  readonly writer: ChdbConnection;
  readonly readers: ReaderPool;
  readonly incoming: string;
  readonly onStatement: (sql: string) => void;
}

class ChdbStore implements EventStore {
  readonly incoming: string;
  readonly #writer: ChdbConnection;
  readonly #readers: ReaderPool;
  readonly #onStatement: (sql: string) => void;
  #closed: Promise<void> | null = null;

  constructor({ writer, readers, incoming, onStatement }: ChdbStoreParts) {
    this.#writer = writer;
    this.#readers = readers;
    this.incoming = incoming;
    this.#onStatement = onStatement;
  }

  async insert({ block, ...encoded }: EncodedBlock, remains?: Remains): Promise<void> {
    const { rows, columns, eventsFile, termsFile } = encoded;
    const token = remains === undefined ? `${block}` : `${block} ${remains.attempt}`;
    const { rows: storedRows = 0, terms: storedTerms = 0 } = remains ?? {};
    // Words first: a block whose words are missing would not be found, one whose events are missing is stored on replay. What an event is
    // enriched with may have changed since: words and events of a block come from one encoding, or from none.
    if (storedRows !== rows || storedTerms === 0) {
      const words = { table: 'terms', columns: TERM_COLUMNS, file: termsFile } as const;
      await this.#insertRows({ ...words, block, token, present: storedTerms });
      await this.#insertRows({ table: 'events', columns, file: eventsFile, block, token, present: storedRows });
    }
    rmSync(termsFile, { force: true });
    rmSync(eventsFile, { force: true });
  }

  async insertTogether(blocks: readonly EncodedBlock[], attempt?: string): Promise<void> {
    const [first, last] = [blocks[0], blocks.at(-1)];
    if (first === undefined || last === undefined) return;
    if (blocks.length === 1 || !PLAIN_PATH.test(this.incoming)) {
      const remains = attempt === undefined ? undefined : { rows: 0, terms: 0, attempt };
      for (const block of blocks) await this.insert(block, remains);
      return;
    }
    const token = `${first.block}-${last.block}${attempt === undefined ? '' : ` ${attempt}`}`;
    await this.execute(
      insertSql('terms', typed(TERM_COLUMNS), { file: alternatives(blocks.map(({ termsFile }) => termsFile)), token }),
    );
    const columns = [...new Set(blocks.flatMap((block) => block.columns))];
    await this.execute(
      insertSql('events', typed(columns), { file: alternatives(blocks.map(({ eventsFile }) => eventsFile)), token }),
    );
    const files = blocks.flatMap(({ termsFile, eventsFile }) => [termsFile, eventsFile]);
    requireFiles(files);
    for (const file of files) rmSync(file, { force: true });
  }

  async #insertRows({ table, columns, file, block, token, present }: RowsOfBlock): Promise<void> {
    if (present > 0) await this.execute(`DELETE FROM ${table} WHERE block = {block:UInt64}`, { block });
    await this.execute(insertSql(table, typed(columns), { file, token }));
  }

  async insertRows({ table, columns, file, token }: EncodedRows): Promise<void> {
    await this.execute(insertSql(table, columns, { file, token, more: ONE_PART }));
    rmSync(file, { force: true });
  }

  async query(query: StoreQuery): Promise<StoreRow[]> {
    const result = await this.#ask(query, 'JSONEachRow');
    if (result.bytes().length > MOST_ANSWER_BYTES) throw new AppError('query.answer-limit', {});
    return rowsOf(result.text());
  }

  /** Copied: the library's memory is not for other threads. */
  async selectNative(sql: string, parameters: SqlParameters = {}): Promise<Uint8Array<ArrayBuffer>> {
    return new Uint8Array((await this.#ask({ sql, parameters }, 'Native')).bytes());
  }

  async #ask(query: StoreQuery, format: string): ReturnType<ReaderPool['query']> {
    this.#requireOpen();
    try {
      return await this.#readers.query(query, format);
    } catch (cause) {
      throw queryFailure(dirname(this.incoming), cause);
    }
  }

  async writeParquet({ file, ...query }: StoreQuery & { readonly file: string }): Promise<void> {
    this.#requireOpen();
    if (existsSync(file)) throw new AppError('file.unwritable', { path: file, reason: 'it is there already' });
    try {
      await this.#readers.query({ ...query, sql: parquetSql(query.sql, file) }, 'Null');
    } catch (cause) {
      rmSync(file, { force: true });
      throw queryFailure(dirname(file), cause);
    }
  }

  async select(sql: string, parameters: SqlParameters = {}): Promise<StoreRow[]> {
    return rowsOf((await this.#run(sql, parameters, 'JSONEachRow')).text());
  }

  async execute(sql: string, parameters: SqlParameters = {}): Promise<void> {
    // The engine writes down what to delete before it deletes.
    if (sql.startsWith('DELETE ')) requireRoom(dirname(this.incoming));
    await this.#run(sql, parameters, 'Null');
  }

  /** A process that exits while a statement runs would crash: so closing ends queries, waits for the rest and lets no other begin. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await this.#readers.close();
    await this.#writer.close();
    // A run that has failed may leave blocks behind, perhaps on a disk that is full.
    clear(this.incoming);
  }

  async #run(sql: string, parameters: SqlParameters, format: string): ReturnType<ChdbConnection['run']> {
    this.#requireOpen();
    try {
      const result = await this.#writer.run({ sql, parameters, format });
      this.#onStatement(sql);
      return result;
    } catch (cause) {
      throw statementFailure(dirname(this.incoming), cause);
    }
  }

  #requireOpen(): void {
    if (this.#closed !== null) throw new AppError('store.failed', { reason: 'it has been closed' });
  }
}

function rowsOf(text: string): StoreRow[] {
  if (text === '') return [];
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as StoreRow);
}

/** Blocks of the file are put together until they are this many rows: all of them, which so become one part, there as a whole or not at all. */
const ONE_PART = ', min_insert_block_size_rows = 1000000000, min_insert_block_size_bytes = 0';

interface From {
  readonly file: string;
  readonly token: string;
  /** Further settings. */
  readonly more?: string;
}

function insertSql(table: string, columns: readonly Typed[], { file, token, more = '' }: From): string {
  const names = columns.map(({ name }) => `\`${name}\``).join(', ');
  return (
    `INSERT INTO ${DATABASE}.${table} (${names}) SELECT ${names} FROM ${nativeFile(file, columns)} ` +
    `SETTINGS insert_deduplication_token = ${quote(token)}, max_partitions_per_insert_block = 0, max_insert_threads = 1, max_threads = 1${more}`
  );
}

/** Groups of rows are what the engine holds while it writes, and what a reader reads at once. */
const PARQUET_GROUP_ROWS = 50_000;

function parquetSql(sql: string, file: string): string {
  const settings = `output_format_parquet_row_group_size = ${PARQUET_GROUP_ROWS}, output_format_parquet_compression_method = 'zstd'`;
  return `${sql} INTO OUTFILE ${quote(file)} FORMAT Parquet SETTINGS ${settings}`;
}
