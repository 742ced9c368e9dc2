import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TERM_BITS } from '../encode/term-columns.js';
import { columnsOf } from './term-mask.js';

test('a mask names its columns', () => {
  const mask = (1n << BigInt(TERM_BITS.userName)) | (1n << BigInt(TERM_BITS.destinationIpv4));
  assert.deepEqual(columnsOf(mask), new Set(['`userName`', '`destinationIpv4`']));
  assert.deepEqual(columnsOf(0n), new Set());
});
