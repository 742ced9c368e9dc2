// Who asks, what a role and a scope allow, and the port that finds out. What the HTTP application knows of access.

import type { IncomingHttpHeaders } from 'node:http';

/** From the least to the most: a role may do what those before it may. */
export const ROLES = ['viewer', 'analyst', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What an API token may be limited to. `self`: the caller's own account. `observe`: metrics and status of the server. */
export const SCOPES = ['self', 'search', 'export', 'save', 'observe', 'manage'] as const;
export type Scope = (typeof SCOPES)[number];

export interface Caller {
  readonly id: string;
  readonly name: string;
  /** What the account is found by; absent where there is no account. */
  readonly login?: string;
  readonly role: Role;
  /** Customers whose events may be seen, by construction of every query; null: all, also those to come. */
  readonly tenants: readonly string[] | null;
  /** Of a token that is limited; absent: everything that the role may do. */
  readonly scopes?: readonly Scope[];
  readonly via: 'session' | 'token' | 'no-auth' | 'setup';
  /** Where the request came from. */
  readonly address: string;
}

export interface Credentials {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly cookies?: Readonly<Record<string, string | undefined>>;
  readonly address: string;
}

export interface Authenticator {
  /** Finds the caller of a request, or throws `access.denied`. */
  authenticate(request: Credentials): Promise<Caller>;
}

export function hasRole({ role }: Caller, wanted: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(wanted);
}

export function hasScope({ scopes }: Caller, wanted: Scope): boolean {
  return scopes?.includes(wanted) ?? true;
}
