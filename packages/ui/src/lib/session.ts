// Who is signed in. In: GET session. Out: the person, or null when the server wants a login first.

import type { Person } from '@gatehouse/model';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { type Api, ApiProblem } from './api.js';
import { useApi } from './page-context.js';

export const SESSION_KEY = ['session'] as const;

function sessionQuery(api: Api) {
  return queryOptions({
    queryKey: SESSION_KEY,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<Person | null> => {
      try {
        const person = await api.get<Person>('session', { signal });
        api.setCsrfToken(person.csrfToken);
        return person;
      } catch (error) {
        if (error instanceof ApiProblem && error.status === 401) return null;
        throw error;
      }
    },
  });
}

export function useSession() {
  return useQuery(sessionQuery(useApi()));
}

/** Names that are typed hold no colon: this one is the identity provider's. */
export function isProvided(login: string | null): boolean {
  return login?.startsWith('oidc:') ?? false;
}
