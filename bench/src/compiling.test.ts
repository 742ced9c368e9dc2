import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '../../packages/qql/dist/index.js';
import { COMPILE_CASES } from './compile-cases.js';
import { compilingText } from './compiling.js';

test('the queries are whole ones of some two hundred characters', () => {
  for (const { name, query } of COMPILE_CASES) {
    const { query: resolved, diagnostics } = check(query, { now: 0, zone: 'UTC' });
    assert.ok(resolved !== undefined, `${name}: ${diagnostics[0]?.message}`);
    assert.ok(query.length >= 190 && query.length <= 220, `${name} has ${query.length} characters`);
  }
});

test('a row per query: the middle and the slow end', () => {
  const times = { parse: [1, 2, 3], check: [4, 5, 6], compile: [7, 8, 9], all: [10, 11, 12] };
  const text = compilingText({ figures: [{ name: 'words', query: 'a b', statement: 1234, ...times }], foreign: 0.01 });
  assert.ok(text.includes('of 3 warm runs. Others took 1 % of the machine.'));
  assert.ok(text.includes('| words | 3 | 2 / 3 | 5 / 6 | 8 / 9 | 11 / 12 | 1,234 |'), text);
});
