// Accounts, for administrators: /api/v1/users.

import type { User as UserAnswer } from '@gatehouse/model';
import Type from 'typebox';
import type { Access } from '../../access/access.js';
import { type Route, route } from '../route.js';
import { closed, Done, Login, Name, NewPassword, Role, SessionView, Tenants, User } from './access-schemas.js';
import type { Place } from './place.js';

const PATH = '/api/v1/users';
const admin = { access: 'admin', scope: 'manage' } as const;
const params = Type.Object({ login: Login });

export function userRoutes(access: Access, place: Place): readonly Route[] {
  return [...listRoutes(access), ...accountRoutes(access), linkRoute(access, place), ...sessionRoutes(access)];
}

function listRoutes({ accounts }: Access): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: PATH,
      ...admin,
      summary: 'List the users',
      query: closed({ after: Type.Optional(Type.String({ maxLength: 200 })) }),
      response: {
        200: Type.Object({
          users: Type.Array(User),
          next: Type.Union([Type.String(), Type.Null()], { description: 'For `after`; null: there are no more.' }),
        }),
      },
      handler: async ({ caller, query }) => {
        const { users, next } = await accounts.list(caller, query.after);
        return { users: users.map(plain), next };
      },
    }),
    route({
      method: 'POST',
      path: PATH,
      ...admin,
      summary: 'Add a user',
      description: 'Without a password nobody gets in until one is chosen by a link: POST /api/v1/users/{login}/link.',
      body: closed({
        login: Login,
        name: Type.Optional(Name),
        role: Role,
        tenants: Tenants,
        password: Type.Optional(NewPassword),
      }),
      response: { 200: User },
      audit: 'change',
      handler: async ({ caller, body }) => plain(await accounts.add(caller, body)),
    }),
  ];
}

function accountRoutes({ accounts }: Access): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: `${PATH}/{login}`,
      ...admin,
      summary: 'Show a user',
      params,
      response: { 200: User },
      handler: async ({ caller, params: { login } }) => plain(await accounts.get(caller, login)),
    }),
    route({
      method: 'PUT',
      path: `${PATH}/{login}`,
      ...admin,
      summary: 'Change name, role or customers of a user, or disable them',
      params,
      body: closed({
        name: Type.Optional(Name),
        role: Type.Optional(Role),
        tenants: Type.Optional(Tenants),
        isDisabled: Type.Optional(Type.Boolean()),
      }),
      response: { 200: User },
      audit: 'change',
      handler: async ({ caller, params: { login }, body }) => plain(await accounts.change(caller, login, body)),
    }),
    route({
      method: 'PUT',
      path: `${PATH}/{login}/password`,
      ...admin,
      summary: 'Give a user another password',
      description: 'Ends all sessions of the user.',
      params,
      body: closed({ password: NewPassword }),
      response: { 200: User },
      audit: 'change',
      handler: async ({ caller, params: { login }, body }) =>
        plain(await accounts.setPassword(caller, login, body.password)),
    }),
    route({
      method: 'DELETE',
      path: `${PATH}/{login}`,
      ...admin,
      summary: 'Remove a user',
      params,
      response: { 200: Done },
      audit: 'change',
      handler: async ({ caller, params: { login } }) => {
        await accounts.remove(caller, login);
        return {};
      },
    }),
  ];
}

function linkRoute({ passwordLinks }: Access, { baseUrl }: Place): Route {
  return route({
    method: 'POST',
    path: `${PATH}/{login}/link`,
    ...admin,
    summary: 'Make a link with which a user chooses a password, once, within three days',
    description:
      'The link is in this answer and cannot be had again; a later one replaces it. The password stays until then.',
    params,
    response: { 200: Type.Object({ link: Type.String(), expiresAt: Type.String() }) },
    audit: 'change',
    handler: async ({ caller, params: { login } }) => {
      const { path, expiresAt } = await passwordLinks.create(caller, login);
      return { link: baseUrl() + path, expiresAt };
    },
  });
}

function sessionRoutes({ accounts, sessions }: Access): readonly Route[] {
  return [
    route({
      method: 'GET',
      path: `${PATH}/{login}/sessions`,
      ...admin,
      summary: 'List the sessions of a user',
      params,
      response: { 200: Type.Object({ sessions: Type.Array(SessionView) }) },
      handler: async ({ caller, params: { login } }) => {
        const { id } = await accounts.get(caller, login);
        return { sessions: [...(await sessions.list(id, null))] };
      },
    }),
    route({
      method: 'DELETE',
      path: `${PATH}/{login}/sessions`,
      ...admin,
      summary: 'End all sessions of a user',
      params,
      response: { 200: Type.Object({ ended: Type.Integer() }) },
      audit: 'change',
      handler: async ({ caller, params: { login } }) => {
        const { id } = await accounts.get(caller, login);
        return { ended: await sessions.endOf(id, null) };
      },
    }),
  ];
}

/** Answers are plain JSON: lists that nobody else holds. */
function plain({ tenants, ...view }: UserAnswer) {
  return { ...view, tenants: tenants === null ? null : [...tenants] };
}
