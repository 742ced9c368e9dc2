// The accounts: making, changing and removing them. Nobody sees or changes an account that reaches beyond their own customers, nor
// learns whether there is one.

import type { User } from '@gatehouse/model';
import { changeDocument } from '../documents/change-document.js';
import type { Collection, Document, Documents } from '../documents/documents.js';
import { AppError } from '../errors.js';
import { type Account, accountView, loginOf, newLogin, providerLogin } from './account.js';
import { type Actor, covers, requireCovers, type Tenants } from './authority.js';
import type { Role } from './caller.js';
import type { Customers } from './customers.js';
import { requireFitting, requireGivable } from './login-names.js';
import type { Passwords } from './passwords.js';
import { newId } from './secrets.js';

export interface NewAccount {
  readonly login: string;
  readonly role: Role;
  readonly tenants: Tenants;
  /** Without it nobody gets in until one is chosen by a link. */
  readonly password?: string;
  /** The login without it. */
  readonly name?: string;
}

export interface AccountChange {
  readonly name?: string;
  readonly role?: Role;
  readonly tenants?: Tenants;
  readonly isDisabled?: boolean;
}

/** What an identity provider says of somebody who has logged in there. */
export interface ProvidedPerson {
  readonly issuer: string;
  readonly subject: string;
  readonly name: string;
  readonly role: Role;
  readonly tenants: Tenants;
}

export interface AccountPage {
  readonly users: readonly User[];
  readonly next: string | null;
}

const MOST_NAME = 100;

export interface AccountsParts {
  readonly documents: Documents;
  readonly passwords: Passwords;
  readonly customers: Customers;
  readonly now: () => number;
}

export class Accounts {
  readonly #accounts: Collection<Account>;
  readonly #passwords: Passwords;
  readonly #customers: Customers;
  readonly #now: () => number;

  constructor({ documents, passwords, customers, now }: AccountsParts) {
    this.#accounts = documents.collection('accounts');
    this.#passwords = passwords;
    this.#customers = customers;
    this.#now = now;
  }

  async isEmpty(): Promise<boolean> {
    return (await this.#accounts.list({ limit: 1 })).documents.length === 0;
  }

  /** For checking who somebody is, not for telling others. */
  async find(login: string): Promise<Document<Account> | null> {
    return this.#accounts.get(loginOf(login));
  }

  async list(actor: Actor, after = ''): Promise<AccountPage> {
    const { documents, next } = await this.#accounts.list({ after });
    const visible = documents.filter(({ value }) => isSeenBy(actor, value));
    return { users: visible.map(({ id, value }) => accountView(id, value)), next };
  }

  async get(actor: Actor, login: string): Promise<User> {
    const { id, value } = await this.#visible(actor, login);
    return accountView(id, value);
  }

  async add(actor: Actor, { login: typed, role, tenants, password, name }: NewAccount): Promise<User> {
    const login = newLogin(typed);
    await this.#requireGrantable(actor, tenants);
    requireGivable(actor, login, tenants);
    const passwordHash = password === undefined ? null : await this.#passwords.hash(password, login);
    const account = { ...this.#blank(name ?? login), role, tenants, passwordHash };
    return accountView(login, await this.#create(login, account));
  }

  async change(actor: Actor, login: string, change: AccountChange): Promise<User> {
    if (change.tenants !== undefined) await this.#requireGrantable(actor, change.tenants);
    const { id, revision, value } = await this.#visible(actor, login);
    if (change.tenants !== undefined) requireFitting(id, change.tenants);
    // At the next sign-in it would be as before.
    if (value.provider !== null && !isDisablingOnly(change)) throw new AppError('access.provided', {});
    const changed = { ...value, ...change, name: shortened(change.name ?? value.name) };
    await this.#requireAdminBeside(id, value, changed);
    const generation = value.generation + (changed.isDisabled && !value.isDisabled ? 1 : 0);
    return accountView(id, (await this.#accounts.put(id, { ...changed, generation }, revision)).value);
  }

  /** Throws `access.provided` where it is the account of an identity provider, which alone says who that is. */
  async requireLocal(actor: Actor, login: string): Promise<Document<Account>> {
    const account = await this.#visible(actor, login);
    if (account.value.provider !== null) throw new AppError('access.provided', {});
    return account;
  }

  /** Ends all sessions of the account. */
  async setPassword(actor: Actor, login: string, password: string): Promise<User> {
    const { id, revision, value } = await this.requireLocal(actor, login);
    const passwordHash = await this.#passwords.hash(password, id);
    const changed = { ...value, passwordHash, generation: value.generation + 1 };
    return accountView(id, (await this.#accounts.put(id, changed, revision)).value);
  }

  async remove(actor: Actor, login: string): Promise<void> {
    const { id, revision, value } = await this.#visible(actor, login);
    await this.#requireAdminBeside(id, value, null);
    await this.#accounts.delete(id, revision);
  }

  /**
   * Somebody has proven who they are: notes when, and a hash that is as good as new ones are. Throws where the account has changed
   * since it was looked at, such as by another password.
   */
  async loggedIn(login: string, proven: Account, passwordHash: string | null): Promise<Account> {
    const lastLoginAt = this.#time();
    const account = await changeDocument(this.#accounts, login, (value) =>
      value !== null && isSameLogin(value, proven) ? { ...value, passwordHash, lastLoginAt } : null,
    );
    if (account !== null && isSameLogin(account.value, proven)) return account.value;
    throw new AppError('access.login-failed', {});
  }

  /** Makes or renews the account of somebody whom an identity provider vouches for. Throws where it has been disabled here. */
  async provided(person: ProvidedPerson): Promise<Document<Account>> {
    const login = providerLogin(person);
    const { role, tenants, issuer, subject } = person;
    const before = await this.#accounts.get(login);
    if (before?.value.isDisabled === true) throw new AppError('access.disabled', {});
    const value = before?.value ?? this.#blank(person.name);
    const provider = { issuer, subject };
    const account = { ...value, name: shortened(person.name), role, tenants, provider, lastLoginAt: this.#time() };
    return this.#accounts.put(login, account, before?.revision ?? 0);
  }

  async #create(login: string, account: Account): Promise<Account> {
    try {
      return (await this.#accounts.put(login, account, 0)).value;
    } catch (error) {
      if (!(error instanceof AppError && error.code === 'documents.conflict')) throw error;
      throw new AppError('access.name-taken', { what: 'a user' }, { cause: error });
    }
  }

  async #requireGrantable(actor: Actor, tenants: Tenants): Promise<void> {
    requireCovers(actor, tenants);
    // An account of none would be one of everybody's, and its name known to them all.
    if (actor.tenants !== null && tenants?.length === 0) throw new AppError('access.no-customer', {});
    await this.#customers.requireKnown(actor, tenants);
  }

  async #visible(actor: Actor, login: string): Promise<Document<Account>> {
    const account = await this.#accounts.get(loginOf(login));
    if (account !== null && isSeenBy(actor, account.value)) return account;
    throw new AppError('access.unknown', { what: 'user' });
  }

  /** Somebody must be able to administrate all customers still. */
  async #requireAdminBeside(login: string, before: Account, after: Account | null): Promise<void> {
    if (!isFullAdmin(before) || (after !== null && isFullAdmin(after))) return;
    for (let next: string | null = ''; next !== null; ) {
      const page: Awaited<ReturnType<Collection<Account>['list']>> = await this.#accounts.list({ after: next });
      if (page.documents.some(({ id, value }) => id !== login && isFullAdmin(value))) return;
      next = page.next;
    }
    throw new AppError('access.last-admin', {});
  }

  #blank(name: string): Account {
    return {
      id: newId('u'),
      name: shortened(name),
      role: 'viewer',
      tenants: [],
      isDisabled: false,
      passwordHash: null,
      provider: null,
      generation: 0,
      createdAt: this.#time(),
      lastLoginAt: null,
    };
  }

  #time(): string {
    return new Date(this.#now()).toISOString();
  }
}

/** One without customers is nobody's but of who administrates them all. */
function isSeenBy({ tenants }: Actor, account: Account): boolean {
  return tenants === null || (account.tenants?.length !== 0 && covers(tenants, account.tenants));
}

function isDisablingOnly(change: AccountChange): boolean {
  return Object.entries(change).every(([key, value]) => key === 'isDisabled' || value === undefined);
}

function isFullAdmin({ role, tenants, isDisabled }: Account): boolean {
  return role === 'admin' && tenants === null && !isDisabled;
}

function isSameLogin(one: Account, other: Account): boolean {
  return one.id === other.id && one.generation === other.generation && !one.isDisabled;
}

function shortened(name: string): string {
  return [...name.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ').trim()].slice(0, MOST_NAME).join('');
}
