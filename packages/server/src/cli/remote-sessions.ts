// The VPN sessions of a running server, asked for as those of one's own store: what is printed of them is the same.

import type { AddressHolders, SessionDetail, SessionPage, SessionRow, VpnUser } from '@gatehouse/model';
import { AppError } from '../errors.js';
import type { QueryText, ReadQuery } from '../query/query-text.js';
import { readInstant } from '../query/query-text.js';
import type { PersonRequest } from '../sessions/person.js';
import {
  type FoundSessions,
  readSessionQuery,
  type SessionsRequest,
  type SessionsText,
} from '../sessions/session-list.js';
import type { AskableSessions } from '../sessions/session-queries.js';
import { canonicalAddress } from '../sessions/who.js';
import { sortText } from './remote-events.js';
import { pagesUpTo, type RemoteParts } from './remote-pages.js';

export class RemoteSessions implements AskableSessions {
  readonly #parts: RemoteParts;

  constructor(parts: RemoteParts) {
    this.#parts = parts;
  }

  read(text: QueryText): ReadQuery {
    return readSessionQuery(text, this.#parts.reading);
  }

  async list({ limit, fields, sort, cursor, ...text }: SessionsRequest): Promise<FoundSessions> {
    const { found, next } = await pagesUpTo({ limit, cursor }, async (part) => {
      const order = sort === undefined ? undefined : sortText(sort);
      const asked = { ...this.#asked(text), sort: order, ...part };
      const { sessions, nextCursor } = await this.#parts.client.get<SessionPage>('sessions', asked);
      return { found: sessions.map((row) => (fields === undefined ? row : only(row, fields))), nextCursor };
    });
    return { sessions: found, next };
  }

  async count(text: SessionsText): Promise<number> {
    const { total } = await this.#parts.client.get<SessionPage>('sessions', {
      ...this.#asked(text),
      limit: 1,
      total: true,
    });
    if (typeof total === 'number') return total;
    throw new AppError('query.time-limit', {});
  }

  one(id: string): Promise<SessionDetail> {
    return this.#parts.client.get(`sessions/${encodeURIComponent(id)}`);
  }

  async who(text: string, at: number): Promise<AddressHolders> {
    const address = canonicalAddress(text);
    return this.#parts.client.get(`addresses/${encodeURIComponent(address)}/who`, { at: new Date(at).toISOString() });
  }

  instant(text: string, option: string, edge: 'first' | 'last' = 'first'): number {
    return readInstant(text, this.#parts.reading, { option, edge });
  }

  person({ name, from, to }: PersonRequest): Promise<VpnUser> {
    const time = (at: number | undefined): string | undefined =>
      at === undefined ? undefined : new Date(at).toISOString();
    return this.#parts.client.get(`people/${encodeURIComponent(name)}`, { from: time(from), to: time(to) });
  }

  #asked({ query, from, to, state, user }: SessionsText) {
    return { query, from, to, state, user, timezone: this.#parts.timezone };
  }
}

function only(session: SessionRow, fields: readonly string[]): SessionRow {
  return Object.fromEntries(Object.entries(session).filter(([field]) => fields.includes(field))) as SessionRow;
}
