// What somebody may hand on or see of others: nothing that reaches further than their own customers.

import { AppError } from '../errors.js';
import type { Role } from './caller.js';

/** Customers; null: all, also those to come. */
export type Tenants = readonly string[] | null;

/** Who changes accounts and tokens: a caller, or the owner of the machine. */
export interface Actor {
  readonly id: string;
  readonly role: Role;
  readonly tenants: Tenants;
}

/** The command line: whoever may read the data folder may do everything. */
export const OWNER: Actor = { id: 'owner', role: 'admin', tenants: null };

export function covers(own: Tenants, others: Tenants): boolean {
  return own === null || (others?.every((tenant) => own.includes(tenant)) ?? false);
}

/** Throws `access.foreign-tenant`. */
export function requireCovers({ tenants }: Actor, others: Tenants): void {
  if (!covers(tenants, others)) throw new AppError('access.foreign-tenant', {});
}

/** Those of both. */
export function common(one: Tenants, other: Tenants): Tenants {
  if (one === null) return other;
  return other === null ? one : one.filter((tenant) => other.includes(tenant));
}

/** Whether they have a customer in common, or one of them all. */
export function overlaps(one: Tenants, other: Tenants): boolean {
  return one === null || other === null || one.some((tenant) => other.includes(tenant));
}
