import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fieldOf } from '@gatehouse/model';
import {
  counted,
  elementsOf,
  formatBytes,
  formatDuration,
  formatNumber,
  formatShare,
  formatValue,
  shortNumber,
} from './format.js';

const rows: readonly (readonly [name: string, shown: string, expected: string])[] = [
  ['thousands', formatNumber(1_234_567), '1\u2009234\u2009567'],
  ['below zero', formatNumber(-1234.5), '−1\u2009234.5'],
  ['short, small', shortNumber(999), '999'],
  ['short, thousands', shortNumber(1234), '1.2k'],
  ['short, rounds up into the next unit', shortNumber(999_600), '1.0M'],
  ['short, millions', shortNumber(14_400_000), '14M'],
  ['bytes', formatBytes(1023), '1023 B'],
  ['bytes as QQL counts them', formatBytes(1536), '1.5 KB'],
  ['many bytes', formatBytes(300 * 2 ** 30), '300 GB'],
  ['a duration', formatDuration(307), '00:05:07'],
  ['longer than a day', formatDuration(108_000), '30:00:00'],
  ['a share', formatShare(1, 3), '33 %'],
  ['a small share', formatShare(1, 90_000), '<0.1 %'],
  ['nearly all', formatShare(997, 1000), '99.7 %'],
  ['all but a few', formatShare(89_999, 90_000), '>99.9 %'],
  ['all', formatShare(5, 5), '100 %'],
  ['a share of nothing', formatShare(0, 0), '0 %'],
  ['one', counted(1, 'event'), '1 event'],
  ['many', counted(2000, 'event'), '2\u2009000 events'],
  ['a list', formatValue(fieldOf('group'), ['a', 'b'], 'utc'), 'a, b'],
  ['a map', formatValue(fieldOf('attributes'), { Reason: 'x' }, 'utc'), 'Reason = x'],
  ['a date', formatValue(fieldOf('eventTime'), '2026-03-17T08:30:00.000Z', 'utc'), '2026-03-17 08:30:00.000'],
  ['a token in bytes', formatValue(fieldOf('inByte'), 2048, 'utc'), '2 KB'],
];

for (const [name, shown, expected] of rows) test(`format: ${name}`, () => assert.equal(shown, expected));

test('format: the elements of values', () => {
  assert.deepEqual(elementsOf(['a', 'b']), ['a', 'b']);
  assert.deepEqual(elementsOf({ x: 'y' }), ['y']);
  assert.deepEqual(elementsOf(5), [5]);
});
