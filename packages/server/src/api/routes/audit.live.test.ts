/** The audit over HTTP: what requests leave behind, who may read it, and that it holds no secrets. */
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import Type from 'typebox';
import { OWNER } from '../../access/authority.js';
import { PASSWORD, sampleAccess } from '../../access/sample-access.js';
import type { AuditRecord } from '../../audit/audit.js';
import { openLmdbTrail } from '../../audit/lmdb-trail.js';
import { AppError } from '../../errors.js';
import { serveApp } from '../../test/served-app.js';
import { route } from '../route.js';
import { accessRoutes } from './access.js';
import { auditRoutes } from './audit.js';

const HOSTILE = `userName: "x' OR 1=1 --\u0000\u202e<script>"`;

test('what was done, by whom, from where: sign-ins that fail and succeed, searches, changes, refusals', async (t) => {
  const { ask, bearers, records } = await served(t);
  await ask('POST /session', { body: { login: 'anna', password: 'wrong password of anna' } });
  await ask('POST /session', { body: { login: 'nobody', password: 'wrong password' } });
  await ask('POST /session', { body: { login: 'anna', password: PASSWORD } });
  await ask('POST /search', { as: 'anna', body: { query: HOSTILE } });
  await ask('POST /search', { as: 'anna', body: { query: 'fail' } });
  await ask('PUT /users/anna/password', { as: 'anna', body: {} });
  await ask('PUT /users/anna', { as: 'chief', body: { role: 'viewer' } });
  const told = (await records()).reverse().map(({ action, outcome, actor, code, subject, tenants }) => ({
    ...{ who: actor?.login, action, outcome, code, subject: subject.replace('/api/v1', ''), tenants },
  }));
  const search = { who: 'anna', action: 'search', subject: 'POST /search', tenants: ['a'] };
  const login = { action: 'login', subject: 'POST /session' };
  assert.deepEqual(told, [
    { ...login, who: undefined, outcome: 'Failure', code: 'access.login-failed', tenants: ['a'] },
    { ...login, who: undefined, outcome: 'Failure', code: 'access.login-failed', tenants: null },
    { ...login, who: 'anna', outcome: 'Success', code: undefined, tenants: ['a'] },
    { ...search, outcome: 'Success', code: undefined },
    { ...search, outcome: 'Failure', code: 'query.invalid' },
    {
      ...{ who: 'anna', action: 'denied', outcome: 'Failure', code: 'access.role', tenants: ['a'] },
      subject: 'PUT /users/{login}/password',
    },
    {
      who: 'chief',
      action: 'change',
      outcome: 'Success',
      code: undefined,
      subject: 'PUT /users/{login}',
      tenants: null,
    },
  ]);
  const all = await records();
  assert.ok(all.every(({ address }) => address === '127.0.0.1'));
  assert.deepEqual(all[0]?.details, { params: { login: 'anna' }, body: { role: 'viewer' } });
  assert.deepEqual(all[3]?.details, { body: { query: HOSTILE } });
  assert.deepEqual(bearers.size, 3);
});

test('no password and no token is in the audit, nor in what the server logs', async (t) => {
  const { ask, bearers, folder, trail, errors } = await served(t);
  const secrets = ['wrong password of anna', 'another sentence of words', PASSWORD, ...bearers.values()];
  await ask('POST /session', { body: { login: 'anna', password: secrets[0] } });
  await ask('POST /session', { body: { login: 'anna', password: PASSWORD } });
  await ask('POST /session/setup', { body: { token: 'a-token-for-setting-up', login: 'x', password: PASSWORD } });
  await ask('POST /users', { as: 'chief', body: { login: 'new', role: 'viewer', tenants: [], password: PASSWORD } });
  await ask('PUT /users/anna/password', { as: 'chief', body: { password: secrets[1] } });
  assert.equal(trail.head().sequence, 5);
  await trail.close();
  const bytes = readFileSync(join(folder, 'data.mdb'));
  assert.ok(bytes.indexOf('/api/v1/users') > 0);
  for (const secret of [...secrets, 'a-token-for-setting-up']) assert.equal(bytes.indexOf(secret), -1, secret);
  assert.deepEqual(errors, []);
});

test('an administrator reads what concerns their customers, others nothing', async (t) => {
  const { ask } = await served(t);
  await ask('POST /search', { as: 'anna', body: { query: 'x' } });
  await ask('POST /search', { as: 'chief', body: { query: 'x' } });
  const readers = async (as: string) => (await ask('GET /audit', { as })).body;
  assert.equal((await readers('anna'))['code'], 'access.role');
  assert.deepEqual(
    ((await readers('head'))['records'] as AuditRecord[]).map(({ actor }) => actor?.login),
    [],
  );
  await ask('PUT /users/x', { as: 'head', body: { role: 'viewer' } });
  const seen = (await readers('head'))['records'] as AuditRecord[];
  assert.deepEqual(
    seen.map(({ actor }) => actor?.login),
    ['head'],
  );
});

test('the audit is searched by filters and by QQL, page by page', async (t) => {
  const { ask } = await served(t);
  for (let count = 0; count < 5; count++) await ask('POST /search', { as: 'anna', body: { query: `word${count}` } });
  await ask('POST /session', { body: { login: 'anna', password: 'wrong' } });
  const found = async (parameters: string) => {
    const { body } = await ask(`GET /audit?${parameters}`, { as: 'chief' });
    return body as unknown as { records: AuditRecord[]; next: number | null; code?: string };
  };
  const count = async (parameters: string) => (await found(parameters)).records.length;
  assert.equal(await count('action=search'), 5);
  assert.equal(await count('outcome=Failure'), 1);
  assert.equal(await count('user=anna&address=127.0.0.1'), 5);
  assert.equal(await count('user=anna&address=192.0.2.1'), 0);
  assert.equal(await count(`query=${encodeURIComponent('eventName: SEARCH and userName: anna and word3')}`), 1);
  assert.equal(await count('from=now-1h'), 6);
  assert.equal(await count('to=now-1h'), 0);
  assert.equal((await found(`query=${encodeURIComponent('nothing: (')}`)).code, 'query.invalid');
  const first = await found('action=search&limit=3');
  const rest = await found(`action=search&limit=3&before=${first.next}`);
  assert.deepEqual([first.records.length, rest.records.length, rest.next], [3, 2, null]);
});

test('the audit is checked over HTTP', async (t) => {
  const { ask, trail } = await served(t);
  await ask('POST /search', { as: 'anna', body: { query: 'x' } });
  const { body } = await ask('GET /audit/verify', { as: 'chief' });
  assert.deepEqual(body, { isIntact: true, records: 1, first: 1, head: trail.head(), broken: null });
});

test('what cannot be recorded is not answered', async (t) => {
  const { ask, trail } = await served(t);
  await trail.close();
  const { status, body } = await ask('POST /search', { as: 'anna', body: { query: 'x' } });
  assert.deepEqual([status, body['code'], 'found' in body], [503, 'audit.failed', false]);
});

const search = route({
  method: 'POST',
  path: '/api/v1/search',
  access: 'viewer',
  scope: 'search',
  summary: 'Search',
  body: Type.Object({ query: Type.String() }),
  response: { 200: Type.Object({ found: Type.Integer() }) },
  audit: 'search',
  handler: async ({ body }) => {
    if (body.query === 'fail') throw new AppError('query.invalid', { problem: 'no query', fix: 'write one' });
    return { found: 1 };
  },
});

/** anna: analyst of a; head: admin of b; chief: admin of all. */
async function served(t: TestContext) {
  const access = await sampleAccess(t);
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-audit-'));
  const trail = openLmdbTrail({ folder });
  t.after(async () => {
    await trail.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const bearers = new Map<string, string>();
  for (const [login, role, tenants] of [
    ['anna', 'analyst', ['a']],
    ['head', 'admin', ['b']],
    ['chief', 'admin', null],
  ] as const) {
    await access.accounts.add(OWNER, { login, role, tenants, password: PASSWORD });
    bearers.set(login, (await access.tokens.create(OWNER, { name: login, owner: login })).secret);
  }
  const routes = [search, ...accessRoutes(access, { baseUrl: () => '' }), ...auditRoutes(trail, Date.now)];
  const { url, errors } = await serveApp(t, { routes, authenticator: access.authenticator, audit: trail });
  const ask = async (request: string, { as, body }: { as?: string; body?: unknown }) => {
    const [method = '', path = ''] = request.split(' ');
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(as !== undefined && { authorization: `Bearer ${bearers.get(as)}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const records = async () => (await trail.search({ limit: 1000, isWanted: () => true })).records;
  return { ask, bearers, folder, trail, errors, records: async () => [...(await records())] };
}
