import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoredFrames } from './traffic.js';
import { sumOf, Traffic } from './traffic.js';

const counts = { mapped: 1, partial: 0, unrecognised: 0, lastTime: null };
const stored: StoredFrames = { receivedAt: 1000, frames: 1, counts, isCarried: false };

test('the lag is 0 when all is stored, however long that is ago', () => {
  const traffic = new Traffic(0);
  traffic.received(1000, 2, 100);
  traffic.stored(1300, { ...stored, frames: 2 });
  assert.equal(traffic.status(9_000_000, 0).lagSeconds, 0);
});

test('after silence the lag begins with the first new frame', () => {
  const traffic = new Traffic(0);
  traffic.received(1000, 1, 50);
  traffic.stored(1300, stored);
  traffic.received(3_600_000, 1, 50);
  assert.equal(traffic.status(3_602_000, 0).lagSeconds, 2);
});

test('under load the lag is counted from the receipt of what was stored last', () => {
  const traffic = new Traffic(0);
  for (const now of [1000, 2000, 3000]) traffic.received(now, 1, 50);
  assert.equal(traffic.status(4000, 0).lagSeconds, 3);
  traffic.stored(4500, { ...stored, receivedAt: 2000, frames: 2 });
  assert.equal(traffic.status(5000, 0).lagSeconds, 3);
});

test('frames that the full journal refused are not waited for', () => {
  const traffic = new Traffic(0);
  traffic.received(1000, 5, 50);
  traffic.refused('journal-full', 5);
  assert.equal(traffic.status(60_000, 0).lagSeconds, 0);
});

test('what was carried over is stored without having been received', () => {
  const traffic = new Traffic(0);
  traffic.stored(500, { ...stored, frames: 7, counts: { ...counts, mapped: 7 }, isCarried: true });
  traffic.received(1000, 1, 50);
  const status = traffic.status(3000, 0);
  assert.deepEqual([status.storedFrames, status.mapped, status.lagSeconds], [0, 7, 2]);
});

test('more stored than received leaves nothing waiting and nothing owed', () => {
  const traffic = new Traffic(0);
  traffic.received(1000, 2, 50);
  traffic.stored(1500, { ...stored, receivedAt: null, frames: 9 });
  traffic.received(2000, 1, 50);
  const { storedFrames, lagSeconds } = traffic.status(5000, 0);
  assert.deepEqual([storedFrames, lagSeconds], [2, 3]);
});

test('the skew is the median, so that one late or wrong line does not move it', () => {
  const traffic = new Traffic(0);
  for (const ahead of [3_600_000, 3_601_000, -99_000_000, 3_599_000, 3_600_000]) {
    traffic.stored(2000, { ...stored, receivedAt: 1000, counts: { ...counts, lastTime: 1000 + ahead } });
  }
  traffic.stored(2000, { ...stored, receivedAt: null, counts: { ...counts, lastTime: 5 } });
  assert.equal(traffic.status(3000, 0).skewSeconds, 3600);
});

const silences: readonly [now: number, silentAfter: number, isSilent: boolean][] = [
  [10_000, 10, false],
  [10_999, 10, false],
  [11_000, 10, true],
  [9_000_000, 0, false],
];

for (const [now, silentAfter, isSilent] of silences) {
  test(`${now - 1000} ms after an event with an alarm at ${silentAfter} s: silent ${isSilent}`, () => {
    const traffic = new Traffic(0);
    traffic.received(1000, 1, 50);
    assert.equal(traffic.status(now, silentAfter).isSilent, isSilent);
  });
}

test('a listener is as slow as its slowest peer and silent when all of them are', () => {
  const [lively, slow] = [new Traffic(0), new Traffic(0)];
  slow.received(1000, 3, 300);
  lively.received(9000, 1, 50);
  lively.stored(9100, { ...stored, receivedAt: 9000, counts: { ...counts, lastTime: 9000 } });
  lively.refused('bad-framing', 2);
  const sum = sumOf([lively.status(10_000, 5), slow.status(10_000, 5)], 5);
  const { receivedFrames, lagSeconds, silenceSeconds, isSilent, skewSeconds, refused } = sum;
  assert.deepEqual(
    { receivedFrames, lagSeconds, silenceSeconds, isSilent, skewSeconds, bad: refused['bad-framing'] },
    { receivedFrames: 4, lagSeconds: 9, silenceSeconds: 1, isSilent: false, skewSeconds: 0, bad: 2 },
  );
});
