// Shapes that the routes of access have in common. What is `writeOnly` goes in and never out: not into answers, the audit, or the log.

import type { ApiToken, Tenant as TenantView, UserSession, User as UserView } from '@gatehouse/model';
import Type, { type TProperties } from 'typebox';
import { ROLES, SCOPES } from '../../access/caller.js';
import { answer } from '../answer.js';

/** An object with these keys and no others. */
export function closed<const Properties extends TProperties>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false });
}

export const Role = Type.Enum([...ROLES]);
export const Scope = Type.Enum([...SCOPES]);
export const Id = Type.String({ minLength: 1, maxLength: 200 });
export const Login = Type.String({ minLength: 1, maxLength: 200 });
export const Name = Type.String({ minLength: 1, maxLength: 100 });
export const Password = Type.String({ maxLength: 1024, writeOnly: true });
export const NewPassword = Type.String({ maxLength: 1024, writeOnly: true, description: 'At least 12 characters.' });
export const Tenants = Type.Union([Type.Array(Type.String({ maxLength: 64 }), { maxItems: 1000 }), Type.Null()], {
  description: 'Customers whose events may be seen; null: all, also those to come.',
});

export const Done = Type.Object({});

export const SessionView = answer<UserSession>()(
  Type.Object({
    id: Type.String(),
    createdAt: Type.String(),
    usedAt: Type.String(),
    expiresAt: Type.String(),
    address: Type.String(),
    userAgent: Type.String(),
    isCurrent: Type.Boolean(),
  }),
);

export const User = answer<UserView>()(
  Type.Object({
    id: Type.String(),
    login: Type.String(),
    name: Type.String(),
    role: Role,
    tenants: Tenants,
    isDisabled: Type.Boolean(),
    hasPassword: Type.Boolean(),
    provider: Type.Union([Type.String(), Type.Null()], {
      description: 'Issuer of the identity provider; null: local.',
    }),
    createdAt: Type.String(),
    lastLoginAt: Type.Union([Type.String(), Type.Null()]),
  }),
);

export const Token = answer<ApiToken>()(
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    owner: Type.String(),
    role: Role,
    tenants: Tenants,
    scopes: Type.Union([Type.Array(Scope), Type.Null()]),
    createdAt: Type.String(),
    expiresAt: Type.String(),
    usedAt: Type.Union([Type.String(), Type.Null()]),
  }),
);

export const Tenant = answer<TenantView>()(
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    isConfigured: Type.Boolean({ description: 'The configuration names it: it cannot be removed here.' }),
  }),
);
