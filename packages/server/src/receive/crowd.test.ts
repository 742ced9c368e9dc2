import assert from 'node:assert/strict';
import { Socket } from 'node:net';
import { describe, it } from 'node:test';
import { Crowd } from './crowd.js';

interface Row {
  readonly name: string;
  /** `peer` or `peer!` for one in the middle of something, oldest first; four find room. */
  readonly there: readonly string[];
  readonly comes: string;
  /** Place in `there` of who has to go. */
  readonly expected: null | 'refuse' | number;
}

const ROWS: readonly Row[] = [
  { name: 'there is room', there: ['a', 'a', 'a'], comes: 'a', expected: null },
  { name: 'the only peer gets no more', there: ['a', 'a', 'a', 'a'], comes: 'a', expected: 'refuse' },
  { name: 'another one takes the place of the oldest', there: ['a', 'a', 'a', 'a'], comes: 'b', expected: 0 },
  { name: 'who is in the middle of something stays', there: ['a!', 'a', 'a', 'a'], comes: 'b', expected: 1 },
  { name: 'where all are busy nobody goes', there: ['a!', 'a!', 'a!', 'a!'], comes: 'b', expected: 'refuse' },
  {
    name: 'who has one less than the largest gets no more',
    there: ['b', 'a', 'a', 'c'],
    comes: 'b',
    expected: 'refuse',
  },
  { name: 'a small peer stays', there: ['b', 'a', 'a', 'a'], comes: 'c', expected: 1 },
];

describe('a full listener', () => {
  for (const { name, there, comes, expected } of ROWS) {
    it(name, () => {
      const crowd = new Crowd(4);
      const sockets = there.map((one) => {
        const socket = new Socket();
        crowd.add(socket, { peer: one.slice(0, 1), isQuiet: () => !one.endsWith('!') });
        return socket;
      });
      const found = crowd.placeFor(comes);
      assert.equal(found, typeof expected === 'number' ? sockets[expected] : expected);
    });
  }

  it('has room again when somebody has left', () => {
    const crowd = new Crowd(1);
    const socket = new Socket();
    crowd.add(socket, { peer: 'a', isQuiet: () => true });
    crowd.add(socket, { peer: 'a', isQuiet: () => true });
    assert.deepEqual([crowd.size, crowd.placeFor('a')], [1, 'refuse']);
    crowd.remove(socket);
    crowd.remove(socket);
    assert.deepEqual([crowd.size, crowd.placeFor('a')], [0, null]);
  });
});
