import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../errors.js';
import { type Attempt, Attempts } from './attempts.js';

const MINUTE = 60_000;
const ANNA = { name: 'anna', address: '192.0.2.7' };

/** Seconds for which it is locked; 0 where the attempt is let in. */
function tryOnce(attempts: Attempts, attempt: Attempt): number {
  try {
    attempts.begin(attempt);
    return 0;
  } catch (error) {
    assert.ok(error instanceof AppError && error.code === 'access.locked');
    return Number(/(\d+) s/.exec(error.message)?.[1]);
  }
}

function clocked() {
  let time = 1_000_000;
  const attempts = new Attempts(() => time);
  return { attempts, wait: (ms: number) => void (time += ms) };
}

test('after five failures a name is locked for its address, each time for longer, and for no other', () => {
  const { attempts, wait } = clocked();
  for (let count = 0; count < 5; count++) assert.equal(tryOnce(attempts, ANNA), 0);
  const locks: number[] = [];
  for (let count = 0; count < 7; count++) {
    const seconds = tryOnce(attempts, ANNA);
    locks.push(seconds);
    wait(seconds * 1000 - 1);
    assert.equal(tryOnce(attempts, ANNA), 1);
    wait(1);
    assert.equal(tryOnce(attempts, ANNA), 0);
  }
  assert.deepEqual(locks, [30, 60, 120, 240, 480, 900, 900]);
  assert.ok(tryOnce(attempts, ANNA) > 0);
  assert.equal(tryOnce(attempts, { ...ANNA, address: '192.0.2.8' }), 0);
  assert.equal(tryOnce(attempts, { ...ANNA, name: 'bert' }), 0);
});

test('an address that tries many names is locked for all of them', () => {
  const { attempts } = clocked();
  for (let count = 0; count < 20; count++) assert.equal(tryOnce(attempts, { ...ANNA, name: `n${count}` }), 0);
  assert.ok(tryOnce(attempts, { ...ANNA, name: 'another' }) > 0);
});

test('a name that is tried from many addresses is locked for all of them', () => {
  const { attempts } = clocked();
  for (let count = 0; count < 50; count++) assert.equal(tryOnce(attempts, { ...ANNA, address: `10.0.0.${count}` }), 0);
  assert.ok(tryOnce(attempts, { ...ANNA, address: '198.51.100.1' }) > 0);
});

test('attempts at once count as many', () => {
  const { attempts } = clocked();
  const outcomes = Array.from({ length: 8 }, () => tryOnce(attempts, ANNA) === 0);
  assert.deepEqual(outcomes, [true, true, true, true, true, false, false, false]);
});

test('a success ends the count of its name and address, and is none of the others', () => {
  const { attempts } = clocked();
  for (let round = 0; round < 12; round++) {
    for (let count = 0; count < 4; count++) assert.equal(tryOnce(attempts, ANNA), 0, `round ${round}`);
    attempts.succeeded(ANNA);
    if (round === 4) break;
  }
  // Fifteen of the twenty that the address has: three in each round were failures.
  for (let count = 0; count < 5; count++) assert.equal(tryOnce(attempts, { ...ANNA, name: `n${count}` }), 0);
  assert.ok(tryOnce(attempts, { ...ANNA, name: 'another' }) > 0);
});

test('failures are forgotten half an hour after the last', () => {
  const { attempts, wait } = clocked();
  for (let count = 0; count < 4; count++) tryOnce(attempts, ANNA);
  wait(30 * MINUTE + 1);
  for (let count = 0; count < 5; count++) assert.equal(tryOnce(attempts, ANNA), 0);
});

for (const [first, second, isSame] of [
  ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
  ['2001:db8:1:2::1', '2001:DB8:0001:2::', true],
  ['2001:db8::1', '2001:db8:0:0:1::', true],
  ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
  ['::ffff:192.0.2.1', '192.0.2.1', true],
  ['::ffff:192.0.2.1', '::ffff:192.0.2.2', false],
  ['fe80::1%eth0', 'fe80::2%eth1', true],
] as const) {
  test(`${first} and ${second} are ${isSame ? 'one' : 'two'} for the count`, () => {
    const { attempts } = clocked();
    for (let count = 0; count < 5; count++) tryOnce(attempts, { name: 'anna', address: first });
    assert.equal(tryOnce(attempts, { name: 'anna', address: second }) > 0, isSame);
  });
}

test('names and addresses without end take no more memory than the limit', () => {
  const { attempts, wait } = clocked();
  for (let count = 0; count < 5; count++) tryOnce(attempts, ANNA);
  for (let count = 0; count < 20_001; count++) {
    wait(1);
    tryOnce(attempts, {
      name: `n${count}`,
      address: `2001:db8:${(count >> 8).toString(16)}:${count & 255}::`,
    });
  }
  // The oldest count has made room.
  assert.equal(tryOnce(attempts, ANNA), 0);
});
