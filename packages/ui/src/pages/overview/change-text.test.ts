import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeText } from './change-text.js';

const rows = [
  [5, 5, 'as before'],
  [1001, 1000, 'as before'],
  [0, 0, 'as before'],
  [3, 0, 'none before'],
  [112, 100, '+12 %'],
  [50, 100, '−50 %'],
  [0, 100, '−100 %'],
  [420, 100, '4.2 times before'],
  [4200, 100, '42 times before'],
] as const;

for (const [value, before, text] of rows) {
  test(`change: ${value} after ${before}`, () => assert.equal(changeText(value, before), text));
}
