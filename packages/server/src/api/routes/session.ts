// Signing in and out, and one's own account: /api/v1/session.

import { type LoginMethods, type Person, WAYS_IN } from '@gatehouse/model';
import Type from 'typebox';
import type { Access } from '../../access/access.js';
import { csrfToken } from '../../access/authenticator.js';
import type { Caller } from '../../access/caller.js';
import type { LoggedIn } from '../../access/login.js';
import type { Origin } from '../../access/sessions.js';
import { AppError } from '../../errors.js';
import { answer } from '../answer.js';
import type { AuditNote } from '../audited.js';
import { publicRoute, type Route, type RouteReply, type RouteRequest, route } from '../route.js';
import { closed, Done, Id, Login, NewPassword, Password, Role, Scope, SessionView, Tenants } from './access-schemas.js';
import { signInProblem } from './sign-in-problem.js';

const PATH = '/api/v1/session';

const Session = answer<Person>()(
  Type.Object({
    id: Type.String(),
    name: Type.String(),
    login: Type.Union([Type.String(), Type.Null()]),
    role: Role,
    tenants: Tenants,
    scopes: Type.Union([Type.Array(Scope), Type.Null()], { description: 'Of a limited token; null: all.' }),
    via: Type.Enum([...WAYS_IN]),
    csrfToken: Type.Union([Type.String(), Type.Null()], {
      description: 'To be sent as X-CSRF-Token with requests that change something; null: none is needed.',
    }),
  }),
);

const Methods = answer<LoginMethods>()(
  Type.Object({
    needsSetup: Type.Boolean(),
    oidc: Type.Union([Type.String(), Type.Null()], {
      description: 'Name of the identity provider; null: there is none.',
    }),
    problem: Type.Union([Type.Object({ detail: Type.String(), remedy: Type.String() }), Type.Null()], {
      description: 'What `failed` means.',
    }),
  }),
);

export function sessionRoutes(access: Access): readonly Route[] {
  return [...entryRoutes(access), ...ownRoutes(access)];
}

function entryRoutes(access: Access): readonly Route[] {
  const { login, setup, passwordLinks, accounts } = access;
  const opened = (loggedIn: LoggedIn, context: Opening) => {
    context.audit.by(callerOf(loggedIn, context.request.address));
    return openSession(access, loggedIn, context.reply);
  };
  return [
    publicRoute({
      method: 'GET',
      path: `${PATH}/methods`,
      summary: 'Ask how people sign in here',
      query: closed({
        failed: Type.Optional(Type.String({ maxLength: 40, description: 'Of the address after a sign-in.' })),
      }),
      response: { 200: Methods },
      handler: async ({ query: { failed } }) => ({
        needsSetup: await accounts.isEmpty(),
        oidc: access.provider?.name ?? null,
        problem: failed === undefined ? null : signInProblem(failed),
      }),
    }),
    publicRoute({
      method: 'POST',
      path: PATH,
      summary: 'Sign in with name and password',
      description:
        'Sets the cookie of the session. Failures look alike; too many of them are refused for a while (429).',
      body: closed({ login: Login, password: Password }),
      response: { 200: Session },
      audit: 'login',
      handler: async (context) => {
        // Whether or not there is such an account: one look, before anything is known.
        const account = (await accounts.find(context.body.login))?.value;
        context.audit.concerns(account?.tenants ?? null);
        return opened(await login.withPassword(context.body, originOf(context.request)), context);
      },
    }),
    publicRoute({
      method: 'POST',
      path: `${PATH}/setup`,
      summary: 'Make the first administrator, with the link that the server has printed',
      body: closed({ token: Type.String({ maxLength: 100, writeOnly: true }), login: Login, password: NewPassword }),
      response: { 200: Session },
      audit: 'login',
      handler: async (context) => {
        const { token, ...person } = context.body;
        return opened(await setup.use(token, person, originOf(context.request)), context);
      },
    }),
    publicRoute({
      method: 'POST',
      path: `${PATH}/password`,
      summary: 'Choose a password, with a link that an administrator has made',
      body: closed({ token: Type.String({ maxLength: 100, writeOnly: true }), password: NewPassword }),
      response: { 200: Session },
      audit: 'login',
      handler: async (context) => {
        const { token, password } = context.body;
        return opened(await passwordLinks.use(token, password, originOf(context.request)), context);
      },
    }),
  ];
}

function ownRoutes(access: Access): readonly Route[] {
  const { sessions, cookie } = access;
  return [
    route({
      method: 'GET',
      path: PATH,
      access: 'viewer',
      scope: 'self',
      summary: 'Ask who you are',
      response: { 200: Session },
      handler: async ({ caller, request }) => describe(caller, tokenOf(access, caller, request)),
    }),
    route({
      method: 'DELETE',
      path: PATH,
      access: 'viewer',
      scope: 'self',
      summary: 'Sign out',
      response: { 200: Done },
      audit: 'logout',
      handler: async ({ request, reply }) => {
        const token = cookie.in(request.cookies);
        if (token !== null) await sessions.end(token);
        reply.header('set-cookie', cookie.clear());
        return {};
      },
    }),
    route({
      method: 'GET',
      path: `${PATH}/list`,
      access: 'viewer',
      scope: 'self',
      summary: 'List the sessions of your account',
      response: { 200: Type.Object({ sessions: Type.Array(SessionView) }) },
      handler: async ({ caller, request }) => ({
        sessions: [...(await sessions.list(caller.id, cookie.in(request.cookies)))],
      }),
    }),
    route({
      method: 'DELETE',
      path: `${PATH}/list/{id}`,
      access: 'viewer',
      scope: 'self',
      summary: 'End one of the sessions of your account',
      params: Type.Object({ id: Id }),
      response: { 200: Done },
      audit: 'logout',
      handler: async ({ caller, params }) => {
        if ((await sessions.endOf(caller.id, params.id)) === 0)
          throw new AppError('access.unknown', { what: 'session' });
        return {};
      },
    }),
    passwordRoute(access),
  ];
}

function passwordRoute(access: Access): Route {
  return route({
    method: 'PUT',
    path: `${PATH}/password`,
    access: 'viewer',
    scope: 'self',
    summary: 'Change your password',
    description: 'Ends all other sessions of the account.',
    body: closed({ current: Password, password: NewPassword }),
    response: { 200: Session },
    audit: 'change',
    handler: async ({ caller, body, request, reply }) => {
      const login = requireSignedIn(caller);
      const origin = originOf(request);
      await access.login.requirePassword({ login, password: body.current }, origin.address);
      await access.accounts.setPassword(caller, login, body.password);
      return openSession(access, await access.login.withPassword({ login, password: body.password }, origin), reply);
    },
  });
}

/** The login of somebody who is there in person. A token that leaks must not be able to make more of itself. */
export function requireSignedIn({ via, login }: Caller): string {
  if (via !== 'session' || login === undefined) throw new AppError('access.session-only', {});
  return login;
}

export function originOf({ address, headers }: RouteRequest): Origin {
  return { address, userAgent: headers['user-agent'] ?? '' };
}

function openSession({ cookie }: Access, { login, account, token }: LoggedIn, reply: RouteReply) {
  reply.header('set-cookie', cookie.set(token));
  return describe(callerOf({ login, account, token }, ''), token);
}

export interface Opening {
  readonly request: RouteRequest;
  readonly reply: RouteReply;
  readonly audit: AuditNote;
}

export function callerOf({ login, account: { id, name, role, tenants } }: LoggedIn, address: string): Caller {
  return { id, name, login, role, tenants, via: 'session', address };
}

function tokenOf({ cookie }: Access, { via }: Caller, { cookies }: RouteRequest): string | null {
  return via === 'session' ? cookie.in(cookies) : null;
}

function describe({ id, name, login, role, tenants, scopes, via }: Caller, token: string | null) {
  return {
    ...{ id, name, role, via, tenants, login: login ?? null, scopes: scopes ?? null },
    csrfToken: token === null ? null : csrfToken(token),
  };
}
