// The only way from a question to the sessions: every statement over them is written here, so that the condition of the tenants is part of
// it by construction. A session has one row per version; FINAL gives the last one, and none of those that are sessions no more.

import type { Parameters } from '@gatehouse/qql';
import type { EventReaderOptions } from '../query/event-reader.js';
import type { StoreRow } from '../store/event-store.js';

export interface SessionSelect {
  /** What stands between SELECT and FROM. */
  readonly columns: string;
  readonly where: string;
  /** GROUP BY, ORDER BY, LIMIT. */
  readonly tail?: string;
  readonly parameters: Parameters;
}

const SETTINGS = 'SETTINGS prefer_column_name_to_alias = 1';

export class SessionReader {
  readonly #options: EventReaderOptions;

  constructor(options: EventReaderOptions) {
    this.#options = options;
  }

  select({ columns, where, tail = '', parameters }: SessionSelect): Promise<StoreRow[]> {
    const { store, tenants, limits, signal } = this.#options;
    const conditions = [
      ...(tenants === null ? [] : ['`customerId` IN {tenants:Array(String)}']),
      ...(where === '1' ? [] : [where]),
    ];
    const filter = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
    return store.query({
      sql: `SELECT ${columns} FROM sessions FINAL${filter} ${tail} ${SETTINGS}`,
      parameters: tenants === null ? parameters : { ...parameters, tenants },
      ...(limits === undefined ? {} : { limits }),
      ...(signal === undefined ? {} : { signal }),
    });
  }
}
