// Cookies of ours (RFC 6265bis). Scripts cannot read them; links from elsewhere carry them, so that a link to a search opens the search,
// and forms from elsewhere do not.

import type { Credentials } from './caller.js';
import { FLOW_SECONDS } from './oidc.js';
import { SESSION_MS } from './sessions.js';

export interface Cookie {
  /** The value for `Set-Cookie`. */
  set(value: string): string;
  clear(): string;
  /** The value among the cookies of a request. */
  in(cookies: Credentials['cookies']): string | null;
}

/** `isSecure`: people reach the page over TLS. */
export function createSessionCookie(isSecure: boolean): Cookie {
  return createCookie({ plainName: 'gatehouse', isSecure, seconds: SESSION_MS.absolute / 1000 });
}

/** What an identity provider's answer is checked with. */
export function createFlowCookie(isSecure: boolean): Cookie {
  return createCookie({ plainName: 'gatehouse-oidc', isSecure, seconds: FLOW_SECONDS });
}

interface CookieFacts {
  readonly plainName: string;
  readonly isSecure: boolean;
  readonly seconds: number;
}

/**
 * Over TLS a browser takes a cookie of the prefix from this very host only, and sends it over TLS only (section 4.1.3.2). Then no cookie of
 * the other name counts: any host of the domain could have set it.
 */
function createCookie({ plainName, isSecure, seconds }: CookieFacts): Cookie {
  const name = isSecure ? `__Host-${plainName}` : plainName;
  const cookie = (value: string, maxAge: number) =>
    `${name}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`;
  return {
    set: (value) => cookie(value, seconds),
    clear: () => cookie('', 0),
    in: (cookies) => cookies?.[name] ?? null,
  };
}
