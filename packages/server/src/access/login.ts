// Logging in with name and password. Whatever is wrong, it is said in the same words and takes the same work: one check of a password.

import { AppError } from '../errors.js';
import { type Account, loginOf } from './account.js';
import type { Accounts } from './accounts.js';
import type { Attempts } from './attempts.js';
import type { Passwords } from './passwords.js';
import type { Origin, Sessions } from './sessions.js';

export interface LoginParts {
  readonly accounts: Accounts;
  readonly passwords: Passwords;
  readonly sessions: Sessions;
  readonly attempts: Attempts;
}

export interface NameAndPassword {
  readonly login: string;
  readonly password: string;
}

export interface LoggedIn {
  readonly login: string;
  readonly account: Account;
  /** For the cookie. */
  readonly token: string;
}

export class Login {
  readonly #parts: LoginParts;

  constructor(parts: LoginParts) {
    this.#parts = parts;
  }

  /** Throws `access.login-failed`, `access.locked` or `access.busy`. */
  async withPassword({ login: typed, password }: NameAndPassword, origin: Origin): Promise<LoggedIn> {
    const login = loginOf(typed);
    const account = await this.#prove({ login, password }, origin.address);
    return this.#open(login, account, origin);
  }

  /** For whoever has been vouched for: an identity provider, the link for setting up. */
  async vouched(login: string, account: Account, origin: Origin): Promise<LoggedIn> {
    return this.#open(login, account, origin);
  }

  /** Whether somebody who is logged in already is who they say, before they change what matters. */
  async requirePassword(check: NameAndPassword, address: string): Promise<void> {
    await this.#prove({ ...check, login: loginOf(check.login) }, address);
  }

  async #prove({ login, password }: NameAndPassword, address: string): Promise<Account> {
    const { accounts, passwords, attempts } = this.#parts;
    const attempt = { name: login, address };
    attempts.begin(attempt);
    const account = (await accounts.find(login))?.value ?? null;
    const passwordHash = account === null || account.isDisabled ? null : account.passwordHash;
    const isRight = await passwords.verify(passwordHash, password);
    if (account === null || passwordHash === null || !isRight) throw new AppError('access.login-failed', {});
    const hash = passwords.isOutdated(passwordHash) ? await passwords.renew(password) : passwordHash;
    const proven = await accounts.loggedIn(login, account, hash);
    attempts.succeeded(attempt);
    return proven;
  }

  async #open(login: string, account: Account, origin: Origin): Promise<LoggedIn> {
    return { login, account, token: await this.#parts.sessions.create(login, account, origin) };
  }
}
