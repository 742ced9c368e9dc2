import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quantile, spreadOf } from './statistics.js';

const quantiles: readonly { values: readonly number[]; part: number; expected: number }[] = [
  { values: [3, 1, 2], part: 0.5, expected: 2 },
  { values: [4, 1, 2, 3], part: 0.5, expected: 2.5 },
  { values: [7], part: 0.95, expected: 7 },
  { values: [0, 10], part: 0.95, expected: 9.5 },
  { values: [], part: 0.5, expected: Number.NaN },
];

for (const { values, part, expected } of quantiles) {
  test(`${part} of ${JSON.stringify(values)} is ${expected}`, () => {
    assert.equal(quantile(values, part), expected);
  });
}

test('a spread is the median between the extremes', () => {
  assert.deepEqual(spreadOf([12, 7, 9]), { median: 9, min: 7, max: 12 });
});
