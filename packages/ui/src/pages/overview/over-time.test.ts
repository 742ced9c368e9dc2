import assert from 'node:assert/strict';
import { test } from 'node:test';
import { intervalOf } from '../../lib/intervals.js';
import { fillRange, sumsOf } from './over-time.js';

const at = (text: string) => Date.parse(`2026-03-17T${text}:00Z`);
const HOUR_MS = 3_600_000;

const spans = [
  { name: 'a minute', ms: 60_000, seconds: 1 },
  { name: 'an hour', ms: HOUR_MS, seconds: 60 },
  { name: 'a day', ms: 24 * HOUR_MS, seconds: 1800 },
  { name: 'a month', ms: 30 * 24 * HOUR_MS, seconds: 43_200 },
  { name: 'ten years', ms: 3650 * 24 * HOUR_MS, seconds: 61 * 86_400 },
];

for (const { name, ms, seconds } of spans) {
  test(`over time: ${name} has at most sixty bars`, () => {
    assert.equal(intervalOf({ from: 0, to: ms }, 0), seconds);
    assert.equal(intervalOf({ from: 0, to: null }, ms), seconds);
  });
}

test('over time: an open beginning is left to the server', () => {
  assert.equal(intervalOf({ from: null, to: null }, 0), null);
});

test('over time: a range is filled from its beginning to its end, in step with the buckets', () => {
  const bucket = { from: at('10:00'), count: 3, values: {} };
  const filled = fillRange([bucket], { from: at('07:30'), to: at('12:10') }, HOUR_MS);
  assert.deepEqual(
    filled.map(({ from, count }) => [new Date(from).toISOString().slice(11, 16), count]),
    [
      ['07:00', 0],
      ['08:00', 0],
      ['09:00', 0],
      ['10:00', 3],
      ['11:00', 0],
      ['12:00', 0],
    ],
  );
  assert.deepEqual(fillRange([bucket], { from: null, to: null }, HOUR_MS), [bucket]);
  assert.equal(fillRange([], { from: at('10:00'), to: at('12:00') }, HOUR_MS).length, 2);
});

test('over time: sums are the height of the bars', () => {
  const sums = { inByte: 5, outByte: 2 };
  const [bar] = sumsOf([{ from: '2026-03-17T10:00:00Z', count: 9, sums }], { inByte: 'down', outByte: 'up' });
  assert.deepEqual(bar, { from: at('10:00'), count: 7, values: { down: 5, up: 2 } });
});
