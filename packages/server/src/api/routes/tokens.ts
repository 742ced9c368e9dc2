// API tokens: /api/v1/tokens. People make their own; administrators also those of others within their customers.

import type { ApiToken } from '@gatehouse/model';
import Type from 'typebox';
import type { Access } from '../../access/access.js';
import { TOKEN_DAYS } from '../../access/tokens.js';
import { type Route, route } from '../route.js';
import { closed, Done, Id, Login, Name, Role, Scope, Tenants, Token } from './access-schemas.js';
import { requireSignedIn } from './session.js';

const PATH = '/api/v1/tokens';
const own = { access: 'viewer', scope: 'self' } as const;

const NewToken = closed({
  name: Name,
  owner: Type.Optional(Login),
  role: Type.Optional(Role),
  tenants: Type.Optional(Tenants),
  scopes: Type.Optional(Type.Array(Scope, { minItems: 1, maxItems: 20 })),
  days: Type.Optional(Type.Integer({ description: `1 to ${TOKEN_DAYS.most}; ${TOKEN_DAYS.default} without it.` })),
});

export function tokenRoutes({ tokens }: Access): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: PATH,
      ...own,
      summary: 'List the tokens that you may revoke',
      response: { 200: Type.Object({ tokens: Type.Array(Token) }) },
      handler: async ({ caller }) => ({ tokens: (await tokens.list(caller)).map(plain) }),
    }),
    route({
      method: 'POST',
      path: PATH,
      ...own,
      summary: 'Make a token',
      description: 'It has at most what its owner has. The secret is in this answer and cannot be had again.',
      body: NewToken,
      response: { 200: Type.Object({ token: Token, secret: Type.String() }) },
      audit: 'change',
      handler: async ({ caller, body }) => {
        const login = requireSignedIn(caller);
        const { token, secret } = await tokens.create(caller, { ...body, owner: body.owner ?? login });
        return { token: plain(token), secret };
      },
    }),
    route({
      method: 'DELETE',
      path: `${PATH}/{id}`,
      ...own,
      summary: 'Revoke a token',
      params: Type.Object({ id: Id }),
      response: { 200: Done },
      audit: 'change',
      handler: async ({ caller, params: { id } }) => {
        await tokens.revoke(caller, id);
        return {};
      },
    }),
  ];
}

function plain({ tenants, scopes, ...view }: ApiToken) {
  return { ...view, tenants: tenants === null ? null : [...tenants], scopes: scopes === null ? null : [...scopes] };
}
