// What roles and scopes mean, in the words of whoever has to choose one.

import { ROLES, type Role, SCOPES, type Scope } from '@gatehouse/model';
import type { Choice } from './form.js';

const ROLE_DETAILS: Readonly<Record<Role, string>> = {
  viewer: 'Searches and reads the events of their customers.',
  analyst: 'The same, and exports events to files.',
  admin: 'Everything, and looks after users, tokens, customers and the audit.',
};

const SCOPE_DETAILS: Readonly<Record<Scope, string>> = {
  self: 'Ask who it is, its own account.',
  search: 'Search and read events.',
  export: 'Export events to files; takes an analyst.',
  save: 'Saved searches, links and requests.',
  observe: 'Metrics and status of the server.',
  manage: 'Users, customers and the audit; takes an administrator.',
};

/** Up to this role. */
export function roleChoices(most: Role = 'admin'): readonly Choice<Role>[] {
  const end = ROLES.indexOf(most) + 1;
  return ROLES.slice(0, end).map((role) => ({ value: role, label: role, detail: ROLE_DETAILS[role] }));
}

export const SCOPE_CHOICES: readonly Choice<Scope>[] = SCOPES.map((scope) => ({
  value: scope,
  label: scope,
  detail: SCOPE_DETAILS[scope],
}));
