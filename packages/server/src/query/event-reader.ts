// The only way from a query to the events: every statement over them is written here, so that the condition of the tenants is part of it
// by construction, whoever wrote the rest.

import type { Parameters } from '@gatehouse/qql';
import type { EventStore, QueryLimits, SqlParameters, StoreQuery, StoreRow } from '../store/event-store.js';

export interface EventSelect {
  /** What stands between SELECT and FROM. */
  readonly columns: string;
  readonly where: string;
  /** GROUP BY, ORDER BY, LIMIT. */
  readonly tail?: string;
  readonly parameters: Parameters;
  /** What is computed from these rows: SELECT list over the statement as a subquery. */
  readonly outer?: string;
  /** GROUP BY, ORDER BY, LIMIT of that. */
  readonly outerTail?: string;
}

/**
 * A printed column keeps the name of the stored one, which is the one that conditions and orders mean. Conditions are tested in the order
 * in which the compiler writes them, the cheapest first: the engine would begin with the one that reads the fewest bytes (ADR 0007).
 * Blocks are four times the usual size: a regular expression is compiled, and a value of a dictionary looked at, once per block.
 */
const SETTINGS =
  'SETTINGS prefer_column_name_to_alias = 1, allow_reorder_prewhere_conditions = 0, max_block_size = 262144';

export interface EventReaderOptions {
  readonly store: EventStore;
  /** The customerIds that may be seen: none at all when it is empty; null for the owner of the store. */
  readonly tenants: readonly string[] | null;
  readonly limits?: QueryLimits;
  readonly signal?: AbortSignal;
  /** See StoreQuery. */
  readonly yields?: boolean;
}

export class EventReader {
  readonly #options: EventReaderOptions;

  constructor(options: EventReaderOptions) {
    this.#options = options;
  }

  get limits(): QueryLimits | undefined {
    return this.#options.limits;
  }

  /** The same for a part of the time. */
  within(maxMs: number): EventReader {
    const { limits } = this.#options;
    return limits === undefined ? this : new EventReader({ ...this.#options, limits: { ...limits, maxMs } });
  }

  /** The same for figures about the rows that somebody is waiting for. */
  yielding(): EventReader {
    return new EventReader({ ...this.#options, yields: true });
  }

  async select(request: EventSelect): Promise<StoreRow[]> {
    return this.ask(this.statement(request), this.parameters(request));
  }

  /** A statement that shows no event: the search index, or the engine's plan for a statement that was made here. */
  async ask(sql: string, parameters: SqlParameters): Promise<StoreRow[]> {
    return this.#options.store.query({ ...this.#limited(), sql, parameters });
  }

  async writeParquet(request: EventSelect, file: string): Promise<void> {
    await this.#options.store.writeParquet({
      ...this.#limited(),
      sql: this.statement(request),
      parameters: this.parameters(request),
      file,
    });
  }

  statement({ columns, where, tail = '', outer, outerTail = '' }: EventSelect): string {
    const tenants = this.#options.tenants === null ? [] : ['`customerId` IN {tenants:Array(String)}'];
    const conditions = [...tenants, ...(where === '1' ? [] : [where])];
    const filter = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
    const rows = `SELECT ${columns} FROM events${filter} ${tail}`;
    return `${outer === undefined ? rows : `SELECT ${outer} FROM (${rows}) ${outerTail}`} ${SETTINGS}`;
  }

  parameters({ parameters }: EventSelect): Parameters {
    return this.#options.tenants === null ? parameters : { ...parameters, tenants: this.#options.tenants };
  }

  #limited(): Pick<StoreQuery, 'limits' | 'signal' | 'yields'> {
    const { limits, signal, yields = false } = this.#options;
    return { ...(limits === undefined ? {} : { limits }), ...(signal === undefined ? {} : { signal }), yields };
  }
}
