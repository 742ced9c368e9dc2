import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ticksOf } from './ticks.js';

const at = (text: string) => Date.parse(`2026-${text}Z`);

const rows: readonly (readonly [name: string, from: string, to: string, most: number, texts: readonly string[]])[] = [
  ['seconds', '03-17T08:00:07', '03-17T08:00:38', 4, ['08:00:15', '08:00:30']],
  ['minutes', '03-17T08:01:00', '03-17T08:19:00', 4, ['08:05', '08:10', '08:15']],
  ['hours, midnight by its date', '03-16T20:30:00', '03-17T03:00:00', 4, ['22:00', '03-17', '02:00']],
  ['days', '03-16T20:30:00', '03-20T03:00:00', 4, ['03-17', '03-18', '03-19', '03-20']],
  ['months', '01-16T00:00:00', '06-20T00:00:00', 6, ['2026-02', '2026-03', '2026-04', '2026-05', '2026-06']],
  ['no time at all', '03-17T08:00:00', '03-17T08:00:00', 4, []],
  ['no room', '03-17T08:00:00', '03-18T08:00:00', 0, []],
];

for (const [name, from, to, most, texts] of rows)
  test(`ticks: ${name}`, () => {
    const ticks = ticksOf({ from: at(from), to: at(to) }, most, 'utc');
    assert.deepEqual(
      ticks.map(({ text }) => text),
      texts,
    );
  });

test('ticks: never more than there is room for, and one where its time is', () => {
  const from = at('01-01T00:00:00');
  for (let length = 1000; length < 40 * 365 * 86_400_000; length *= 1.7)
    for (const most of [1, 3, 8]) {
      const ticks = ticksOf({ from, to: from + length }, most, 'utc');
      assert.ok(ticks.length <= most + 1, `${ticks.length} of ${most} in ${length} ms`);
    }
  const [, second] = ticksOf({ from, to: from + 4 * 3_600_000 }, 4, 'utc');
  assert.deepEqual(second, { at: 0.25, text: '01:00' });
});
