import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { LONGEST_LOSS, MessageSequence, WINDOW } from './message-sequence.js';

const WRAP = 2 ** 32;

function observed(numbers: readonly number[]): MessageSequence {
  const sequence = new MessageSequence();
  for (const number of numbers) sequence.observe(number >>> 0);
  return sequence;
}

function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => (from + index) % WRAP);
}

const cases: readonly [string, readonly number[], Partial<MessageSequence>][] = [
  ['nothing', [], { seen: 0, missing: 0 }],
  ['one number', [7], { seen: 1, missing: 0 }],
  ['no gap', range(100, 50), { seen: 50, missing: 0, duplicates: 0, strays: 0, restarts: 0 }],
  ['a gap of one', [1, 2, 4], { seen: 3, missing: 1 }],
  ['late but there', [1, 4, 2, 3], { seen: 4, missing: 0 }],
  ['twice', [1, 2, 2, 1, 3], { seen: 3, missing: 0, duplicates: 2 }],
  ['over the edge of 32 bits', [WRAP - 2, WRAP - 1, 0, 2], { seen: 4, missing: 1, restarts: 0 }],
  ['the number of traps', [0, 500, 0, 501, 0, 0, 0, 502], { seen: 3, missing: 0, strays: 0 }],
  ['before the first', [50, 49, 48, 51], { seen: 2, missing: 0, strays: 2 }],
  ['a restart', [...range(9e6, 10), ...range(1, 10)], { seen: 20, missing: 0, restarts: 1, strays: 0 }],
  [
    'late messages around a restart',
    [...range(9e6, 9), 9e6 + 10, 1, 2, 9e6 + 9, 3, 4, 5, 6],
    { missing: 0, restarts: 1 },
  ],
  ['one number from elsewhere', [...range(9e6, 5), 77, ...range(9e6 + 5, 5)], { seen: 10, missing: 0, strays: 1 }],
  [
    'the same stray again and again',
    [...range(9e6, 5), 77, 77, 77, 77, 9e6 + 5],
    { missing: 0, strays: 4, restarts: 0 },
  ],
  ['another counter in between', range(0, 40).flatMap((n) => [9e6 + n, 77 + n]), { seen: 40, missing: 0, restarts: 0 }],
  ['a gap longer than the window', [...range(1, 5), ...range(10_006, 5)], { seen: 10, missing: 10_000, restarts: 0 }],
  [
    'a jump too long for a loss',
    [...range(1, 5), ...range(LONGEST_LOSS + 100, 5)],
    { seen: 10, missing: 0, restarts: 1 },
  ],
  ['a first number that nothing confirms', [77, ...range(9e6, 5)], { missing: 0, restarts: 1 }],
  ['just inside the window', [1, WINDOW], { seen: 2, missing: WINDOW - 2 }],
];

for (const [name, numbers, expected] of cases) {
  test(name, () => {
    const sequence = observed(numbers);
    const found = Object.fromEntries(Object.keys(expected).map((key) => [key, Reflect.get(sequence, key)]));
    assert.deepEqual(found, expected);
  });
}

/** What a network does to a rising sequence: loses, doubles and delays by at most `delay` places. */
const journey = fc
  .record({
    start: fc.oneof(fc.integer({ min: 1, max: WRAP - 1 }), fc.integer({ min: WRAP - 300, max: WRAP - 1 })),
    fates: fc.array(fc.record({ lost: fc.boolean(), copies: fc.integer({ min: 1, max: 3 }), delay: fc.nat(40) }), {
      minLength: 1,
      maxLength: 400,
    }),
  })
  .map(({ start, fates }) => {
    const arrivals = fates
      .flatMap(({ lost, copies, delay }, index) =>
        lost ? [] : Array.from({ length: copies }, (_, copy) => ({ index, at: index + delay * (copy + 1) })),
      )
      .sort((a, b) => a.at - b.at);
    return { start, fates, arrivals: arrivals.map(({ index }) => index) };
  })
  // Nothing begins with the number of traps, nor before it: those are not counted at all.
  .filter(({ start, arrivals }) => WRAP - start > (arrivals[0] ?? 0));

test('missing is what a set would say, between the first arrival and the highest', () => {
  fc.assert(
    fc.property(journey, ({ start, arrivals }) => {
      const sequence = observed(arrivals.map((index) => (start + index) % WRAP));
      const first = arrivals[0] ?? 0;
      const different = new Set(arrivals.filter((index) => index >= first));
      const passed = arrivals.length === 0 ? 0 : Math.max(...arrivals) - first + 1;
      assert.equal(sequence.seen, different.size);
      assert.equal(sequence.missing, passed - different.size);
      assert.equal(sequence.seen + sequence.duplicates + sequence.strays, arrivals.length);
      assert.equal(sequence.restarts, 0);
    }),
  );
});

test('the estimate differs from the truth only by what was lost at the two ends and came before the first', () => {
  fc.assert(
    fc.property(journey, ({ start, fates, arrivals }) => {
      const lost = fates.filter((fate) => fate.lost).length;
      const first = arrivals[0] ?? fates.length;
      const atEnds = fates.filter(
        (fate, index) => fate.lost && (index < first || index > Math.max(...arrivals)),
      ).length;
      assert.equal(observed(arrivals.map((index) => (start + index) % WRAP)).missing, lost - atEnds);
    }),
  );
});

test('losses before and after restarts add up', () => {
  const stretch = fc.record({
    start: fc.integer({ min: 0, max: 15 }).map((slot) => slot * 2 ** 28 + 2 ** 27),
    gaps: fc.array(fc.nat(WINDOW - 2), { minLength: 3, maxLength: 60 }),
  });
  fc.assert(
    fc.property(fc.array(stretch, { minLength: 1, maxLength: 6 }), (stretches) => {
      const apart = stretches.filter(({ start }, index) => start !== stretches[index - 1]?.start);
      const numbers = apart.flatMap(({ start, gaps }) => {
        let number = start;
        return gaps.map((gap) => (number += gap + 1) - gap - 1);
      });
      const sequence = observed(numbers);
      const lost = apart.reduce((sum, { gaps }) => sum + gaps.slice(0, -1).reduce((a, b) => a + b, 0), 0);
      assert.equal(sequence.missing, lost);
      assert.equal(sequence.seen, numbers.length);
      assert.equal(sequence.restarts, apart.length - 1);
    }),
  );
});
