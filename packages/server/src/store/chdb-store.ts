// EventStore in this process: ClickHouse as a library. One session per process and thread, one process per folder; a second
// one is refused by the engine's own lock.

import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Session } from 'chdb';
import { BOOKKEEPING, storedColumns } from '../encode/batch.js';
import { AppError } from '../errors.js';
import type { EncodedBlock, EventStore, Remains, SqlParameters, StoreRow } from './event-store.js';
import { migrate } from './migrate.js';
import { openFailure, refuseUnusable, requireRoom } from './open-failure.js';

export interface ChdbOptions {
  readonly folder: string;
  /** False refuses a folder that holds no store yet. */
  readonly create: boolean;
}

const DATABASE = 'gatehouse';

export async function openChdbStore({ folder, create }: ChdbOptions): Promise<EventStore> {
  const engine = join(folder, 'events');
  if (!create && !existsSync(engine)) throw new AppError('store.missing', { path: folder });
  const incoming = join(folder, 'incoming');
  const session = openSession(folder, { engine, incoming });
  const store = new ChdbStore(session, incoming);
  try {
    await store.execute(`CREATE DATABASE IF NOT EXISTS ${DATABASE}`);
    await store.execute(`USE ${DATABASE}`);
    await migrate(store, () => requireRoom(folder));
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
  readonly rows: number;
  readonly present: number;
}

const TERM_COLUMN_TYPES = [
  { name: 'term', type: 'String' },
  { name: 'block', type: 'UInt64' },
  { name: 'columns', type: 'UInt64' },
] as const;
const TERM_COLUMNS = TERM_COLUMN_TYPES.map(({ name }) => name);

/** Column of a handed-over file → its type there. */
const NATIVE_TYPES: ReadonlyMap<string, string> = new Map(
  [...storedColumns(), ...BOOKKEEPING, ...TERM_COLUMN_TYPES].map(({ name, type }) => [name, type]),
);

/** Folders whose names hold nothing that `file()` would take for a pattern. */
const PLAIN_PATH = /^[\w/.-]+$/;

/** Several files of one folder as one pattern of `file()`. */
function alternatives(files: readonly string[]): string {
  return join(dirname(files[0] ?? ''), `{${files.map((file) => basename(file)).join(',')}}`);
}

class ChdbStore implements EventStore {
  readonly incoming: string;
  readonly #session: Session;
  readonly #running = new Set<Promise<string>>();
  #closed: Promise<void> | null = null;

  constructor(session: Session, incoming: string) {
    this.#session = session;
    this.incoming = incoming;
  }

  async insert({ block, ...encoded }: EncodedBlock, remains?: Remains): Promise<void> {
    const { rows, terms, columns, eventsFile, termsFile } = encoded;
    const token = remains === undefined ? `${block}` : `${block} ${remains.attempt}`;
    // Words first: a block whose words are missing would not be found, one whose events are missing is stored on replay.
    const words = { table: 'terms', columns: TERM_COLUMNS, file: termsFile, rows: terms } as const;
    await this.#insertRows({ ...words, block, token, present: remains?.terms ?? 0 });
    await this.#insertRows({
      table: 'events',
      columns,
      file: eventsFile,
      rows,
      block,
      token,
      present: remains?.rows ?? 0,
    });
    rmSync(termsFile, { force: true });
    rmSync(eventsFile, { force: true });
  }

  async insertTogether(blocks: readonly EncodedBlock[]): Promise<void> {
    const [first, last] = [blocks[0], blocks.at(-1)];
    if (first === undefined || last === undefined) return;
    if (blocks.length === 1 || !PLAIN_PATH.test(this.incoming)) {
      for (const block of blocks) await this.insert(block);
      return;
    }
    const token = `${first.block}-${last.block}`;
    await this.execute(
      insertSql('terms', TERM_COLUMNS, { file: alternatives(blocks.map(({ termsFile }) => termsFile)), token }),
    );
    const columns = [...new Set(blocks.flatMap((block) => block.columns))];
    await this.execute(
      insertSql('events', columns, { file: alternatives(blocks.map(({ eventsFile }) => eventsFile)), token }),
    );
    for (const { termsFile, eventsFile } of blocks) {
      rmSync(termsFile, { force: true });
      rmSync(eventsFile, { force: true });
    }
  }

  async #insertRows({ table, columns, file, block, token, rows, present }: RowsOfBlock): Promise<void> {
    if (present === rows) return;
    if (present > 0) await this.execute(`DELETE FROM ${table} WHERE block = {block:UInt64}`, { block });
    await this.execute(insertSql(table, columns, { file, token }));
  }

  async select(sql: string, parameters: SqlParameters = {}): Promise<StoreRow[]> {
    const text = await this.#run(sql, parameters, 'JSONEachRow');
    if (text === '') return [];
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as StoreRow);
  }

  async execute(sql: string, parameters: SqlParameters = {}): Promise<void> {
    await this.#run(sql, parameters, 'Null');
  }

  /** A process that exits while a statement runs would crash: so closing waits for those that run and lets no other begin. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    await Promise.allSettled(this.#running);
    // A run that has failed may leave blocks behind, perhaps on a disk that is full.
    clear(this.incoming);
    this.#session.cleanup();
  }

  async #run(sql: string, parameters: SqlParameters, format: string): Promise<string> {
    if (this.#closed !== null) throw new AppError('store.failed', { reason: 'it has been closed' });
    const running = this.#ask(sql, parameters, format);
    this.#running.add(running);
    return running.finally(() => this.#running.delete(running));
  }

  async #ask(sql: string, parameters: SqlParameters, format: string): Promise<string> {
    try {
      const result = await (Object.keys(parameters).length === 0
        ? this.#session.queryAsync(sql, { format })
        : this.#session.queryBindAsync(sql, { ...parameters }, { format }));
      return result.text();
    } catch (cause) {
      throw queryFailure(dirname(this.incoming), cause);
    }
  }
}

function insertSql(
  table: string,
  columns: readonly string[],
  { file, token }: { file: string; token: string },
): string {
  const names = columns.map((name) => `\`${name}\``).join(', ');
  // Told, not read from the first file: another block of the group may use columns that the first one does not.
  const structure = columns.map((name) => `\`${name}\` ${NATIVE_TYPES.get(name)}`).join(', ');
  return (
    `INSERT INTO ${DATABASE}.${table} (${names}) SELECT ${names} FROM file(${quote(file)}, 'Native', ${quote(structure)}) ` +
    `SETTINGS insert_deduplication_token = ${quote(token)}, max_partitions_per_insert_block = 0, max_insert_threads = 1, max_threads = 1`
  );
}

/** ClickHouse string literal. */
function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&').replaceAll('\0', '\\0')}'`;
}

function queryFailure(path: string, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (/NOT_ENOUGH_SPACE|No space left/i.test(reason)) return new AppError('disk.full', { path }, { cause });
  return new AppError('store.failed', { reason: firstLine(reason) }, { cause });
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? '').slice(0, 500);
}
