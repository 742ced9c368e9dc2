// All of access, put together over the documents.

import type { Documents } from '../documents/documents.js';
import { Accounts } from './accounts.js';
import { Attempts } from './attempts.js';
import { createAuthenticator } from './authenticator.js';
import type { Authenticator } from './caller.js';
import { type Cookie, createFlowCookie, createSessionCookie } from './cookie.js';
import { Customers } from './customers.js';
import { Login } from './login.js';
import { Oidc, type OidcParts } from './oidc.js';
import { PasswordLinks } from './password-links.js';
import { createPasswords, type PasswordWork } from './passwords.js';
import { Sessions } from './sessions.js';
import { Setup } from './setup.js';
import { Tokens } from './tokens.js';

export interface Access {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly customers: Customers;
  readonly login: Login;
  readonly setup: Setup;
  readonly passwordLinks: PasswordLinks;
  readonly cookie: Cookie;
  /** Null: people sign in with passwords alone. */
  readonly provider: Oidc | null;
  readonly flowCookie: Cookie;
  readonly authenticator: Authenticator;
}

export interface AccessParts {
  readonly documents: Documents;
  /** Customers that the configuration names. */
  readonly customers: () => readonly string[];
  /** People reach the page over TLS. */
  readonly isSecure: boolean;
  readonly provider?: Omit<OidcParts, 'now'> | null;
  readonly now?: () => number;
  readonly passwordWork?: PasswordWork;
}

export async function createAccess(parts: AccessParts): Promise<Access> {
  const { documents, now = Date.now, passwordWork } = parts;
  const passwords = await createPasswords(passwordWork);
  const customers = new Customers(documents, parts.customers);
  const accounts = new Accounts({ documents, passwords, customers, now });
  const sessions = new Sessions(documents, now);
  const tokens = new Tokens(documents, accounts, now);
  const cookie = createSessionCookie(parts.isSecure);
  const login = new Login({ accounts, passwords, sessions, attempts: new Attempts(now) });
  return {
    accounts,
    sessions,
    tokens,
    login,
    cookie,
    flowCookie: createFlowCookie(parts.isSecure),
    provider: parts.provider ? new Oidc({ ...parts.provider, now }) : null,
    customers,
    setup: new Setup({ documents, accounts, login, now }),
    passwordLinks: new PasswordLinks({ documents, accounts, login, now }),
    authenticator: createAuthenticator({ accounts, sessions, tokens, cookie }),
  };
}
