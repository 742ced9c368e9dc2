import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError, type ErrorCode } from '../errors.js';
import type { Actor } from './authority.js';
import { OWNER } from './authority.js';
import { requireGivable } from './login-names.js';
import { PASSWORD, sampleAccess } from './sample-access.js';

const ADMIN_OF_A: Actor = { id: 'x', role: 'admin', tenants: ['a'] };
const ADMIN_OF_BOTH: Actor = { ...ADMIN_OF_A, tenants: ['a', 'b'] };
const [FREE, OF_CUSTOMER] = ['access.free-name', 'access.name-of-customer'] as const;

const NAMES: readonly (readonly [string, Actor, string, Actor['tenants'], ErrorCode | null])[] = [
  ['all give free names', OWNER, 'anna', ['a'], null],
  ['a mail address is a free name', OWNER, 'anna@example.com', null, null],
  ['a mail address is a free name for who may give none', ADMIN_OF_A, 'anna@example.com', ['a'], FREE],
  ['some give no free names', ADMIN_OF_A, 'anna', ['a'], FREE],
  ['some give names of their customer', ADMIN_OF_A, 'anna@a', ['a'], null],
  ['the last customer in it counts', ADMIN_OF_A, 'anna@b@a', ['a'], null],
  ['a customer can have large letters', { ...ADMIN_OF_A, tenants: ['Acme'] }, 'anna@acme', ['Acme'], null],
  ['nobody gives a name of another customer', ADMIN_OF_A, 'anna@b', ['a'], OF_CUSTOMER],
  ['nor one of a customer that there is not', ADMIN_OF_A, 'anna@nowhere', ['a'], OF_CUSTOMER],
  ['nor who administrates all', OWNER, 'anna@b', ['a'], OF_CUSTOMER],
  ['an account of two has no name of one', ADMIN_OF_BOTH, 'anna@a', ['a', 'b'], OF_CUSTOMER],
  ['an account of all has no name of one', OWNER, 'anna@a', null, OF_CUSTOMER],
  ['a name that is nothing but the customer is a free one', ADMIN_OF_A, 'a', ['a'], FREE],
];

for (const [name, actor, login, tenants, refusal] of NAMES)
  test(name, () => {
    if (refusal === null) requireGivable(actor, login, tenants);
    else assert.throws(() => requireGivable(actor, login, tenants), isError(refusal));
  });

test('the refusal says what to write, and nothing of who there is', () => {
  assert.throws(
    () => requireGivable(ADMIN_OF_A, 'anna@example.com', ['a']),
    (error: AppError) => /such as anna@a;/.test(error.remedy),
  );
});

test('an administrator of a customer meets no name that is taken by somebody whom they do not see', async (context) => {
  const { accounts } = await sampleAccess(context);
  const account = { role: 'viewer', password: PASSWORD } as const;
  for (const [login, tenants] of [
    ['anna', ['b']],
    ['bert', ['a', 'b']],
    ['chief', null],
    ['eve@b', ['b']],
  ] as const)
    await accounts.add(OWNER, { ...account, login, tenants });
  const answer = async (login: string): Promise<unknown> => {
    const added = accounts.add(ADMIN_OF_A, { ...account, login, tenants: ['a'] });
    return added.then(
      ({ login: name }) => name,
      (error: unknown) => error instanceof AppError && [error.code, error.message],
    );
  };
  for (const [taken, free] of [
    ['anna', 'nobody'],
    ['bert', 'nobody'],
    ['chief', 'nobody'],
    ['eve@b', 'nobody@b'],
  ] as const)
    assert.deepEqual(await answer(taken), await answer(free), taken);
  for (const login of ['anna@a', 'bert@a', 'chief@a', 'eve@b@a']) assert.equal(await answer(login), login);
  assert.deepEqual(await answer('anna@a'), ['access.name-taken', 'there is a user of this name already']);
});

test('a name of a customer stays with it, whoever changes the account', async (context) => {
  const { accounts } = await sampleAccess(context);
  await accounts.add(ADMIN_OF_A, { login: 'anna@a', role: 'viewer', tenants: ['a'] });
  for (const tenants of [['b'], ['a', 'b'], null])
    await assert.rejects(accounts.change(OWNER, 'anna@a', { tenants }), isError(OF_CUSTOMER));
  await assert.rejects(accounts.change(ADMIN_OF_A, 'anna@a', { tenants: [] }), isError('access.no-customer'));
  assert.equal((await accounts.change(OWNER, 'anna@a', { role: 'analyst', tenants: ['a'] })).role, 'analyst');
});

test('an account of no customer is nobody’s but of who administrates them all', async (context) => {
  const { accounts } = await sampleAccess(context);
  await accounts.add(OWNER, { login: 'anna', role: 'viewer', tenants: [] });
  assert.deepEqual((await accounts.list(ADMIN_OF_A)).users, []);
  await assert.rejects(accounts.get(ADMIN_OF_A, 'anna'), isError('access.unknown'));
});

test('two customers do not differ in large and small letters only', async (context) => {
  const { customers } = await sampleAccess(context);
  await assert.rejects(customers.add(OWNER, { id: 'A', name: 'Another' }), isError('access.name-taken'));
  await customers.add(OWNER, { id: 'a', name: 'As it is written' });
});

function isError(code: ErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code;
}
