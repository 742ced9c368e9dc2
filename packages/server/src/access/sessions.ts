// Sessions of people who have logged in. They live on the server, under the digest of a random token that only the browser has: so they
// can be listed and ended, and whoever reads the database can use none of them.
//
// A session ends 2 hours after its last use, 12 hours after the login, and when the account is disabled, removed, or gets another password.

import type { UserSession } from '@gatehouse/model';
import type { Collection, Document, Documents } from '../documents/documents.js';
import type { Account } from './account.js';
import { digestOf, isSameDigest, newSecret } from './secrets.js';

export const SESSION_MS = { idle: 2 * 3_600_000, absolute: 12 * 3_600_000 } as const;
/** The time of the last use is written at most so often. */
const TOUCH_MS = 60_000;
/** Of one account; the oldest makes room. */
const MOST_SESSIONS = 20;
const MOST_AGENT = 300;

interface Session {
  readonly login: string;
  readonly accountId: string;
  readonly generation: number;
  readonly createdAt: number;
  readonly usedAt: number;
  readonly address: string;
  readonly userAgent: string;
}

export interface Origin {
  readonly address: string;
  readonly userAgent: string;
}

export class Sessions {
  readonly #sessions: Collection<Session>;
  readonly #now: () => number;

  constructor(documents: Documents, now: () => number) {
    this.#sessions = documents.collection('logins');
    this.#now = now;
  }

  /** The token of a new session. Sessions that are over are removed at this occasion. */
  async create(login: string, { id: accountId, generation }: Account, origin: Origin): Promise<string> {
    await this.#makeRoom(accountId);
    const token = newSecret();
    const [createdAt, userAgent] = [this.#now(), origin.userAgent.slice(0, MOST_AGENT)];
    const { address } = origin;
    const session = { login, accountId, generation, createdAt, usedAt: createdAt, address, userAgent };
    await this.#sessions.put(digestOf(token), session, 0);
    return token;
  }

  /** Login of the session's account, and what the account must still be for the session to count. Notes the use. */
  async find(token: string): Promise<Pick<Session, 'login' | 'accountId' | 'generation'> | null> {
    const session = await this.#sessions.get(digestOf(token));
    if (session === null || this.#isOver(session.value)) return null;
    await this.#touch(session);
    return session.value;
  }

  async list(accountId: string, currentToken: string | null): Promise<readonly UserSession[]> {
    const current = currentToken === null ? '' : digestOf(currentToken);
    const own = await this.#of(accountId);
    return own.map(({ id, value }) => view(id, value, isSameDigest(id, current)));
  }

  async end(token: string): Promise<void> {
    await this.#sessions.delete(digestOf(token));
  }

  /** Ends those of an account that are named, or all. Returns how many. */
  async endOf(accountId: string, id: string | null): Promise<number> {
    const ended = (await this.#of(accountId)).filter((session) => id === null || publicId(session.id) === id);
    for (const session of ended) await this.#sessions.delete(session.id);
    return ended.length;
  }

  async #of(accountId: string): Promise<readonly Document<Session>[]> {
    const own: Document<Session>[] = [];
    for await (const session of this.#all())
      if (session.value.accountId === accountId && !this.#isOver(session.value)) own.push(session);
    return own.sort((a, b) => b.value.createdAt - a.value.createdAt);
  }

  async *#all(): AsyncGenerator<Document<Session>> {
    for (let after: string | null = ''; after !== null; ) {
      const page: Awaited<ReturnType<Collection<Session>['list']>> = await this.#sessions.list({ after });
      yield* page.documents;
      after = page.next;
    }
  }

  async #makeRoom(accountId: string): Promise<void> {
    for await (const { id, value } of this.#all()) if (this.#isOver(value)) await this.#sessions.delete(id);
    for (const { id } of (await this.#of(accountId)).slice(MOST_SESSIONS - 1)) await this.#sessions.delete(id);
  }

  /** A use that cannot be noted, because the session has been ended or the disk is full, lets it end sooner and nothing else. */
  async #touch({ id, revision, value }: Document<Session>): Promise<void> {
    const usedAt = this.#now();
    if (usedAt - value.usedAt < TOUCH_MS) return;
    await this.#sessions.put(id, { ...value, usedAt }, revision).catch(() => undefined);
  }

  #isOver({ createdAt, usedAt }: Session): boolean {
    const now = this.#now();
    return now - usedAt >= SESSION_MS.idle || now - createdAt >= SESSION_MS.absolute;
  }
}

function publicId(digest: string): string {
  return digest.slice(0, 16);
}

function view(digest: string, { createdAt, usedAt, address, userAgent }: Session, isCurrent: boolean): UserSession {
  return {
    id: publicId(digest),
    createdAt: new Date(createdAt).toISOString(),
    usedAt: new Date(usedAt).toISOString(),
    expiresAt: new Date(Math.min(usedAt + SESSION_MS.idle, createdAt + SESSION_MS.absolute)).toISOString(),
    address,
    userAgent,
    isCurrent,
  };
}
