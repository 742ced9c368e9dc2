// What the API answers about people, tokens, customers and the audit.

import type { Role, Scope } from './session.js';

/** GET /api/v1/users */
export interface UserPage {
  readonly users: readonly User[];
  /** For `after`; null: there are no more. */
  readonly next: string | null;
}

export interface User {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  /** Customers whose events may be seen; null: all, also those to come. */
  readonly tenants: readonly string[] | null;
  readonly isDisabled: boolean;
  readonly hasPassword: boolean;
  /** Issuer of the identity provider; null: a local account. */
  readonly provider: string | null;
  readonly createdAt: string;
  readonly lastLoginAt: string | null;
}

/** A browser that somebody is signed in with. */
export interface UserSession {
  readonly id: string;
  readonly createdAt: string;
  readonly usedAt: string;
  readonly expiresAt: string;
  readonly address: string;
  readonly userAgent: string;
  readonly isCurrent: boolean;
}

/** POST /api/v1/users/{login}/link: cannot be had again. */
export interface PasswordLink {
  readonly link: string;
  readonly expiresAt: string;
}

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  /** Login. */
  readonly owner: string;
  readonly role: Role;
  readonly tenants: readonly string[] | null;
  /** What it is limited to; null: everything that its role may do. */
  readonly scopes: readonly Scope[] | null;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly usedAt: string | null;
}

/** POST /api/v1/tokens: the secret cannot be had again. */
export interface NewApiToken {
  readonly token: ApiToken;
  readonly secret: string;
}

export interface Tenant {
  readonly id: string;
  readonly name: string;
  /** The configuration names it: it cannot be removed. */
  readonly isConfigured: boolean;
}

export const AUDIT_ACTIONS = ['login', 'logout', 'search', 'export', 'change', 'denied'] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

/** GET /api/v1/audit, newest first. */
export interface AuditRecords {
  readonly records: readonly AuditRecordView[];
  /** For `before`; null: there are no more. */
  readonly next: number | null;
}

export interface AuditRecordView {
  readonly sequence: number;
  readonly at: string;
  /** Hash of the record before. */
  readonly previous: string;
  readonly action: string;
  readonly outcome: string;
  /** Null: nobody knows who it was. */
  readonly actor: {
    readonly id: string;
    readonly name: string;
    readonly login: string | null;
    readonly role: string;
    readonly via: string;
  } | null;
  readonly address: string;
  readonly tenants: readonly string[] | null;
  /** What was asked for: a route, a command. */
  readonly subject: string;
  readonly code?: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** GET /api/v1/audit/verify */
export interface AuditVerification {
  readonly isIntact: boolean;
  readonly records: number;
  /** Sequence of the oldest record that is kept. */
  readonly first: number;
  readonly head: { readonly sequence: number; readonly hash: string };
  /** The first that is wrong. */
  readonly broken: { readonly sequence: number; readonly reason: string } | null;
}
