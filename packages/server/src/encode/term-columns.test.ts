import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DIGITS_BIT } from '@gatehouse/qql';
import { storedColumns } from './batch.js';
import { bitOf, TERM_BITS } from './term-columns.js';

test('every column of text or of IPv4 addresses has a bit of its own', () => {
  const columns = storedColumns().filter(({ type }) => /String|IPv4/.test(type));
  assert.deepEqual(Object.keys(TERM_BITS).sort(), columns.map(({ name }) => name).sort());
  const bits = Object.values<number>(TERM_BITS);
  assert.equal(new Set(bits).size, bits.length);
  assert.ok(bits.every((bit) => bit >= 0 && bit < DIGITS_BIT));
});

test('a column that has none is refused', () => {
  assert.equal(bitOf('userName'), 12);
  assert.throws(() => bitOf('block'), RangeError);
});
