// The only way from a query to the events: every statement over them is written here, so that the condition of the tenants is part of it
// by construction, whoever wrote the rest.

import type { Parameters } from '@gatehouse/qql';
import type { EventStore, StoreRow } from '../store/event-store.js';

export interface EventSelect {
  /** What stands between SELECT and FROM. */
  readonly columns: string;
  readonly where: string;
  /** GROUP BY, ORDER BY, LIMIT. */
  readonly tail?: string;
  readonly parameters: Parameters;
}

/**
 * A printed column keeps the name of the stored one, which is the one that conditions and orders mean. Conditions are tested in the order
 * in which the compiler writes them, the cheapest first: the engine would begin with the one that reads the fewest bytes (ADR 0007).
 */
const SETTINGS = 'SETTINGS prefer_column_name_to_alias = 1, allow_reorder_prewhere_conditions = 0';

export class EventReader {
  readonly store: EventStore;
  readonly #tenants: readonly string[] | null;

  /** `tenants` are the customerIds that may be seen: none at all when it is empty; null for the owner of the store. */
  constructor(store: EventStore, tenants: readonly string[] | null) {
    this.store = store;
    this.#tenants = tenants;
  }

  async select(request: EventSelect): Promise<StoreRow[]> {
    return this.store.select(this.statement(request), this.parameters(request));
  }

  statement({ columns, where, tail = '' }: EventSelect): string {
    const tenants = this.#tenants === null ? [] : ['`customerId` IN {tenants:Array(String)}'];
    const conditions = [...tenants, ...(where === '1' ? [] : [where])];
    const filter = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
    return `SELECT ${columns} FROM events${filter} ${tail} ${SETTINGS}`;
  }

  parameters({ parameters }: EventSelect): Parameters {
    return this.#tenants === null ? parameters : { ...parameters, tenants: this.#tenants };
  }
}
