/** Access over HTTP, on a real socket with real cookies: signing in and out, accounts, tokens, customers. */
import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { Ajv } from 'ajv';
import { OWNER } from '../../access/authority.js';
import { PASSWORD, type SampleAccess, sampleAccess } from '../../access/sample-access.js';
import { serveApp } from '../../test/served-app.js';
import type { Method, Route } from '../route.js';
import { accessRoutes } from './access.js';

const ANNA = { login: 'anna', password: PASSWORD };

test('signing in, being somebody, signing out', async (t) => {
  const { guest } = await served(t);
  const anna = guest();
  assert.equal((await anna.ask('GET /session')).code, 'access.denied');
  const signedIn = await anna.ask('POST /session', ANNA);
  assert.equal(signedIn.status, 200);
  assert.match(signedIn.cookie, /^gatehouse=[A-Za-z0-9_-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Lax$/);
  const { csrfToken, id, ...who } = signedIn.body;
  assert.match(String(csrfToken), /^[0-9a-f]{64}$/);
  assert.deepEqual(who, { name: 'anna', login: 'anna', role: 'analyst', tenants: ['a'], scopes: null, via: 'session' });
  assert.deepEqual((await anna.ask('GET /session')).body, { ...who, id, csrfToken });
  assert.equal((await anna.ask('DELETE /session', undefined, { 'x-csrf-token': '' })).code, 'access.csrf');
  const signedOut = await anna.ask('DELETE /session');
  assert.match(signedOut.cookie, /^gatehouse=; Path=\/; Max-Age=0;/);
  assert.equal((await anna.ask('GET /session')).code, 'access.denied');
});

test('whatever is wrong with a login, the answer is the same', async (t) => {
  const { guest } = await served(t);
  const answers = new Set<string>();
  for (const wrong of [
    { ...ANNA, password: 'x' },
    { ...ANNA, login: 'nobody' },
    { login: "' OR 1=1 --", password: '' },
    { login: '../../etc/passwd', password: '\0' },
    { login: 'oidc:0123456789abcdef', password: PASSWORD },
  ]) {
    const { status, text, cookie } = await guest().ask('POST /session', wrong);
    answers.add(JSON.stringify([status, text, cookie]));
  }
  assert.equal(answers.size, 1);
  assert.match([...answers].join(), /access\.login-failed/);
});

test('too many failures are answered with when to try again', async (t) => {
  const { guest } = await served(t);
  for (let count = 0; count < 5; count++) await guest().ask('POST /session', { ...ANNA, password: 'x' });
  const { status, code, headers } = await guest().ask('POST /session', ANNA);
  assert.deepEqual([status, code, headers.get('retry-after')], [429, 'access.locked', '30']);
});

test('the link for setting up makes an administrator who is signed in; then it is over', async (t) => {
  const { guest, access } = await served(t, { isEmpty: true });
  const chief = guest();
  assert.deepEqual((await chief.ask('GET /session/methods')).body, { needsSetup: true, oidc: null, problem: null });
  const token = (await access.setup.createLink(''))?.split('=')[1];
  const person = { token, login: 'chief', password: PASSWORD };
  const short = await guest().ask('POST /session/setup', { ...person, password: 'short' });
  assert.deepEqual([short.status, short.code], [400, 'access.weak-password']);
  const { status, body } = await chief.ask('POST /session/setup', person);
  assert.deepEqual([status, body['role'], body['tenants']], [200, 'admin', null]);
  assert.equal((await chief.ask('GET /users')).status, 200);
  assert.equal((await guest().ask('POST /session/setup', { ...person, login: 'x' })).code, 'access.setup-over');
  assert.deepEqual((await guest().ask('GET /session/methods')).body, { needsSetup: false, oidc: null, problem: null });
});

test('another password takes the present one, and ends the other sessions', async (t) => {
  const { guest } = await served(t);
  const [here, there] = [guest(), guest()];
  for (const anna of [here, there]) await anna.ask('POST /session', ANNA);
  const wanted = { current: PASSWORD, password: 'another sentence of words' };
  assert.equal((await here.ask('PUT /session/password', { ...wanted, current: 'x' })).code, 'access.login-failed');
  assert.equal((await here.ask('PUT /session/password', wanted)).status, 200);
  assert.equal((await here.ask('GET /session')).status, 200);
  assert.equal((await there.ask('GET /session')).code, 'access.denied');
  assert.equal((await guest().ask('POST /session', ANNA)).code, 'access.login-failed');
});

test('the sessions of the account are listed, and one is ended', async (t) => {
  const { guest } = await served(t);
  const [here, there] = [guest(), guest()];
  for (const anna of [here, there]) await anna.ask('POST /session', ANNA);
  const { sessions } = (await here.ask('GET /session/list')).body as {
    sessions: { id: string; isCurrent: boolean }[];
  };
  const other = sessions.find(({ isCurrent }) => !isCurrent);
  assert.equal(sessions.length, 2);
  assert.equal((await here.ask(`DELETE /session/list/${other?.id}`)).status, 200);
  assert.equal((await there.ask('GET /session')).code, 'access.denied');
  assert.equal((await here.ask(`DELETE /session/list/${other?.id}`)).code, 'access.unknown');
});

test('an administrator adds, changes, disables and removes a user', async (t) => {
  const { guest, admin } = await served(t);
  const chief = await admin();
  const bert = { login: 'bert', role: 'viewer', tenants: ['b'], password: PASSWORD };
  const added = await chief.ask('POST /users', bert);
  assert.deepEqual([added.status, added.body['login'], added.body['hasPassword']], [200, 'bert', true]);
  assert.ok(!added.text.includes(PASSWORD) && !added.text.includes('argon2'));
  assert.equal((await chief.ask('POST /users', bert)).status, 409);
  const session = guest();
  await session.ask('POST /session', { login: 'bert', password: PASSWORD });
  assert.equal((await chief.ask('PUT /users/bert', { role: 'analyst', name: 'Bert' })).body['role'], 'analyst');
  assert.equal((await session.ask('GET /session')).body['role'], 'analyst');
  assert.equal(((await chief.ask('GET /users/bert/sessions')).body['sessions'] as []).length, 1);
  assert.deepEqual((await chief.ask('DELETE /users/bert/sessions')).body, { ended: 1 });
  assert.equal((await session.ask('GET /session')).code, 'access.denied');
  assert.equal((await chief.ask('PUT /users/bert/password', { password: 'another sentence of words' })).status, 200);
  assert.equal((await guest().ask('POST /session', { login: 'bert', password: PASSWORD })).code, 'access.login-failed');
  assert.equal((await chief.ask('PUT /users/bert', { isDisabled: true })).body['isDisabled'], true);
  assert.equal((await chief.ask('DELETE /users/bert')).status, 200);
  assert.equal((await chief.ask('GET /users/bert')).status, 404);
});

test('a new user chooses a password with a link, and an administrator ends their token', async (t) => {
  const { guest, admin } = await served(t);
  const chief = await admin();
  const added = await chief.ask('POST /users', { login: 'bert', role: 'viewer', tenants: ['b'] });
  assert.deepEqual([added.body['hasPassword'], added.body['provider']], [false, null]);
  const { body } = await chief.ask('POST /users/bert/link');
  const [at, token] = String(body['link']).split('#token=');
  assert.equal(at, 'https://gatehouse.example.com/password');
  const bert = guest();
  assert.equal((await bert.ask('POST /session/password', { token, password: 'short' })).code, 'access.weak-password');
  assert.equal((await bert.ask('POST /session/password', { token, password: PASSWORD })).body['login'], 'bert');
  assert.equal((await guest().ask('POST /session/password', { token, password: PASSWORD })).code, 'access.link-over');
  const made = await bert.ask('POST /tokens', { name: 'mine' });
  const { id } = made.body['token'] as { id: string };
  assert.ok((await chief.ask('GET /tokens')).text.includes(id));
  assert.equal((await chief.ask(`DELETE /tokens/${id}`)).status, 200);
  assert.equal((await bert.ask('GET /tokens')).text, '{"tokens":[]}');
});

test('a token is made, used and revoked; it cannot make more of itself', async (t) => {
  const { guest } = await served(t);
  const anna = guest();
  await anna.ask('POST /session', ANNA);
  const made = await anna.ask('POST /tokens', { name: 'export', scopes: ['self', 'search'], days: 7 });
  const { secret, token } = made.body as { secret: string; token: { id: string } };
  const bearer = { authorization: `Bearer ${secret}` };
  const who = (await guest().ask('GET /session', undefined, bearer)).body;
  assert.deepEqual(
    [who['login'], who['via'], who['scopes'], who['csrfToken']],
    ['anna', 'token', ['self', 'search'], null],
  );
  for (const [request, body] of [
    ['POST /tokens', { name: 'more' }],
    ['PUT /session/password', { current: PASSWORD, password: 'another sentence of words' }],
  ] as const)
    assert.equal((await guest().ask(request, body, bearer)).code, 'access.session-only');
  const listed = await anna.ask('GET /tokens');
  assert.ok(listed.text.includes(token.id) && !listed.text.includes(secret.slice(-43)));
  assert.equal((await anna.ask(`DELETE /tokens/${token.id}`)).status, 200);
  assert.equal((await guest().ask('GET /session', undefined, bearer)).code, 'access.denied');
});

test('customers are added, renamed and removed by who administrates all of them, and seen by their own', async (t) => {
  const { guest, admin } = await served(t);
  const [chief, anna] = [await admin(), guest()];
  await anna.ask('POST /session', ANNA);
  assert.equal((await chief.ask('POST /tenants', { id: 'c', name: 'Company C' })).status, 200);
  assert.equal((await chief.ask('PUT /tenants/a', { name: 'Company A' })).body['name'], 'Company A');
  assert.deepEqual((await anna.ask('GET /tenants')).body, {
    tenants: [{ id: 'a', name: 'Company A', isConfigured: true }],
  });
  assert.equal((await chief.ask('DELETE /tenants/c')).status, 200);
  assert.equal((await chief.ask('DELETE /tenants/c')).status, 404);
});

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly code: unknown;
  readonly cookie: string;
  readonly headers: Headers;
}

/** Somebody with a browser: keeps the cookie, and sends what proves that requests come from the page. */
interface Browser {
  ask(request: `${Method} /${string}`, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>;
}

interface Served {
  readonly access: SampleAccess;
  readonly guest: () => Browser;
  readonly admin: () => Promise<Browser>;
}

async function served(t: TestContext, { isEmpty = false } = {}): Promise<Served> {
  const access = await sampleAccess(t);
  if (!isEmpty) {
    await access.accounts.add(OWNER, { ...ANNA, role: 'analyst', tenants: ['a'] });
    await access.accounts.add(OWNER, { login: 'chief', role: 'admin', tenants: null, password: PASSWORD });
  }
  const routes = accessRoutes(access, { baseUrl: () => 'https://gatehouse.example.com' });
  const { url, errors } = await serveApp(t, { routes, authenticator: access.authenticator });
  t.after(() => assert.deepEqual(errors, []));
  const guest = () => browser(`${url}/api/v1`, routes);
  return {
    access,
    guest,
    async admin() {
      const chief = guest();
      await chief.ask('POST /session', { login: 'chief', password: PASSWORD });
      return chief;
    },
  };
}

function browser(url: string, routes: readonly Route[]): Browser {
  let cookie = '';
  let csrfToken = '';
  return {
    async ask(request, body, headers = {}) {
      const [method = '', path = ''] = request.split(' ');
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          cookie,
          'x-csrf-token': csrfToken,
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const answer = JSON.parse(text) as Record<string, unknown>;
      const set = response.headers.get('set-cookie') ?? '';
      cookie = set === '' ? cookie : (set.split(';')[0] ?? '');
      csrfToken = typeof answer['csrfToken'] === 'string' ? answer['csrfToken'] : csrfToken;
      if (response.status === 200) requireDeclared(routes, `${method} /api/v1${path}`, answer);
      return {
        status: response.status,
        text,
        body: answer,
        code: answer['code'],
        cookie: set,
        headers: response.headers,
      };
    },
  };
}

/** The answer has the shape that its route declares, and nothing besides. */
function requireDeclared(routes: readonly Route[], request: string, answer: unknown): void {
  const route = routes.find(({ method, path }) =>
    new RegExp(`^${method} ${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(request),
  );
  const ajv = new Ajv({ strict: false, allErrors: true });
  const schema: unknown = JSON.parse(JSON.stringify(route?.response[200]), (_, value: unknown) =>
    isObjectSchema(value) ? { ...value, additionalProperties: false } : value,
  );
  const isValid = ajv.validate(schema as object, answer);
  assert.ok(isValid, `${request}: ${ajv.errorsText()}`);
}

function isObjectSchema(value: unknown): value is object {
  return typeof value === 'object' && value !== null && 'properties' in value && 'type' in value;
}
