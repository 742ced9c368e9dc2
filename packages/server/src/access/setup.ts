// The first administrator: while there is no account, each start of the server makes a link that can be used once, within a day, and
// prints it where only the owner of the machine reads. The token is in the part of the address that browsers keep to themselves.

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
  readonly digest: string;
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

  /** Null where there are accounts already. An earlier link is worth nothing from then on. */
  async createLink(baseUrl: string): Promise<string | null> {
    if (!(await this.#parts.accounts.isEmpty())) return null;
    const secret = newSecret();
    await this.#links.put('link', { digest: digestOf(secret), expiresAt: this.#parts.now() + VALID_MS });
    return `${baseUrl}/setup#token=${secret}`;
  }

  /** Throws `access.setup-over`, or what is wrong with name and password, after which the link is still good. */
  async use(secret: string, person: NameAndPassword, origin: Origin): Promise<LoggedIn> {
    const { accounts, login } = this.#parts;
    const link = await this.#links.get('link');
    const isGood =
      link !== null &&
      isSameDigest(link.value.digest, digestOf(secret)) &&
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
