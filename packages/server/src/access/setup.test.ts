import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError, type ErrorCode } from '../errors.js';
import { OWNER } from './authority.js';
import { PASSWORD, PLACE, sampleAccess } from './sample-access.js';

const PERSON = { login: 'chief', password: PASSWORD };
const HOUR = 3_600_000;

function tokenIn(link: string | null): string {
  return link?.split('#token=')[1] ?? '';
}

test('the link makes one administrator of all customers, logged in, once', async (context) => {
  const { setup, sessions, accounts } = await sampleAccess(context);
  const link = await setup.createLink('http://127.0.0.1:8080');
  assert.match(link ?? '', /^http:\/\/127\.0\.0\.1:8080\/setup#token=[A-Za-z0-9_-]{43}$/);
  const { token, account } = await setup.use(tokenIn(link), PERSON, PLACE);
  assert.deepEqual([account.role, account.tenants], ['admin', null]);
  assert.equal((await sessions.find(token))?.login, 'chief');
  const again = { ...PERSON, login: 'second' };
  await assert.rejects(setup.use(tokenIn(link), again, PLACE), isError('access.setup-over'));
  await accounts.add(OWNER, { ...again, role: 'admin', tenants: null });
  await accounts.remove(OWNER, 'chief');
  await assert.rejects(setup.use(tokenIn(link), PERSON, PLACE), isError('access.setup-over'));
  assert.equal(await setup.createLink(''), null);
});

test('of many who use the link at once one succeeds', async (context) => {
  const { setup, accounts } = await sampleAccess(context);
  const token = tokenIn(await setup.createLink(''));
  const logins = ['one', 'two', 'three', 'four'];
  const outcomes = await Promise.allSettled(logins.map((login) => setup.use(token, { ...PERSON, login }, PLACE)));
  assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
  assert.equal((await accounts.list(OWNER)).users.length, 1);
});

test('a name or password that is refused leaves the link as it was', async (context) => {
  const { setup } = await sampleAccess(context);
  const token = tokenIn(await setup.createLink(''));
  await assert.rejects(setup.use(token, { ...PERSON, login: 'a b' }, PLACE), isError('access.invalid-name'));
  await assert.rejects(setup.use(token, { ...PERSON, password: 'short' }, PLACE), isError('access.weak-password'));
  await setup.use(token, PERSON, PLACE);
});

test('the link stays the same from start to start, and is good for a day from the last', async (context) => {
  const { setup, clock } = await sampleAccess(context);
  const first = tokenIn(await setup.createLink(''));
  clock.time += 23 * HOUR;
  assert.equal(tokenIn(await setup.createLink('')), first);
  clock.time += 24 * HOUR - 1;
  await setup.use(first, PERSON, PLACE);
});

test('a link that has run out is replaced by another one', async (context) => {
  const { setup, clock } = await sampleAccess(context);
  const first = tokenIn(await setup.createLink(''));
  clock.time += 24 * HOUR;
  await assert.rejects(setup.use(first, PERSON, PLACE), isError('access.setup-over'));
  const second = tokenIn(await setup.createLink(''));
  assert.notEqual(second, first);
  await assert.rejects(setup.use(first, PERSON, PLACE), isError('access.setup-over'));
  await setup.use(second, PERSON, PLACE);
});

for (const token of ['', 'x', 'A'.repeat(43), '__proto__', 'A'.repeat(1e6)]) {
  test(`${token.slice(0, 44) || 'nothing'} is no token`, async (context) => {
    const { setup } = await sampleAccess(context);
    await assert.rejects(setup.use(token, PERSON, PLACE), isError('access.setup-over'));
    await setup.createLink('');
    await assert.rejects(setup.use(token, PERSON, PLACE), isError('access.setup-over'));
  });
}

test('an account that was made meanwhile closes the link', async (context) => {
  const { setup, accounts } = await sampleAccess(context);
  const token = tokenIn(await setup.createLink(''));
  await accounts.add(OWNER, { ...PERSON, role: 'viewer', tenants: [] });
  await assert.rejects(setup.use(token, { ...PERSON, login: 'x' }, PLACE), isError('access.setup-over'));
});

function isError(code: ErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code;
}
