import assert from 'node:assert/strict';
import { test } from 'node:test';
import { storedColumns } from './batch.js';
import { columnsOf, TERM_BITS } from './term-columns.js';

test('every column of text or of IPv4 addresses has a bit of its own', () => {
  const columns = storedColumns().filter(({ type }) => /String|IPv4/.test(type));
  assert.deepEqual(Object.keys(TERM_BITS).sort(), columns.map(({ name }) => name).sort());
  const bits = Object.values<number>(TERM_BITS);
  assert.equal(new Set(bits).size, bits.length);
  assert.ok(bits.every((bit) => bit >= 0 && bit < 64));
});

test('a mask names its columns', () => {
  const mask = (1n << BigInt(TERM_BITS.userName)) | (1n << BigInt(TERM_BITS.destinationIpv4));
  assert.deepEqual(columnsOf(mask), new Set(['`userName`', '`destinationIpv4`']));
  assert.deepEqual(columnsOf(0n), new Set());
});
