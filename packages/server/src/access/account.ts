// Accounts of people: what is kept of them, and what may be told. A local account has a password; one of an identity provider has the
// provider's name for the person. The id of the document is what the person types to log in, or a digest of what the provider says.

import { createHash } from 'node:crypto';
import type { User } from '@gatehouse/model';
import { AppError } from '../errors.js';
import type { Role } from './caller.js';

export interface Account {
  /** Never given twice, also not when an account of the same name is made again: what belongs to somebody names this. */
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** Customers; null: all, also those to come. */
  readonly tenants: readonly string[] | null;
  readonly isDisabled: boolean;
  /** Null: no password logs in. */
  readonly passwordHash: string | null;
  readonly provider: { readonly issuer: string; readonly subject: string } | null;
  /** Raised when sessions that there are shall end: another password, disabled. */
  readonly generation: number;
  readonly createdAt: string;
  readonly lastLoginAt: string | null;
}

/** What others may know of an account. */
export function accountView(login: string, account: Account): User {
  const { id, name, role, tenants, isDisabled, passwordHash, createdAt, lastLoginAt } = account;
  const [hasPassword, provider] = [passwordHash !== null, account.provider?.issuer ?? null];
  return { id, login, name, role, tenants, isDisabled, hasPassword, provider, createdAt, lastLoginAt };
}

const NAME = /^[a-z0-9][a-z0-9._@+-]{0,63}$/;

/** As it is compared: `Anna` and `anna` are one. Text that cannot be a name stays what it is and is found nowhere. */
export function loginOf(typed: string): string {
  return typed.normalize('NFKC').trim().toLowerCase();
}

/** Throws `access.invalid-name`. */
export function newLogin(typed: string): string {
  const login = loginOf(typed);
  if (!NAME.test(login)) throw new AppError('access.invalid-name', {});
  return login;
}

/** No local login holds a colon. Who the person is at the provider can be any text. */
export function providerLogin({ issuer, subject }: { issuer: string; subject: string }): string {
  return `oidc:${createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex')
    .slice(0, 32)}`;
}
