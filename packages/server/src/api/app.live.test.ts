/** The application on real sockets: what every request has to pass, and what every answer carries. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { type TestContext, test } from 'node:test';
import Type from 'typebox';
import { type Authenticator, type Caller, ROLES } from '../access/caller.js';
import { createNoAuth, createRefusal } from '../access/no-auth.js';
import { AppError } from '../errors.js';
import { exchange, NO_AUDIT, problemIn, type ServedApp, serveApp } from '../test/served-app.js';
import { createApp } from './app.js';
import { publicRoute, route } from './route.js';

const Ok = Type.Object({ ok: Type.Boolean() });
const response = { 200: Ok } as const;
const handler = async () => ({ ok: true });

const routes = [
  publicRoute({ method: 'GET', path: '/open', summary: 'Open', response, handler }),
  ...ROLES.map((access) =>
    route({ method: 'GET', path: `/for/${access}`, access, scope: 'search', summary: 'Closed', response, handler }),
  ),
  route({
    method: 'POST',
    path: '/things/{id}',
    access: 'viewer',
    scope: 'save',
    summary: 'Echo',
    params: Type.Object({ id: Type.String({ maxLength: 8 }) }),
    query: Type.Object({ times: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: false }),
    body: Type.Object({ name: Type.String(), size: Type.Integer({ default: 3 }) }, { additionalProperties: false }),
    response: { 200: Type.Object({ said: Type.String() }) },
    handler: async ({ params, query, body, caller }) => ({
      said: `${caller.name} ${params.id} ${query.times ?? 1} ${body.name} ${body.size}`,
    }),
  }),
];

const owner: Caller = { id: 'o', name: 'owner', role: 'admin', tenants: null, via: 'token', address: '' };
const as = (caller: Partial<Caller>): Authenticator => ({ authenticate: async () => ({ ...owner, ...caller }) });
const served = (t: TestContext, authenticator = as({})): Promise<ServedApp> => serveApp(t, { routes, authenticator });

const refusals: readonly [what: string, request: string, code: number][] = [
  ['POST where there is none', 'POST /open HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n', 405],
  ['an unknown path', 'GET /../etc/passwd HTTP/1.1\r\nHost: localhost:80\r\nConnection: close\r\n\r\n', 404],
  ['a broken path', 'GET /%E0%A4%A HTTP/1.1\r\nHost: localhost:80\r\nConnection: close\r\n\r\n', 400],
  ['a name that a page points at us', 'GET /open HTTP/1.1\r\nHost: evil.example.com\r\nConnection: close\r\n\r\n', 421],
  ['no name at all', 'GET /open HTTP/1.0\r\n\r\n', 421],
  ['headers without end', `GET /open HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ${'a'.repeat(20_000)}`, 431],
  ['what is no HTTP', '<134>1 2026-03-17T10:00:00Z gw1 - - - -\r\n\r\n', 400],
  [
    'what a page from elsewhere sends',
    'POST /things/a HTTP/1.1\r\nHost: 127.0.0.1\r\nSec-Fetch-Site: cross-site\r\nConnection: close\r\n\r\n',
    403,
  ],
];

for (const [what, request, code] of refusals) {
  test(`${what} is answered with ${code}`, async (t) => {
    const { port } = await served(t);
    const [head = '', body = ''] = (await exchange(port, request)).split('\r\n\r\n');
    assert.match(head, new RegExp(`^HTTP/1\\.1 ${code} `));
    assert.match(head, /content-type: application\/problem\+json/);
    assert.match(head, /x-content-type-options: nosniff/);
    assert.equal((JSON.parse(body) as { status: number }).status, code);
  });
}

for (const host of ['127.0.0.1', 'localhost:8080', '[::1]:8080']) {
  test(`HEAD for ${host} gives the headers only`, async (t) => {
    const { port } = await served(t);
    const answer = await exchange(port, `HEAD /open?x=1 HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    const [head = '', body] = answer.split('\r\n\r\n');
    assert.match(head, /^HTTP\/1\.1 200 /);
    const wanted = ['cache-control: no-store', 'x-content-type-options: nosniff', "default-src 'none'"];
    for (const header of [...wanted, "frame-ancestors 'none'", 'content-length: 11']) {
      assert.ok(head.includes(header), header);
    }
    assert.doesNotMatch(head, /strict-transport-security|x-powered-by|^server:/im);
    assert.equal(body, '');
  });
}

const bodies: readonly [what: string, request: RequestInit & { path?: string }, code: number, detail: RegExp][] = [
  ['a wrong type', { body: '{"name":1}' }, 400, /body\/name must be string/],
  ['a number as text', { body: '{"name":"a","size":"3"}' }, 400, /body\/size must be integer/],
  ['an unknown key', { body: '{"name":"a","sice":3}' }, 400, /additional properties/],
  ['a missing key', { body: '{}' }, 400, /required property 'name'/],
  ['no JSON', { body: '{"name":' }, 400, /not understood/],
  ['a prototype', { body: '{"name":"a","__proto__":{"x":1}}' }, 400, /not understood/],
  ['no body', {}, 400, /Body/],
  ['too much', { body: JSON.stringify({ name: 'a'.repeat(70_000) }) }, 413, /too large/],
  ['a form', { body: 'name=a', headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415, /type/],
  ['an unknown parameter', { body: '{"name":"a"}', path: '/things/a?time=2' }, 400, /additional properties/],
  ['a parameter of a wrong type', { body: '{"name":"a"}', path: '/things/a?times=x' }, 400, /times must be integer/],
  ['a long id', { body: '{"name":"a"}', path: '/things/abcdefghi' }, 400, /params\/id/],
];

for (const [what, { path = '/things/a', ...init }, code, detail] of bodies) {
  test(`${what} is answered with ${code}`, async (t) => {
    const { url, errors } = await served(t);
    const headers = { 'content-type': 'application/json' };
    const problem = await problemIn(await fetch(`${url}${path}`, { method: 'POST', headers, ...init }));
    assert.equal(problem.status, code);
    assert.match(problem.detail, detail);
    assert.ok(problem.remedy.length > 0);
    assert.deepEqual(errors, []);
  });
}

test('parameters are read as their types, and defaults filled in', async (t) => {
  const { url } = await served(t);
  const body = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"name":"x"}' };
  const answer = await fetch(`${url}/things/a%2Fb?times=2`, body);
  assert.deepEqual(await answer.json(), { said: 'owner a/b 2 x 3' });
});

test('a role may do what those before it may, and no more', async (t) => {
  for (const [rank, role] of ROLES.entries()) {
    const { url } = await served(t, as({ role }));
    for (const [wanted, access] of ROLES.entries()) {
      const answer = await fetch(`${url}/for/${access}`);
      assert.equal(answer.status, wanted <= rank ? 200 : 403, `${role} asks for ${access}`);
    }
  }
});

test('a limited token does what it was made for', async (t) => {
  const { url } = await served(t, as({ scopes: ['search'] }));
  assert.equal((await fetch(`${url}/for/viewer`)).status, 200);
  const problem = await problemIn(await fetch(`${url}/things/a`, { method: 'POST' }));
  assert.equal(problem.code, 'access.scope');
});

test('who is nobody reaches what is open, and learns nothing of the rest', async (t) => {
  const { url } = await served(t, createRefusal());
  assert.equal((await fetch(`${url}/open`)).status, 200);
  const answer = await fetch(`${url}/things/abcdefghi`, { method: 'POST' });
  assert.match(answer.headers.get('www-authenticate') ?? '', /^Bearer/);
  assert.equal((await problemIn(answer)).code, 'access.denied');
});

test('who asks too often is told when to ask again', async (t) => {
  const { url } = await serveApp(t, { routes, authenticator: as({}), clock: () => 0 });
  const statuses: number[] = [];
  let last = new Response();
  for (let index = 0; index < 125; index++) {
    last = await fetch(`${url}/for/viewer`);
    statuses.push(last.status);
    if (index < 124) await last.text();
  }
  assert.deepEqual([statuses.filter((status) => status === 200).length, last.status], [120, 429]);
  assert.equal(last.headers.get('retry-after'), '1');
  assert.equal((await problemIn(last)).code, 'request.too-many');
});

test('without authentication the application is for this machine', () => {
  for (const address of ['0.0.0.0', '::', '192.0.2.1', '::ffff:192.0.2.1', 'localhost']) {
    assert.throws(() => createNoAuth(address), { code: 'access.exposed', exitCode: 2 });
  }
  for (const address of ['127.0.0.1', '127.8.0.1', '::1', '::ffff:127.0.0.1']) createNoAuth(address);
});

test('a port that is taken is an error with a remedy', async (t) => {
  const { port } = await served(t);
  const parts = { address: '127.0.0.1', port, routes, authenticator: as({}), clock: Date.now };
  const second = await createApp({ audit: NO_AUDIT, ...parts, onError: () => assert.fail() });
  await assert.rejects(
    second.start(),
    (error) => error instanceof AppError && error.code === 'listener.address-in-use',
  );
});

test('stopping does not wait for connections that say nothing', async (t) => {
  const { port, stop } = await served(t);
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write('GET /open HTTP/1.1\r\nHost: 127.0.0.1\r\n');
  const closed = once(socket.resume(), 'close');
  const began = Date.now();
  await Promise.all([stop(), closed]);
  assert.ok(Date.now() - began < 4000);
});
