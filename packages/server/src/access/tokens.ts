// API tokens: what programs show instead of a name and a password. `gh_<id>_<secret>`: the id finds the record, of the secret only a digest
// is kept, and the beginning lets scanners for leaked secrets recognise one.
//
// A token belongs to an account and never reaches further: its role and customers are cut down to what the owner has at the moment of
// the request, and it is worth nothing when the owner is disabled or gone.

import type { ApiToken } from '@gatehouse/model';
import type { Collection, Document, Documents } from '../documents/documents.js';
import { AppError } from '../errors.js';
import { type Account, loginOf } from './account.js';
import type { Accounts } from './accounts.js';
import { type Actor, common, covers, type Tenants } from './authority.js';
import { ROLES, type Role, type Scope } from './caller.js';
import { digestOf, isSameDigest, newId, newSecret } from './secrets.js';

export const TOKEN_DAYS = { default: 90, most: 366 } as const;
const DAY_MS = 86_400_000;
/** The time of the last use is written at most so often. */
const TOUCH_MS = 3_600_000;
const MOST_NAME = 100;
/** Of one account. */
const MOST_TOKENS = 100;

interface Token {
  readonly name: string;
  readonly digest: string;
  readonly login: string;
  readonly accountId: string;
  readonly role: Role;
  readonly tenants: Tenants;
  /** Null: everything that the role may do. */
  readonly scopes: readonly Scope[] | null;
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly usedAt: number | null;
}

export interface NewToken {
  readonly name: string;
  /** Login of the account that it is for. */
  readonly owner: string;
  /** The owner's without it. */
  readonly role?: Role;
  readonly tenants?: Tenants;
  readonly scopes?: readonly Scope[];
  readonly days?: number;
}

export interface Bearer {
  readonly id: string;
  readonly login: string;
  readonly account: Account;
  readonly role: Role;
  readonly tenants: Tenants;
  readonly scopes: readonly Scope[] | null;
}

const SHAPE = /^gh_(t[0-9a-f]{18})_([A-Za-z0-9_-]{43})$/;

export class Tokens {
  readonly #tokens: Collection<Token>;
  readonly #accounts: Accounts;
  readonly #now: () => number;

  constructor(documents: Documents, accounts: Accounts, now: () => number) {
    this.#tokens = documents.collection('tokens');
    this.#accounts = accounts;
    this.#now = now;
  }

  /** The secret is in the answer and nowhere else. */
  async create(actor: Actor, wanted: NewToken): Promise<{ readonly token: ApiToken; readonly secret: string }> {
    const login = loginOf(wanted.owner);
    const owner = (await this.#accounts.find(login))?.value;
    if (owner === undefined || !isTheirs(actor, owner)) throw new AppError('access.unknown', { what: 'user' });
    const { role = owner.role, tenants = owner.tenants, days = TOKEN_DAYS.default } = wanted;
    requireWithin(owner, role, tenants);
    if (!(days >= 1 && days <= TOKEN_DAYS.most))
      throw new AppError('access.expiry', { days: String(days), limit: String(TOKEN_DAYS.most) });
    if ((await this.#of(owner.id)).length >= MOST_TOKENS)
      throw new AppError('access.too-much', { what: `${MOST_TOKENS} tokens are the limit` });
    const [id, secret, createdAt] = [newId('t'), newSecret(), this.#now()];
    const token: Token = {
      ...{ name: wanted.name.trim().slice(0, MOST_NAME), digest: digestOf(secret), login, accountId: owner.id },
      ...{ role, tenants, scopes: wanted.scopes ?? null },
      ...{ createdAt, expiresAt: createdAt + days * DAY_MS, usedAt: null },
    };
    await this.#tokens.put(id, token, 0);
    return { token: view(id, token), secret: `gh_${id}_${secret}` };
  }

  /** Their own; of an administrator, those within their customers. */
  async list(actor: Actor): Promise<readonly ApiToken[]> {
    const seen: ApiToken[] = [];
    for await (const { id, value } of this.#all()) if (maySee(actor, value)) seen.push(view(id, value));
    return seen;
  }

  async revoke(actor: Actor, id: string): Promise<ApiToken> {
    const token = await this.#tokens.get(id);
    if (token === null || !maySee(actor, token.value)) throw new AppError('access.unknown', { what: 'token' });
    await this.#tokens.delete(id);
    return view(id, token.value);
  }

  /** Null where the text is no token that counts. Notes the use. */
  async find(text: string): Promise<Bearer | null> {
    const [, id = '', secret = ''] = SHAPE.exec(text) ?? [];
    const token = await this.#tokens.get(id);
    if (token === null || !isSameDigest(token.value.digest, digestOf(secret))) return null;
    const { login, accountId, role, tenants, scopes, expiresAt } = token.value;
    const account = (await this.#accounts.find(login))?.value;
    if (expiresAt <= this.#now() || account?.id !== accountId || account.isDisabled) return null;
    await this.#touch(token);
    return {
      ...{ id, login, account, scopes, role: lesser(role, account.role), tenants: common(tenants, account.tenants) },
    };
  }

  async #of(accountId: string): Promise<readonly string[]> {
    const ids: string[] = [];
    for await (const { id, value } of this.#all()) if (value.accountId === accountId) ids.push(id);
    return ids;
  }

  async *#all(): AsyncGenerator<Document<Token>> {
    for (let after: string | null = ''; after !== null; ) {
      const page: Awaited<ReturnType<Collection<Token>['list']>> = await this.#tokens.list({ after });
      yield* page.documents;
      after = page.next;
    }
  }

  /** A use that cannot be noted is no reason to refuse it: the token was revoked meanwhile, or the disk is full. */
  async #touch({ id, revision, value }: Document<Token>): Promise<void> {
    const usedAt = this.#now();
    if (value.usedAt !== null && usedAt - value.usedAt < TOUCH_MS) return;
    await this.#tokens.put(id, { ...value, usedAt }, revision).catch(() => undefined);
  }
}

function isTheirs(actor: Actor, owner: Account): boolean {
  return owner.id === actor.id || (actor.role === 'admin' && covers(actor.tenants, owner.tenants));
}

function maySee(actor: Actor, { accountId, tenants }: Token): boolean {
  return accountId === actor.id || (actor.role === 'admin' && covers(actor.tenants, tenants));
}

function requireWithin(owner: Account, role: Role, tenants: Tenants): void {
  if (lesser(role, owner.role) !== role) throw new AppError('access.too-much', { what: `the role ${role}` });
  if (!covers(owner.tenants, tenants)) throw new AppError('access.too-much', { what: 'customers of others' });
}

function lesser(one: Role, other: Role): Role {
  return ROLES.indexOf(one) < ROLES.indexOf(other) ? one : other;
}

function view(id: string, { name, login, role, tenants, scopes, createdAt, expiresAt, usedAt }: Token): ApiToken {
  return {
    ...{ id, name, owner: login, role, tenants, scopes },
    createdAt: new Date(createdAt).toISOString(),
    expiresAt: new Date(expiresAt).toISOString(),
    usedAt: usedAt === null ? null : new Date(usedAt).toISOString(),
  };
}
