import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError, type ErrorCode } from '../errors.js';
import { type Actor, OWNER } from './authority.js';
import { PASSWORD, PLACE, sampleAccess } from './sample-access.js';

const ADMIN_OF_A: Actor = { id: 'x', role: 'admin', tenants: ['a'] };
const NEW = { login: 'anna', role: 'viewer', tenants: ['a'], password: PASSWORD } as const;

test('a new account is told without its password', async (context) => {
  const { accounts } = await sampleAccess(context);
  const { id, ...view } = await accounts.add(OWNER, { ...NEW, name: ' Anna\nHuber ' });
  assert.match(id, /^u[0-9a-f]{18}$/);
  assert.deepEqual(view, {
    login: 'anna',
    name: 'Anna Huber',
    role: 'viewer',
    tenants: ['a'],
    isDisabled: false,
    hasPassword: true,
    provider: null,
    createdAt: '2026-03-01T08:00:00.000Z',
    lastLoginAt: null,
  });
});

for (const login of ['', ' ', 'a b', '.a', 'ä', 'a/b', "a'", 'a\0', 'a:b', 'x'.repeat(65), '<b>']) {
  test(`${JSON.stringify(login)} cannot be the name of a user`, async (context) => {
    const { accounts } = await sampleAccess(context);
    await assert.rejects(accounts.add(OWNER, { ...NEW, login }), isError('access.invalid-name'));
  });
}

test('there is one account of a name, however it is written', async (context) => {
  const { accounts } = await sampleAccess(context);
  await accounts.add(OWNER, NEW);
  for (const login of ['anna', 'ANNA', ' Anna', 'ａｎｎａ'])
    await assert.rejects(accounts.add(OWNER, { ...NEW, login }), isError('access.name-taken'));
});

test('an account that is made again is another one: sessions and tokens of the first are worth nothing', async (context) => {
  const { accounts, login, tokens, authenticator } = await sampleAccess(context);
  const first = await accounts.add(OWNER, NEW);
  const { token } = await login.withPassword(NEW, PLACE);
  const { secret } = await tokens.create(OWNER, { name: 't', owner: 'anna' });
  await accounts.remove(OWNER, 'anna');
  const second = await accounts.add(OWNER, NEW);
  assert.notEqual(first.id, second.id);
  const request = { method: 'GET', address: '192.0.2.7' };
  await assert.rejects(
    authenticator.authenticate({ ...request, headers: {}, cookies: { gatehouse: token } }),
    isError('access.denied'),
  );
  await assert.rejects(
    authenticator.authenticate({ ...request, headers: { authorization: `Bearer ${secret}` } }),
    isError('access.denied'),
  );
});

test('an administrator of one customer sees and changes no account that reaches beyond it, nor learns of any', async (context) => {
  const { accounts } = await sampleAccess(context);
  await accounts.add(OWNER, NEW);
  await accounts.add(OWNER, { ...NEW, login: 'bert', tenants: ['b'] });
  await accounts.add(OWNER, { ...NEW, login: 'both', tenants: ['a', 'b'] });
  await accounts.add(OWNER, { ...NEW, login: 'chief', tenants: null, role: 'admin' });
  assert.deepEqual(
    (await accounts.list(ADMIN_OF_A)).users.map(({ login }) => login),
    ['anna'],
  );
  assert.deepEqual(
    (await accounts.list(OWNER)).users.map(({ login }) => login),
    ['anna', 'bert', 'both', 'chief'],
  );
  for (const login of ['bert', 'both', 'chief', 'nobody']) {
    const refused = isError('access.unknown');
    await assert.rejects(accounts.get(ADMIN_OF_A, login), refused);
    await assert.rejects(accounts.change(ADMIN_OF_A, login, { role: 'viewer' }), refused);
    await assert.rejects(accounts.setPassword(ADMIN_OF_A, login, PASSWORD), refused);
    await assert.rejects(accounts.remove(ADMIN_OF_A, login), refused);
  }
});

test('nobody gives customers that they do not have, or that there are not', async (context) => {
  const { accounts } = await sampleAccess(context);
  await accounts.add(OWNER, NEW);
  for (const tenants of [['b'], ['a', 'b'], ['nowhere'], null]) {
    await assert.rejects(accounts.add(ADMIN_OF_A, { ...NEW, login: 'x', tenants }), isError('access.foreign-tenant'));
    await assert.rejects(accounts.change(ADMIN_OF_A, 'anna', { tenants }), isError('access.foreign-tenant'));
  }
  await assert.rejects(accounts.change(OWNER, 'anna', { tenants: ['nowhere'] }), isError('access.unknown-tenant'));
  await assert.rejects(accounts.change(ADMIN_OF_A, 'anna', { tenants: [] }), isError('access.no-customer'));
});

test('the last administrator of all customers stays', async (context) => {
  const { accounts } = await sampleAccess(context);
  await accounts.add(OWNER, { ...NEW, login: 'chief', role: 'admin', tenants: null });
  await accounts.add(OWNER, { ...NEW, role: 'admin' });
  const refused = isError('access.last-admin');
  await assert.rejects(accounts.change(OWNER, 'chief', { role: 'analyst' }), refused);
  await assert.rejects(accounts.change(OWNER, 'chief', { tenants: ['a'] }), refused);
  await assert.rejects(accounts.change(OWNER, 'chief', { isDisabled: true }), refused);
  await assert.rejects(accounts.remove(OWNER, 'chief'), refused);
  await accounts.change(OWNER, 'chief', { name: 'The Chief' });
  await accounts.add(OWNER, { ...NEW, login: 'second', role: 'admin', tenants: null });
  await accounts.remove(OWNER, 'chief');
});

test('a person whom a provider vouches for has the role of the latest login; disabled here they are out', async (context) => {
  const { accounts } = await sampleAccess(context);
  const person = {
    issuer: 'https://id.example',
    subject: 'x/../\n',
    name: 'Anna',
    role: 'viewer',
    tenants: ['a'],
  } as const;
  const first = await accounts.provided(person);
  const second = await accounts.provided({ ...person, name: 'Anna Huber', role: 'admin' });
  assert.equal(second.id, first.id);
  assert.equal(second.value.id, first.value.id);
  assert.deepEqual([second.value.name, second.value.role], ['Anna Huber', 'admin']);
  assert.notEqual((await accounts.provided({ ...person, issuer: 'https://other.example' })).id, first.id);
  await accounts.change(OWNER, first.id, { isDisabled: true });
  await assert.rejects(accounts.provided(person), isError('access.disabled'));
});

test('customers: those of the configuration and those that were made; each sees their own', async (context) => {
  const { customers } = await sampleAccess(context);
  await customers.add(OWNER, { id: 'c', name: 'Company C' });
  await customers.rename(OWNER, 'a', 'Company A');
  assert.deepEqual(await customers.list(OWNER), [
    { id: 'a', name: 'Company A', isConfigured: true },
    { id: 'b', name: 'b', isConfigured: true },
    { id: 'c', name: 'Company C', isConfigured: false },
  ]);
  assert.deepEqual(
    (await customers.list(ADMIN_OF_A)).map(({ id }) => id),
    ['a'],
  );
  await assert.rejects(customers.add(OWNER, { id: 'c', name: 'again' }), isError('access.name-taken'));
  await assert.rejects(customers.add(OWNER, { id: '../c', name: 'x' }), isError('access.invalid-tenant'));
  for (const refused of [
    customers.add(ADMIN_OF_A, { id: 'd', name: 'd' }),
    customers.rename(ADMIN_OF_A, 'a', 'mine'),
    customers.remove(ADMIN_OF_A, 'a'),
  ])
    await assert.rejects(refused, isError('access.foreign-tenant'));
  await customers.remove(OWNER, 'c');
  await assert.rejects(customers.remove(OWNER, 'c'), isError('access.unknown'));
  await assert.rejects(customers.rename(OWNER, 'c', 'x'), isError('access.unknown'));
});

function isError(code: ErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code;
}
