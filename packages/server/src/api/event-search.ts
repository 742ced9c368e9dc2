// The events, and the VPN sessions that they make, as one caller may see them: filtered to their customers, within the limits of their role, ended with their request.

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { KeptSearch } from '@gatehouse/model';
import { type Zone, Zones } from '@gatehouse/qql';
import type { Caller, Role } from '../access/caller.js';
import { AppError } from '../errors.js';
import { EventQueries } from '../query/event-queries.js';
import { StoreFacts } from '../query/store-facts.js';
import type { SearchHistories } from '../searches/search-history.js';
import { SessionQueries, type SessionQueriesOptions } from '../sessions/session-queries.js';
import type { EventStore, QueryLimits } from '../store/event-store.js';

export interface EventSearchParts {
  readonly store: EventStore;
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number;
  /** Absent: nobody has a history. */
  readonly histories?: SearchHistories;
}

/** A search that may be meant for the history. */
export interface Remembered {
  readonly query: string;
  readonly timezone?: string | undefined;
  readonly history?: Partial<Pick<KeptSearch, 'query' | 'timeToken'>> & {
    readonly from?: string;
    readonly to?: string;
  };
}

export interface Asking {
  readonly caller: Caller;
  readonly signal: AbortSignal;
  /** Of dates without one; UTC without it. */
  readonly timezone?: string | undefined;
}

const MIB = 1 << 20;

/** What one query of a role may take. */
const ROLE_LIMITS: Readonly<Record<Role, QueryLimits>> = {
  viewer: { maxMs: 10_000, maxBytes: 512 * MIB, maxRows: 1e9 },
  analyst: { maxMs: 30_000, maxBytes: 1024 * MIB, maxRows: 5e9 },
  admin: { maxMs: 60_000, maxBytes: 2048 * MIB, maxRows: 20e9 },
};

export class EventSearch {
  readonly #parts: EventSearchParts;
  /** What is known of the store is the same for all callers, and shown to none. */
  readonly #facts: StoreFacts;
  readonly #zones = new Zones();

  constructor(parts: EventSearchParts) {
    this.#parts = parts;
    this.#facts = new StoreFacts(parts.store);
  }

  get now(): number {
    return this.#parts.clock();
  }

  /** Into the history of who asks, where they want it there. */
  remember(
    { id }: Caller,
    { query, timezone, history }: Remembered,
    known: { readonly total?: number | null; readonly tookMs?: number },
  ): void {
    const written = history?.query ?? query;
    if (history === undefined || written.trim() === '') return;
    const { from = null, to = null, timeToken = 'eventTime' } = history;
    this.#parts.histories?.record(id, { query: written, from, to, timeToken, timezone: timezone ?? null, ...known });
  }

  /** UTC without a name. */
  zone(timezone = 'UTC'): Zone {
    const zone = this.#zones.of(timezone);
    if (zone === null)
      throw new AppError('request.invalid', { problem: 'timezone is no time zone such as Europe/Paris' });
    return zone;
  }

  /** For a file on its way out. What a crash leaves there is removed when the store is opened again. */
  temporaryFile(): string {
    return join(this.#parts.store.incoming, `export-${randomUUID()}`);
  }

  for(asking: Asking, limits: Partial<QueryLimits> = {}): EventQueries {
    return new EventQueries({ ...this.#options(asking, limits), facts: this.#facts });
  }

  sessionsFor(asking: Asking): SessionQueries {
    return new SessionQueries(this.#options(asking, {}));
  }

  #options({ caller, signal, timezone }: Asking, limits: Partial<QueryLimits>): SessionQueriesOptions {
    const zone = this.zone(timezone);
    const now = this.#parts.clock();
    return {
      store: this.#parts.store,
      tenants: caller.tenants,
      limits: { ...ROLE_LIMITS[caller.role], ...limits },
      signal,
      reading: () => ({ now, zone }),
    };
  }
}
