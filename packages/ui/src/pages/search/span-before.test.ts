import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spanBefore, withBefore } from './span-before.js';

const NOW = Date.parse('2026-03-17T12:00:00.000Z');
const scope = { query: 'a', timezone: 'UTC' };

test('the span before ends where the span begins, and is as long', () => {
  assert.deepEqual(spanBefore({ ...scope, from: '2026-03-17T11:00:00.000Z' }, NOW), {
    scope: { ...scope, from: '2026-03-17T10:00:00.000Z', to: '2026-03-17T10:59:59.999Z' },
    byMs: 3_600_000,
    intervalSeconds: 60,
  });
});

const without = [
  ['no beginning', {}],
  ['nothing in it', { from: '2026-03-17T12:00:00.000Z', to: '2026-03-17T11:00:00.000Z' }],
] as const;

for (const [name, bounds] of without)
  test(`no span before: ${name}`, () => assert.equal(spanBefore({ ...scope, ...bounds }, NOW), null));

test('bars know what was there before, and those that are missing are added', () => {
  const minute = 60_000;
  const bar = (at: number, count: number) => ({ from: at * minute, count, values: {} });
  const bars = withBefore([bar(11, 5), bar(12, 6)], [bar(0, 7), bar(1, 8)], { byMs: 10 * minute, intervalSeconds: 60 });
  assert.deepEqual(
    bars.map(({ from, count, before }) => [from / minute, count, before]),
    [
      [10, 0, 7],
      [11, 5, 8],
      [12, 6, 0],
    ],
  );
  assert.deepEqual(withBefore([], [], { byMs: minute, intervalSeconds: 60 }), []);
});
