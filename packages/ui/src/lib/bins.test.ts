import assert from 'node:assert/strict';
import { test } from 'node:test';
import { binsOf, niceBytes, niceTop, OTHERS, sizeIn, WITHOUT } from './bins.js';

test('bins: frequent values first, then the rest, then events without the token', () => {
  const values = Object.fromEntries(
    ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((name, index) => [name, 20 - index]),
  );
  const bucket = { from: 0, count: 200, values };
  const { series, highest, total } = binsOf([bucket, { from: 1, count: 3, values: { i: 3 } }]);
  assert.deepEqual(
    series.map(({ name }) => name),
    ['a', 'b', 'c', 'd', 'e', 'f', 'i', OTHERS, WITHOUT],
  );
  assert.equal(highest, 200);
  assert.equal(total, 203);
  assert.equal(sizeIn(bucket, 'a', series), 20);
  assert.equal(sizeIn(bucket, OTHERS, series), 14 + 13);
  assert.equal(sizeIn(bucket, WITHOUT, series), 200 - 144);
});

test('bins: the parts of every bucket are the bucket', () => {
  const buckets = [
    { from: 0, count: 9, values: { Success: 4, Failure: 2 } },
    { from: 1, count: 0, values: {} },
  ];
  const { series } = binsOf(buckets);
  for (const bucket of buckets)
    assert.equal(
      series.reduce((sum, { name }) => sum + sizeIn(bucket, name, series), 0),
      bucket.count,
    );
});

test('bins: outcomes keep their colours, nothing has none', () => {
  const { series } = binsOf([{ from: 0, count: 3, values: { Failure: 2, Success: 1 } }]);
  assert.deepEqual(
    series.map(({ colour }) => colour),
    ['var(--mark-failure)', 'var(--mark-success)'],
  );
  assert.deepEqual(binsOf([]), { buckets: [], series: [], highest: 0, total: 0 });
});

test('bins: the scale ends at a round number', () => {
  assert.deepEqual([0, 3, 7, 11, 99, 1234].map(niceTop), [1, 3, 8, 15, 100, 1500]);
});

test('bins: bytes end at a round number of their unit', () => {
  assert.deepEqual([0, 1000, 5000, 700 * 2 ** 20].map(niceBytes), [1, 1000, 5 * 1024, 800 * 2 ** 20]);
});
