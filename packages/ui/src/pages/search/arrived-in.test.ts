import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from '@gatehouse/qql';
import { arrivedIn } from './arrived-in.js';

const rows = [
  { name: 'all events', query: '', range: {}, expected: '' },
  { name: 'a query alone', query: 'a or b', range: {}, expected: 'a or b' },
  { name: 'a beginning alone', query: ' ', range: { from: 'now-1h' }, expected: 'collectorReceivedTime >= "now-1h"' },
  {
    name: 'a query keeps together',
    query: 'a or b',
    range: { from: '2026-03-17', to: '2026-03-17T10:00:00.000Z' },
    expected:
      '(a or b) and collectorReceivedTime >= "2026-03-17" and collectorReceivedTime <= "2026-03-17T10:00:00.000Z"',
  },
];

for (const { name, query, range, expected } of rows)
  test(`a range of arrivals: ${name}`, () => {
    assert.equal(arrivedIn(query, range), expected);
    assert.deepEqual(check(expected, { now: 0, zone: 'UTC' }).diagnostics, []);
  });

test('a range of arrivals: a query that cannot be read stays so', () => {
  const text = arrivedIn('a or', { from: 'now-1h' });
  assert.ok(check(text, { now: 0, zone: 'UTC' }).diagnostics.some(({ severity }) => severity === 'error'));
});
