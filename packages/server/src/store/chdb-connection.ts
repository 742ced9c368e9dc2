// One connection to the engine: statements run on it one after the other. A process may have several to the same folder; they run at
// the same time. Parameters and settings belong to the connection they are set on.

import type { Session } from 'chdb';
import type { SqlParameters } from './event-store.js';
import { type Settings, setStatement } from './parameters.js';

type Result = Awaited<ReturnType<Session['queryAsync']>>;

export interface Statement {
  readonly sql: string;
  readonly parameters?: SqlParameters;
  /** They stay in force for the statements that follow. */
  readonly settings?: Settings;
  readonly format: string;
}

export interface ConnectionOptions {
  readonly settings?: Settings;
  readonly database?: string;
}

/** The engine refuses to read longer statements; parameters may hold long lists, twice as long in hexadecimal. */
const MAX_SET_BYTES = 16 << 20;

export class ChdbConnection {
  readonly #session: Session;
  readonly #ready: Promise<unknown>;
  #last: Promise<unknown>;

  constructor(session: Session, { settings = {}, database }: ConnectionOptions = {}) {
    this.#session = session;
    const set = setStatement({}, { ...settings, max_query_size: MAX_SET_BYTES }) ?? '';
    const chosen = database === undefined ? Promise.resolve() : session.queryAsync(`USE ${database}`);
    this.#ready = chosen.then(() => session.queryAsync(set));
    // A failure is that of every statement.
    this.#last = this.#ready.catch(() => undefined);
  }

  run(statement: Statement): Promise<Result> {
    const result = this.#last.then(() => this.#ready).then(() => this.#run(statement));
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Resolves when what runs has ended: a connection that is closed under a statement ends the process. */
  async close(): Promise<void> {
    await this.#last;
    this.#session.close();
  }

  async #run({ sql, parameters = {}, settings = {}, format }: Statement): Promise<Result> {
    const set = setStatement(parameters, settings);
    if (set !== null) await this.#session.queryAsync(set);
    return this.#session.queryAsync(sql, { format });
  }
}
