// What one's own account asks of the server: about nobody else.

import type { Person, Tenant, UserSession } from '@gatehouse/model';
import { queryOptions } from '@tanstack/react-query';
import type { Api } from '../../lib/api.js';

export function ownSessionsQuery(api: Api) {
  return queryOptions({
    queryKey: ['own-sessions'],
    queryFn: async ({ signal }) =>
      (await api.get<{ readonly sessions: readonly UserSession[] }>('session/list', { signal })).sessions,
  });
}

export function endOwnSession(api: Api, id: string): Promise<unknown> {
  return api.delete(`session/list/${encodeURIComponent(id)}`);
}

export interface PasswordChange {
  readonly current: string;
  readonly password: string;
}

/** Answers the session that goes on, which is a new one. */
export function changePassword(api: Api, change: PasswordChange): Promise<Person> {
  return api.put('session/password', { body: change });
}

export function ownTenantsQuery(api: Api) {
  return queryOptions({
    queryKey: ['tenants'],
    queryFn: async ({ signal }) =>
      (await api.get<{ readonly tenants: readonly Tenant[] }>('tenants', { signal })).tenants,
  });
}
