import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { hash, verify } from '@node-rs/argon2';
import { AppError, type ErrorCode } from '../errors.js';
import { OWNER } from './authority.js';
import type { PasswordWork } from './passwords.js';
import { PASSWORD, PLACE, plainWork, type SampleAccess, sampleAccess } from './sample-access.js';

const ANNA = { login: 'anna', password: PASSWORD };

test('the right name and password open a session', async (context) => {
  const access = await withAnna(context);
  const { login, account, token } = await access.login.withPassword({ ...ANNA, login: ' Anna ' }, PLACE);
  assert.deepEqual([login, account.name, account.role, account.tenants], ['anna', 'anna', 'analyst', ['a']]);
  assert.equal((await access.sessions.find(token))?.login, 'anna');
  assert.equal((await access.accounts.get(OWNER, 'anna')).lastLoginAt, '2026-03-01T08:00:00.000Z');
});

/** Every way to fail → what is done before the attempt. All have to look alike. */
const failures: Readonly<Record<string, (access: SampleAccess) => Promise<{ login: string; password: string }>>> = {
  'a wrong password': async () => ({ ...ANNA, password: 'five words of a sentence' }),
  'a name that nobody has': async () => ({ ...ANNA, login: 'nobody' }),
  'a name that nobody can have': async () => ({ ...ANNA, login: '../\0\u{1f600}' }),
  'no name': async () => ({ ...ANNA, login: '' }),
  'no password': async () => ({ ...ANNA, password: '' }),
  'a very long password': async () => ({ ...ANNA, password: 'x'.repeat(1e5) }),
  'an account that is disabled': async ({ accounts }) => {
    await accounts.change(OWNER, 'anna', { isDisabled: true });
    return ANNA;
  },
  'an account that was removed': async ({ accounts }) => {
    await accounts.remove(OWNER, 'anna');
    return ANNA;
  },
  'an account of an identity provider': async ({ accounts }) => {
    const person = {
      issuer: 'https://id.example',
      subject: 's',
      name: 'Bert',
      role: 'viewer',
      tenants: ['a'],
    } as const;
    return { ...ANNA, login: (await accounts.provided(person)).id };
  },
};

for (const [name, prepare] of Object.entries(failures)) {
  test(`${name}: refused in the same words, after the same work`, async (context) => {
    const { work, done } = countedWork();
    const access = await withAnna(context, work);
    const attempt = await prepare(access);
    done.length = 0;
    await assert.rejects(access.login.withPassword(attempt, PLACE), isError('access.login-failed'));
    // One check against a hash of the one cost, and nothing else: that is what the time of an answer consists of.
    assert.deepEqual(done, ['verify $argon2id$v=19$m=19456,t=2,p=1$']);
    assert.deepEqual(await access.sessions.list((await access.accounts.find('anna'))?.value.id ?? '', null), []);
  });
}

test('a hash of another cost is renewed by the first login', async (context) => {
  const { work, done } = countedWork();
  const access = await withAnna(context, work);
  const accounts = access.documents.collection<Record<string, unknown>>('accounts');
  const before = (await accounts.get('anna'))?.value;
  const passwordHash = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1 });
  await accounts.put('anna', { ...before, passwordHash });
  done.length = 0;
  await access.login.withPassword(ANNA, PLACE);
  await access.login.withPassword(ANNA, PLACE);
  assert.deepEqual(done, ['verify $argon2id$v=19$m=8192,t=1,p=1$', 'hash', 'verify $argon2id$v=19$m=19456,t=2,p=1$']);
});

test('too many failures lock the name for the address, known or not, without any work; the right password does not help', async (context) => {
  const { work, done } = countedWork();
  const access = await withAnna(context, work);
  for (const login of ['anna', 'nobody']) {
    for (let count = 0; count < 5; count++)
      await assert.rejects(
        access.login.withPassword({ login, password: 'wrong' }, PLACE),
        isError('access.login-failed'),
      );
    done.length = 0;
    await assert.rejects(access.login.withPassword({ ...ANNA, login }, PLACE), isError('access.locked'));
    assert.deepEqual(done, []);
  }
  access.clock.time += 30_000;
  await access.login.withPassword(ANNA, PLACE);
  await access.login.withPassword(ANNA, { ...PLACE, address: '192.0.2.8' });
});

test('a password that is changed while it is checked opens nothing', async (context) => {
  const checking = withResolvers();
  const goOn = withResolvers();
  const plain = plainWork();
  const access = await withAnna(context, {
    ...plain,
    async verify(known, password) {
      checking.resolve();
      await goOn.promise;
      return plain.verify(known, password);
    },
  });
  const login = access.login.withPassword(ANNA, PLACE);
  await checking.promise;
  await access.accounts.setPassword(OWNER, 'anna', 'another sentence of words');
  goOn.resolve();
  await assert.rejects(login, isError('access.login-failed'));
});

function withResolvers() {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => void (resolve = done));
  return { promise, resolve };
}

async function withAnna(context: TestContext, work?: PasswordWork): Promise<SampleAccess> {
  const access = await sampleAccess(context, work === undefined ? {} : { work });
  await access.accounts.add(OWNER, { ...ANNA, role: 'analyst', tenants: ['a'] });
  return access;
}

/** The real work, written down. */
function countedWork(): { work: PasswordWork; done: string[] } {
  const done: string[] = [];
  const work: PasswordWork = {
    hash(password, cost) {
      done.push('hash');
      return hash(password, cost);
    },
    verify(known, password) {
      done.push(`verify ${known.slice(0, known.indexOf('p=1$') + 4)}`);
      return verify(known, password);
    },
  };
  return { work, done };
}

function isError(code: ErrorCode): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code;
}
