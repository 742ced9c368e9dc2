// Everything that can be asked about sessions, of one caller: the list, one of them, who held an address, one user.

import { EventReader, type EventReaderOptions } from '../query/event-reader.js';
import { type QueryText, type Reading, type ReadQuery, readInstant } from '../query/query-text.js';
import { type Person, readPerson } from './person.js';
import { readSession, type SessionDetails } from './session-details.js';
import {
  countSessions,
  readSessionQuery,
  readSessions,
  type SessionPage,
  type SessionsRequest,
} from './session-list.js';
import { SessionReader } from './session-reader.js';
import { canonicalAddress, findHolders, type Holder } from './who.js';

export interface SessionQueriesOptions extends EventReaderOptions {
  /** Called per query: what `now` is, and the zone of dates without one. */
  readonly reading: () => Reading;
}

export class SessionQueries {
  readonly #reader: SessionReader;
  readonly #events: EventReader;
  readonly #reading: () => Reading;

  constructor({ reading, ...options }: SessionQueriesOptions) {
    this.#reader = new SessionReader(options);
    this.#events = new EventReader(options);
    this.#reading = reading;
  }

  /** Reads a query without running it; throws `query.invalid`. */
  read(text: QueryText): ReadQuery {
    return readSessionQuery(text, this.#reading());
  }

  list(request: SessionsRequest): Promise<SessionPage> {
    return readSessions(this.#reader, request, this.#reading());
  }

  count(text: QueryText): Promise<number> {
    return countSessions(this.#reader, text, this.#reading());
  }

  one(id: string): Promise<SessionDetails | null> {
    return readSession(this.#reader, id);
  }

  /** `at` in milliseconds since 1970 UTC. */
  async who(address: string, at: number): Promise<readonly Holder[]> {
    return findHolders(this.#reader, { address: canonicalAddress(address), at });
  }

  /** Reads a time as queries write it: its first instant. Throws `option.invalid`. */
  instant(text: string, option: string): number {
    return readInstant(text, this.#reading(), option);
  }

  person(name: string, days: number): Promise<Person | null> {
    const { now } = this.#reading();
    return readPerson({ sessions: this.#reader, events: this.#events }, { name, now, days });
  }
}
