// What somebody may do whom an identity provider vouches for: by the groups that the provider names.

import type { Tenants } from './authority.js';
import type { Role } from './caller.js';

export interface Grant {
  /** `*`: everybody whom the provider lets sign in here. */
  readonly group: string;
  readonly role: Role;
  readonly tenants: Tenants;
}

type Claims = Readonly<Record<string, unknown>>;

/** The first one that fits: put together from several, a role for one customer would count for another. */
export function grantFor(groups: readonly string[], grants: readonly Grant[]): Grant | null {
  return grants.find(({ group }) => group === '*' || groups.includes(group)) ?? null;
}

/** Of the claim `groups`, or `realm_access.roles`: one text, or a list of them. */
export function groupsIn(claims: Claims, name: string): readonly string[] {
  const value = claimOf(claims, name);
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each): each is string => typeof each === 'string') : [];
}

function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name.split('.').reduce<unknown>((within, key) => {
    const isObject = typeof within === 'object' && within !== null && Object.hasOwn(within, key);
    return isObject ? (within as Claims)[key] : undefined;
  }, claims);
}
