import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { AppError, type ErrorCode } from '../errors.js';
import { OWNER } from './authority.js';
import { PASSWORD, PLACE, type SampleAccess, sampleAccess } from './sample-access.js';

const OTHER = 'another sentence of words';
const DAY = 24 * 3_600_000;

test('somebody without a password chooses one and is in, once', async (context) => {
  const { accounts, passwordLinks, login, sessions } = await withAnna(context);
  await assert.rejects(
    login.withPassword({ login: 'anna', password: PASSWORD }, PLACE),
    isError('access.login-failed'),
  );
  const secret = tokenIn(await passwordLinks.create(OWNER, 'Anna'));
  const { token, account } = await passwordLinks.use(secret, PASSWORD, PLACE);
  assert.equal((await sessions.find(token))?.login, 'anna');
  assert.equal(account.generation, (await accounts.find('anna'))?.value.generation);
  await login.withPassword({ login: 'anna', password: PASSWORD }, PLACE);
  await assert.rejects(passwordLinks.use(secret, OTHER, PLACE), isError('access.link-over'));
});

test('a password that is refused leaves the link as it was; of many who use it at once one succeeds', async (context) => {
  const { passwordLinks } = await withAnna(context);
  const secret = tokenIn(await passwordLinks.create(OWNER, 'anna'));
  await assert.rejects(passwordLinks.use(secret, 'short', PLACE), isError('access.weak-password'));
  const all = await Promise.allSettled([1, 2, 3, 4].map((n) => passwordLinks.use(secret, `${OTHER} ${n}`, PLACE)));
  assert.equal(all.filter(({ status }) => status === 'fulfilled').length, 1);
});

/** What makes a link worthless. */
const ends: Readonly<Record<string, (access: SampleAccess) => Promise<unknown>>> = {
  'a later link': ({ passwordLinks }) => passwordLinks.create(OWNER, 'anna'),
  'three days': async ({ clock }) => void (clock.time += 3 * DAY),
  'another password': ({ accounts }) => accounts.setPassword(OWNER, 'anna', OTHER),
  'disabling the account': ({ accounts }) => accounts.change(OWNER, 'anna', { isDisabled: true }),
  'disabling it and not': async ({ accounts }) => {
    await accounts.change(OWNER, 'anna', { isDisabled: true });
    await accounts.change(OWNER, 'anna', { isDisabled: false });
  },
  'another account of the name': async ({ accounts }) => {
    await accounts.remove(OWNER, 'anna');
    await accounts.add(OWNER, { login: 'anna', role: 'admin', tenants: null });
  },
};

for (const [name, happen] of Object.entries(ends)) {
  test(`${name} makes the link worthless`, async (context) => {
    const access = await withAnna(context);
    const secret = tokenIn(await access.passwordLinks.create(OWNER, 'anna'));
    await happen(access);
    await assert.rejects(access.passwordLinks.use(secret, OTHER, PLACE), isError('access.link-over'));
  });
}

test('no link beyond the own customers, nor where a provider vouches', async (context) => {
  const { accounts, passwordLinks } = await withAnna(context);
  const actor = { id: 'x', role: 'admin', tenants: ['b'] } as const;
  await assert.rejects(passwordLinks.create(actor, 'anna'), isError('access.unknown'));
  await assert.rejects(passwordLinks.create(OWNER, 'nobody'), isError('access.unknown'));
  const person = { issuer: 'https://id.example', subject: 's', name: 'Bert', role: 'viewer', tenants: ['a'] } as const;
  const { id } = await accounts.provided(person);
  await assert.rejects(passwordLinks.create(OWNER, id), isError('access.provided'));
  await assert.rejects(accounts.setPassword(OWNER, id, OTHER), isError('access.provided'));
});

for (const text of ['', 'x', `u${'0'.repeat(18)}_${'A'.repeat(43)}`, '__proto__', 'A'.repeat(1e5)]) {
  test(`${text.slice(0, 30) || 'nothing'} is no link`, async (context) => {
    const { passwordLinks } = await withAnna(context);
    await passwordLinks.create(OWNER, 'anna');
    await assert.rejects(passwordLinks.use(text, OTHER, PLACE), isError('access.link-over'));
  });
}

async function withAnna(context: TestContext): Promise<SampleAccess> {
  const access = await sampleAccess(context);
  await access.accounts.add(OWNER, { login: 'anna', role: 'viewer', tenants: ['a'] });
  return access;
}

function tokenIn({ path }: { readonly path: string }): string {
  return /^\/password#token=(u[0-9a-f]{18}_[A-Za-z0-9_-]{43})$/.exec(path)?.[1] ?? assert.fail(path);
}

function isError(code: ErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code;
}
