import assert from 'node:assert/strict';
import { test } from 'node:test';
import { skewText, spanText } from './span-text.js';

const SPANS: readonly (readonly [number, string])[] = [
  [0, '0 s'],
  [0.44, '0.4 s'],
  [61, '61 s'],
  [300, '5 min'],
  [10_800, '3 h'],
  [259_200, '3 d'],
];

for (const [seconds, text] of SPANS)
  test(`${seconds} s is said as ${text}`, () => assert.equal(spanText(seconds), text));

const SKEWS: readonly (readonly [number | null, string])[] = [
  [null, 'unknown'],
  [-1.9, 'none'],
  [3600, '60 min ahead'],
  [-30, '30 s behind'],
];

for (const [seconds, text] of SKEWS)
  test(`a skew of ${seconds} is ${text}`, () => assert.equal(skewText(seconds), text));
