// What pages ask of the server about tokens: the administration of all of them, one's own account of its own.

import type { ApiToken, NewApiToken, Role, Scope } from '@gatehouse/model';
import { queryOptions } from '@tanstack/react-query';
import type { Api } from './api.js';

export function tokensQuery(api: Api) {
  return queryOptions({
    queryKey: ['tokens'],
    queryFn: async ({ signal }) =>
      (await api.get<{ readonly tokens: readonly ApiToken[] }>('tokens', { signal })).tokens,
  });
}

export interface TokenWish {
  readonly name: string;
  readonly owner?: string;
  readonly role: Role;
  readonly scopes?: readonly Scope[];
  readonly days: number;
}

export function makeToken(api: Api, wish: TokenWish): Promise<NewApiToken> {
  return api.post('tokens', { body: wish });
}

export function revokeToken(api: Api, id: string): Promise<unknown> {
  return api.delete(`tokens/${encodeURIComponent(id)}`);
}
