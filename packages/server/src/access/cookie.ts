// The cookie of a session (RFC 6265bis). Scripts cannot read it; links from elsewhere carry it, so that a link to a search opens the search,
// and forms from elsewhere do not.

import type { Credentials } from './caller.js';
import { SESSION_MS } from './sessions.js';

export interface SessionCookie {
  /** The value for `Set-Cookie`. */
  set(token: string): string;
  clear(): string;
  /** The token among the cookies of a request. */
  in(cookies: Credentials['cookies']): string | null;
}

/** Over TLS a browser takes a cookie of this name from this very host only, and sends it over TLS only (section 4.1.3.2). */
const SECURE_NAME = '__Host-gatehouse';
const PLAIN_NAME = 'gatehouse';

/** `isSecure`: people reach the page over TLS. Then no cookie of the other name counts: any host of the domain could have set it. */
export function createSessionCookie(isSecure: boolean): SessionCookie {
  const name = isSecure ? SECURE_NAME : PLAIN_NAME;
  const cookie = (value: string, seconds: number) =>
    `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  return {
    set: (token) => cookie(token, SESSION_MS.absolute / 1000),
    clear: () => cookie('', 0),
    in: (cookies) => cookies?.[name] ?? null,
  };
}
