// Queries of people: several at a time on connections of their own, which can only read, each within limits and with an end that can be
// ordered. The library has no way to end a statement; the engine has: KILL QUERY, on a connection beside it (ADR 0012).

import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../errors.js';
import type { ChdbConnection, Statement } from './chdb-connection.js';
import type { StoreQuery } from './event-store.js';
import type { Settings } from './parameters.js';

/** Opens a connection with these settings. */
export type Connect = (settings: Settings) => ChdbConnection;

interface Reader {
  readonly name: string;
  readonly connection: ChdbConnection;
}

interface Waiting {
  readonly yields: boolean;
  readonly take: (reader: Reader) => void;
}

export interface ReaderPoolOptions {
  readonly connect: Connect;
  readonly readers: number;
}

/** Queries that may wait for a connection; more would only wait longer. */
const MOST_WAITING = 100;

/**
 * The engine lets a statement wait while one of a smaller number runs, no longer than this before each block of rows: it slows down and does
 * not stand still.
 */
const YIELDING_PRIORITY = 2;
const YIELD_MS = 100;

/** Pause between two attempts to end a statement: it may not have begun, or not have looked up from its work. */
const KILL_AGAIN_MS = 50;

export class ReaderPool {
  readonly #options: ReaderPoolOptions;
  readonly #opened: Reader[] = [];
  readonly #idle: Reader[] = [];
  readonly #waiting: Waiting[] = [];
  #yielding = 0;
  readonly #stopping = new AbortController();
  #killer: ChdbConnection | null = null;

  constructor(options: ReaderPoolOptions) {
    this.#options = options;
  }

  /** The answer in a format of the engine. */
  async query(query: StoreQuery, format: string): Promise<Awaited<ReturnType<ChdbConnection['run']>>> {
    const signal = AbortSignal.any([this.#stopping.signal, ...(query.signal === undefined ? [] : [query.signal])]);
    const yields = query.yields === true;
    const reader = await this.#acquire(signal, yields);
    try {
      return await this.#run(reader, statementOf(query, format), signal);
    } finally {
      if (yields) this.#yielding--;
      this.#release(reader);
    }
  }

  /** Ends what runs and refuses what waits. */
  async close(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#opened.map(({ connection }) => connection.close()));
    await this.#killer?.close();
  }

  async #run(
    { name, connection }: Reader,
    statement: Statement,
    signal: AbortSignal,
  ): Promise<Awaited<ReturnType<ChdbConnection['run']>>> {
    const running = connection.run(statement);
    const kills: Promise<void>[] = [];
    const ended = running.then(
      () => undefined,
      () => undefined,
    );
    const kill = (): void => void kills.push(this.#kill(name, ended));
    signal.addEventListener('abort', kill, { once: true });
    if (signal.aborted) kill();
    try {
      return await running;
    } catch (error) {
      // A connection keeps a statement that has failed, and its memory, until its next one.
      void connection.run({ sql: 'SELECT 1', format: 'Null' }).catch(() => undefined);
      throw signal.aborted ? new AppError('query.cancelled', {}, { cause: error }) : error;
    } finally {
      signal.removeEventListener('abort', kill);
      // The connection's next statement must not be what the last order ends.
      await Promise.all(kills);
    }
  }

  async #kill(name: string, ended: Promise<undefined>): Promise<void> {
    let isEnded = false;
    const end = ended.then(() => void (isEnded = true));
    this.#killer ??= this.#options.connect({});
    while (!isEnded) {
      const sql = "KILL QUERY WHERE Settings['log_comment'] = {reader:String} ASYNC";
      await this.#killer.run({ sql, parameters: { reader: name }, format: 'Null' }).catch(() => undefined);
      await Promise.race([end, sleep(KILL_AGAIN_MS)]);
    }
  }

  #acquire(signal: AbortSignal, yields: boolean): Promise<Reader> {
    if (signal.aborted) return Promise.reject(new AppError('query.cancelled', {}));
    const idle = this.#mayBegin(yields) ? (this.#idle.pop() ?? this.#open()) : null;
    if (idle !== null) return Promise.resolve(this.#taken(idle, yields));
    if (this.#waiting.length >= MOST_WAITING) return Promise.reject(new AppError('store.busy', {}));
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(new AppError('query.cancelled', {}));
      };
      const waiting = {
        yields,
        take: (reader: Reader) => {
          signal.removeEventListener('abort', leave);
          resolve(reader);
        },
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.push(waiting);
    });
  }

  #open(): Reader | null {
    if (this.#opened.length >= this.#options.readers) return null;
    const name = `reader ${this.#opened.length + 1}`;
    // Settings may be changed (2), data not.
    const reader = { name, connection: this.#options.connect({ readonly: 2, log_comment: name }) };
    this.#opened.push(reader);
    return reader;
  }

  /** One connection stays free of those that yield, or other queries would wait for their end. */
  #mayBegin(yields: boolean): boolean {
    return !yields || this.#yielding < Math.max(1, this.#options.readers - 1);
  }

  #taken(reader: Reader, yields: boolean): Reader {
    if (yields) this.#yielding++;
    return reader;
  }

  #release(reader: Reader): void {
    const urgent = this.#waiting.findIndex(({ yields }) => !yields);
    const at = urgent >= 0 ? urgent : this.#waiting.findIndex(({ yields }) => this.#mayBegin(yields));
    const [next] = at < 0 ? [] : this.#waiting.splice(at, 1);
    if (next === undefined) this.#idle.push(reader);
    else next.take(this.#taken(reader, next.yields));
  }
}

function statementOf({ sql, parameters = {}, limits, yields }: StoreQuery, format: string): Statement {
  const settings = {
    priority: yields === true ? YIELDING_PRIORITY : YIELDING_PRIORITY - 1,
    low_priority_query_wait_time_ms: YIELD_MS,
    // 0 is no limit.
    max_execution_time: limits === undefined ? 0 : Math.max(limits.maxMs, 1) / 1000,
    max_memory_usage: limits?.maxBytes ?? 0,
    max_rows_to_read: limits?.maxRows ?? 0,
    // Count the time that has passed, not the one that the engine expects.
    timeout_before_checking_execution_speed: 0,
  };
  return { sql, parameters, settings, format };
}
