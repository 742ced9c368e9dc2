import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { AppError, type ErrorCode } from '../errors.js';
import { OWNER } from './authority.js';
import type { Caller } from './caller.js';
import { PASSWORD, type SampleAccess, sampleAccess } from './sample-access.js';
import type { NewToken } from './tokens.js';

const DAY = 86_400_000;

test('a token is its owner, limited to what was asked for', async (context) => {
  const { access, bearer } = await withUsers(context);
  const { token, secret } = await access.tokens.create(OWNER, {
    ...{ name: ' nightly export ', owner: 'anna', role: 'viewer', tenants: ['a'], scopes: ['search'], days: 1 },
  });
  assert.match(secret, /^gh_t[0-9a-f]{18}_[A-Za-z0-9_-]{43}$/);
  assert.deepEqual(
    { ...token, id: '' },
    {
      ...{ id: '', name: 'nightly export', owner: 'anna', role: 'viewer', tenants: ['a'], scopes: ['search'] },
      ...{ createdAt: '2026-03-01T08:00:00.000Z', expiresAt: '2026-03-02T08:00:00.000Z', usedAt: null },
    },
  );
  const { id, name } = await access.accounts.get(OWNER, 'anna');
  assert.deepEqual(await bearer(secret), {
    ...{
      id,
      name,
      login: 'anna',
      role: 'viewer',
      tenants: ['a'],
      scopes: ['search'],
      via: 'token',
      address: '192.0.2.7',
    },
  });
  assert.equal((await access.tokens.list(OWNER))[0]?.usedAt, '2026-03-01T08:00:00.000Z');
});

test('without limits a token may do what its owner may, for 90 days', async (context) => {
  const { access, bearer } = await withUsers(context);
  const { token, secret } = await access.tokens.create(OWNER, { name: 't', owner: 'anna' });
  const { role, tenants, scopes } = await bearer(secret);
  assert.deepEqual([role, tenants, scopes], ['analyst', ['a', 'b'], undefined]);
  assert.equal(Date.parse(token.expiresAt) - Date.parse(token.createdAt), 90 * DAY);
});

test('a token shrinks with its owner and does not grow', async (context) => {
  const { access, bearer } = await withUsers(context);
  const { secret } = await access.tokens.create(OWNER, { name: 't', owner: 'anna', tenants: ['a'] });
  await access.accounts.change(OWNER, 'anna', { role: 'viewer', tenants: ['b'] });
  assert.deepEqual([(await bearer(secret)).role, (await bearer(secret)).tenants], ['viewer', []]);
  await access.accounts.change(OWNER, 'anna', { role: 'admin', tenants: null });
  assert.deepEqual([(await bearer(secret)).role, (await bearer(secret)).tenants], ['analyst', ['a']]);
});

const endings: Readonly<Record<string, (access: SampleAccess, id: string) => unknown>> = {
  'its time is over': ({ clock }) => void (clock.time += 90 * DAY),
  'it is revoked': ({ tokens }, id) => tokens.revoke(OWNER, id),
  'its owner is disabled': ({ accounts }) => accounts.change(OWNER, 'anna', { isDisabled: true }),
  'its owner is removed': ({ accounts }) => accounts.remove(OWNER, 'anna'),
};

for (const [name, end] of Object.entries(endings)) {
  test(`a token is worth nothing when ${name}`, async (context) => {
    const { access, bearer } = await withUsers(context);
    const { token, secret } = await access.tokens.create(OWNER, { name: 't', owner: 'anna' });
    await bearer(secret);
    await end(access, token.id);
    await assert.rejects(bearer(secret), isError('access.denied'));
  });
}

test('one wrong character makes a token worth nothing', async (context) => {
  const { access, bearer } = await withUsers(context);
  const { secret } = await access.tokens.create(OWNER, { name: 't', owner: 'anna' });
  for (const at of [0, 4, 10, 30, secret.length - 2]) {
    const other = secret[at] === 'a' ? 'b' : 'a';
    const wrong = `${secret.slice(0, at)}${other}${secret.slice(at + 1)}`;
    await assert.rejects(bearer(wrong), isError('access.denied'), wrong);
  }
  for (const wrong of [`${secret}A`, secret.slice(0, -1), secret.toUpperCase()])
    await assert.rejects(bearer(wrong), isError('access.denied'));
});

const refusals: readonly (readonly [string, Partial<NewToken>, ErrorCode])[] = [
  ['a role above its owner', { role: 'admin' }, 'access.too-much'],
  ['a customer that its owner does not have', { owner: 'bert', tenants: ['a'] }, 'access.too-much'],
  ['all customers', { tenants: null }, 'access.too-much'],
  ['no time', { days: 0 }, 'access.expiry'],
  ['too much time', { days: 367 }, 'access.expiry'],
  ['a time that is no number', { days: Number.NaN }, 'access.expiry'],
  ['an owner that there is not', { owner: 'nobody' }, 'access.unknown'],
];

for (const [name, wanted, code] of refusals) {
  test(`no token has ${name}`, async (context) => {
    const { access } = await withUsers(context);
    await assert.rejects(access.tokens.create(OWNER, { name: 't', owner: 'anna', ...wanted }), isError(code));
  });
}

test('people see and revoke their own tokens; administrators those within their customers', async (context) => {
  const { access, bearer } = await withUsers(context);
  const tokens = new Map<string, string>();
  const callers = new Map<string, Caller>();
  for (const owner of ['anna', 'bert', 'chief', 'head']) {
    const { token, secret } = await access.tokens.create(OWNER, { name: owner, owner });
    tokens.set(owner, token.id);
    callers.set(owner, await bearer(secret));
  }
  const sees = { anna: ['anna'], bert: ['bert'], chief: ['anna', 'bert', 'chief', 'head'], head: ['bert', 'head'] };
  for (const [who, seen] of Object.entries(sees)) {
    const caller = callers.get(who) as Caller;
    assert.deepEqual([...new Set((await access.tokens.list(caller)).map(({ owner }) => owner))].sort(), seen);
    for (const owner of tokens.keys()) {
      const create = access.tokens.create(caller, { name: 'more', owner });
      if (seen.includes(owner)) await create;
      else await assert.rejects(create, isError('access.unknown'));
      if (!seen.includes(owner))
        await assert.rejects(access.tokens.revoke(caller, tokens.get(owner) ?? ''), isError('access.unknown'));
    }
  }
  await access.tokens.revoke(callers.get('head') as Caller, tokens.get('bert') ?? '');
  await assert.rejects(access.tokens.revoke(OWNER, tokens.get('bert') ?? ''), isError('access.unknown'));
});

test('nobody has tokens without end', async (context) => {
  const { access } = await withUsers(context);
  for (let count = 0; count < 100; count++) await access.tokens.create(OWNER, { name: 't', owner: 'anna' });
  await assert.rejects(access.tokens.create(OWNER, { name: 't', owner: 'anna' }), isError('access.too-much'));
  await access.tokens.create(OWNER, { name: 't', owner: 'bert' });
});

/** anna: analyst of a and b; bert: viewer of b; head: admin of b; chief: admin of all. */
async function withUsers(context: TestContext) {
  const access = await sampleAccess(context);
  const account = { password: PASSWORD };
  await access.accounts.add(OWNER, { ...account, login: 'anna', role: 'analyst', tenants: ['a', 'b'] });
  await access.accounts.add(OWNER, { ...account, login: 'bert', role: 'viewer', tenants: ['b'] });
  await access.accounts.add(OWNER, { ...account, login: 'head', role: 'admin', tenants: ['b'] });
  await access.accounts.add(OWNER, { ...account, login: 'chief', role: 'admin', tenants: null });
  const bearer = (secret: string) =>
    access.authenticator.authenticate({
      ...{ method: 'POST', headers: { authorization: `Bearer ${secret}` }, address: '192.0.2.7' },
    });
  return { access, bearer };
}

function isError(code: ErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code;
}
