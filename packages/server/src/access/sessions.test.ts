import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { AppError, type ErrorCode } from '../errors.js';
import { csrfToken } from './authenticator.js';
import { OWNER } from './authority.js';
import type { Credentials } from './caller.js';
import { createSessionCookie } from './cookie.js';
import { PASSWORD, PLACE, type SampleAccess, sampleAccess } from './sample-access.js';
import { SESSION_MS } from './sessions.js';

const ANNA = { login: 'anna', password: PASSWORD };
const MINUTE = 60_000;

test('a session finds its account, with what the account may do now', async (context) => {
  const { access, token, caller } = await loggedIn(context);
  const { id } = await access.accounts.get(OWNER, 'anna');
  const expected = {
    id,
    name: 'anna',
    login: 'anna',
    role: 'analyst',
    tenants: ['a'],
    via: 'session',
    address: '192.0.2.7',
  };
  assert.deepEqual(await caller(), expected);
  await access.accounts.change(OWNER, 'anna', { role: 'viewer', tenants: ['b'], name: 'Anna' });
  assert.deepEqual(await caller(), { ...expected, name: 'Anna', role: 'viewer', tenants: ['b'] });
  await assert.rejects(caller({ cookies: { '__Host-gatehouse': token } }), isError('access.denied'));
});

test('a session ends two hours after its last use', async (context) => {
  const { access, caller } = await loggedIn(context);
  for (let hour = 1; hour < 6; hour++) {
    access.clock.time += SESSION_MS.idle - MINUTE;
    await caller();
  }
  access.clock.time += SESSION_MS.idle;
  await assert.rejects(caller(), isError('access.denied'));
});

test('a session ends twelve hours after the login, used or not', async (context) => {
  const { access, caller } = await loggedIn(context);
  for (let hour = 1; hour < 12; hour++) {
    access.clock.time += 60 * MINUTE;
    await caller();
  }
  access.clock.time += 60 * MINUTE;
  await assert.rejects(caller(), isError('access.denied'));
});

const ends: Readonly<Record<string, (access: SampleAccess, token: string) => Promise<unknown>>> = {
  'another password': ({ accounts }) => accounts.setPassword(OWNER, 'anna', 'another sentence of words'),
  'disabling the account': ({ accounts }) => accounts.change(OWNER, 'anna', { isDisabled: true }),
  'disabling and enabling it again': async ({ accounts }) => {
    await accounts.change(OWNER, 'anna', { isDisabled: true });
    await accounts.change(OWNER, 'anna', { isDisabled: false });
  },
  'removing the account': ({ accounts }) => accounts.remove(OWNER, 'anna'),
  'logging out': ({ sessions }, token) => sessions.end(token),
  'ending all of the account': async ({ sessions, accounts }) =>
    sessions.endOf((await accounts.get(OWNER, 'anna')).id, null),
};

for (const [name, end] of Object.entries(ends)) {
  test(`${name} ends a session`, async (context) => {
    const { access, token, caller } = await loggedIn(context);
    await caller();
    await end(access, token);
    await assert.rejects(caller(), isError('access.denied'));
  });
}

test('sessions are listed and ended one by one; those of others are not theirs', async (context) => {
  const { access, token, caller } = await loggedIn(context);
  access.clock.time += MINUTE;
  await access.login.withPassword(ANNA, { address: '198.51.100.9', userAgent: 'x'.repeat(1000) });
  const { id } = await access.accounts.get(OWNER, 'anna');
  const [second, first] = await access.sessions.list(id, token);
  assert.deepEqual(
    [second?.address, second?.isCurrent, second?.userAgent.length, first?.address, first?.isCurrent],
    ['198.51.100.9', false, 300, '192.0.2.7', true],
  );
  assert.deepEqual(await access.sessions.list('another', token), []);
  assert.equal(await access.sessions.endOf('another', first?.id ?? ''), 0);
  assert.equal(await access.sessions.endOf(id, second?.id ?? ''), 1);
  await caller();
});

test('the oldest of too many sessions makes room', async (context) => {
  const { access, caller } = await loggedIn(context);
  for (let count = 0; count < 20; count++) {
    access.clock.time += 1;
    await access.login.withPassword(ANNA, { ...PLACE, address: `10.0.0.${count}` });
  }
  const { id } = await access.accounts.get(OWNER, 'anna');
  assert.equal((await access.sessions.list(id, null)).length, 20);
  await assert.rejects(caller(), isError('access.denied'));
});

test('sessions that are over are removed at the next login', async (context) => {
  const { access } = await loggedIn(context);
  access.clock.time += SESSION_MS.absolute;
  await access.login.withPassword(ANNA, PLACE);
  assert.equal((await access.documents.collection('logins').list()).documents.length, 1);
});

test('only reading needs no proof that the request comes from the page', async (context) => {
  const { token, caller } = await loggedIn(context);
  for (const method of ['GET', 'HEAD']) await caller({ method });
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'get']) {
    for (const headers of [
      {},
      { 'x-csrf-token': '' },
      { 'x-csrf-token': token },
      { 'x-csrf-token': csrfToken('other') },
    ])
      await assert.rejects(caller({ method, headers }), isError('access.csrf'));
    await caller({ method, headers: { 'x-csrf-token': csrfToken(token) } });
  }
});

const nobody: Readonly<Record<string, Partial<Credentials>>> = {
  nothing: { cookies: {} },
  'an empty cookie': { cookies: { gatehouse: '' } },
  'a made-up cookie': { cookies: { gatehouse: 'A'.repeat(43) } },
  'the name of something else': { cookies: { gatehouse: '__proto__' } },
  'a very long cookie': { cookies: { gatehouse: 'A'.repeat(1e6) } },
  'no token': { headers: { authorization: '' } },
  'a token of another kind': { headers: { authorization: 'Basic YW5uYTphbm5h' } },
  'a made-up token': { headers: { authorization: `Bearer gh_t${'0'.repeat(18)}_${'A'.repeat(43)}` } },
};

for (const [name, request] of Object.entries(nobody)) {
  test(`${name} is nobody`, async (context) => {
    const { caller } = await loggedIn(context);
    await assert.rejects(caller(request), isError('access.denied'));
  });
}

test('a wrong token is not made good by a cookie', async (context) => {
  const { caller } = await loggedIn(context);
  await assert.rejects(caller({ headers: { authorization: 'Bearer x' } }), isError('access.denied'));
});

test('what opens a session, a token or the setup is nowhere in the database', async (context) => {
  const { access, token } = await loggedIn(context);
  const { secret } = await access.tokens.create(OWNER, { name: 't', owner: 'anna' });
  const [, , random = ''] = secret.split(/_(?=t|.{43}$)/);
  assert.equal(random.length, 43);
  await access.documents.close();
  const bytes = readFileSync(join(access.folder, 'data.mdb'));
  for (const text of [token, random, csrfToken(token), PASSWORD]) assert.equal(bytes.indexOf(text), -1);
  assert.ok(bytes.indexOf('192.0.2.7') > 0);
});

interface LoggedIn {
  readonly access: SampleAccess;
  readonly token: string;
  readonly caller: (request?: Partial<Credentials>) => Promise<unknown>;
}

async function loggedIn(context: TestContext): Promise<LoggedIn> {
  const access = await sampleAccess(context);
  await access.accounts.add(OWNER, { ...ANNA, role: 'analyst', tenants: ['a'] });
  const { token } = await access.login.withPassword(ANNA, PLACE);
  const usual = { method: 'GET', headers: {}, cookies: { gatehouse: token }, address: '192.0.2.7' };
  return { access, token, caller: (request = {}) => access.authenticator.authenticate({ ...usual, ...request }) };
}

function isError(code: ErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code;
}

for (const [isSecure, name, attributes] of [
  [true, '__Host-gatehouse', 'Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure'],
  [false, 'gatehouse', 'Path=/; Max-Age=43200; HttpOnly; SameSite=Lax'],
] as const) {
  test(`the cookie ${isSecure ? 'over' : 'without'} TLS`, () => {
    const cookie = createSessionCookie(isSecure);
    assert.equal(cookie.set('abc'), `${name}=abc; ${attributes}`);
    assert.equal(cookie.clear(), `${name}=; ${attributes.replace('43200', '0')}`);
    assert.equal(cookie.in({ '__Host-gatehouse': 'secure', gatehouse: 'plain' }), isSecure ? 'secure' : 'plain');
    assert.equal(cookie.in({}), null);
  });
}
