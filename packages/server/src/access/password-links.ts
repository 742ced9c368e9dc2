// Links that let somebody choose a password once: for a new account, or a password that was forgotten. Whoever makes the link passes it on, and
// never knows the password. One per account: a later link replaces the one before. The secret is in the part of the address that browsers
// keep to themselves.

import type { Collection, Documents } from '../documents/documents.js';
import { AppError } from '../errors.js';
import type { Accounts } from './accounts.js';
import { type Actor, OWNER } from './authority.js';
import type { LoggedIn, Login } from './login.js';
import { digestOf, isSameDigest, newSecret } from './secrets.js';
import type { Origin } from './sessions.js';

const VALID_MS = 3 * 24 * 3_600_000;

interface Link {
  readonly digest: string;
  readonly login: string;
  /** The account's when the link was made: another password, or disabling, makes it worthless. */
  readonly generation: number;
  readonly expiresAt: number;
}

export interface NewLink {
  /** Path and fragment, to be put behind the address of the server. */
  readonly path: string;
  readonly expiresAt: string;
}

export interface PasswordLinksParts {
  readonly documents: Documents;
  readonly accounts: Accounts;
  readonly login: Login;
  readonly now: () => number;
}

const SHAPE = /^(u[0-9a-f]{18})_([A-Za-z0-9_-]{43})$/;

export class PasswordLinks {
  readonly #links: Collection<Link>;
  readonly #parts: PasswordLinksParts;

  constructor(parts: PasswordLinksParts) {
    this.#parts = parts;
    this.#links = parts.documents.collection('password-links');
  }

  /** Throws `access.unknown`, and `access.provided` where no password could be used. */
  async create(actor: Actor, login: string): Promise<NewLink> {
    const account = await this.#parts.accounts.requireLocal(actor, login);
    const [secret, expiresAt] = [newSecret(), this.#parts.now() + VALID_MS];
    const { id, generation } = account.value;
    await this.#links.put(id, { digest: digestOf(secret), login: account.id, generation, expiresAt });
    return { path: `/password#token=${id}_${secret}`, expiresAt: new Date(expiresAt).toISOString() };
  }

  /** Throws `access.link-over`, or what is wrong with the password, after which the link is still good. */
  async use(text: string, password: string, origin: Origin): Promise<LoggedIn> {
    const { accounts, login } = this.#parts;
    const [, id = '', secret = ''] = SHAPE.exec(text) ?? [];
    const link = id === '' ? null : await this.#links.get(id);
    if (link === null || !isSameDigest(link.value.digest, digestOf(secret))) throw new AppError('access.link-over', {});
    if (!(await this.#isGood(id, link.value))) throw new AppError('access.link-over', {});
    await this.#claim(id, link.revision);
    try {
      await accounts.setPassword(OWNER, link.value.login, password);
    } catch (error) {
      // Unless there is a later one meanwhile.
      await this.#links.put(id, link.value, 0).catch(() => undefined);
      throw error;
    }
    const account = await accounts.find(link.value.login);
    if (account === null) throw new AppError('access.link-over', {});
    return login.vouched(account.id, account.value, origin);
  }

  async #isGood(id: string, { login, generation, expiresAt }: Link): Promise<boolean> {
    const account = (await this.#parts.accounts.find(login))?.value;
    const isSame = account?.id === id && account.generation === generation && !account.isDisabled;
    return isSame && expiresAt > this.#parts.now();
  }

  /** Of two who use the link at once, one. */
  async #claim(id: string, revision: number): Promise<void> {
    try {
      await this.#links.delete(id, revision);
    } catch (error) {
      throw new AppError('access.link-over', {}, { cause: error });
    }
  }
}
