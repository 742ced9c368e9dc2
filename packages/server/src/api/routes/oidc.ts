// Signing in with an identity provider: /api/v1/session/oidc. The browser is sent there and comes back; whatever happens, it ends at a page.

import Type from 'typebox';
import type { Access } from '../../access/access.js';
import type { LoggedIn } from '../../access/login.js';
import type { Oidc } from '../../access/oidc.js';
import { AppError, statusOf } from '../../errors.js';
import type { AuditNote } from '../audited.js';
import { publicRoute, type Route, type RouteReply, type RouteRequest } from '../route.js';
import { callerOf, originOf } from './session.js';

const PATH = '/api/v1/session/oidc';

const Secret = Type.Optional(Type.String({ writeOnly: true }));
const Answer = Type.Object(
  { code: Secret, state: Secret, session_state: Secret, error: Type.Optional(Type.String()) },
  { additionalProperties: true },
);
/** Somewhere else to go. */
const redirect = { 302: { media: ['text/plain'] } } as const;

export function oidcRoutes(access: Access): readonly Route[] {
  return [
    publicRoute({
      method: 'GET',
      path: `${PATH}/start`,
      summary: 'Go to the identity provider to sign in',
      query: Type.Object({
        to: Type.Optional(Type.String({ maxLength: 4000, description: 'Path of the page to come back to.' })),
      }),
      response: redirect,
      cost: 5,
      handler: async ({ query: { to = '/' }, reply }) =>
        toPage(reply, async () => {
          const { location, flow } = await providerOf(access).begin(to);
          reply.header('set-cookie', access.flowCookie.set(flow));
          return location;
        }),
    }),
    publicRoute({
      method: 'GET',
      path: `${PATH}/callback`,
      summary: 'Come back from the identity provider',
      query: Answer,
      response: redirect,
      audit: 'login',
      handler: async ({ request, reply, audit }) =>
        toPage(reply, () => arrive(access, { request, reply, audit }), audit),
    }),
  ];
}

interface Arriving {
  readonly request: RouteRequest;
  readonly reply: RouteReply;
  readonly audit: AuditNote;
}

/** Where to go. */
async function arrive(access: Access, { request, reply, audit }: Arriving): Promise<string> {
  const { accounts, login, cookie, flowCookie } = access;
  const [, search = ''] = request.url.split('?');
  // What is kept of the sign-in is good for one answer.
  reply.header('set-cookie', flowCookie.clear());
  const { person, to } = await providerOf(access).finish(flowCookie.in(request.cookies), search);
  audit.concerns(person.tenants);
  const { id, value } = await accounts.provided(person);
  const loggedIn: LoggedIn = await login.vouched(id, value, originOf(request));
  audit.by(callerOf(loggedIn, request.address));
  reply.header('set-cookie', [flowCookie.clear(), cookie.set(loggedIn.token)]);
  return to;
}

function providerOf({ provider }: Access): Oidc {
  if (provider === null) throw new AppError('access.no-provider', {});
  return provider;
}

/** People look at the answer: what has failed is said by the login page. */
async function toPage(reply: RouteReply, go: () => Promise<string>, audit?: AuditNote): Promise<string> {
  reply.status(302);
  reply.type('text/plain; charset=utf-8');
  try {
    reply.header('location', await go());
  } catch (error) {
    if (!(error instanceof AppError) || statusOf(error.code) === 500) throw error;
    audit?.failed(error.code);
    reply.header('location', `/login?failed=${error.code}`);
  }
  return '';
}
