// Who is asking, as the API says it.

/** From the least to the most: a role may do what those before it may. */
export const ROLES = ['viewer', 'analyst', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** What an API token may be limited to. `self`: the caller's own account. `observe`: metrics and status of the server. */
export const SCOPES = ['self', 'search', 'export', 'save', 'observe', 'manage'] as const;
export type Scope = (typeof SCOPES)[number];

/** How somebody came in. `setup`: the link of the first administrator. */
export const WAYS_IN = ['session', 'token', 'no-auth', 'setup'] as const;
export type WayIn = (typeof WAYS_IN)[number];

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly login: string | null;
  readonly role: Role;
  /** Customers whose events may be seen; null: all, also those to come. */
  readonly tenants: readonly string[] | null;
  /** Of a limited token; null: all. */
  readonly scopes: readonly Scope[] | null;
  readonly via: WayIn;
  /** To be sent with requests that change something; null: none is needed. */
  readonly csrfToken: string | null;
}

/** How people sign in at a server. */
export interface LoginMethods {
  /** There is no user yet. */
  readonly needsSetup: boolean;
  /** Name of the identity provider; null: there is none. */
  readonly oidc: string | null;
  /** Why a sign-in with the provider has failed, where the page's address names that. */
  readonly problem: { readonly detail: string; readonly remedy: string } | null;
}
