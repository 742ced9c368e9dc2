import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Queue } from './queue.js';

describe('Queue', () => {
  it('hands out by instant, then by arrival', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (instants) => {
        const queue = new Queue<{ at: number; arrival: number }>();
        const items = instants.map((at, arrival) => ({ at, arrival }));
        for (const item of items) queue.push(item);
        const sorted = items.toSorted((one, other) => one.at - other.at || one.arrival - other.arrival);
        assert.deepEqual(
          items.map(() => queue.pop()),
          sorted,
        );
        assert.equal(queue.pop(), undefined);
      }),
    );
  });

  it('keeps the order when taking and giving alternate', () => {
    const queue = new Queue<{ at: number }>();
    for (const at of [5, 3, 9]) queue.push({ at });
    assert.equal(queue.next, 3);
    assert.deepEqual(queue.pop(), { at: 3 });
    queue.push({ at: 4 });
    queue.push({ at: 1 });
    assert.deepEqual(
      [queue.pop(), queue.pop(), queue.pop(), queue.pop()],
      [{ at: 1 }, { at: 4 }, { at: 5 }, { at: 9 }],
    );
    assert.equal(queue.next, Number.POSITIVE_INFINITY);
  });
});
