/**
 * Who may ask what: every row of every table of routes, asked by nobody, by each role, and by tokens, over a real socket with real sessions.
 * Handlers are replaced: what counts is whether a request reaches them.
 */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { csrfToken } from '../access/authenticator.js';
import { OWNER } from '../access/authority.js';
import { ROLES, type Role, SCOPES } from '../access/caller.js';
import { PASSWORD, PLACE, sampleAccess } from '../access/sample-access.js';
import type { Route } from '../api/route.js';
import { serveApp } from '../test/served-app.js';
import { applicationRoutes, type RouteParts } from './application.js';

/** Whoever reaches the port may ask these: each one is a decision. */
const PUBLIC = [
  'GET /api/docs',
  'GET /api/v1/openapi.json',
  'GET /api/v1/session/methods',
  'GET /api/v1/session/oidc/callback',
  'GET /api/v1/session/oidc/start',
  'GET /healthz',
  'GET /readyz',
  // Looks who it is by itself: who is not signed in gets the page, and nothing of the link.
  'GET /s/{id}',
  'POST /api/v1/session',
  'POST /api/v1/session/password',
  'POST /api/v1/session/setup',
];

test('only these routes are public', async (t) => {
  const open = (await tables(t)).filter(({ access }) => access === 'public').map(nameOf);
  assert.deepEqual(open.sort(), PUBLIC);
});

test('every route states who may ask, and for what a limited token must be made', async (t) => {
  for (const { access, scope, ...route } of await tables(t)) {
    if (access === 'public') assert.equal(scope, undefined, nameOf(route));
    else assert.ok(ROLES.includes(access) && scope !== undefined && SCOPES.includes(scope), nameOf(route));
  }
});

/** Only read a text that comes with the request, and nothing that is kept. Of pasted lines the audit would keep people's names for good. */
const UNRECORDED = ['POST /api/v1/parse', 'POST /api/v1/qql/check', 'POST /api/v1/qql/complete'];

test('what searches or changes something is written into the audit', async (t) => {
  const changing = (await tables(t)).filter((route) => route.method !== 'GET' && !UNRECORDED.includes(nameOf(route)));
  assert.deepEqual(changing.filter(({ audit }) => audit === undefined).map(nameOf), []);
});

/** `timeToken` names a token of an event. */
const SECRET = /password|secret|(?<!^time)token$|current/i;

test('what goes in and must not come out is marked', async (t) => {
  const unmarked = (await tables(t)).flatMap((route) =>
    Object.entries(
      (route.body as { properties?: Record<string, { writeOnly?: boolean }> } | undefined)?.properties ?? {},
    )
      .filter(([name, schema]) => SECRET.test(name) && schema.writeOnly !== true)
      .map(([name]) => `${nameOf(route)} ${name}`),
  );
  assert.deepEqual(unmarked, []);
});

test('a role reaches what is declared for it, and nothing else', async (t) => {
  const { routes, ask, sessions } = await served(t);
  for (const route of routes) {
    for (const role of ROLES) {
      const isAllowed = route.access === 'public' || ROLES.indexOf(role) >= ROLES.indexOf(route.access);
      const expected = isAllowed ? 'reached' : 'access.role';
      const cookie = `gatehouse=${sessions[role]}`;
      const proof = { cookie, 'x-csrf-token': csrfToken(sessions[role]) };
      assert.equal(await ask(route, proof), expected, `${role}: ${nameOf(route)}`);
      const isReading = route.method === 'GET' || route.access === 'public';
      assert.equal(await ask(route, { cookie }), isReading ? expected : 'access.csrf', `${role} without proof`);
    }
    const nobody = route.access === 'public' ? 'reached' : 'access.denied';
    assert.equal(await ask(route, {}), nobody, `nobody: ${nameOf(route)}`);
    assert.equal(await ask(route, { cookie: 'gatehouse=x' }), nobody, `a made-up cookie: ${nameOf(route)}`);
  }
});

test('a token reaches what it is made for, and nothing else', async (t) => {
  const { routes, ask, tokens } = await served(t);
  for (const route of routes.filter(({ access }) => access !== 'public')) {
    for (const scope of SCOPES) {
      const expected = scope === route.scope ? 'reached' : 'access.scope';
      const authorization = `Bearer ${tokens[scope]}`;
      assert.equal(await ask(route, { authorization }), expected, `${scope}: ${nameOf(route)}`);
    }
  }
});

/** Of the program itself. Nothing of a handler is called: what they work with may be missing. */
async function tables(t: TestContext): Promise<readonly Route[]> {
  const access = await sampleAccess(t);
  const parts: Partial<RouteParts> = { access, documents: access.documents, now: () => new Date() };
  return applicationRoutes(parts as RouteParts);
}

async function served(t: TestContext) {
  const access = await sampleAccess(t);
  const sessions = {} as Record<Role, string>;
  for (const role of ROLES) {
    await access.accounts.add(OWNER, { login: role, role, tenants: ['a'], password: PASSWORD });
    sessions[role] = (await access.login.withPassword({ login: role, password: PASSWORD }, PLACE)).token;
  }
  const tokens: Record<string, string> = {};
  for (const scope of SCOPES) {
    tokens[scope] = (await access.tokens.create(OWNER, { name: scope, owner: 'admin', scopes: [scope] })).secret;
  }
  const routes = (await tables(t)).map((route) => ({
    // Without its shapes: every request that is let in reaches the handler.
    ...{ method: route.method, path: route.path, access: route.access, summary: '', response: {} },
    ...(route.scope !== undefined && { scope: route.scope }),
    handler: async () => ({ code: 'reached' }),
  }));
  let minute = 0;
  // Each request comes a minute after the one before: none is too many.
  const clock = () => minute++ * 60_000;
  // Behind a proxy nobody counts as local.
  const publicUrl = 'https://gatehouse.example.com';
  const { url } = await serveApp(t, { routes, authenticator: access.authenticator, clock, publicUrl });
  const ask = async ({ method, path }: Route, headers: Record<string, string>) => {
    const response = await fetch(url + path.replace(/\{\w+\}/g, 'x'), { method, headers });
    return ((await response.json()) as { code: string }).code;
  };
  return { routes, ask, sessions, tokens };
}

function nameOf({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path}`;
}
