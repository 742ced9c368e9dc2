import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hash as argon2 } from '@node-rs/argon2';
import { AppError, type ErrorCode } from '../errors.js';
import { createPasswords } from './passwords.js';
import { PASSWORD, plainWork } from './sample-access.js';

test('a password is known again by its hash, and no other one', async () => {
  const passwords = await createPasswords();
  const hash = await passwords.hash(PASSWORD, 'anna');
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.notEqual(await passwords.hash(PASSWORD, 'anna'), hash);
  assert.equal(await passwords.verify(hash, PASSWORD), true);
  for (const wrong of ['', `${PASSWORD} `, PASSWORD.toUpperCase(), 'x'.repeat(1e6)])
    assert.equal(await passwords.verify(hash, wrong), false);
});

test('the same letters are the same password, composed or not', async () => {
  const passwords = await createPasswords();
  const hash = await passwords.hash('Grüße aus der Küche', 'anna');
  assert.equal(await passwords.verify(hash, 'Grüße aus der Küche'.normalize('NFD')), true);
});

test('without an account no password is right, not even that of nobody', async () => {
  const passwords = await createPasswords();
  for (const password of [PASSWORD, 'nobody has this password'])
    assert.equal(await passwords.verify(null, password), false);
});

test('hashes of another cost are outdated', async () => {
  const passwords = await createPasswords();
  assert.equal(passwords.isOutdated(await passwords.renew(PASSWORD)), false);
  assert.equal(passwords.isOutdated(await argon2(PASSWORD, { memoryCost: 8192, timeCost: 1 })), true);
});

for (const [password, reason] of [
  ['short words', 'fewer than 12 characters'],
  ['x'.repeat(257), 'more than 256 characters'],
  ['abababababababab', 'fewer than 5 different characters'],
  ['my name is Anna Huber', 'the name of the user'],
  ['', 'fewer than 12 characters'],
] as const) {
  test(`the password ${password.slice(0, 24)} is too weak`, async () => {
    const passwords = await createPasswords(plainWork());
    await assert.rejects(passwords.hash(password, 'anna'), isError('access.weak-password', reason));
  });
}

test('length is counted in characters, not in bytes', async () => {
  const passwords = await createPasswords(plainWork());
  await passwords.hash('🂡🂢🂣🂤🂥🂦🂧🂨🂩🂪🂫🂭', 'anna');
  await assert.rejects(passwords.hash('🂡🂢🂣🂤🂥🂦🂧🂨🂩🂪🂫', 'anna'), isError('access.weak-password', 'fewer than 12'));
});

test('few checks run at once, some wait, more are refused', async () => {
  let running = 0;
  let most = 0;
  const passwords = await createPasswords({
    ...plainWork(),
    async verify() {
      most = Math.max(most, ++running);
      await new Promise((resolve) => void setTimeout(resolve, 1));
      running--;
      return true;
    },
  });
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, () => passwords.verify('x', PASSWORD)));
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  assert.equal(most, 2);
  assert.equal(refused.length, 34);
  assert.ok(refused.every(({ reason }) => isError('access.busy')(reason)));
  assert.equal(await passwords.verify('x', PASSWORD), true);
});

function isError(code: ErrorCode, text = ''): (error: unknown) => boolean {
  return (error) => error instanceof AppError && error.code === code && error.message.includes(text);
}
