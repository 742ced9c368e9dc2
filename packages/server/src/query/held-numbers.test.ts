import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HeldNumbers } from '@gatehouse/qql';
import { HELD_NUMBERS, HeldColumns } from './held-numbers.js';

/** The place of a column in the SELECT list. */
function placeOf(token: string): string {
  const place = new RegExp(`min\\(\`${token}\`\\)\\) AS low(\\d+)`).exec(HELD_NUMBERS)?.[1];
  assert.ok(place !== undefined, token);
  return place;
}

function portRow(numbers: readonly string[] | null): Record<string, unknown> {
  const place = placeOf('sourcePort');
  if (numbers === null) return { [`low${place}`]: null, [`high${place}`]: null, [`few${place}`]: [] };
  const sorted = [...numbers].sort((a, b) => Number(a) - Number(b));
  return { [`low${place}`]: sorted[0], [`high${place}`]: sorted.at(-1), [`few${place}`]: numbers.slice(0, 257) };
}

const many = Array.from({ length: 300 }, (_, index) => String(1000 + index));

describe('what a column of numbers holds', () => {
  const cases: readonly (readonly [string, readonly (readonly string[] | null)[], HeldNumbers | null])[] = [
    ['is not known before rows were read', [], null],
    ['is nothing where every row is without', [null], { low: 1n, high: 0n, few: [] }],
    ['is what some rows hold', [['443', '80']], { low: 80n, high: 443n, few: [443n, 80n] }],
    ['is what all of them hold', [['443'], null, ['80', '443']], { low: 80n, high: 443n, few: [443n, 80n] }],
    ['is not listed when it is much', [many], { low: 1000n, high: 1299n, few: null }],
    ['is not listed when it has become much', [['7'], many], { low: 7n, high: 1299n, few: null }],
    [
      'is not listed when it becomes much together',
      [many.slice(0, 200), many.slice(100)],
      { low: 1000n, high: 1299n, few: null },
    ],
  ];
  for (const [title, rows, expected] of cases) {
    it(title, () => {
      const held = new HeldColumns();
      for (const row of rows) held.add(portRow(row));
      assert.deepEqual(held.find('sourcePort'), expected);
    });
  }

  it('is not listed for numbers of bytes', () => {
    assert.ok(!HELD_NUMBERS.includes(`few${placeOf('inByte')}`));
  });
});
