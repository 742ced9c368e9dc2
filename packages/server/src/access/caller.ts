// Who asks, what a role and a scope allow, and the port that finds out. What the HTTP application knows of access.

import type { IncomingHttpHeaders } from 'node:http';
import { ROLES, type Role, type Scope, type WayIn } from '@gatehouse/model';

export type { Role, Scope } from '@gatehouse/model';
export { ROLES, SCOPES } from '@gatehouse/model';

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
  readonly via: WayIn;
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
