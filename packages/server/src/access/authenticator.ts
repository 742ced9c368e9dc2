// Who sends a request: the bearer of an API token, or the cookie of a session. A cookie is sent by the browser whoever made the page, so
// requests that change something have to show, in a header, what only our own page can have read (CSRF).

import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../errors.js';
import type { Accounts } from './accounts.js';
import type { Authenticator, Caller, Credentials } from './caller.js';
import type { Cookie } from './cookie.js';
import { digestOf, isSameDigest } from './secrets.js';
import type { Sessions } from './sessions.js';
import type { Tokens } from './tokens.js';

const CSRF_HEADER = 'x-csrf-token';
const READING = ['GET', 'HEAD'];

export interface AuthenticatorParts {
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly tokens: Tokens;
  readonly cookie: Cookie;
}

export function createAuthenticator(parts: AuthenticatorParts): Authenticator {
  return {
    async authenticate(request) {
      const { authorization } = request.headers;
      // What is said outright counts, also when it is wrong.
      const caller = authorization === undefined ? await bySession(parts, request) : await byToken(parts, request);
      if (caller === null) throw new AppError('access.denied', {});
      return caller;
    },
  };
}

/** What the page has to send back: derived, so that it needs no place, and nobody gets from it to the session's token. */
export function csrfToken(session: string): string {
  return digestOf(`csrf ${session}`);
}

async function byToken({ tokens }: AuthenticatorParts, { headers, address }: Credentials): Promise<Caller | null> {
  const [, secret = ''] = /^bearer +(\S+) *$/i.exec(headers.authorization ?? '') ?? [];
  const bearer = await tokens.find(secret);
  if (bearer === null) return null;
  const { login, account, role, tenants, scopes } = bearer;
  const { id, name } = account;
  return { id, name, login, role, tenants, ...(scopes !== null && { scopes }), via: 'token', address };
}

async function bySession(parts: AuthenticatorParts, request: Credentials): Promise<Caller | null> {
  const token = parts.cookie.in(request.cookies);
  if (token === null) return null;
  const session = await parts.sessions.find(token);
  const account = session === null ? null : (await parts.accounts.find(session.login))?.value;
  if (!session || !account || account.id !== session.accountId) return null;
  if (account.isDisabled || account.generation !== session.generation) return null;
  requireCsrfToken(request, token);
  const { id, name, role, tenants } = account;
  return { id, name, login: session.login, role, tenants, via: 'session', address: request.address };
}

function requireCsrfToken({ method, headers }: Credentials, session: string): void {
  if (READING.includes(method)) return;
  if (!isSameDigest(textOf(headers, CSRF_HEADER), csrfToken(session))) throw new AppError('access.csrf', {});
}

function textOf(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  return typeof value === 'string' ? value : '';
}
