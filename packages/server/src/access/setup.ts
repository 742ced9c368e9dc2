// The first administrator: while there is no account, each start of the server prints a link that can be used once, within a day, where
// only the owner of the machine reads. It stays the same, so that the one that somebody has opened already is good after a restart; that takes
// the secret itself, which opens nothing but a server without accounts. It is in the part of the address that browsers keep to themselves.

import type { Collection, Documents } from '../documents/documents.js';
import { AppError } from '../errors.js';
import { newLogin } from './account.js';
import type { Accounts } from './accounts.js';
import { OWNER } from './authority.js';
import type { LoggedIn, Login, NameAndPassword } from './login.js';
import { digestOf, isSameDigest, newSecret } from './secrets.js';
import type { Origin } from './sessions.js';

const VALID_MS = 24 * 3_600_000;

interface Link {
  readonly secret: string;
  readonly expiresAt: number;
}

export interface SetupParts {
  readonly documents: Documents;
  readonly accounts: Accounts;
  readonly login: Login;
  readonly now: () => number;
}

export class Setup {
  readonly #links: Collection<Link>;
  readonly #parts: SetupParts;

  constructor(parts: SetupParts) {
    this.#parts = parts;
    this.#links = parts.documents.collection('setup');
  }

  /** Null where there are accounts already. Good for a day from now; one that has run out is replaced. */
  async createLink(baseUrl: string): Promise<string | null> {
    if (!(await this.#parts.accounts.isEmpty())) return null;
    const before = (await this.#links.get('link'))?.value;
    const secret = before !== undefined && before.expiresAt > this.#parts.now() ? before.secret : newSecret();
    await this.#links.put('link', { secret, expiresAt: this.#parts.now() + VALID_MS });
    return `${baseUrl}/setup#token=${secret}`;
  }

  /** Throws `access.setup-over`, or what is wrong with name and password, after which the link is still good. */
  async use(secret: string, person: NameAndPassword, origin: Origin): Promise<LoggedIn> {
    const { accounts, login } = this.#parts;
    const link = await this.#links.get('link');
    const isGood =
      link !== null &&
      isSameDigest(digestOf(link.value.secret), digestOf(secret)) &&
      link.value.expiresAt > this.#parts.now() &&
      (await accounts.isEmpty());
    if (!isGood) throw new AppError('access.setup-over', {});
    const name = newLogin(person.login);
    await this.#claim(link.revision);
    try {
      await accounts.add(OWNER, { login: name, role: 'admin', tenants: null, password: person.password });
    } catch (error) {
      await this.#links.put('link', link.value);
      throw error;
    }
    const account = await accounts.find(name);
    if (account === null) throw new AppError('access.setup-over', {});
    return login.vouched(name, account.value, origin);
  }

  /** Of two who use the link at once, one. */
  async #claim(revision: number): Promise<void> {
    try {
      await this.#links.delete('link', revision);
    } catch (error) {
      throw new AppError('access.setup-over', {}, { cause: error });
    }
  }
}
