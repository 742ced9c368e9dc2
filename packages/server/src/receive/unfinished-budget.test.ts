import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Holder, UnfinishedBudget } from './unfinished-budget.js';

/** Connections `peer name`, and the order in which they are closed. */
function crowd(mostBytes: number): { budget: UnfinishedBudget; of: (name: string) => Holder; closed: string[] } {
  const budget = new UnfinishedBudget(mostBytes);
  const closed: string[] = [];
  const holders = new Map<string, Holder>();
  const of = (name: string): Holder => {
    const known = holders.get(name);
    if (known !== undefined) return known;
    const holder: Holder = {
      peer: name.split(' ')[0] ?? '',
      giveUp: () => {
        closed.push(name);
        budget.holds(holder, 0);
      },
    };
    holders.set(name, holder);
    return holder;
  };
  return { budget, of, closed };
}

interface Row {
  readonly name: string;
  readonly most: number;
  readonly holds: readonly (readonly [name: string, bytes: number])[];
  readonly closed: readonly string[];
}

const ROWS: readonly Row[] = [
  {
    name: 'as much as there may be',
    most: 100,
    holds: [
      ['a 1', 60],
      ['b 1', 40],
    ],
    closed: [],
  },
  {
    name: 'more: the one with the most goes',
    most: 100,
    holds: [
      ['a 1', 60],
      ['b 1', 41],
    ],
    closed: ['a 1'],
  },
  {
    name: 'many small ones of one sender weigh more than a large one of another',
    most: 100,
    holds: [
      ['b 1', 40],
      ['a 1', 25],
      ['a 2', 20],
      ['a 3', 24],
    ],
    closed: ['a 1'],
  },
  {
    name: 'what has ended counts no more',
    most: 100,
    holds: [
      ['a 1', 60],
      ['a 1', 0],
      ['b 1', 90],
    ],
    closed: [],
  },
  {
    name: 'one that grows is counted once',
    most: 100,
    holds: [
      ['a 1', 50],
      ['a 1', 99],
    ],
    closed: [],
  },
  { name: 'one alone beyond the limit goes', most: 100, holds: [['a 1', 101]], closed: ['a 1'] },
  {
    name: 'no more than it takes',
    most: 80,
    holds: [
      ['a 1', 10],
      ['a 2', 10],
      ['a 3', 10],
      ['a 4', 10],
      ['a 5', 10],
      ['a 6', 10],
      ['a 7', 10],
      ['a 8', 11],
    ],
    closed: ['a 8'],
  },
];

describe('the memory for unfinished messages', () => {
  for (const { name, most, holds, closed } of ROWS) {
    it(name, () => {
      const { budget, of, closed: gone } = crowd(most);
      for (const [holder, bytes] of holds) budget.holds(of(holder), bytes);
      assert.deepEqual(gone, closed);
    });
  }
});
