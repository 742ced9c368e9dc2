import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figure, percent, spread, table } from './table.js';

test('a table aligns figures to the right and keeps bars in their cells', () => {
  const text = table(['what', 'how many'], [['a|b', figure(12345.67, 1)]]);
  assert.equal(text, '| what | how many |\n| --- | ---: |\n| a\\|b | 12,345.7 |');
});

test('a spread shows the median and the extremes', () => {
  assert.equal(spread({ median: 1.25, min: 1, max: 2.5 }, 2), '1.25 (1.00–2.50)');
  assert.equal(percent(0.126), '13 %');
});
