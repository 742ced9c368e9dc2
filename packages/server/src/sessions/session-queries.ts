// Everything that can be asked about sessions, of one caller: the list, one of them, who held an address, one user.

import type { AddressHolders, SessionConcurrency, SessionDetail, VpnUser } from '@gatehouse/model';
import { EventReader, type EventReaderOptions } from '../query/event-reader.js';
import { type QueryText, type Reading, type ReadQuery, readInstant } from '../query/query-text.js';
import { type ConcurrencyRequest, readConcurrency } from './concurrency.js';
import { type PersonRequest, readPerson } from './person.js';
import { type Readers, readSession } from './session-details.js';
import {
  countSessions,
  type FoundSessions,
  readSessionQuery,
  readSessions,
  type SessionsRequest,
  type SessionsText,
} from './session-list.js';
import { SessionReader } from './session-reader.js';
import { canonicalAddress, findHolders } from './who.js';

export interface SessionQueriesOptions extends EventReaderOptions {
  /** Called per query: what `now` is, and the zone of dates without one. */
  readonly reading: () => Reading;
}

/** What can be asked of sessions wherever they are. */
export type AskableSessions = Pick<SessionQueries, 'read' | 'list' | 'count' | 'one' | 'who' | 'instant' | 'person'>;

export class SessionQueries {
  readonly #readers: Readers;
  readonly #reading: () => Reading;

  constructor({ reading, ...options }: SessionQueriesOptions) {
    this.#readers = { sessions: new SessionReader(options), events: new EventReader(options) };
    this.#reading = reading;
  }

  /** Reads a query without running it; throws `query.invalid`. */
  read(text: QueryText): ReadQuery {
    return readSessionQuery(text, this.#reading());
  }

  list(request: SessionsRequest): Promise<FoundSessions> {
    return readSessions(this.#readers.sessions, request, this.#reading());
  }

  count(text: SessionsText): Promise<number> {
    return countSessions(this.#readers.sessions, text, this.#reading());
  }

  concurrency(request: ConcurrencyRequest): Promise<Pick<SessionConcurrency, 'buckets'>> {
    return readConcurrency(this.#readers.sessions, request, this.#reading());
  }

  one(id: string): Promise<SessionDetail | null> {
    return readSession(this.#readers, id);
  }

  /** `at` in milliseconds since 1970 UTC. */
  async who(text: string, at: number): Promise<AddressHolders> {
    const address = canonicalAddress(text);
    const holders = await findHolders(this.#readers.sessions, { address, at });
    return { address, at: new Date(at).toISOString(), holders };
  }

  /** Reads a time as queries write it. Throws `option.invalid`. */
  instant(text: string, option: string, edge: 'first' | 'last' = 'first'): number {
    return readInstant(text, this.#reading(), { option, edge });
  }

  /** Null for a user of whom nothing is known. */
  person(request: PersonRequest): Promise<VpnUser | null> {
    return readPerson(this.#readers, request);
  }
}
