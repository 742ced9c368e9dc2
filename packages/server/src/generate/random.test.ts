import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Random } from './random.js';

const TWO_32 = 2n ** 32n;

function draws(random: Random, count: number): readonly number[] {
  return Array.from({ length: count }, () => random.next());
}

/** The same generator on big integers, where nothing can overflow or lose a sign. */
function createTwin(name: string): () => number {
  const hash = (basis: bigint): bigint =>
    [...name].reduce((sum, character) => ((sum ^ BigInt(character.charCodeAt(0))) * 16_777_619n) % TWO_32, basis);
  let a = hash(0x811c9dc5n);
  let b = hash(a);
  let c = hash(b);
  let counter = 1n;
  const next = (): number => {
    const sum = (a + b + counter) % TWO_32;
    counter += 1n;
    a = b ^ (b >> 9n);
    b = (c + (c << 3n)) % TWO_32;
    c = ((((c << 21n) % TWO_32) | (c >> 11n)) + sum) % TWO_32;
    return Number(sum);
  };
  for (let round = 0; round < 12; round++) next();
  return next;
}

describe('Random', () => {
  it('draws what the same arithmetic on big integers draws', () => {
    for (const name of ['1', '2026/people', 'a/day 3/shifts']) {
      const twin = createTwin(name);
      assert.deepEqual(draws(new Random(name), 2000), Array.from({ length: 2000 }, twin));
    }
  });

  it('gives a fork the same draws however much its origin has drawn', () => {
    const fresh = new Random('7');
    const used = new Random('7');
    draws(used, 100);
    assert.deepEqual(draws(fresh.fork('x'), 20), draws(used.fork('x'), 20));
    assert.notDeepEqual(draws(fresh.fork('x'), 20), draws(fresh.fork('y'), 20));
  });

  it('stays within its bounds and reaches them', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.integer({ min: 0, max: 50 }),
        fc.integer({ min: 0, max: 5 }),
        (name, lowest, width) => {
          const random = new Random(name);
          const drawn = Array.from({ length: 400 }, () => random.between(lowest, lowest + width));
          assert.equal(Math.min(...drawn), lowest);
          assert.equal(Math.max(...drawn), lowest + width);
          assert.equal(new Set(drawn).size, width + 1);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('draws sizes over all magnitudes', () => {
    const random = new Random('sizes');
    const drawn = Array.from({ length: 2000 }, () => random.size(30));
    assert.ok(drawn.every((size) => size >= 16 && size < 2 ** 31));
    assert.ok(drawn.some((size) => size < 64));
    assert.ok(drawn.some((size) => size >= 2 ** 30));
  });
});
