import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readGranules } from './granules.js';

test('what the last index leaves of what the first one found', () => {
  const plan = [
    'MinMax',
    '  Granules: 20/20',
    'PrimaryKey',
    '  Granules: 8/20',
    'Skip',
    '  Name: block_range',
    '  Granules: 3/8',
  ];
  assert.equal(readGranules(plan), '3/20');
});

test('a statement that reads nothing', () => {
  assert.equal(readGranules(['ReadNothing']), '0');
});
